import Arguments
import Messages

/// An event on one line, for people.
struct EventLine {
    private let event: Event

    init(_ event: Event) { self.event = event }

    /// How events of a stream are printed, each with its line break.
    static func layout(
        _ format: Console.EventFormat, width: Int?
    ) -> @Sendable ([UInt8]) -> [UInt8] {
        switch format {
        case .jsonl:
            // Line breaks in JSON stand between tokens only.
            { json in json.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 } + [0x0A] }
        case .table:
            { json in
                let line: String
                do {
                    line = EventLine(try JSON.decode(Event.self, from: json)).text(width: width)
                } catch {
                    // Of a later version, perhaps: better shown as it is than not at all.
                    let text = TerminalText.clean(String(decoding: json, as: UTF8.self))
                    line = width.map { TerminalText.cut(text, to: $0) } ?? text
                }
                return Array((line + "\n").utf8)
            }
        }
    }

    /// Date, type and mode, status, actors, sentence; cut to `width` columns if there is one.
    func text(width: Int?) -> String {
        let kind = event.type.rawValue + (event.mode.map { "/\($0)" } ?? "")
        let cells: [(text: String, least: Int)] = [
            (event.date.start.description, 10), (kind, 18), (event.status.rawValue, 9),
            (width.map { TerminalText.cut(actors, to: max(20, $0 / 3)) } ?? actors, 20),
        ]
        var line = ""
        for cell in cells {
            let text = TerminalText.clean(cell.text)
            let missing = max(0, cell.least - TerminalText.width(of: text))
            line += text + String(repeating: " ", count: missing + 2)
        }
        line += TerminalText.clean(event.evidence.sentence)
        return width.map { TerminalText.cut(line, to: $0) } ?? line
    }

    private var actors: String {
        let sources = EventLine.names(event.sources)
        let targets = EventLine.names(event.targets)
        return targets.isEmpty ? sources : "\(sources.isEmpty ? "?" : sources) → \(targets)"
    }

    private static func names(_ actors: [ActorReference]) -> String {
        actors.map { $0.entity ?? $0.country ?? $0.text }.joined(separator: ", ")
    }
}
