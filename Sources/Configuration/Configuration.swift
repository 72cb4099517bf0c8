// Configuration: from a YAML file to `Settings`, or to a list of what is wrong with it.
//
// `Settings` holds every setting with its default. `Settings+Fields.swift` lists the keys, each with
// the reader of its value and the sentence that explains it; reading, error messages and the
// effective configuration that `render()` writes all come from that list. libyaml reads the file
// into a tree whose nodes know their lines, so that every mistake is reported with its place, and
// all mistakes at once. What may change: a setting is added in `Settings` and in its list, nowhere
// else. What a setting does belongs to the room that obeys it.
