// Evaluation: how good a reading is, held against a treebank.
