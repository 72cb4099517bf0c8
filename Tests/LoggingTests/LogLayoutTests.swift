import FoundationEssentials
import Glibc
import Testing

@testable import Logging

@Suite("Log layout") struct LogLayoutTests {
    func record(_ message: String = "worker lost", _ fields: LogFields = [:]) -> LogRecord {
        LogRecord(
            time: 1_772_600_767_089, level: .info, component: "hub", message: message,
            fields: fields)
    }
    let plain = LogLayout(format: .logfmt, journal: false)
    let journal = LogLayout(format: .logfmt, journal: true)
    let json = LogLayout(format: .json, journal: false)

    @Test("logfmt begins with time, level, component and message")
    func logfmt() {
        #expect(
            plain.line(
                for: record("worker lost", [.worker: 3, .reason: "no answer", .state: false]))
                == "time=2026-03-04T05:06:07.089Z level=info component=hub "
                + "msg=\"worker lost\" worker=3 reason=\"no answer\" state=false\n")
    }

    @Test("the journal gets a priority and no time")
    func journalPrefix() {
        #expect(journal.line(for: record("x")) == "<6>level=info component=hub msg=\"x\"\n")
        var critical = record("x")
        critical.level = .critical
        #expect(journal.line(for: critical).hasPrefix("<2>"))
    }

    @Test("suppressed records are counted in the line")
    func suppressed() {
        var record = record("x", [.count: 1])
        record.suppressed = 7
        #expect(
            journal.line(for: record)
                == "<6>level=info component=hub msg=\"x\" suppressed=7 count=1\n")
    }

    @Test(
        "a value is quoted when it must be",
        arguments: [
            ("plain", "plain"), ("", "\"\""), ("two words", "\"two words\""), ("a=b", "\"a=b\""),
            ("say \"x\"", #""say \"x\"""#), (#"back\slash"#, #""back\\slash""#),
            ("Élysée", "Élysée"), ("外交", "外交"), ("ipc:///run/x.sock", "ipc:///run/x.sock"),
        ])
    func quoting(value: String, written: String) {
        #expect(
            journal.line(for: record("x", [.source: value])).hasSuffix(" source=\(written)\n"))
    }

    @Test(
        "nothing breaks a line in two or reaches the terminal as a command",
        arguments: [LogLayout.Format.logfmt, .json],
        [
            "a\nb", "a\r\nb", "\u{1B}[31mred", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}",
            "\u{202E}abc",
            "\u{9B}31m", "\u{2066}x", "tab\there", "\u{061C}",
        ])
    func oneLine(format: LogLayout.Format, hostile: String) {
        let layout = LogLayout(format: format, journal: false)
        var record = record(hostile, [.source: hostile])
        record.component = hostile
        let line = layout.line(for: record)
        #expect(line.hasSuffix("\n"))
        for scalar in line.unicodeScalars.dropLast() {
            #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
            #expect(scalar.properties.generalCategory != .format)
            #expect(scalar.properties.generalCategory != .lineSeparator)
        }
    }

    @Test("json is one object that reads back as what was said")
    func jsonObject() throws {
        struct Line: Decodable, Equatable {
            var time, level, component, msg, reason, rate: String
            var count: Int
            var seconds: Double
            var state: Bool
        }
        let hostile = "é\u{1}\n\"\\\u{2028}/外"
        let line = json.line(
            for: record(
                hostile,
                [
                    .reason: hostile, .count: -4, .seconds: 1e-7, .state: true,
                    .rate: Double.infinity,
                ]))
        let read = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
        #expect(
            read
                == Line(
                    time: "2026-03-04T05:06:07.089Z", level: "info", component: "hub", msg: hostile,
                    reason: hostile, rate: "inf", count: -4, seconds: 1e-7, state: true))
    }

    @Test("a field cannot forge what a line begins with", arguments: LogKey.reserved)
    func reserved(key: LogKey) {
        var fields = LogFields()
        fields[key] = .text("forged")
        #expect(!plain.line(for: record("x", fields)).contains("forged"))
        #expect(!json.line(for: record("x", fields)).contains("forged"))
    }

    @Test("a long value is cut at a whole character", arguments: ["x", "é", "外", "😀"])
    func cut(character: String) {
        let long = String(repeating: character, count: 5000)
        let line = journal.line(for: record("x", [.source: long]))
        #expect(line.utf8.count < 1100)
        #expect(line.hasSuffix("…\n"))
        #expect(!line.contains("\u{FFFD}"))
        #expect(LogText.cut(String(repeating: "a", count: 1024), to: 1024).utf8.count == 1024)
    }

    @Test(
        "times are UTC with milliseconds",
        arguments: [
            (Int64(0), "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_005, "2000-02-29T00:00:00.005Z"),
        ])
    func stamps(milliseconds: Int64, expected: String) {
        #expect(LogLayout.stamp(milliseconds) == expected)
    }
}

@Suite("Log output") struct LogOutputTests {
    @Test("a record leaves as one line in one piece", .timeLimit(.minutes(1)))
    func onePiece() throws {
        var ends: [Int32] = [0, 0]
        // Each write to a packet socket arrives as a packet of its own.
        try #require(socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends) == 0)
        defer { ends.forEach { close($0) } }
        let layout = LogLayout(format: .logfmt, journal: true)
        let sink = StandardErrorSink(layout: layout, descriptor: ends[0])
        for message in ["first", "second"] {
            sink.write(LogRecord(time: 0, level: .info, component: "hub", message: message))
            var buffer = [UInt8](repeating: 0, count: 512)
            let count = read(ends[1], &buffer, buffer.count)
            #expect(
                String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
                    == "<6>level=info component=hub msg=\"\(message)\"\n")
        }
    }

    @Test("a closed descriptor loses the line and nothing else")
    func closedDescriptor() {
        let sink = StandardErrorSink(
            layout: LogLayout(format: .json, journal: false), descriptor: -1)
        sink.write(LogRecord(time: 0, level: .info, component: "hub", message: "lost"))
    }

    @Test(
        "the journal is recognized by device and inode",
        arguments: [
            ("8:15", true), ("8:16", false), ("9:15", false), ("8", false), ("", false),
            ("8:15:", false), ("x:y", false),
        ])
    func journalStream(value: String, expected: Bool) {
        #expect(JournalStream.matches(value, device: 8, inode: 15) == expected)
    }

    @Test("without the variable nothing is the journal")
    func noJournal() { #expect(!JournalStream.isJournal(environment: [:])) }

    @Test("a descriptor that is the named stream is the journal")
    func isJournal() throws {
        var status = stat()
        try #require(fstat(0, &status) == 0)
        let name = "\(status.st_dev):\(status.st_ino)"
        #expect(JournalStream.isJournal(descriptor: 0, environment: ["JOURNAL_STREAM": name]))
    }
}
