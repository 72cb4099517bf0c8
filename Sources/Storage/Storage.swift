// Storage: what must outlive the process.
//
// - `StateDirectory` owns the data directory: one daemon at a time, refused by name otherwise.
// - `Database` and `Statement` are a thin, thread-confined layer over SQLite: write-ahead log,
//   synced commits, migrations by version, foreign or newer files refused.
// - `Journal` (journal.sqlite) holds every accepted article until it is finished, and remembers
//   for some months which articles were seen. Its one door for writing is `commit`: one call is
//   one synced transaction, and every change of state is a compare-and-set.
// - `EventLog` (events.sqlite) holds the published events in one total order, (epoch, sequence),
//   together with what was answered for each article, in the same transaction. `EventLogReader`
//   reads it over a connection of its own, so that replay never holds up publishing.
// - `WebState` (web.sqlite) holds what Fetch knows about sources on the web, and what they listed until
//   the journal has it.
// - `Watermark` tells, beside a database, how far it had come, so that a start notices when the end
//   of it is gone.
// - `FlightRecord` (flight) is a mapped file that tells the next start which articles were in a
//   stage's hands when the process died. It costs no system call, and no sync: a record that is
//   lost with the machine's power blames nobody.
//
// What may change here: a new column or table is a new migration at the end of a schema's list,
// never an edit of an old one. Times are whole seconds since 1970 and come from the caller, so
// that tests can pass any. Keep policy (how many attempts, how long to keep) out: it is the hub's
// and the daemon's.
