// Notation: how people write values.
//
// Durations (`500ms`, `5m`, `30d`), amounts of bytes (`64MiB`, `200kB`) and near misses in words
// ("did you mean folders?"). The configuration file and the command line both read and show these,
// so that a value learnt in one place is right in the other. What may change: a further kind of
// value that both of them need. What a key or an option means does not belong here.
