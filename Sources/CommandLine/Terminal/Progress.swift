import Arguments
import Threads

/// How far a long command has come, on a terminal only.
struct Progress {
    private let console: Console
    private let noun: String
    private let total: Int?
    private var done = 0
    private var shown: Instant?
    private static let pause = Duration.milliseconds(200)

    /// Counts `noun`s, of `total` if that is known.
    init(_ console: Console, _ noun: String, of total: Int? = nil) {
        self.console = console
        self.noun = noun
        self.total = total
    }

    /// One more is done.
    mutating func step() {
        done += 1
        guard console.errors.isTerminal else { return }
        let now = Instant.now
        if let shown, now - shown < Progress.pause { return }
        shown = now
        show("\(done)" + (total.map { " of \($0)" } ?? "") + " \(noun)s")
    }

    /// Takes the line away again.
    func finish() {
        if shown != nil { show("") }
    }

    private func show(_ text: String) {
        // Back to the line's beginning, and what stood there is erased. Nobody is told if it fails.
        try? Output(descriptor: 2).write(Array("\r\u{1B}[K\(text)".utf8))
    }
}
