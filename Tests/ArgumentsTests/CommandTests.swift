import Arguments
import Testing

@Suite("Command line") struct CommandTests {
    @Test(
        "a value is taken from the next word or from behind an equals sign",
        arguments: ["--after 7", "--after=7", "--after=007"])
    func values(line: String) throws {
        let parsed = try parse("subscribe \(line)")
        #expect(parsed?.command == ["subscribe"])
        #expect(parsed?.integer("after") == 7)
    }

    @Test(
        "a short option takes its value in three ways", arguments: ["-w 5", "-w5", "-w=5", "-jw5"])
    func shortValues(line: String) throws {
        #expect(try parse("subscribe \(line)")?.integer("window") == 5)
    }

    @Test("values have types")
    func types() throws {
        let parsed = try parse("subscribe --for 5m --most 2MiB --format json -j AID CONSULT")
        #expect(parsed?.duration("for") == .seconds(300))
        #expect(parsed?.size("most") == 2 << 20)
        #expect(parsed?.choice("format", as: Format.self) == .json)
        #expect(parsed?.flag("json") == true)
        #expect(parsed?.strings("type") == ["AID", "CONSULT"])
    }

    @Test("what is not given is its fallback or nil")
    func absent() throws {
        let parsed = try parse("subscribe")
        #expect(parsed?.integer("window") == 64)
        #expect(parsed?.choice("format", as: Format.self) == .text)
        #expect(parsed?.integer("after") == nil)
        #expect(parsed?.flag("json") == false)
        #expect(parsed?.strings("type") == [])
    }

