import Language
import Model
import TestSupport
import Testing

@testable import Evaluation

@Suite("Treebanks") struct TreebankFileTests {
    static let text = """
        # newdoc id = d
        # meta::genre = news
        # srl = yes
        # text = Norway can't sign.
        1\tNorway\tNorway\tPROPN\t_\t_\t4\tnsubj\t_\tArg=4:ARG0|Entity=(1-place-new)
        2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
        2\tca\tcan\tAUX\t_\t_\t4\taux\t_\t_
        3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
        4\tsign\tsign\tVERB\t_\t_\t0\troot\t_\tPred=sign.01|SpaceAfter=No
        5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

        # newpar
        1\tIts\tits\tPRON\t_\t_\t2\tnmod:poss\t_\tEntity=(2-person(1-place)
        2\tenvoy\tenvoy\tNOUN\t_\t_\t3\tnsubj\t_\tEntity=2)
        2.1\tx\tx\tX\t_\t_\t_\t_\t_\t_
        3\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_


        """

    private func read(_ text: String) throws -> Treebank {
        try Treebank(Array(text.utf8), file: "t.conllu")
    }

    @Test("words, surface, roles and mentions are read")
    func reading() throws {
        let treebank = try read(Self.text)
        #expect(treebank.sentences.count == 2)
        #expect(treebank.documents == [0..<2])
        let first = treebank.sentences[0]
        #expect(first.surface.map(\.form) == ["Norway", "can't", "sign", "."])
        #expect(first.words[3].roleset == "sign.01")
        #expect(first.words[0].arguments.map(\.role) == ["ARG0"])
        #expect(first.hasRoles && first.genre == "news")
        #expect(
            treebank.sentences[1].mentions.map { [$0.first, $0.last] } == [[0, 1], [0, 0]])
        let raw = RawText(treebank.sentences[...])
        #expect(raw.words.count == 8)
        #expect(
            String(String.UnicodeScalarView(raw.scalars)) == "Norway can't sign. \nIts envoy left ")
        #expect(raw.words[1] == 7..<9 && raw.words[2] == 9..<12)
    }

    @Test(
        "a fault is named with its line",
        arguments: [
            ("1\tx\n", 1), ("2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", 1),
            ("1\ta\ta\tX\t_\t_\t-1\troot\t_\t_\n", 1), ("1\ta\ta\tX\t_\t_\t7\troot\t_\t_\n", 2),
            ("1\ta\ta\tX\t_\t_\t0\troot\t_\tEntity=x)\n", 2),
            ("1\ta\ta\tX\t_\t_\t0\troot\t_\tArg=x\n", 1), ("", 0),
        ])
    func faults(text: String, line: Int) {
        let error = #expect(throws: DatasetError.self) { try read(text) }
        #expect(error?.line == line)
    }

    @Test("a damaged gzip file is refused")
    func damaged() {
        #expect(throws: DatasetError.self) {
            try Treebank([0x1F, 0x8B, 8, 0, 0, 0], file: "t.gz")
        }
    }

    @Test("what is the same as the truth scores 100, whatever it is")
    func perfect() throws {
        let treebank = try read(Self.text)
        let gold = Analysis(treebank.sentences[...])
        var scores = ParseScores()
        var read = gold
        read.givenRoles = read.roles
        scores.add(read, gold)
        for count in [
            scores.tokens, scores.upos, scores.lemmas, scores.uas, scores.las, scores.lasFull,
            scores.predicates, scores.rolesets, scores.roles, scores.rolesGiven, scores.mentions,
        ] {
            #expect(count.f1 == 100)
        }
        #expect(scores.coreference.mean == 100)
    }

    @Test("a wrong head and a word that is not there cost what they should")
    func wrong() throws {
        let treebank = try read(Self.text)
        let gold = Analysis(treebank.sentences[...])
        var read = gold
        read.words[0].head = 1
        read.words[4].number = -1
        var scores = ParseScores()
        scores.add(read, gold)
        #expect(scores.tokens.f1 == 2 * 7 * 100 / 16.0)
        #expect(scores.uas.f1 == 2 * 6 * 100 / 16.0)
    }

    @Test("a model is scored from tokens and from text")
    func whole() throws {
        let model = try LanguageModel(
            folder: Repository.path("Tests/ModelTests/Fixtures/small"))
        let words = try TreebankWords(path: Repository.path("Data/language/treebank.tsv"))
        let evaluation = ParseEvaluation(Reader(model), words)
        let treebank = try read(Self.text)
        let tokens = evaluation.fromTokens(treebank)
        #expect(tokens.tokens.f1 == 100 && tokens.las.gold == 8)
        let text = evaluation.fromText(treebank)
        #expect(text.tokens.f1 == 100 && text.sentences.f1 == 100)
        #expect(text.las.f1 == tokens.las.f1)
    }
}

@Suite("Scores of coreference") struct CoreferenceScoreTests {
    private func spans(_ numbers: [Int]) -> Set<ClosedSpan> {
        Set(numbers.map { ClosedSpan(first: $0, last: $0) })
    }

    @Test("the example of the literature has its known scores")
    func known() {
        // Truth {1 … 5}, {6, 7}, {8 … 12}; found {1 … 5}, {6 … 12} (Luo 2005, the figure's system b).
        var scores = CoreferenceScores()
        scores.add(
            read: [spans([1, 2, 3, 4, 5]), spans([6, 7, 8, 9, 10, 11, 12])],
            gold: [spans([1, 2, 3, 4, 5]), spans([6, 7]), spans([8, 9, 10, 11, 12])])
        #expect(abs(scores.muc - 100 * 2 * 1 * 0.9 / 1.9) < 1e-9)
        let precision = (5.0 + (4 + 25) / 7.0) / 12
        #expect(abs(scores.b3 - 200 * precision / (1 + precision)) < 1e-9)
        let similarity = 1 + 2 * 5 / 12.0
        #expect(abs(scores.ceaf - 200 * similarity / 5) < 1e-9)
    }

    @Test("the best pairing is found, not the first")
    func assignment() {
        #expect(Assignment.best([[3, 2, 0], [2, 0, 0], [0, 0, 1]]) == 5)
        #expect(Assignment.best([[1, 5]]) == 5)
        #expect(Assignment.best([[1], [7], [2]]) == 7)
        #expect(Assignment.best([]) == 0)
    }
}
