import unittest

import torch

from language import ties

# Norway and Kenya want to sign accords soon: want ← root.
HEADS = [0, 4, 3, 1, 0, 6, 4, 6, 6]
RELATIONS = [0, 1, 2, 3, 0, 4, 5, 6, 7]
COUNT = 8


def path(row: int) -> tuple[str, int] | None:
    kind, relation = divmod(row, COUNT)
    return (ties.PATHS[kind], relation) if kind < len(ties.PATHS) else None


class Paths(unittest.TestCase):
    def rows(self, predicate: int) -> list:
        tree = torch.tensor([HEADS]), torch.tensor([RELATIONS])
        found = ties.paths(torch.tensor([predicate]), *tree, COUNT)[0].tolist()
        return [path(row) for row in found]

    def test_a_word_is_tied_to_a_predicate_by_the_first_path_that_holds(self):
        found = self.rows(6)
        self.assertEqual(found[1], ("sibling", 1))
        self.assertEqual(found[4], ("parent", 5))
        self.assertEqual(found[7], ("child", 6))
        self.assertIsNone(found[3])
        self.assertEqual(self.rows(7)[1], ("uncle", 1))
        self.assertEqual(self.rows(7)[4], ("grandparent", 6))
        self.assertEqual(self.rows(4)[8], ("grandchild", 7))

    def test_every_row_is_in_the_table(self):
        chance = torch.Generator().manual_seed(1)
        for _ in range(20):
            heads = torch.randint(0, 12, (4, 12), generator=chance)
            relations = torch.randint(0, COUNT, (4, 12), generator=chance)
            found = ties.paths(torch.randint(1, 12, (4,), generator=chance), heads, relations, COUNT)
            self.assertGreaterEqual(int(found.min()), 0)
            self.assertLess(int(found.max()), ties.path_rows(COUNT))


class Distances(unittest.TestCase):
    def test_steps_are_counted_on_either_side(self):
        found = ties.distances(torch.tensor([3]), 30)[0].tolist()
        self.assertEqual(found[:8], [2, 1, 0, 0, 8, 9, 10, 11])
        self.assertEqual(found[29], 15)
        self.assertEqual(max(found) + 1, ties.DISTANCES)


if __name__ == "__main__":
    unittest.main()