    @Test("a repeated option keeps its order")
    func repeated() throws {
        #expect(
            try parse("subscribe -n FR --country DE -nUS")?.strings("country") == [
                "FR", "DE", "US",
            ])
    }

    @Test("options stand anywhere, two dashes end them")
    func order() throws {
        let parsed = try parse("subscribe AID --json CONSULT -- --json -n")
        #expect(parsed?.flag("json") == true)
        #expect(parsed?.strings("type") == ["AID", "CONSULT", "--json", "-n"])
    }

    @Test("a dash and a negative number are values")
    func dashes() throws {
        #expect(try parse("subscribe - -5")?.strings("type") == ["-", "-5"])
        #expect(try parse("subscribe -n -x")?.strings("country") == ["-x"])
    }

    @Test("options of the program are taken before and after the command")
    func inherited() throws {
        #expect(try parse("-c a dead list")?.string("config") == "a")
        #expect(try parse("dead -q list --config a")?.string("config") == "a")
        #expect(try parse("dead -q list")?.flag("quiet") == true)
    }

    @Test("commands nest")
    func nested() throws {
        #expect(try parse("dead list --limit 5")?.command == ["dead", "list"])
        #expect(try parse("dead copy x 3")?.integer("count") == 3)
        #expect(try parse("dead copy x")?.integer("count") == nil)
        #expect(try parse("dead requeue a b")?.strings("task") == ["a", "b"])
    }

    @Test("the environment gives what the command line does not")
    func environment() throws {
        let environment = ["CHANCERY_CONFIG": "/e"]
        #expect(try parse("dead list", environment: environment)?.string("config") == "/e")
        #expect(try parse("dead list -c /a", environment: environment)?.string("config") == "/a")
        #expect(
            try parse("dead list", environment: ["CHANCERY_CONFIG": ""])?.string("config") == nil)
    }

    @Test(
        "a mistake is one line with the command, the word and the way to help",
        arguments: [
            (
                ["subscribe", "--aftr", "5"],
                "chancery subscribe: unknown option --aftr; did you mean --after?  "
                    + "(chancery subscribe --help lists them)"
            ),
            (
                ["subscribe", "--zzzzz"],
                "chancery subscribe: unknown option --zzzzz  (chancery subscribe --help lists them)"
            ),
            (
                ["subscribe", "-x"],
                "chancery subscribe: unknown option -x  (chancery subscribe --help lists them)"
            ),
            (
                ["subscrbe"],
                "chancery: unknown command subscrbe; did you mean subscribe?  "
                    + "(chancery --help lists them)"
            ),
            (
                ["subscribe", "--after", "x"],
                "chancery subscribe: --after: x is not a whole number  "
                    + "(chancery subscribe --help says more)"
            ),
            (
                ["subscribe", "--window=0"],
                "chancery subscribe: --window: 0 is not a whole number from 1 to 4096  "
                    + "(chancery subscribe --help says more)"
            ),
            (
                ["subscribe", "--format", "jsno"],
                "chancery subscribe: --format: jsno is not one of text, json; did you mean json?  "
                    + "(chancery subscribe --help says more)"
            ),
            (
                ["subscribe", "--for", "5"],
                "chancery subscribe: --for: 5 is not a duration like 500ms, 10s, 5m, 2h or 30d  "
                    + "(chancery subscribe --help says more)"
            ),
            (
                ["subscribe", "--after"],
                "chancery subscribe: --after needs a value: --after SEQUENCE  "
                    + "(chancery subscribe --help says more)"
            ),
            (
                ["subscribe", "--after", "--json"],
                "chancery subscribe: --after needs a value: --after SEQUENCE  "
                    + "(chancery subscribe --help says more)"
            ),
            (
                ["subscribe", "--after", "1", "--after", "2"],
                "chancery subscribe: --after is given twice  (chancery subscribe --help says more)"
            ),
            (
                ["subscribe", "--json=1"],
                "chancery subscribe: --json takes no value  (chancery subscribe --help says more)"
            ),
            (
                ["dead"],
                "chancery dead: needs a command: list, show, requeue, copy  "
                    + "(chancery dead --help explains them)"
            ),
            (
                ["dead", "show"],
                "chancery dead show: needs <task>  (chancery dead show --help says more)"
            ),
            (
                ["dead", "requeue"],
                "chancery dead requeue: needs <task>  (chancery dead requeue --help says more)"
            ),
            (
                ["dead", "show", "a", "b c"],
                "chancery dead show: does not take \"b c\"  (chancery dead show --help says more)"
            ),
            (
                ["dead", "copy", "a", "10"],
                "chancery dead copy: <count>: 10 is not a whole number from 1 to 9  "
                    + "(chancery dead copy --help says more)"
            ),
            (["--config="], "chancery: --config: \"\" is not a path  (chancery --help says more)"),
            (
                ["dead", "help", "x"],
                "chancery dead: unknown command x  (chancery dead --help lists them)"
            ),
            (
                ["help", "subscribe", "x"],
                "chancery subscribe: has no commands under it  "
                    + "(chancery subscribe --help says more)"
            ),
        ])
    func mistakes(words: [String], expected: String) { #expect(mistake(words) == expected) }

    @Test("a wrong value from the environment names its variable")
    func wrongEnvironment() {
        let command = Command(
            "x", "y", options: [Option("n", .integer(1...2), environment: "X_N", "z")])
        #expect(throws: ArgumentError.self) { try command.parse([], environment: ["X_N": "3"]) }
        do throws(ArgumentError) {
            _ = try command.parse([], environment: ["X_N": "3"])
        } catch {
            #expect(error.message == "$X_N: 3 is not a whole number from 1 to 2")
        }
    }

    @Test(
        "hostile words are shown short and harmless",
        arguments: [
            "\u{1B}[31m\n", String(repeating: "x", count: 100_000), "\u{202E}", "--\u{1B}]0;",
        ])
    func hostile(word: String) {
        let line = mistake([word]) ?? ""
        #expect(line.hasPrefix("chancery: unknown "))
        #expect(line.count < 200)
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
    }

    @Test("any words are parsed or refused, never a crash")
    func anyWords() {
        let pieces = [
            "subscribe", "dead", "list", "show", "-", "--", "---", "-=", "--=", "--after",
            "--after=",
            "-n", "-w", "-q", "", "help", "=", "-jq", "-5", "é", "--json", "--config", "5",
        ]
        var seed: UInt64 = 1
        func pick() -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33)
        }
        var refused = 0
        for _ in 0..<2000 {
            let words = (0..<pick() % 7).map { _ in pieces[pick() % pieces.count] }
            if let line = mistake(words) {
                refused += 1
                #expect(line.hasPrefix("chancery") && !line.contains("\n"))
            }
        }
        #expect(refused > 500)
    }

    @Test("exit codes are those of sysexits")
    func exitCodes() {
        #expect(ExitCode.usage.rawValue == 64)
        #expect(ExitCode.config.rawValue == 78)
        #expect(Set(ExitCode.allCases.map(\.rawValue)).count == ExitCode.allCases.count)
    }
}
