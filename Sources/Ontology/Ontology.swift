// Ontology: PLOVER and CAMEO as tables.
//
// Types with their quads and scores, the modes each type allows, CAMEO codes with Goldstein values,
// and the words that show a context. Everything is read from Data/ontology; no code knows a type's
// numbers. What may change: the tables; a new edition of the codebook is a change of data and of
// `quadScheme`.
