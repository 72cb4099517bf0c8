extension Reading {
    /// A label and how likely it is, 0 to 1.
    public struct Chance: Hashable, Sendable {
        /// Its number among its kind.
        public var label: Int
        /// How likely it is.
        public var value: Float
    }

    /// Something that happens, by the word that begins its trigger. Labels are numbers of
    /// ``EventLabels``.
    public struct Event: Hashable, Sendable {
        /// The first word of the trigger.
        public var anchor: Int
        /// The words of the trigger, in order; others may stand between.
        public var trigger: [Int]
        /// How likely an event is told here, 0 to 1.
        public var chance: Float
        /// How likely each type is, if an event is told.
        public var types: [Float]
        /// The same, when the phrases that take part have their say.
        public var pairedTypes: [Float]
        /// How likely each status is.
        public var statuses: [Float]
        /// Modes that are not out of the question, of any type.
        public var modes: [Chance]
        /// Contexts that are not out of the question.
        public var contexts: [Chance]
        /// Who takes part.
        public var phrases: [Phrase]

        /// The best type.
        public var type: Int { Reading.best(types) }
        /// The best status.
        public var status: Int { Reading.best(statuses) }
    }

    /// Words that name who takes part in an event.
    public struct Phrase: Hashable, Sendable {
        /// Its first word.
        public var first: Int
        /// Its last word.
        public var last: Int
        /// What it is to the event: a number of ``EventLabels/parts``.
        public var part: Int
        /// How likely that is, the mean of its words.
        public var chance: Float
    }

    /// A question: what does the first phrase do to the second? One of them may be empty, if it is
    /// not in the sentence.
    public struct PairQuestion: Hashable, Sendable {
        /// The words of the phrase that acts.
        public var source: [Int]
        /// The words of the phrase that is acted upon.
        public var target: [Int]

        /// A question about these words.
        public init(source: [Int], target: [Int]) {
            self.source = source
            self.target = target
        }

        func shifted(by count: Int) -> PairQuestion {
            count == 0
                ? self
                : PairQuestion(source: source.map { $0 + count }, target: target.map { $0 + count })
        }
    }

    /// What one phrase does to another, if it does anything.
    public struct PairAnswer: Hashable, Sendable {
        /// How likely each type is; they sum up to 1.
        public var types: [Float]
        /// The scores that this was made of: logarithms.
        public var scores: [Float]
        /// For each type the word that most tells it: its trigger's first.
        public var anchors: [Int]
        /// For each type how likely each status is, read at that word.
        public var statuses: [[Float]]
        /// For each type the modes that are not out of the question, read at that word.
        public var modes: [[Chance]]

        /// The best type.
        public var type: Int { Reading.best(types) }

        func shifted(by count: Int) -> PairAnswer {
            var answer = self
            for place in anchors.indices { answer.anchors[place] += count }
            return answer
        }
    }

    /// The place of the largest value, the first of equals; -1 if there is none.
    public static func best(_ values: [Float]) -> Int {
        var best = -1
        for (place, value) in values.enumerated() where best < 0 || value > values[best] {
            best = place
        }
        return best
    }
}

extension Reading.Event {
    /// Shifts all words by `count`.
    mutating func shift(by count: Int) {
        anchor += count
        for place in trigger.indices { trigger[place] += count }
        for place in phrases.indices {
            phrases[place].first += count
            phrases[place].last += count
        }
    }
}
