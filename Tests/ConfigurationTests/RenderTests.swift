import Testing

@testable import Configuration

@Suite("Rendered configuration") struct RenderTests {
    @Test("what is rendered reads back as the same settings", arguments: ["", complete])
    func roundTrip(yaml: String) throws {
        let settings = try read(yaml)
        let rendered = settings.render()
        #expect(try read(rendered) == settings)
        #expect(try read(rendered).render() == rendered)
    }

    @Test("any settings read back as themselves", arguments: 0..<100)
    func anySettings(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let texts = [
            "/a b", "/é: #x", "/\"quoted\"", "/null", "/-", "/日本", "/a'b", "/%x", "/a\\b", "/ ",
        ]
        var settings = Settings(
            state: texts.randomElement(using: &random) ?? "/", runtime: "/run/c",
            data: Bool.random(using: &random) ? nil : texts.randomElement(using: &random))
        settings.knowledge.files = (0..<Int.random(in: 0...2, using: &random)).map { number in
            Settings.KnowledgeFile(
                path: "/\(number)" + (texts.randomElement(using: &random) ?? ""),
                table: Settings.KnowledgeFile.Table.allCases.randomElement(using: &random))
        }
        settings.log.level = Settings.Log.Level.allCases.randomElement(using: &random) ?? .info
        settings.fetch.folders = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            Settings.Folder(
                path: texts.randomElement(using: &random) ?? "/",
                publisher: Bool.random(using: &random) ? nil : "Agence \"x\": été",
                pattern: ["*", "*.txt", "#a", "[ab]", "? x"].randomElement(using: &random) ?? "*")
        }
        settings.stages.extract = Bool.random(using: &random) ? .auto : .count(7)
        settings.flow.window = Int.random(in: 1...4096, using: &random)
        settings.flow.windowBytes = Int.random(in: 8 << 20...64 << 30, using: &random)
        settings.flow.taskDeadline = .milliseconds(
            Int64.random(in: 1000...3_600_000, using: &random))
        settings.publish.retention =
            Bool.random(using: &random)
            ? nil : .seconds(Int64.random(in: 3600...99_999, using: &random))
        #expect(try read(settings.render()) == settings)
    }

    @Test("every key is explained and none is missing")
    func explained() throws {
        let lines = try read(complete).render().split(separator: "\n")
        for (index, line) in lines.enumerated() where !line.contains("#") && !line.contains("- ") {
            let isInsideItem = line.hasPrefix("      ")
            #expect(isInsideItem || lines[index - 1].contains("# "), "\(line)")
        }
        for key in ["state:", "task_deadline_per_10kB: 2s", "retention: forever", "drain: 1m"] {
            #expect(lines.contains { $0.contains(key) }, "\(key)")
        }
    }

    @Test("a setting without a value is shown as a comment")
    func absent() throws { #expect(try read("").render().contains("\n# data:\n")) }
}

/// Steele, Lea and Flood's small generator: the same numbers for the same seed everywhere.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
