// Arguments: what a person types after the program's name, and how the answer looks.
//
// A `Command` declares its options, positionals and subcommands; `Command.parse` turns words into a
// `Parsed` value or into one line that says what is wrong. Help and shell completion are generated
// from the same declarations, so they cannot differ from what is accepted. `Table` and `Terminal`
// set out answers for people. What may change: another kind of value in `ValueKind`. What commands
// there are, and what they do, belongs to the executable.
