// Evaluation: how good readings and codings are, held against what people found.
//
// `Treebank` reads CoNLL-U, plain or gzipped, with predicates and roles (`Pred`, `Arg`) and entity
// brackets (`Entity`) in MISC. An `Analysis` is a document's words, trees, roles and mentions with
// every word a number, whoever made it; `ParseScores` counts what two of them have in common, and
// `CoreferenceScores` how alike their entities are. `ParseEvaluation` does it all for a file, from
// gold tokens and from raw text.
//
// Coders of events conform to `EventCoder`, one of them being `RuleCoder`. `Datasets` reads files of
// labelled texts; `RelationEvaluation`, `SentenceEvaluation`, `SpanEvaluation` and `EventEvaluation`
// code and score them. docs/evaluation.md tells every rule. Nothing here changes a reading or a
// coding. What may change: which scores there are; those there are keep their meaning, because
// figures in documents rest on them.
