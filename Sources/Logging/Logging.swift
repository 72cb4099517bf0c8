// Logging: one line a record, on standard error.
//
// A `Logger` is a small value that every room may keep; `child(_:)` names a part of the program.
// What happened goes into a constant message, what it happened to into fields with keys from
// `LogKey`, so that lines can be searched by key and identical messages can be counted instead of
// repeated. Under systemd the journal gets its priority prefix; elsewhere a line begins with the
// time. Nothing from outside can break a line in two or reach the terminal as a control sequence.
// What may change: keys, freely; the shape of a line only with those who parse it in mind.
