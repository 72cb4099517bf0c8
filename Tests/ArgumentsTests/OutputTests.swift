import Testing

@testable import Arguments

@Suite("Table") struct TableTests {
    @Test("columns are aligned and no line ends in spaces")
    func aligned() {
        let table = Table(
            [.init("STAGE"), .init("READY", .right), .init("STATE")],
            rows: [
                ["extract", "12", "busy"], ["publish", "3", ""], ["x"], ["a", "", "b", "beyond"],
            ])
        #expect(
            table.render(width: nil) == """
                STAGE    READY  STATE
                extract     12  busy
                publish      3
                x
                a               b

                """)
    }

    @Test("a wide table cuts the columns that may be cut")
    func cut() {
        let table = Table(
            [.init("ID"), .init("TITLE", shrinksTo: 5), .init("N", .right)],
            rows: [["1", "A very long title indeed", "7"]])
        #expect(table.render(width: 18) == "ID  TITLE        N\n1   A very lon…  7\n")
        #expect(table.render(width: 5) == "ID  TITLE  N\n1   A ve…  7\n")
    }

    @Test("wide and combining characters keep their columns")
    func unicode() {
        let table = Table(
            [.init("A"), .init("B")],
            rows: [["外交", "x"], ["e\u{301}te\u{301}", "x"], ["👩‍🚀", "x"], ["abcd", "x"]])
        let columns = table.render(width: nil).split(separator: "\n").dropFirst().map { line in
            TerminalText.width(of: String(line))
        }
        #expect(columns == [7, 7, 7, 7])
    }

    @Test("a cell cannot break a line or reach the terminal")
    func hostile() {
        let text = Table([.init("A")], rows: [["a\n\u{1B}[31mb\u{202E}\tc\u{9B}"]]).render(
            width: 40)
        #expect(text == "A\na \u{FFFD}[31mb\u{FFFD} c\u{FFFD}\n")
    }

    @Test("a table without rows is its heading")
    func empty() {
        #expect(Table([.init("A"), .init("B")]).render(width: 80) == "A  B\n")
        #expect(Table([]).render(width: 80) == "\n")
    }
}

@Suite("Terminal") struct TerminalTests {
    @Test(
        "width counts columns",
        arguments: [
            ("abc", 3), ("", 0), ("été", 3), ("e\u{301}", 1), ("外交", 4), ("한국", 4), ("カ", 2),
            ("ｶ", 1),
            ("😀", 2), ("👨‍👩‍👧", 2), ("🇫🇷", 2), ("\u{200B}", 0), ("مرحبا", 5), ("❤️", 2), ("❤", 1),
        ])
    func width(text: String, columns: Int) { #expect(TerminalText.width(of: text) == columns) }

    @Test(
        "text is cut between characters",
        arguments: [
            ("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("外交部", 4, "外…"), ("外交部", 5, "外交…"),
            ("ab", 0, ""), ("ab", 1, "…"),
        ])
    func cut(text: String, columns: Int, expected: String) {
        let cut = TerminalText.cut(text, to: columns)
        #expect(cut == expected)
        #expect(TerminalText.width(of: cut) <= columns)
    }

    @Test("only a terminal has a width and colours")
    func pipes() {
        let pipe = Terminal(isTerminal: false, columns: 0, environment: ["COLUMNS": "200"])
        #expect(pipe.width == 80)
        #expect(!pipe.allowsColour)
        #expect(!Terminal(descriptor: -1, environment: [:]).isTerminal)
    }

    @Test("a terminal says its width, and COLUMNS overrules it")
    func widths() {
        #expect(Terminal(isTerminal: true, columns: 132, environment: [:]).width == 132)
        #expect(Terminal(isTerminal: true, columns: 0, environment: [:]).width == 80)
        #expect(
            Terminal(isTerminal: true, columns: 132, environment: ["COLUMNS": "60"]).width == 60)
        #expect(Terminal(isTerminal: true, columns: 9, environment: ["COLUMNS": "-1"]).width == 9)
    }

    @Test(
        "colours are refused by NO_COLOR and by a dumb terminal",
        arguments: [
            ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true),
            (["TERM": "dumb"], false), (["TERM": "xterm"], true),
        ] as [([String: String], Bool)])
    func colours(environment: [String: String], expected: Bool) {
        let terminal = Terminal(isTerminal: true, columns: 80, environment: environment)
        #expect(terminal.allowsColour == expected)
    }
}
