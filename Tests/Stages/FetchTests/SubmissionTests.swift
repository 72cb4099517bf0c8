import Messages
import Testing

@testable import Fetch

@Suite("Submissions")
struct SubmissionTests {
    @Test("All fields are read, and the document carries them")
    func allFields() throws {
        let json = #"""
            {"id": "a-17", "published": "2026-03-03T08:12:00+02:00", "title": "T", "url": "u",
             "publisher": "P", "language": "en", "format": "html", "text": "<p>Überfall</p>"}
            """#
        let submission = try Submission(json: Array(json.utf8))
        let fetched = Timestamp(seconds: 0)
        let document = submission.document(source: "intake", publisher: "other", fetched: fetched)
        #expect(document.id == "a-17")
        #expect(document.item == "a-17")
        #expect(document.format == .html)
        #expect(document.published?.day.description == "2026-03-03")
        #expect(document.publisher == "P")
        #expect(document.body == Array("<p>Überfall</p>".utf8))
        #expect(submission.ignored.isEmpty)
    }

    @Test(
        "What cannot be read is refused with its place and the id, if there was one",
        arguments: [
            (#"{"id": "x"}"#, "x", "text: missing"),
            (#"{"id": "x", "text": 7}"#, "x", "text: not a string"),
            (#"{"id": "x", "text": "t", "published": "yesterday"}"#, "x", "published: "),
            (#"{"id": "x", "text": "t", "format": "pdf"}"#, "x", "format: "),
            (#"{"id": 7, "text": "t"}"#, nil, "id: not a string"),
            ("[]", nil, ""), ("null", nil, ""), ("", nil, ""), ("{", nil, "not JSON"),
            (#""text""#, nil, ""),
        ] as [(String, String?, String)])
    func refusals(json: String, id: String?, reason: String) {
        let refusal = #expect(throws: Submission.Refusal.self) {
            try Submission(json: Array(json.utf8))
        }
        #expect(refusal?.id == id)
        #expect(refusal?.reason.hasPrefix(reason) == true, "\(refusal?.reason ?? "")")
        #expect(refusal?.reason.isEmpty == false)
        #expect(refusal?.reason.contains("\n") == false)
    }

    @Test("Unknown keys are listed, not refused; a null is as good as absent")
    func unknownKeys() throws {
        let json = #"{"text": "t", "colour": 1, "author": {"a": []}, "title": null}"#
        let submission = try Submission(json: Array(json.utf8))
        #expect(submission.ignored == ["author", "colour"])
        #expect(submission.title == nil)
    }

    @Test("Without an id the address names the item, without both the content")
    func items() throws {
        func item(_ json: String) throws -> String {
            try Submission(json: Array(json.utf8))
                .document(source: "s", publisher: nil, fetched: Timestamp(seconds: 0)).item
        }
        #expect(
            try item(#"{"url": "http://example.org/1", "text": "t"}"#) == "http://example.org/1")
        #expect(try item(#"{"text": "t"}"#) == item(#"{"text": "t"}"#))
        #expect(try item(#"{"text": "t"}"#) != item(#"{"text": "u"}"#))
    }

    @Test("A reply says what became of it, and when to come again")
    func replies() throws {
        func json(_ answer: OfferAnswer) throws -> String {
            let reply = IntakeReply(id: "a", answer: answer, ignored: [])
            return String(decoding: try JSON.encode(reply), as: UTF8.self)
        }
        #expect(try json(.accepted) == #"{"id":"a","status":"accepted"}"#)
        #expect(try json(.known) == #"{"id":"a","status":"known"}"#)
        #expect(
            try json(.busy(reason: "full", retryAfter: .milliseconds(1500)))
                == #"{"id":"a","reason":"full","retryAfter":1.5,"status":"busy"}"#)
        #expect(
            try json(.refused(reason: "no")) == #"{"id":"a","reason":"no","status":"refused"}"#)
    }
}
