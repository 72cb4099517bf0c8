// Evaluation: how good a reading is, held against a treebank.
//
// `Treebank` reads CoNLL-U, plain or gzipped, with predicates and roles (`Pred`, `Arg`) and entity
// brackets (`Entity`) in MISC. An `Analysis` is a document's words, trees, roles and mentions with
// every word a number, whoever made it; `ParseScores` counts what two of them have in common, and
// `CoreferenceScores` how alike their entities are. `ParseEvaluation` does it all for a file, from
// gold tokens and from raw text. Nothing here changes a reading. What may change: which scores there
// are; those there are keep their meaning, because figures in documents rest on them.
