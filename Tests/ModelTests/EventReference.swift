import Glibc

@testable import Model

/// The heads for events as the specification words them, without any care for time.
struct EventReference {
    let model: EventModel
    /// [words, width], from 0.
    let vectors: [[Double]]

    init(_ model: EventModel, states: [Int: [[Float]]], spans: [Range<Int>]) {
        self.model = model
        let mixture = model.tensors["mixture"]?.values.map(Double.init) ?? []
        vectors = spans.map { span in
            (0..<EventModel.width).map { column in
                (0..<3).reduce(0.0) { sum, layer in
                    let pieces = span.map { Double(states[layer]?[$0][column] ?? .nan) }
                    return sum + mixture[4 * 3 + layer] * pieces.reduce(0, +) / Double(span.count)
                }
            }
        }
    }

    private func tensor(_ name: String) -> [Double] {
        model.tensors[name]?.values.map(Double.init) ?? []
    }

    private func leaky(_ x: [Double]) -> [Double] { x.map { max($0, 0.1 * $0) } }

    func linear(_ name: String, _ x: [Double]) -> [Double] {
        let weight = tensor(name + ".weight")
        let bias = tensor(name + ".bias")
        var y: [Double] = []
        for row in 0..<weight.count / x.count {
            var sum = bias.isEmpty ? 0 : bias[row]
            for (column, value) in x.enumerated() { sum += weight[row * x.count + column] * value }
            y.append(sum)
        }
        return y
    }

    /// All scores of a word.
    func scores(_ word: Int) -> [Double] {
        linear("events.output", leaky(linear("events.hidden", vectors[word])))
    }

    /// What `word` is to the event at `anchor`.
    func parts(_ anchor: Int, _ word: Int) -> [Double] {
        let x = leaky(linear("events.anchor", vectors[anchor]))
        let y = leaky(linear("events.actor", vectors[word]))
        let (bilinear, bias) = (tensor("events.parts.bilinear"), tensor("events.parts.bias"))
        let (left, right) = (tensor("events.parts.left"), tensor("events.parts.right"))
        let width = EventModel.side
        return bias.indices.map { label in
            var sum = bias[label]
            for i in 0..<width {
                sum += left[label * width + i] * x[i] + right[label * width + i] * y[i]
                for j in 0..<width {
                    sum += x[i] * bilinear[(label * width + i) * width + j] * y[j]
                }
            }
            return sum
        }
    }

    static func softmax(_ x: [Double]) -> [Double] {
        let sum = x.reduce(0) { $0 + exp($1) }
        return x.map { exp($0) / sum }
    }

    func chance(_ word: Int) -> Double {
        Self.softmax(Array(scores(word)[..<5])).dropFirst(2).reduce(0, +)
    }

    private func mean(_ words: [Int], _ value: (Int) -> Double) -> Double {
        words.reduce(0) { $0 + value($1) } / Double(words.count)
    }

    /// What the phrases add to the types at a word.
    func added(_ word: Int, _ source: [Int], _ target: [Int]) -> [Double] {
        func side(_ name: String, _ words: [Int]) -> [Double] {
            let rows = words.map { linear(name, vectors[$0]) }
            return rows[0].indices.map { column in mean(Array(rows.indices)) { rows[$0][column] } }
        }
        let (a, b) = (side("events.pair.source", source), side("events.pair.target", target))
        let own = linear("events.pair.trigger", vectors[word])
        return linear("events.pair.output", leaky(own.indices.map { own[$0] + a[$0] + b[$0] }))
    }

    /// Of each type, for each word, what is summed up.
    func addends(_ source: [Int], _ target: [Int]) -> [[Double]] {
        let shared = tensor("events.pair.shared")[0]
        return (0..<EventModel.types).map { type in
            vectors.indices.map { i in
                let acts = Self.softmax(Array(scores(i)[..<5])).map { log($0) }
                let a = mean(source) { log(Self.softmax(parts(i, $0))[1]) }
                let b = mean(target) {
                    let chances = Self.softmax(parts(i, $0))
                    return log(chances[2] + chances[1] * exp(shared))
                }
                return acts[2 + type] + added(i, source, target)[type] + a + b
            }
        }
    }
}
