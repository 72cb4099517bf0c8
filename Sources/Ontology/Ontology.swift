// Ontology: PLOVER and CAMEO as tables.
//
// Types with their quads and scores, the modes each type allows, contexts and the words that show
// them, sectors, CAMEO codes with Goldstein values, and what becomes of an act in books that know no
// status (`Act`, `Codebook`). Everything is read from Data/ontology; no code knows a type's numbers.
// What may change: the tables; a new edition of the codebook is a change of data and of
// `quadScheme`.
