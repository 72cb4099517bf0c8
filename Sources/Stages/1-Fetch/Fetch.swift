// Fetch: where articles come from.
//
// Each source finds documents and brings them to whoever takes them (`Offering`): `FolderSource`
// watches a folder, `OnceSource` reads files, or standard input to its end.
// `Submission` reads the articles that programs send to the intake socket, and the lines of JSON
// Lines files, which have the same fields. `DocumentReader` turns a file into documents.
// `Web/` polls feeds, sitemaps and pages: a `PollMachine` decides whom to ask for what and when, a
// `PollSchedule` when a source is asked again, a `WebPoller` acts, and `WebState` (in Storage)
// remembers. `ArchiveReader` reads WARC files.
//
// A source may forget a document as soon as it is accepted. What may change: new sources, new ways
// to read a file. A source never drops a document in silence: it is
// offered until it is settled, or one line says why not.
