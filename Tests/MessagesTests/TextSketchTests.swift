import Messages
import TestSupport
import Testing

struct TextSketchTests {
    private func hashes(_ count: Int, seed: UInt64) -> [UInt64] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in random.next() }
    }

    @Test("the similarity of sketches is near that of the texts", arguments: [0.1, 0.3, 0.5, 0.8])
    func estimate(share: Double) {
        // Of one side's runs, so many that the share of all is as wanted.
        let common = Int(2000 * share / (1 + share))
        var sum = 0.0
        for seed in 0..<40 {
            let both = hashes(common, seed: UInt64(seed))
            let one = TextSketch(hashes: both + hashes(1000 - common, seed: 1000 + UInt64(seed)))
            let two = TextSketch(hashes: both + hashes(1000 - common, seed: 2000 + UInt64(seed)))
            sum += one.similarity(to: two)
        }
        #expect(abs(sum / 40 - share) < 0.05)
    }

    @Test("texts that share half their runs have a band in common, others hardly ever")
    func bands() {
        var missed = 0
        var met = 0
        for seed in 0..<200 {
            let both = hashes(200, seed: UInt64(seed))
            let one = TextSketch(hashes: both + hashes(100, seed: 1000 + UInt64(seed)))
            let two = TextSketch(hashes: both + hashes(100, seed: 2000 + UInt64(seed)))
            let other = TextSketch(hashes: hashes(300, seed: 3000 + UInt64(seed)))
            if Set(one.bands).isDisjoint(with: two.bands) { missed += 1 }
            if !Set(one.bands).isDisjoint(with: other.bands) { met += 1 }
        }
        #expect(missed <= 1)
        #expect(met == 0)
    }

    @Test("a sketch is read as it was written, and nothing else is")
    func written() {
        let sketch = TextSketch(hashes: hashes(20, seed: 1))
        #expect(sketch.filled > 0 && sketch.filled < 20 + 1)
        #expect(TextSketch(sketch.text) == sketch)
        #expect(TextSketch(bytes: sketch.bytes) == sketch)
        #expect(TextSketch("") == nil)
        #expect(TextSketch(String(sketch.text.dropLast()) + "g") == nil)
        #expect(TextSketch(bytes: [1]) == nil)
        #expect(TextSketch(hashes: []).similarity(to: TextSketch(hashes: [])) == 0)
    }
}
