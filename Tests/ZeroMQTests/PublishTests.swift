import Testing
import Threads
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct PublishTests {
    /// Subscribes and waits until the publisher knows.
    private func subscribe(
        _ publisher: XPublisherSocket, _ endpoint: Endpoint, _ topic: String,
        _ context: Context, highWaterMark: Int = 1000
    ) throws -> SubscriberSocket {
        let subscriber = try SubscriberSocket(
            context, options: options { $0.receiveHighWaterMark = highWaterMark })
        try subscriber.subscribe(to: [UInt8](topic))
        try subscriber.connect(to: endpoint)
        let event = try eventually("a subscription") { try publisher.receive() }
        #expect(event == .subscribed(topic: [UInt8](topic), userID: nil))
        return subscriber
    }

    @Test("subscribers receive the topics they asked for and no others")
    func topics() throws {
        let context = try Context()
        let publisher = try XPublisherSocket(context, options: options { $0.xpubVerboser = true })
        let endpoint = try publisher.bind(to: freshInproc())
        let talks = try subscribe(publisher, endpoint, "event.talks", context)
        let all = try subscribe(publisher, endpoint, "", context)
        for topic in ["event.talks.start", "event.treaty", "event.talks.end"] {
            try publisher.send([[UInt8](topic), [UInt8(topic.utf8.count)]])
        }
        var heard: [String] = []
        for _ in 0..<2 {
            let message = try eventually("a talk") { try talks.receive() }
            heard.append(String(decoding: message.frames[0], as: UTF8.self))
        }
        #expect(heard == ["event.talks.start", "event.talks.end"])
        #expect(try talks.receive() == nil)
        for _ in 0..<3 { _ = try eventually("an event") { try all.receive() } }
        try talks.unsubscribe(from: [UInt8]("event.talks"))
        let event = try eventually("a farewell") { try publisher.receive() }
        #expect(event == .unsubscribed(topic: [UInt8]("event.talks"), userID: nil))
    }

    @Test("a slow subscriber loses only its own messages")
    func slowSubscriber() throws {
        let context = try Context()
        let publisher = try XPublisherSocket(
            context,
            options: options {
                $0.xpubVerboser = true
                $0.sendHighWaterMark = 10
            })
        let endpoint = try publisher.bind(to: freshInproc())
        let slow = try subscribe(publisher, endpoint, "e", context, highWaterMark: 10)
        let fast = try subscribe(publisher, endpoint, "e", context, highWaterMark: 10)
        var heard = 0
        for number in 0..<1000 {
            try publisher.send([[UInt8]("e"), [UInt8](String(number))])
            let message = try eventually("message \(number)") { try fast.receive() }
            #expect(message.frames[1] == [UInt8](String(number)))
            heard += 1
            // Looking for news is when a socket learns that there is room again.
            #expect(try publisher.receive() == nil)
        }
        var kept = 0
        while let message = try slow.receive() {
            #expect(message.frames[1] == [UInt8](String(kept)))
            kept += 1
        }
        #expect(heard == 1000)
        #expect(kept == 20)
    }

    @Test("a new subscriber is welcomed")
    func welcome() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let context = try Context()
        let publisher = try XPublisherSocket(
            context,
            options: options {
                $0.xpubVerboser = true
                $0.welcomeMessage = [UInt8]("welcome")
            })
        let endpoint = try publisher.bind(to: folder.endpoint("events"))
        let subscriber = try subscribe(publisher, endpoint, "wel", context)
        let message = try eventually("a welcome") { try subscriber.receive() }
        #expect(message.frames == [[UInt8]("welcome")])
    }

}
