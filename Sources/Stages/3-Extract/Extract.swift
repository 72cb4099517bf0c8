// Extract: from paragraphs to sentences, actors, dates, places and candidate relations.
//
// `ExtractStage` is the actor the daemon runs; all work is in the value `Extractor`. A sentence
// goes through `MentionFinder` (who), `DateFinder` (when), `PatternMatcher` (which predicate),
// `RoleFinder` (whose act, upon whom), `RealityReader` (negated, planned, only possible),
// `BlameFinder` (words of blame a speaker uses) and `Attributor` (on whose word). What is common to
// an article, such as who "the ministry" is, lives in `MentionMemory`. What may change: every
// inside; the door is `Article` in, `Candidates` out.
