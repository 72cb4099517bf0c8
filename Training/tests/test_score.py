import copy
import itertools
import unittest

import numpy as np

from language import score, treebank
from language.reader import Reading

from .test_treebank import TEXT


def gold():
    return treebank.parse(TEXT)[:1]


def perfect(sentence):
    predicates = {i: w.predicate for i, w in enumerate(sentence.words) if w.predicate}
    roles = {i: [] for i in predicates}
    for place, word in enumerate(sentence.words):
        for predicate, label in word.arguments:
            if predicate - 1 in roles:
                roles[predicate - 1].append((place, label))
    mentions = [(m.start, m.end, m.type) for m in sentence.mentions()]
    return Reading(copy.deepcopy(sentence.words), predicates, roles, mentions)


class Assigning(unittest.TestCase):
    def test_no_way_of_pairing_rows_and_columns_is_better(self):
        chance = np.random.default_rng(2)
        for _ in range(60):
            rows, columns = chance.integers(1, 6, size=2)
            values = np.round(chance.random((rows, columns)), 1)
            wide = values if rows <= columns else values.T
            best = max(
                sum(wide[row, column] for row, column in enumerate(chosen))
                for chosen in itertools.permutations(range(wide.shape[1]), len(wide))
            )
            self.assertAlmostEqual(score.assigned(values), best)


class Scores(unittest.TestCase):
    def test_what_is_right_scores_all(self):
        sentences = gold()
        readings = [perfect(sentences[0])]
        for value in score.words(sentences, readings).values():
            self.assertEqual(value, 100)
        found = score.mentions(sentences, readings)
        self.assertEqual(found, {"mentions": 100, "spans": 100})

    def test_subtypes_count_only_in_full_labels(self):
        sentences = gold()
        reading = perfect(sentences[0])
        reading.words[0].deprel = "nmod"
        found = score.words(sentences, [reading])
        self.assertEqual(found["las"], 100)
        self.assertAlmostEqual(found["las_full"], 100 * 6 / 7)

    def test_a_missed_predicate_costs_only_the_predicted_figure(self):
        sentences = gold()
        sentences[0].words[4].misc = ["Arg=6:ARGM-NEG"]
        reading = perfect(sentences[0])
        reading.predicates = {}
        found = score.roles(sentences, [reading])
        self.assertEqual(found["roles_given"], 100)
        self.assertEqual(found["roles"], 0)
        self.assertEqual(found["predicates"], 0)

    def test_a_wrong_type_is_still_the_right_span(self):
        sentences = gold()
        reading = perfect(sentences[0])
        reading.mentions[0] = (*reading.mentions[0][:2], "object")
        found = score.mentions(sentences, [reading])
        self.assertEqual(found, {"mentions": 50, "spans": 100})


class Coreference(unittest.TestCase):
    def test_figures_of_a_worked_example(self):
        # Gold {a b c} {d e f g}, read {a b} {c d} {f g h i}: the example of Pradhan et al. 2014.
        true = [set("abc"), set("defg")]
        found = [set("ab"), set("cd"), set("fghi")]
        values = score.coreference([(true, found)])
        self.assertAlmostEqual(values["muc"], 40.0, places=2)
        # B³: recall (5/3 + 5/4)/7 = 0.417, precision (2 + 1 + 1)/8 = 0.5
        self.assertAlmostEqual(values["b3"], 45.45, places=2)
        # CEAF: 0.8 + 0.5 aligned; recall /2, precision /3
        self.assertAlmostEqual(values["ceaf"], 52.0, places=2)

    def test_single_mentions_do_not_count(self):
        values = score.coreference([([set("ab"), set("c")], [set("ab"), set("d")])])
        self.assertEqual(values["coreference"], 100)

    def test_nothing_found_is_nothing(self):
        self.assertEqual(score.coreference([([set("ab")], [])])["coreference"], 0)


if __name__ == "__main__":
    unittest.main()
