/// The sentences of a text while they are read.
struct TextReading {
    var readings: [Reading]
    /// The vectors of mentions, in order, for coreference.
    var vectors: [Float] = []
    private let parataxis: Int

    init(_ sentences: [[String]], _ model: LanguageModel) {
        readings = sentences.map { forms in
            var reading = Reading()
            reading.forms = forms
            return reading
        }
        parataxis =
            model.labels.relations.firstIndex(of: "parataxis")
            ?? (model.labels.root == 0 ? 1 : 0)
    }

    /// Adds what was read of a part to its sentence; the root of a later part hangs from the
    /// first's.
    mutating func add(_ part: Reading, _ plan: Reader.PartPlan, root: Int) {
        let shift = plan.words.lowerBound
        let first = readings[plan.sentence].words.firstIndex { $0.head == 0 }
        for var word in part.words {
            if word.head > 0 {
                word.head += shift
            } else if shift > 0, let first {
                word.head = first + 1
                word.relation = parataxis
            }
            readings[plan.sentence].words.append(word)
        }
        for var predicate in part.predicates {
            predicate.word += shift
            for number in predicate.arguments.indices { predicate.arguments[number].word += shift }
            readings[plan.sentence].predicates.append(predicate)
        }
        for var event in part.events {
            event.shift(by: shift)
            readings[plan.sentence].events.append(event)
        }
        readings[plan.sentence].eventChances += part.eventChances
        // A pair is asked about in the first part that has some of both phrases.
        for (number, answer) in part.pairs.enumerated() {
            guard number < readings[plan.sentence].pairs.count else {
                readings[plan.sentence].pairs.append(answer?.shifted(by: shift))
                continue
            }
            if readings[plan.sentence].pairs[number] == nil {
                readings[plan.sentence].pairs[number] = answer?.shifted(by: shift)
            }
        }
        for var mention in part.mentions {
            mention.first += shift
            mention.last += shift
            mention.head += shift
            readings[plan.sentence].mentions.append(mention)
        }
    }

    /// Gives all mentions, in order, the numbers of their entities.
    mutating func name(_ entities: [Int]) {
        var next = entities.makeIterator()
        for sentence in readings.indices {
            for mention in readings[sentence].mentions.indices {
                readings[sentence].mentions[mention].entity = next.next() ?? 0
            }
        }
    }

    /// Gives each mention an entity of its own.
    mutating func separate() { name(Array(0..<readings.reduce(0) { $0 + $1.mentions.count })) }
}
