import Testing

@testable import Configuration

@Suite("Mutated configurations") struct MutationTests {
    @Test("2,000 broken files crash nothing and every mistake has a line", .timeLimit(.minutes(1)))
    func mutations() {
        var random = SplitMix(seed: 2026)
        let original = Array(complete.utf8)
        let pieces: [[UInt8]] = [
            "\t", "\"", "'", "{", "}", "[", "]", ":", ": ", "- ", "\n", "#", "&a ", "*a", "!x ",
            "|",
            ">", "%", "---\n", "...", "? ", "\0", "\u{85}", "\u{2028}", "é", "99999999999999999999",
            "-1", "null", "~", "<<: ", "flow:\n",
        ].map { Array($0.utf8) }
        var refused = 0
        for round in 0..<2000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
                case 1: bytes.removeSubrange(place..<end)
                case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
                case 3: bytes.removeSubrange(place...)
                default:
                    bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
                }
            }
            do throws(ConfigurationErrors) {
                let settings = try Settings.read(bytes, file: "f.yaml", environment: home)
                let again = try Settings.read(
                    Array(settings.render().utf8), file: "f.yaml", environment: home)
                #expect(again == settings, "round \(round)")
            } catch {
                refused += 1
                let lines = bytes.count { $0 == 0x0A } + 1
                for mistake in error.errors {
                    // libyaml also ends lines at CR, NEL, LS and PS.
                    #expect((1...lines + 8).contains(mistake.line ?? 0), "\(mistake)")
                    #expect(!mistake.description.contains("\n"), "\(mistake)")
                }
            }
        }
        // Most mutations must have hit something, or this tests nothing.
        #expect(refused > 1000)
    }
}
