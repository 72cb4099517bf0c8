import Testing

@testable import Configuration

@Suite("YAML") struct YAMLParserTests {
    @Test("a tree knows where its parts stand")
    func marks() throws {
        let root = try YAMLParser.parse(Array("a: 1\nb:\n  - x\n  - 'y'\n".utf8), file: nil)
        let expected = YAMLNode(
            content: .mapping([
                .init(
                    key: "a", line: 1,
                    value: .init(content: .scalar("1", plain: true), line: 1, column: 4)),
                .init(
                    key: "b", line: 2,
                    value: .init(
                        content: .sequence([
                            .init(content: .scalar("x", plain: true), line: 3, column: 5),
                            .init(content: .scalar("y", plain: false), line: 4, column: 5),
                        ]), line: 3, column: 3)),
            ]), line: 1, column: 1)
        #expect(root == expected)
    }

    @Test(
        "what a configuration does not need is refused in one line",
        arguments: [
            ("a: 1\na: 2", "chancery.yaml:2: the key \"a\" already stands in line 1"),
            ("x: &a 1\ny: *a", "chancery.yaml:1: anchors (&name) are not supported"),
            (
                "x: 1\ny: *a",
                "chancery.yaml:2: aliases (*name) are not supported; write the value again"
            ),
            (
                "x: !!int 1",
                "chancery.yaml:1: tags (!name) are not supported; write the bare value"
            ),
            (
                "a: 1\n---\nb: 2\n",
                "chancery.yaml:2: a second document begins here; a configuration is only one"
            ),
            ("? [a]\n: 1", "chancery.yaml:1: a list or a group of keys cannot be a key"),
            (
                "flow:\n\twindow: 1",
                "chancery.yaml:2: is indented with a tab; YAML allows only spaces there"
            ),
            (
                "log: {}\nstate: \"abc\n\n",
                "chancery.yaml:2: a quoted text begins here and does not end"
            ),
            ("log: {}\nstate: 'abc", "chancery.yaml:2: a quoted text begins here and does not end"),
            ("a: 1\nb: \u{1}", "chancery.yaml:2: holds a control character; remove it"),
        ])
    func refused(yaml: String, expected: String) { #expect(mistakes(yaml) == [expected]) }

    @Test(
        "broken syntax is one line with its place",
        arguments: [
            "a: [1, 2", "a: b: c", "a\nb: 1", "{", "}", "- a\nb", "a: |\n x\n y: [", "%", "@x",
        ])
    func broken(yaml: String) {
        let lines = mistakes(yaml)
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.hasPrefix("chancery.yaml:") && !$0.contains("\n") })
    }

    @Test("bytes that are no UTF-8 are named with their line")
    func invalidUTF8() {
        #expect(
            mistakes(bytes: Array("log: {}\nstate: ".utf8) + [0xFF, 0xFE]) == [
                "chancery.yaml:2: is not valid UTF-8; save the file as UTF-8"
            ])
        #expect(mistakes(bytes: [0xFF, 0xFE, 0x61, 0x00]).count == 1)
    }

    @Test("depth has an end")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(try YAMLParser.parse(nested(32), file: nil) != nil)
        #expect(throws: ConfigurationError.self) { try YAMLParser.parse(nested(33), file: nil) }
        #expect(mistakes(bytes: nested(50_000)).count == 1)
    }

    @Test("size has an end")
    func size() throws {
        let comment = [UInt8](repeating: 0x23, count: YAMLParser.longest)
        #expect(try YAMLParser.parse(comment, file: nil) == nil)
        #expect(throws: ConfigurationError.self) {
            try YAMLParser.parse(comment + [0x23], file: nil)
        }
    }

    @Test(
        "text survives being written and read",
        arguments: [
            "", "a", "null", "~", "true", "a: b", "a #b", "- a", "\"", "\\", "\n\t\r\u{0}", "é外😀",
            "\u{85}\u{2028}\u{FEFF}\u{7F}", "/a/b-c_d.e", "ipc:///run/x", "x:", "*", "&a", "12",
        ])
    func text(text: String) throws {
        let root = try YAMLParser.parse(Array("k: \(YAMLText.scalar(text))".utf8), file: nil)
        guard case .mapping(let entries) = root?.content, let node = entries.first?.value else {
            Issue.record("no mapping")
            return
        }
        guard case .scalar(let read, _) = node.content else {
            Issue.record("no scalar")
            return
        }
        #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars))
        #expect(!node.isNull)
    }
}
