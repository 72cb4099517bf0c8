// Classify
