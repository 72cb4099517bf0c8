import Testing

@testable import Arguments

@Suite("Help") struct HelpTests {
    @Test("the help of a command is complete")
    func complete() throws {
        let expected = """
            chancery subscribe: follow the events

            Usage: chancery subscribe [options] [<type>...]

            Replays the log and goes on live.

            Ends at a signal.

            Arguments:
              <type>  types of events

            Options:
                  --after SEQUENCE    begin after it (a whole number)
                  --format text|json  how events look (default: text)
              -n, --country TEXT      only events with it (may be repeated)
                  --for DURATION      end after it (like 500ms, 10s, 5m, 2h or 30d)
                  --most SIZE         end after so many bytes (like 64MiB or 200kB)
              -w, --window N          credit (1 to 4096; default: 64)
              -j, --json              the same as --format json
              -h, --help              print this help

            Options of every command:
              -c, --config PATH  the configuration file (environment: CHANCERY_CONFIG)
              -q, --quiet        say less

            Examples:
              # from the 101st event on
              chancery subscribe --after 100

            """
        #expect(try shown("subscribe --help") == expected)
    }

    @Test("a group lists its commands")
    func group() throws {
        let text = try shown("--help") ?? ""
        #expect(text.contains("Usage: chancery COMMAND [options]\n"))
        #expect(
            text.contains("Commands:\n  subscribe  follow the events\n  dead       dead letters\n"))
        #expect(text.contains("--version"))
        #expect(text.hasSuffix("chancery help COMMAND explains a command.\n"))
    }

    @Test(
        "help is asked for in several ways",
        arguments: ["help dead show", "dead help show", "dead show -h", "dead show x --help --zzz"])
    func ways(line: String) throws {
        #expect(try shown(line) == program.help(["dead", "show"]))
    }

    @Test("help wins over what is wrong after it, not over what is wrong before")
    func precedence() {
        #expect(throws: ArgumentError.self) { try shown("subscribe --zzz --help") }
    }

    @Test("the version is the program's")
    func version() throws {
        #expect(try shown("--version") == "chancery 1.0\n")
        #expect(throws: ArgumentError.self) { try Command("x", "y").parse(["--version"]) }
    }

    @Test("lines fit the terminal", arguments: [40, 60, 80, 120])
    func widths(width: Int) throws {
        for path in [[], ["subscribe"], ["dead"], ["dead", "copy"]] {
            for line in try program.help(path, width: width).split(separator: "\n") {
                #expect(line.count <= width, "\(line)")
                #expect(line.last != " ", "\(line)")
            }
        }
    }

    @Test("every option that is accepted is in the help")
    func everyOption() throws {
        let text = try program.help(["dead", "list"])
        for name in ["--limit", "--config", "--quiet", "--help"] { #expect(text.contains(name)) }
    }
}
