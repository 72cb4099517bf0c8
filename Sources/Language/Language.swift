// Language: words, sentences and the shallow grammar of English.
//
// A `Vocabulary` numbers every word the lexicons know, with its classes and verb forms; a
// `Tokenizer` cuts text into `Token`s that carry scalar offsets and those numbers, a
// `SentenceSplitter` groups them, and a `Tagger` says which words act as verbs, nouns or names
// where they stand. Nothing here knows countries, events or messages. What may change: the insides,
// as long as offsets stay Unicode scalars and every pass stays linear in the length of the text.
// Word lists belong into Data/language, never into Swift. After a change in the cutting, run
// `deploy/fuzz Words`.
