// NormalizeTests: tables of inputs for each step, hostile inputs for the whole.
