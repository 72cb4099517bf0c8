import TestSupport
import Testing

@testable import Model

@Suite("Precision") struct PrecisionTests {
    private static let texts = [
        ["Norway", "and", "Kenya", "signed", "an", "accord", "on", "Tuesday", "."],
        ["The", "minister", "said", "that", "they", "would", "expel", "two", "envoys", "."],
        ["Go"],
    ]

    @Test("int8 comes near to fp32, and is not the same")
    func near() throws {
        let exact = try LanguageModel(folder: TestModel.small)
        let rounded = try LanguageModel(folder: TestModel.small, precision: .int8)
        #expect(exact.precision == .fp32)
        let (a, b) = (ScoreTrace(), ScoreTrace())
        _ = Reader(exact).read(PrecisionTests.texts, coreference: false, trace: a)
        _ = Reader(rounded).read(PrecisionTests.texts, coreference: false, trace: b)
        var tags: [(Float, Float)] = []
        for (exact, rounded) in zip(a.parts, b.parts) { tags += zip(exact.tags, rounded.tags) }
        #expect(!tags.isEmpty)
        var (worst, widest): (Float, Float) = (0, 0)
        for (exact, rounded) in tags {
            worst = max(worst, abs(exact - rounded))
            widest = max(widest, abs(exact))
        }
        #expect(worst <= 0.1 * widest)
        // Where the processor has no instructions for bytes, the model says so and uses floats.
        #expect((rounded.precision == .int8) == (worst > 0))
    }

    @Test("a model says in a line if it computes otherwise than was asked for, and else nothing")
    func notes() throws {
        let note = LanguageModel.note(asked: .int8, computed: .fp32)
        #expect(
            note == "this processor cannot compute in int8: the language model computes in fp32")
        for precision in Precision.allCases {
            #expect(LanguageModel.note(asked: precision, computed: precision) == nil)
        }
        let rounded = try LanguageModel(folder: TestModel.small, precision: .int8)
        #expect((rounded.note(asked: .int8) == nil) == (rounded.precision == .int8))
    }

    @Test(
        "the trained weights decide the same in int8 but for a few words",
        .enabled(if: TestModel.real != nil, "no model: set CHANCERY_MODEL to its folder"))
    func decisions() throws {
        let folder = try #require(TestModel.real)
        let exact = Reader(try LanguageModel(folder: folder)).read(PrecisionTests.texts)
        let rounded = Reader(try LanguageModel(folder: folder, precision: .int8)).read(
            PrecisionTests.texts)
        var (classes, heads) = (0, 0)
        for (exact, rounded) in zip(exact, rounded) {
            for (a, b) in zip(exact.words, rounded.words) {
                if a.upos != b.upos { classes += 1 }
                if a.head != b.head { heads += 1 }
            }
        }
        #expect(classes <= 1)
        #expect(heads <= 2)
    }
}
