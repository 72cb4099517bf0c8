import unittest

import torch

from language import ahead, treebank
from language.batches import Epochs

from .test_batches import packer
from .test_treebank import TEXT


def epochs() -> Epochs:
    found = []
    for number in range(20):
        for sentence in treebank.parse(TEXT):
            sentence.corpus = "gum" if number % 2 else "ewt"
            sentence.document = f"d{number}"
            found.append(sentence)
    return Epochs(packer(found), found, seed=5, pieces=160)


def leaves(value) -> list:
    """All tensors and other values of a batch, in order."""
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in leaves(item)]
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    return leaves(list(vars(value).values())) if hasattr(value, "__dataclass_fields__") else [value]


class MadeAhead(unittest.TestCase):
    def assert_same(self, first, second):
        first, second = leaves(first), leaves(second)
        self.assertEqual(len(first), len(second))
        for one, other in zip(first, second, strict=True):
            if isinstance(one, torch.Tensor):
                self.assertEqual(one.dtype, other.dtype)
                self.assertTrue(torch.equal(one, other))
            else:
                self.assertEqual(one, other)

    def test_a_batch_comes_back_whole_from_its_bytes(self):
        made = epochs()
        batch = made.batch(made.plan(0), 0, 0)
        self.assertTrue(any(isinstance(leaf, torch.Tensor) for leaf in leaves(batch)))
        shell, buffer = ahead.flatten(batch)
        self.assert_same(batch, ahead.restored(shell, torch.from_numpy(buffer)))

    def test_workers_make_the_batches_that_would_be_made_here_and_in_order(self):
        made = epochs()
        end = 2 * made.steps
        batches = ahead.Ahead(made, 1, end, workers=2, device=torch.device("cpu"))
        try:
            for step in range(1, end):
                epoch, place = divmod(step, made.steps)
                self.assert_same(made.batch(made.plan(epoch), epoch, place), batches.take())
        finally:
            batches.close()


if __name__ == "__main__":
    unittest.main()
