import itertools
import unittest

import numpy as np

from language import decode


def value(scores, heads):
    return sum(scores[i, head] for i, head in enumerate(heads, 1))


def is_tree(heads):
    for node in range(1, len(heads) + 1):
        seen = set()
        while node and node not in seen:
            seen.add(node)
            node = heads[node - 1]
        if node:
            return False
    return heads.count(0) == 1


class Trees(unittest.TestCase):
    def test_no_single_root_tree_is_better_than_the_one_found(self):
        chance = np.random.default_rng(7)
        for size in (1, 2, 3, 4, 5):
            trees = [
                heads
                for heads in itertools.product(range(size + 1), repeat=size)
                if is_tree(list(heads))
            ]
            for _ in range(60):
                scores = chance.normal(size=(size + 1, size + 1)).astype(np.float32)
                # Roots that look good everywhere are what a careless decoder falls for.
                scores[:, 0] += chance.integers(0, 3)
                found = decode.tree(scores)
                self.assertTrue(is_tree(found))
                best = max(value(scores, heads) for heads in trees)
                self.assertAlmostEqual(value(scores, found), best, places=4)

    def test_a_long_sentence_of_equal_scores_is_still_a_tree(self):
        self.assertTrue(is_tree(decode.tree(np.zeros((120, 120), dtype=np.float32))))

    def test_cycles_within_cycles_are_undone(self):
        chance = np.random.default_rng(3)
        scores = chance.normal(size=(40, 40)).astype(np.float32)
        for node in range(1, 39):
            scores[node, node + 1] = scores[node + 1, node] = 5 + node / 100
        self.assertTrue(is_tree(decode.tree(scores)))

    def test_nothing_has_no_tree(self):
        self.assertEqual(decode.tree(np.zeros((1, 1))), [])

    def test_root_is_the_relation_of_the_root_alone(self):
        scores = np.array([[9.0, 1.0, 2.0], [9.0, 1.0, 2.0]])
        self.assertEqual(decode.relations(scores, [0, 1], root=0), [0, 2])


class Mentions(unittest.TestCase):
    def scores(self, size, spans):
        scores = np.full((size, size), -1.0)
        for start, end, score in spans:
            scores[start, end] = score
        return scores

    def test_nested_spans_stay_and_crossing_ones_go(self):
        spans = [(0, 4, 3.0), (1, 2, 2.0), (2, 5, 1.0), (5, 5, 0.5)]
        found = decode.mentions(self.scores(6, spans), widest=64)
        self.assertEqual(found, [(0, 4), (1, 2), (5, 5)])

    def test_backward_and_overlong_spans_are_never_taken(self):
        spans = [(3, 1, 9.0), (0, 3, 9.0)]
        self.assertEqual(decode.mentions(self.scores(4, spans), widest=3), [])

    def test_equal_scores_are_taken_from_the_left(self):
        spans = [(1, 3, 1.0), (0, 2, 1.0)]
        self.assertEqual(decode.mentions(self.scores(4, spans), widest=64), [(0, 2)])


class Roles(unittest.TestCase):
    def test_label_0_and_the_predicate_itself_are_no_arguments(self):
        scores = np.array([[0.0, 1.0], [0.0, 5.0], [1.0, 0.0]])
        self.assertEqual(decode.roles(scores, 1, frozenset(), [2, 0, 2]), [(0, 1)])

    def test_a_label_given_once_goes_to_the_surest_word(self):
        scores = np.array([[0.0, 2.0, 1.9], [0.0, 3.0, -1.0], [0.0, 1.0, -1.0], [0.0, -1.0, -1.0]])
        heads = [4, 4, 4, 0]
        self.assertEqual(decode.roles(scores, 3, frozenset([1]), heads), [(1, 1)])
        self.assertEqual(decode.roles(scores, 3, frozenset(), heads), [(0, 1), (1, 1), (2, 1)])
        scores[0, 2] = 2.1
        found = decode.roles(scores, 3, frozenset([1]), heads)
        self.assertEqual(found, [(0, 2), (1, 1)])

    def test_the_farther_a_word_the_surer_its_role_must_be(self):
        heads = [2, 3, 4, 7, 4, 7, 0, 5]
        near, aside, far = decode.NEAR, decode.ASIDE, decode.FAR
        self.assertEqual(
            decode.nearness(2, heads), [far, near, near, near, near, aside, near, far]
        )

    def test_a_sense_is_one_of_those_known(self):
        senses = ["01", "02", "03"]
        scores = np.array([0.1, 0.9, 0.5])
        self.assertEqual(decode.sense(scores, senses, {"01": 4, "03": 1}), "03")
        self.assertEqual(decode.sense(scores, senses, {"17": 2, "19": 2}), "19")
        self.assertEqual(decode.sense(scores, senses, None), "02")


if __name__ == "__main__":
    unittest.main()
