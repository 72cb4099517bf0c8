import unittest

from language.wordpieces import WordPieces, bundled_model

FORMS = [
    "accord", "Ceaușescu", "misunderestimated", "1,234.5", "N'Djamena", "王毅", "U.N.", "\u200b",
    "\U0001f1f9\U0001f1f7", "İzmir", "Straße", "ǅ", "a\u0301b", "don’t", "—", "x" * 101, "",
    "co\u00adoperate", "\ufffd", "한국", "ﬁne", "§5", "€20", "C++", "e-mail", "ﷺ", "Ωmega",
]  # fmt: skip


class Cutting(unittest.TestCase):
    def test_words_are_cut_without_the_package_as_with_it(self):
        packaged = WordPieces(bundled_model())
        plain = WordPieces(bundled_model(), plain=True)
        for form in FORMS:
            with self.subTest(form):
                self.assertEqual(plain.pieces(form), packaged.pieces(form))


if __name__ == "__main__":
    unittest.main()
