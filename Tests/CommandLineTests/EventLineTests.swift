import Arguments
import Messages
import TestSupport
import Testing

@testable import Daemon
@testable import chancery

@Suite("What people read") struct EventLineTests {
    @Test("an event on a line: date, type and mode, status, actors, sentence")
    func line() {
        #expect(
            EventLine(.sample).text(width: nil)
                == "2031-03-02  REQUEST/assist      occurred   NOR/GOV → SUD/GOV     "
                + Evidence.sample.sentence)
    }

    @Test("parties without a target stand alone, and who is not known as written")
    func symmetric() {
        var event = Event.sample
        event.mode = nil
        event.sources = [.sample, .smallest]
        event.targets = []
        #expect(EventLine(event).text(width: nil).contains("REQUEST             occurred"))
        #expect(EventLine(event).text(width: nil).contains("NOR/GOV, Südland"))
        event.targets = event.sources
        event.sources = []
        #expect(EventLine(event).text(width: nil).contains("? → NOR/GOV, Südland"))
    }

    @Test("it is cut to the terminal's width", arguments: [20, 60, 80, 100, 200])
    func width(columns: Int) {
        #expect(TerminalText.width(of: EventLine(.sample).text(width: columns)) <= columns)
    }

    @Test("text from outside does nothing to the terminal")
    func hostile() {
        var event = Event.sample
        event.evidence.sentence = "a\u{1B}[2Jb\nc\u{202E}d"
        event.sources[0].entity = nil
        event.sources[0].country = nil
        event.sources[0].text = "x\u{1B}]0;y\u{07}\r"
        let line = EventLine(event).text(width: nil)
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
    }

    @Test("JSON Lines are what came, on one line each")
    func lines() throws {
        let layout = EventLine.layout(.jsonl, width: nil)
        #expect(layout(Array("{\"a\":\n1}".utf8)) == Array("{\"a\": 1}\n".utf8))
        let json = try JSON.encode(Event.sample)
        #expect(layout(json) == json + [0x0A])
    }

    @Test("a table shows what it cannot read as it is")
    func unknown() throws {
        let layout = EventLine.layout(.table, width: 12)
        #expect(
            String(decoding: layout(Array("{\"schema\":\"x/9\"}".utf8)), as: UTF8.self)
                == "{\"schema\":\"…\n")
        let event = EventLine.layout(.table, width: nil)(try JSON.encode(Event.sample))
        #expect(String(decoding: event, as: UTF8.self).hasPrefix("2031-03-02  REQUEST/assist"))
    }

    @Test(
        "durations have their two largest units",
        arguments: [
            (Int64(0), "0 s"), (59, "59 s"), (60, "1 min"), (3661, "1 h 1 min"),
            (90_000, "1 d 1 h"), (86_400, "1 d"),
        ])
    func spans(seconds: Int64, text: String) { #expect(StatusTable.span(seconds) == text) }

    @Test(
        "sizes are rounded",
        arguments: [(0, "0 B"), (9999, "9999 B"), (12_345, "12 kB"), (20_000_000_000, "20 GB")])
    func sizes(bytes: Int, text: String) { #expect(StatusTable.size(bytes) == text) }

    @Test("a status without a daemon shows what is stored, and nothing that is not")
    func status() {
        let report = StatusReport(
            version: "9", state: "stopped",
            journal: .init(
                accepted: 1, finished: 5, dead: 2, dropped: 0,
                outcomes: ["events": 3, "no-event": 2], oldestSeconds: 61, bytes: 10),
            log: .init(epoch: "k3", first: 1, last: 7, entries: 7, bytes: 100, types: ["AID": 7]))
        let text = StatusTable(report).render(width: 80)
        #expect(text.hasPrefix("state "))
        for fact in ["stopped", "1 article", "1 min 1 s", "events 3, no-event 2", "k3", "AID 7"] {
            #expect(text.contains(fact), "\(fact)")
        }
        #expect(!text.contains("stage"))
        #expect(!text.contains("process"))
    }
}
