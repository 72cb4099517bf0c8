// Messages: what travels.
//
// One envelope per article goes the whole way: RawDocument (Fetch) → Article (Normalize) →
// Candidates (Extract) → CodedArticle with its Events (Classify) → Publish. Each message is a JSON
// header and a raw body; an Envelope puts both into ZeroMQ frames. Decoding is strict: an unknown
// key, a null, a span outside the text or a wrong version is an error that names its path.
//
// This room knows nobody, and everybody knows it: a new field here rebuilds the house. Add fields
// only as optional ones within a version; anything else is a new version of that message. The
// contract of a stage (`Stage`) and of what offers new articles (`Offering`) stands here too,
// because stages know Messages and nothing of sockets.
//
// What a subscriber sees is fixed by `docs/event.md` and `docs/event.schema.json`, what stages say
// to each other by `docs/protocol.md`; tests compare the first two with the types here. After a
// change in decoding, run `deploy/fuzz`.
