import unittest

import torch

from language import average


class Means(unittest.TestCase):
    def test_each_tensor_is_the_mean_of_those_of_its_name(self):
        states = [{"a": torch.tensor([0.0, 3.0])}, {"a": torch.tensor([2.0, 3.0])}]
        self.assertEqual(average.mean(states)["a"].tolist(), [1.0, 3.0])
        self.assertEqual(states[0]["a"].tolist(), [0.0, 3.0])

    def test_other_shapes_are_refused(self):
        for other in ({"a": torch.zeros(3)}, {"b": torch.zeros(2)}):
            with self.assertRaisesRegex(ValueError, "different shapes"):
                average.mean([{"a": torch.zeros(2)}, other])


if __name__ == "__main__":
    unittest.main()
