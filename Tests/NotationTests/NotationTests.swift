import Notation
import Testing

@Suite("Notation") struct NotationTests {
    @Test(
        "a duration is a whole number and a unit",
        arguments: [
            ("500ms", Duration.milliseconds(500)), ("10s", .seconds(10)), ("5m", .seconds(300)),
            ("2h", .seconds(7200)), ("365d", .seconds(31_536_000)), ("0s", .zero),
        ])
    func durations(text: String, expected: Duration) {
        #expect(DurationNotation.parse(text) == expected)
        #expect(DurationNotation.format(expected) == text)
    }

    @Test(
        "what is no duration is refused",
        arguments: [
            "", "5", "s", "-5s", "5 s", "1.5s", "5y", "5S", "５s", "9999999999999999999s",
            "999999999999999999d", "5s ", "5sms",
        ])
    func notDurations(text: String) { #expect(DurationNotation.parse(text) == nil) }

    @Test("a duration is shown in the largest exact unit")
    func exactUnits() {
        #expect(DurationNotation.format(.seconds(90)) == "90s")
        #expect(DurationNotation.format(.seconds(120)) == "2m")
        #expect(DurationNotation.format(.milliseconds(1500)) == "1500ms")
        #expect(DurationNotation.format(.microseconds(10)) == "0s")
    }

    @Test(
        "a size is a whole number with a decimal or binary unit",
        arguments: [
            ("64MiB", 64 << 20), ("200kB", 200_000), ("512B", 512), ("0B", 0),
            ("3GB", 3_000_000_000),
            ("1GiB", 1 << 30), ("2TiB", 2 << 40),
        ])
    func sizes(text: String, expected: Int) {
        #expect(SizeNotation.parse(text) == expected)
        #expect(SizeNotation.format(expected) == text)
    }

    @Test("a bare number is a size in bytes")
    func bareSize() { #expect(SizeNotation.parse("4096") == 4096) }

    @Test(
        "what is no size is refused",
        arguments: ["", "MiB", "-1B", "1.5MiB", "64 MiB", "64mib", "99999999999TiB", "1MiBB"])
    func notSizes(text: String) { #expect(SizeNotation.parse(text) == nil) }

    @Test(
        "the nearest word is suggested when it is near",
        arguments: [
            ("foldres", "folders"), ("folder", "folders"), ("intak", "intake"),
            ("INTAKE", "intake"), ("fodlers", "folders"),
        ])
    func suggestions(typed: String, meant: String) {
        #expect(Spelling.nearest(to: typed, among: ["intake", "folders"]) == meant)
    }

    @Test("nothing is suggested when no word is near", arguments: ["", "x", "publish", "zzzzzzz"])
    func noSuggestion(typed: String) {
        #expect(Spelling.nearest(to: typed, among: ["intake", "folders", "a"]) != "folders")
        #expect(Spelling.nearest(to: typed, among: ["intake", "folders"]) == nil)
    }

    @Test("a swap of neighbours counts once")
    func swaps() {
        #expect(Spelling.distance("ab", "ba") == 1)
        #expect(Spelling.distance("kitten", "sitting") == 3)
        #expect(Spelling.distance("", "abc") == 3)
    }
}
