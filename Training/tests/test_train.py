import unittest

from language import train


class Rates(unittest.TestCase):
    def test_they_rise_fall_and_end_at_a_hundredth(self):
        rates = [train.rate_at(step, 200) for step in range(201)]
        top = rates.index(max(rates))
        self.assertEqual(max(rates), 1.0)
        self.assertEqual(rates[: top + 1], sorted(rates[: top + 1]))
        self.assertEqual(rates[top:], sorted(rates[top:], reverse=True))
        self.assertAlmostEqual(rates[-1], 0.01)


class Deadlines(unittest.TestCase):
    def test_epochs_that_end_too_late_are_left_out(self):
        self.assertEqual(train.fitting(10, 2, each=5.0, left=21.0), 6)

    def test_no_epoch_is_added_and_none_taken_back(self):
        self.assertEqual(train.fitting(10, 2, each=5.0, left=900.0), 10)
        self.assertEqual(train.fitting(10, 2, each=5.0, left=-3.0), 2)


if __name__ == "__main__":
    unittest.main()
