internal import FoundationEssentials
public import Messages

/// Events that people found in articles, one JSON object a line.
public struct GoldEvents: Sendable {
    /// Where an event is told.
    public enum Place: Sendable, Hashable {
        /// In the article's sentence of that number, from 1.
        case number(Int)
        /// In the sentence with this text.
        case text(String)
    }

    /// An event.
    public struct Event: Sendable, Hashable {
        /// The line in the file, from 1.
        public var line: Int
        /// The article's id; nil if there is only one.
        public var article: String?
        /// Its sentence.
        public var place: Place
        /// Whether it must be found; others may be.
        public var isRequired: Bool
        /// Its type.
        public var type: EventType
        /// The modes it may have, nil being none; empty: any.
        public var modes: [String?]
        /// The statuses it may have; empty: any.
        public var statuses: [EventStatus]
        /// Who does it, as `LBY/GOV`.
        public var sources: [String]
        /// Whom it is done to.
        public var targets: [String]
    }

    /// The events.
    public let events: [Event]

    /// Longest line, in bytes.
    private static let lineLimit = 1 << 16

    /// Reads the bytes of a file; `file` is named in errors.
    public init(_ bytes: [UInt8], file: String) throws(DatasetError) {
        var events: [Event] = []
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            guard line.count <= GoldEvents.lineLimit else {
                throw DatasetError(
                    file, line: number, "has \(line.count) bytes, more than \(GoldEvents.lineLimit)"
                )
            }
            do throws(MessageError) {
                let wire = try JSON.decode(Wire.self, from: Array(line))
                events.append(try wire.event(line: number))
            } catch {
                throw DatasetError(file, line: number, "\(error)")
            }
        }
        guard !events.isEmpty else { throw DatasetError(file, "has no event") }
        self.events = events
    }

    /// A line. Keys that are not named here are let through.
    private struct Wire: Decodable {
        var required: Bool?
        var article: String?
        var sentence: Sentence
        var type: String
        var modes: [String]?
        var statuses: [String]?
        var sources: [String]
        var targets: [String]

        struct Sentence: Decodable {
            var place: Place

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    place = .number(number)
                } else {
                    place = .text(try container.decode(String.self))
                }
            }
        }

        func event(line: Int) throws(MessageError) -> Event {
            guard let type = EventType(rawValue: type) else {
                throw MessageError(.invalidValue, at: "type", "\"\(type)\" is not an event type")
            }
            var statuses: [EventStatus] = []
            for name in self.statuses ?? [] {
                guard let status = EventStatus(rawValue: name) else {
                    throw MessageError(.invalidValue, at: "statuses", "\"\(name)\" is no status")
                }
                statuses.append(status)
            }
            for actor in sources + targets where actor.split(separator: "/").count != 2 {
                throw MessageError(
                    .invalidValue, at: "sources and targets", "\"\(actor)\" is not like LBY/GOV")
            }
            if case .number(let number) = sentence.place, number < 1 {
                throw MessageError(.invalidValue, at: "sentence", "they count from 1")
            }
            return Event(
                line: line, article: article, place: sentence.place, isRequired: required ?? true,
                type: type, modes: (modes ?? []).map { $0.isEmpty ? nil : $0 },
                statuses: statuses, sources: sources, targets: targets)
        }
    }
}
