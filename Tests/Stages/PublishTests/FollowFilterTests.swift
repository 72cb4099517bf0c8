import Messages
import Storage
import Testing

@testable import Publish

@Suite struct FollowFilterTests {
    private let entry = LogEntry(
        epoch: "e", sequence: 1, type: .consult, status: .planned, countries: ["FRA", "UNO"],
        entities: ["FRA/GOV", "UNSC/IGO"], confidence: 0.6, json: [])

    @Test(
        "an entry must pass every part of the filter",
        arguments: [
            (FollowFilter(), true),
            (FollowFilter(types: [.consult, .aid]), true),
            (FollowFilter(types: [.aid]), false),
            (FollowFilter(statuses: [.planned]), true),
            (FollowFilter(statuses: [.occurred]), false),
            (FollowFilter(minimumConfidence: 0.6), true),
            (FollowFilter(minimumConfidence: 0.61), false),
            (FollowFilter(countries: ["DEU", "FRA"]), true),
            (FollowFilter(countries: ["DEU"]), false),
            (FollowFilter(actors: ["FRA"]), true),
            (FollowFilter(actors: ["UNO"]), true),
            (FollowFilter(actors: ["UNSC"]), true),
            (FollowFilter(actors: ["UNSC/IGO"]), true),
            (FollowFilter(actors: ["UN"]), false),
            (FollowFilter(actors: ["FRA/MIL"]), false),
            (FollowFilter(types: [.consult], actors: ["DEU"]), false),
        ])
    func matches(filter: FollowFilter, expected: Bool) {
        #expect(filter.matches(entry) == expected)
    }

    private func read(_ json: String) throws(MessageError) -> FollowHeader {
        try FollowMessage(
            frames: [FollowMessage.magic, Array("FOLLOW".utf8), Array(json.utf8)]
        ).header()
    }

    @Test("a request is read as it was written")
    func roundTrip() throws {
        let request = FollowHeader(
            after: 7, epoch: "k3v9",
            filter: FollowFilter(
                types: [.aid, .consult], actors: ["LBY/GOV"], countries: ["LBY"],
                statuses: [.planned], minimumConfidence: 0.5), credit: 10)
        let message = FollowMessage(.follow, header: request)
        #expect(try FollowMessage(frames: message.frames).header() == request)
        let short = FollowHeader(after: nil, epoch: nil, filter: FollowFilter(), credit: 5)
        #expect(try read(#"{"credit": 5}"#) == short)
    }

    @Test(
        "a request that is wrong is refused at the place where it is wrong",
        arguments: [
            (#"{"credit": 1, "filter": {"types": ["CONSULT", "TALK"]}}"#, "filter.types"),
            (#"{"credit": 1, "filter": {"countries": ["Libya"]}}"#, "filter.countries"),
            (#"{"credit": 1, "filter": {"actors": [""]}}"#, "filter.actors"),
            (#"{"credit": 1, "filter": {"minimumConfidence": 2}}"#, "filter.minimumConfidence"),
            (#"{"credit": 1, "filter": {"statuses": null}}"#, "filter.statuses"),
            (#"{"credit": 1, "filter": {"type": ["AID"]}}"#, "filter.type"),
            (#"{"credit": 1, "filter": null}"#, "filter"),
            (#"{"credit": -1}"#, "credit"),
            (#"{"credit": 100001}"#, "credit"),
            (#"{"credit": 1, "after": -1}"#, "after"),
            (#"{"after": 1}"#, "credit"),
        ])
    func refused(json: String, path: String) {
        let error = #expect(throws: MessageError.self) { try read(json) }
        #expect(error?.path.contains(path) == true, "\(error?.description ?? "none")")
    }

    @Test("a list is bounded")
    func bounded() {
        let actors = (0...1000).map { "\"A\($0)\"" }.joined(separator: ",")
        let error = #expect(throws: MessageError.self) {
            try read("{\"credit\": 1, \"filter\": {\"actors\": [\(actors)]}}")
        }
        #expect(error?.path.contains("filter.actors") == true)
    }
}
