import random
import unittest

import torch

from language import augment, batches, labels, treebank, wordpieces
from language.batches import IGNORED, Epochs, Packer

from .test_treebank import TEXT


def packer(sentences):
    pieces = wordpieces.WordPieces(wordpieces.bundled_model())
    return Packer(pieces, labels.build(sentences))


class Packing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sentences = treebank.parse(TEXT)
        for sentence in cls.sentences:
            sentence.corpus = "gum"
        vocabulary = labels.build(cls.sentences)
        vocabulary.relations = ["root", "nsubj"]
        vocabulary.roles = ["_", "ARG0"]
        vocabulary.lemma_rules = ["l-0-", "k-0-"]
        pieces = wordpieces.WordPieces(wordpieces.bundled_model())
        cls.packer = Packer(pieces, vocabulary)
        cls.batch = cls.packer.pack(cls.sentences, targets=True, documents=[[0, 1]])

    def test_pieces_of_every_word_lie_between_its_first_and_last(self):
        batch = self.batch
        self.assertEqual(batch.pieces[0], wordpieces.START)
        self.assertEqual((batch.pieces == wordpieces.END).sum(), 2)
        for position in range(len(batch.first)):
            owned = torch.nonzero(batch.owner == position).flatten()
            self.assertEqual(owned[0], batch.first[position])
            self.assertEqual(owned[-1], batch.last[position])

    def test_groups_cover_every_position_once(self):
        seen = torch.cat([group.rows[group.kept] for group in self.batch.groups])
        self.assertEqual(sorted(seen.tolist()), list(range(len(self.batch.first))))

    def test_targets_stand_at_their_words(self):
        targets = self.batch.targets
        offset = self.batch.offsets[0]
        self.assertEqual(targets["head"][offset + 1 : offset + 8].tolist(), [3, 1, 6, 6, 6, 0, 6])
        self.assertEqual(targets["head"][offset], IGNORED)
        self.assertEqual(targets["predicate"][offset + 6], 1)
        self.assertEqual(targets["relation"][offset + 6], 0)
        self.assertEqual(targets["predicate"][self.batch.offsets[1] + 1], IGNORED)

    def test_roles_unknown_to_the_vocabulary_are_not_learned_as_absent(self):
        group = next(g for g in self.batch.groups if g.predicates is not None)
        row = group.roles[0].tolist()
        self.assertEqual(row[1:8], [0, 0, 1, IGNORED, IGNORED, 0, 0])
        self.assertEqual(row[0], IGNORED)

    def test_mentions_are_scored_from_start_to_end_only(self):
        group = next(g for g in self.batch.groups if g.annotated is not None and 0 in g.sentences)
        table = group.mentions[group.sentences.index(0)]
        self.assertEqual(table[1, 3], 1)
        self.assertEqual(table[3, 1], IGNORED)
        self.assertEqual(table[0, 3], IGNORED)
        self.assertEqual(table[2, 2], 0)

    def test_the_document_knows_who_is_the_same(self):
        document = self.batch.documents[0]
        self.assertEqual(document.same.tolist(), [[True, False], [False, True]])
        self.assertEqual(document.allowed.tolist(), [[False, False], [True, False]])

    def test_a_sentence_beyond_the_encoder_is_refused(self):
        word = treebank.Word("go", "go", "VERB", "_", {}, 0, "root", "_", [])
        with self.assertRaisesRegex(ValueError, "word pieces"):
            self.packer.pack([treebank.Sentence([word] * 600)])

    def test_grouping_saves_padding(self):
        groups = batches._grouped([10] * 20 + [90] * 3, most=5)
        self.assertEqual(sorted(len(group) for group in groups), [3, 20])


class Order(unittest.TestCase):
    def sentences(self):
        found = []
        for number in range(30):
            for sentence in treebank.parse(TEXT):
                sentence.corpus = "gum" if number % 2 else "ewt"
                sentence.document = f"d{number}"
                found.append(sentence)
        return found

    def test_an_epoch_reads_everything_once_and_is_repeatable(self):
        sentences = self.sentences()
        epochs = Epochs(packer(sentences), sentences, seed=3, pieces=160)
        plan = epochs.plan(2)
        read = [id(s) for step in plan for part in step for s in part]
        self.assertEqual(sorted(read), sorted(id(s) for s in sentences))
        again = Epochs(packer(sentences), sentences, seed=3, pieces=160).plan(2)
        ids = [[id(s) for part in step for s in part] for step in plan]
        self.assertEqual(ids, [[id(s) for part in step for s in part] for step in again])
        other = [[id(s) for part in step for s in part] for step in epochs.plan(3)]
        self.assertNotEqual(ids, other)

    def test_windows_keep_documents_in_order(self):
        sentences = self.sentences()
        epochs = Epochs(packer(sentences), sentences, seed=3, pieces=160)
        for step in epochs.plan(0):
            for window in step[:-2]:
                self.assertEqual(len({s.document for s in window}), 1)


class Disturbing(unittest.TestCase):
    def test_the_original_is_never_changed(self):
        chance = random.Random(1)
        sentences = treebank.parse(TEXT)
        before = treebank.write(sentences)
        changed = 0
        for _ in range(300):
            changed += augment.disturbed(sentences[0], chance) is not sentences[0]
        self.assertEqual(treebank.write(sentences), before)
        self.assertGreater(changed, 40)
        self.assertLess(changed, 120)

    def test_only_a_point_nothing_hangs_from_is_cut(self):
        sentence = treebank.parse(TEXT)[0]
        self.assertEqual(len(augment._without_final_point(sentence).words), 6)
        sentence = treebank.parse(TEXT)[0]
        sentence.words[0].head = 7
        self.assertEqual(len(augment._without_final_point(sentence).words), 7)

    def test_quotes_turn_curly_in_pairs(self):
        words = [
            treebank.Word(form, form, "PUNCT", "_", {}, 0, "punct", "_", [])
            for form in ['"', "n't", '"', "'s", "--"]
        ]
        changed = augment._curly(treebank.Sentence(words))
        self.assertEqual([w.form for w in changed.words], ["“", "n’t", "”", "’s", "—"])


class Case(unittest.TestCase):
    def test_classes(self):
        for form, name in [
            ("2016", "none"), ("accord", "lower"), ("Oslo", "initial"), ("A", "single"),
            ("I.", "single"), ("U.N.", "upper"), ("NATO", "upper"), ("iPhone", "mixed"),
            ("McDonald", "mixed"), ("'S", "single"), ("王毅", "none"), ("Łódź", "initial"),
        ]:  # fmt: skip
            with self.subTest(form):
                self.assertEqual(wordpieces.CASES[wordpieces.case(form)], name)


if __name__ == "__main__":
    unittest.main()
