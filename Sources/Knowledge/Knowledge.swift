// Knowledge: who there is in the world, and which words tell what they do.
//
// Countries, organisations, office holders with dates, nouns for agents, cities, and the predicate
// lexicon, all read from the data directory into one immutable `LanguageData` that every stage
// shares. `PhraseTree` finds the longest name that starts at a token. What may change: the files
// under Data/knowledge and Data/predicates, freely; the columns only together with their reader.
