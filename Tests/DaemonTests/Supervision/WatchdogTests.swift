import Flow
import Testing
import Threads

@testable import Daemon

@Suite("The watchdog")
struct WatchdogTests {
    /// A watchdog that is shown the same every second.
    struct Scene {
        var watchdog = Watchdog(interval: .seconds(1))
        var now = Instant.zero

        /// Lets seconds pass in which the stages are seen like this.
        mutating func pass(_ seconds: Int, _ stages: [String: StageActivity] = [:]) {
            for _ in 0..<seconds {
                now = now + .seconds(1)
                watchdog.look(at: now)
                for (name, activity) in stages { watchdog.saw(name, activity, at: now) }
            }
        }

        var complaint: String? { watchdog.complaint(at: now) }
    }

    @Test("a stage with nothing to do may stand still for ever")
    func idle() {
        var scene = Scene()
        scene.pass(100, ["extract": StageActivity(inHand: 0, steps: 7)])
        #expect(scene.complaint == nil)
    }

    @Test("a stage that works and gets no further is complained of after 15 s, not before")
    func stuck() {
        var scene = Scene()
        let stuck = [
            "extract": StageActivity(inHand: 2, steps: 7),
            "normalize": StageActivity(inHand: 0, steps: 7),
        ]
        scene.pass(15, stuck)
        #expect(scene.complaint == nil)
        scene.pass(1, stuck)
        #expect(scene.complaint == "extract has 2 in hand and got no further for 15 s")
    }

    @Test("progress, or becoming idle, ends the complaint")
    func recovers() {
        var scene = Scene()
        scene.pass(30, ["extract": StageActivity(inHand: 1, steps: 7)])
        #expect(scene.complaint != nil)
        scene.pass(1, ["extract": StageActivity(inHand: 1, steps: 8)])
        #expect(scene.complaint == nil)
        scene.pass(30, ["extract": StageActivity(inHand: 1, steps: 8)])
        #expect(scene.complaint != nil)
        scene.pass(1, ["extract": StageActivity(inHand: 0, steps: 8)])
        #expect(scene.complaint == nil)
    }

    @Test("a stage that was idle for long has its full time when work comes")
    func begins() {
        var scene = Scene()
        scene.pass(100, ["extract": StageActivity(inHand: 0, steps: 7)])
        scene.pass(14, ["extract": StageActivity(inHand: 1, steps: 8)])
        #expect(scene.complaint == nil)
    }

    @Test("one stage that gets on does not speak for another")
    func apart() {
        var scene = Scene()
        for steps in 0..<20 {
            scene.pass(
                1,
                [
                    "extract": StageActivity(inHand: 1, steps: 3),
                    "normalize": StageActivity(inHand: 1, steps: steps),
                ])
        }
        #expect(scene.complaint?.hasPrefix("extract ") == true)
    }

    @Test("a journal that does not answer is complained of; asking again does not start over")
    func journal() {
        var scene = Scene()
        scene.watchdog.askedJournal(at: scene.now)
        scene.pass(10)
        scene.watchdog.askedJournal(at: scene.now)
        scene.pass(4)
        #expect(scene.complaint == nil)
        scene.pass(1)
        #expect(scene.complaint == "the journal has not answered for 15 s")
        scene.watchdog.journalAnswered()
        #expect(scene.complaint == nil)
    }

    @Test("time in which the whole process stood still counts against nobody")
    func standstill() {
        var scene = Scene()
        let working = ["extract": StageActivity(inHand: 1, steps: 7)]
        scene.watchdog.askedJournal(at: scene.now)
        scene.pass(10, working)
        scene.now = scene.now + .seconds(3600)
        scene.pass(1, working)
        #expect(scene.complaint == nil)
        scene.pass(15, working)
        #expect(scene.complaint != nil)
    }
}
