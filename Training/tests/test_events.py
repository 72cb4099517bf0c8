import json
import os
import tempfile
import unittest

import numpy as np
import torch

from language import batches, decode, events, labels, score, treebank, wordpieces
from language.batches import IGNORED, Epochs, Packer
from language.reader import Reading, Told

from .test_treebank import TEXT

ROW = {
    "id": "90-0001",
    "scenario": "s",
    "split": "train",
    "sentence": "Norway and Kenya turned the offer of Mali down, Oslo said.",
    "actors": [{"span": [0, 6]}, {"span": [11, 16]}, {"span": [37, 41]}, {"span": [48, 52]}],
    "events": [
        {
            "type": "REJECT",
            "modes": ["assist"],
            "status": "occurred",
            "contexts": ["economic"],
            "trigger": [[17, 23], [42, 46]],
            "sources": [0, 1],
            "targets": [2],
            "attribution": {"actor": 3, "kind": "said", "quoted": False},
        }
    ],
}
# Norway and Kenya turned the offer of Mali down , Oslo said .
TOKENS = [(0, 6), (7, 10), (11, 16), (17, 23), (24, 27), (28, 33), (34, 36), (37, 41), (42, 46)]
TOKENS += [(46, 47), (48, 52), (53, 57), (57, 58)]


def told():
    return events.own([ROW], {"90-0001": TOKENS})[0]


class Corpus(unittest.TestCase):
    def test_spans_become_words(self):
        event = told().events[0]
        self.assertEqual((event.anchor, event.words), (3, [3, 8]))
        self.assertEqual((event.sources, event.targets, event.speaker), ([[0], [2]], [[7]], [10]))
        self.assertEqual(event.modes, ["REJECT/assist"])
        self.assertEqual(event.pairs(), [([0], [7]), ([2], [7])])

    def test_parties_of_talks_are_paired_with_each_other(self):
        event = events.Event(0, [0], "CONSULT", "occurred", sources=[[1], [3], [5]])
        self.assertEqual(event.pairs(), [([1], [3]), ([1], [5])])

    def test_words_are_found_again_in_what_the_program_printed(self):
        rows = [ROW, {**ROW, "id": "90-0002", "sentence": "Go home."}, {**ROW, "id": "ewt:x"}]
        base = len(ROW["sentence"]) + 2
        printed = [
            {"start": 0, "words": [{"start": a, "end": b} for a, b in TOKENS]},
            {"start": base, "words": [{"start": base, "end": base + 2}]},
            {"start": base + 3, "words": [{"start": base + 3, "end": base + 7}]},
        ]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "tokens.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(json.dumps(line) + "\n" for line in printed)
            found = events.read_tokens(rows, path)
        self.assertEqual(found, {"90-0001": TOKENS, "90-0002": [(0, 2), (3, 7)]})

    def test_treebank_sentences_keep_what_the_treebank_knows(self):
        sentences = treebank.parse(TEXT)
        row = {
            **ROW,
            "id": "ewt-train:letter-one-1",
            "sentence": "Oslo 's envoys won't go.",
            "actors": [{"span": [0, 14]}],
            "events": [{**ROW["events"][0], "trigger": [[18, 23]], "sources": [0], "targets": []}],
        }
        row["events"][0].pop("attribution")
        row["events"][0]["attribution"] = None
        self.assertEqual(events.attach([row], sentences), 1)
        self.assertEqual(sentences[0].events[0].sources, [[0, 1, 2]])
        self.assertEqual(sentences[0].words[5].predicate, "go.01")
        self.assertIsNone(sentences[1].events)


class Targets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sentence = told()
        gold = treebank.parse(TEXT)
        pieces = wordpieces.WordPieces(wordpieces.bundled_model())
        cls.packer = Packer(pieces, labels.build(gold))
        cls.batch = cls.packer.pack([cls.sentence, gold[1]], targets=True)
        cls.group = next(g for g in cls.batch.groups if g.anchors is not None)

    def test_acts_stand_at_anchors(self):
        acts = self.batch.targets["act"][self.batch.offsets[0] + 1 :]
        reject = labels.ACTS.index("REJECT")
        self.assertEqual(acts[:10].tolist(), [0, 0, 0, reject, 0, 0, 0, 0, 1, 0])
        # Nobody looked for events in the other sentence, and nothing is known of this one's tree.
        self.assertEqual(self.batch.targets["act"][self.batch.offsets[1] + 1], IGNORED)
        self.assertEqual(self.batch.targets["upos"][self.batch.offsets[0] + 1], IGNORED)
        self.assertEqual(self.batch.targets["head"][self.batch.offsets[0] + 1], IGNORED)

    def test_parts_are_those_of_every_word(self):
        row = self.group.parts[0].tolist()
        self.assertEqual(row[:12], [IGNORED, 1, 0, 1, 0, 0, 0, 0, 2, 0, 0, 3])

    def test_pairs_have_masks_of_words(self):
        self.assertEqual(self.group.sources[:, 1:9].int().tolist()[1], [0, 0, 1, 0, 0, 0, 0, 0])
        self.assertEqual(self.group.targets[0, 1:9].int().tolist(), [0, 0, 0, 0, 0, 0, 0, 1])
        reject = labels.ACTS.index("REJECT") - labels.FIRST_TYPE
        self.assertEqual(self.group.types.tolist(), [reject, reject])

    def test_modes_and_contexts_may_be_several(self):
        self.assertEqual(self.batch.targets["mode"].sum(), 1)
        place = self.packer.labels.contexts.index("economic")
        self.assertEqual(self.batch.targets["context"][0, place], 1)

    def test_each_epoch_reads_the_corpus_as_often_as_asked(self):
        gold = treebank.parse(TEXT)
        for sentence in gold:
            sentence.corpus = "gum"
        empty = treebank.parse(TEXT)[1]
        empty.events = []
        epochs = Epochs(self.packer, gold, 1, 60, [self.sentence, *[empty] * 10], passes=3)
        read = [s for step in epochs.plan(0) for s in step[-1]]
        self.assertEqual(sum(s is self.sentence for s in read), 3)
        self.assertEqual(len(read), 3 + 3 * round(10 * batches.EMPTY_SHARE))


class Decisions(unittest.TestCase):
    def test_a_word_that_may_begin_several_acts_begins_the_likeliest(self):
        scores = np.full((3, 5), -9.0)
        scores[0, 0] = scores[1, 1] = 9
        scores[2, [0, 3, 4]] = [0.1, 0.0, 0.05]
        self.assertEqual(decode.acts(scores), [(2, 4)])
        self.assertEqual(decode.acts(scores, threshold=0.9), [])

    def test_scores_count_type_status_and_parts(self):
        gold = told()
        parts = [(0, "source"), (2, "source"), (7, "source")]
        read = Told(3, "REJECT", "planned", ["REJECT/assist"], [], parts)
        other = Told(5, "AID", "occurred", [], [], [])
        found = score.events([gold], [Reading(gold.words, events=[read, other])])
        self.assertEqual(found["told"], 100)
        self.assertAlmostEqual(found["acts"], 200 / 3)
        self.assertEqual((found["status"], found["modes"]), (0, 100))
        # Gold has two sources, a target and a speaker; two of the three read are right.
        self.assertAlmostEqual(found["parts"], 200 * 2 / 7)


if __name__ == "__main__":
    unittest.main()
