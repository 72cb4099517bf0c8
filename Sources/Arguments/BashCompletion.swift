/// Completion for bash, made from the commands' declarations.
public struct BashCompletion: Sendable {
    private let root: Command

    /// The completion of `root`, the program.
    public init(_ root: Command) { self.root = root }

    /// A script to be sourced, or to be laid into bash-completion's directory.
    public var script: String {
        let function = "_\(root.name)"
        let all = paths(root, options: [], path: "")
        let known = all.dropFirst().map { "\"\($0.path)\"" }
        let words = all.map { entry in
            let names =
                entry.command.subcommands.map(\.name)
                + (entry.options.map { "--\($0.name)" } + ["--help"])
            return "        \"\(entry.path)\") words=\"\(names.joined(separator: " "))\" ;;"
        }
        let values = all.flatMap { entry in
            entry.options.compactMap { option in value(option, at: entry.path) }
        }
        return """
            # bash completion for \(root.name)
            \(function)() {
                local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
                local path="" words="" index
                for ((index = 1; index < COMP_CWORD; index++)); do
                    case "$path ${COMP_WORDS[index]}" in
                        \(known.isEmpty ? "\"\"" : known.joined(separator: "|"))) \
            path="$path ${COMP_WORDS[index]}" ;;
                    esac
                done
                case "$path $previous" in
            \(values.isEmpty ? "        \"\") ;;" : values.joined(separator: "\n"))
                esac
                case "$path" in
            \(words.joined(separator: "\n"))
                esac
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            }
            complete -o default -F \(function) \(root.name)

            """
    }

    private struct Entry {
        var path: String
        var command: Command
        var options: [Option]
    }

    private func paths(_ command: Command, options: [Option], path: String) -> [Entry] {
        let options = command.options + options
        return [Entry(path: path, command: command, options: options)]
            + command.subcommands.flatMap {
                paths($0, options: options, path: "\(path) \($0.name)")
            }
    }

    /// What to offer after an option: words, file names, or nothing.
    private func value(_ option: Option, at path: String) -> String? {
        guard let kind = option.kind else { return nil }
        let names = ["--\(option.name)"] + (option.short.map { ["-\($0)"] } ?? [])
        let pattern = names.map { "\"\(path) \($0)\"" }.joined(separator: "|")
        let reply =
            switch kind {
            case .choice(let words):
                "compgen -W \"\(words.joined(separator: " "))\" -- \"$current\""
            case .path: "compgen -f -- \"$current\""
            case .text, .integer, .duration, .size: ":"
            }
        return "        \(pattern)) COMPREPLY=($(\(reply))); return ;;"
    }
}
