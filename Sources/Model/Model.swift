// Model: the language model, from words to grammar, mentions, roles and coreference.
//
// A `LanguageModel` is a folder of three files (model.safetensors, labels.json, vocab.txt), loaded
// once and shared; docs/language-model.md is its exact specification, and every computation here
// follows a paragraph there. A `Reader` is one instance: it owns its memory, runs on the thread that
// calls it, and gives a `Reading` for each sentence. `Encoder` turns word pieces into states, `Heads`
// turns states into scores, the decoders (`SpanningTree`, `RoleDecoder`, `MentionDecoder`,
// `LemmaRule`, `Antecedents`) turn scores into decisions and are pure.
// What may change: how it is computed, as long as logits stay within 1e-3 of the specification and
// decisions stay the same. After a change in what is read, run `deploy/fuzz Model` and `Words`.
