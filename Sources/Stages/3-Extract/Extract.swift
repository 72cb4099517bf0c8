// Extract: from paragraphs to sentences, actors, dates, places and candidate relations.
//
// `ExtractStage` is the actor the daemon runs; all work is in the value `Extractor`. First it looks
// through the whole article: `Home` is the state whose affairs it tells, `Foreseen` who is named in
// full anywhere, so that headings know whom their surnames mean. Then a sentence goes through
// `MentionFinder` (who; `PairReader` for "both sides"), `DateFinder` (when), `PatternMatcher`
// (which predicate), `RoleFinder` (whose act, upon whom), `RealityReader` (negated, planned, only
// possible), `BlameFinder` and `SpokenFinder` (what a speaker does by what he says of others),
// `Attributor` (on whose word) and `WhereRule` (which countries are only places). What is common to
// an article, such as who "the ministry" is, lives in `MentionMemory`. When all is found,
// `UnknownParties` drops whom nobody knows beside whom everybody knows, and `CounterpartGuess`
// guesses whom an act is done to by the article's whole cast (`ArticleCast`). Where a language
// model is installed, the folder `Model` reads the whole article with it first: `TextReader` and
// `SentenceReading` (what it read, word for word), `EventFinder` (its events, with the lexicon's
// opinion), `PhraseResolver` (whom its phrases name), `ArgumentFinder` (whom it left out), `Sides`
// and `TreeParties` (who is on which side, by the tree), `ImpliedTarget` and `ActContent` (whom it
// is done to where no words say so, by what `ActMemory` knows of earlier acts), `TypeRule` (which
// type who acts on whom tells), `ActGround` (what speaks against an act). `PairExtractor` answers
// what given phrases do to each other. What may change: every inside; the door is `Article` in,
// `Candidates` out.
