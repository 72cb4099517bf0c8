/// The help of one command, made from its declaration.
struct HelpText {
    /// The way to the command, the program first.
    let commands: [Command]
    /// Columns of the terminal.
    let width: Int

    var text: String {
        guard let command = commands.last else { return "" }
        let columns = max(40, width)
        var sections = ["\(commands.names): \(command.summary)"]
        sections[0] = TextWrap.wrap(sections[0], width: columns).joined(separator: "\n")
        sections.append(usage(command, columns))
        for paragraph in command.discussion.split(separator: "\n\n") {
            sections.append(
                TextWrap.wrap(String(paragraph), width: columns).joined(separator: "\n"))
        }
        let positionals = command.positionals.map { positional in
            (
                "<\(positional.name)>",
                explain(positional.summary, notes: [positional.kind.constraint])
            )
        }
        sections += section("Arguments", positionals, columns)
        sections += section(
            "Commands", command.subcommands.map { ($0.name, $0.summary) }, columns)
        var own = command.options.map(entry)
        if commands.count == 1, command.version != nil {
            own.append(("    --version", "print the version"))
        }
        own.append(("-h, --help", "print this help"))
        sections += section("Options", own, columns)
        let inherited = commands.dropLast().reversed().flatMap(\.options)
        sections += section("Options of every command", inherited.map(entry), columns)
        if !command.examples.isEmpty {
            let lines = command.examples.flatMap { example in
                TextWrap.wrap("# \(example.meaning)", width: columns, indent: 2)
                    + ["  \(example.line)"]
            }
            sections.append("Examples:\n" + lines.joined(separator: "\n"))
        }
        if !command.subcommands.isEmpty {
            let more = "\(commands.names) help COMMAND explains a command."
            sections.append(TextWrap.wrap(more, width: columns).joined(separator: "\n"))
        }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private func usage(_ command: Command, _ columns: Int) -> String {
        var words = ["Usage:", commands.names]
        if !command.subcommands.isEmpty { words.append("COMMAND") }
        words.append("[options]")
        words += command.positionals.map(\.usage)
        return TextWrap.wrap(words.joined(separator: " "), width: columns, hanging: 7)
            .joined(separator: "\n")
    }

    private func entry(_ option: Option) -> (String, String) {
        let short = option.short.map { "-\($0), " } ?? "    "
        let value = option.kind == nil ? "" : " \(option.placeholder)"
        // A choice that shows its words as placeholder needs no further words.
        let isShown = option.placeholder == option.kind?.placeholder
        let constraint = option.kind.flatMap { kind -> String? in
            if case .choice(let words) = kind, !isShown {
                return "one of \(words.joined(separator: ", "))"
            }
            return kind.constraint
        }
        let notes = [
            constraint, option.repeats ? "may be repeated" : nil,
            option.environment.map { "environment: \($0)" },
            option.fallback.map { "default: \($0)" },
        ]
        return ("\(short)--\(option.name)\(value)", explain(option.summary, notes: notes))
    }

    private func explain(_ summary: String, notes: [String?]) -> String {
        let notes = notes.compactMap { $0 }
        return notes.isEmpty ? summary : "\(summary) (\(notes.joined(separator: "; ")))"
    }

    private func section(
        _ title: String, _ entries: [(name: String, meaning: String)], _ columns: Int
    ) -> [String] {
        if entries.isEmpty { return [] }
        let longest = entries.map { TerminalText.width(of: $0.name) }.max() ?? 0
        let left = min(longest, columns / 3) + 4
        var lines = ["\(title):"]
        for (name, meaning) in entries {
            let wrapped = TextWrap.wrap(meaning, width: columns, indent: left)
            let used = TerminalText.width(of: name) + 2
            if used + 2 > left {
                lines.append("  \(name)")
                lines += wrapped
            } else {
                let gap = String(repeating: " ", count: left - used)
                lines.append("  \(name)\(gap)\(wrapped.first?.dropFirst(left) ?? "")")
                lines += wrapped.dropFirst()
            }
        }
        return [lines.joined(separator: "\n")]
    }
}
