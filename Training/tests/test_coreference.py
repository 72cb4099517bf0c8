import unittest

import numpy as np

from language import coreference
from language.treebank import Word


def word(form, upos, head, deprel, lemma=None, **feats):
    return Word(form, lemma or form.lower(), upos, "_", feats, head, deprel, "_", [])


# The African Union 's envoy met the AU chief ; she thanked him .
WORDS = [
    word("The", "DET", 3, "det"),
    word("African", "PROPN", 3, "compound"),
    word("Union", "PROPN", 5, "nmod:poss", "Union", Number="Sing"),
    word("'s", "PART", 3, "case"),
    word("envoy", "NOUN", 6, "nsubj", Number="Sing"),
    word("met", "VERB", 0, "root"),
    word("the", "DET", 9, "det"),
    word("AU", "PROPN", 9, "compound", "AU", Number="Sing"),
    word("chief", "NOUN", 6, "obj", Number="Sing"),
    word(";", "PUNCT", 11, "punct"),
    word("she", "PRON", 11, "nsubj", Number="Sing"),
    word("thanked", "VERB", 6, "parataxis"),
    word("him", "PRON", 12, "obj", "he", Number="Sing"),
]
SPANS = [(0, 4, 4), (0, 3, 2), (6, 8, 8), (7, 7, 7), (10, 10, 10), (12, 12, 12)]


def described(words=WORDS, spans=SPANS, sentence=0):
    return [coreference.describe(sentence, words, a, b, head, 1) for a, b, head in spans]


def feature(mentions, name, i, j):
    place = list(coreference.FEATURES).index(name)
    return int(coreference.features(mentions)[i, j, place] - coreference.OFFSETS[place])


class Describing(unittest.TestCase):
    def test_kinds(self):
        kinds = [mention.kind for mention in described()]
        self.assertEqual(
            kinds, [coreference.DEFINITE, coreference.PROPER, coreference.DEFINITE, 7, 3, 2]
        )

    def test_text_goes_without_article_and_genitive(self):
        self.assertEqual(described()[1].text, "african union")
        alone = coreference.describe(0, [word("the", "DET", 0, "root")], 0, 0, 0, 1)
        self.assertEqual(alone.text, "the")

    def test_the_head_is_the_word_governed_from_outside(self):
        heads = [w.head for w in WORDS]
        self.assertEqual([coreference.head_of(a, b, heads) for a, b, _ in SPANS],
                         [head for _, _, head in SPANS])


class Features(unittest.TestCase):
    def test_every_row_is_one_of_its_own_feature(self):
        found = coreference.features(described() + described(sentence=40))
        lower = np.tril_indices(len(found), -1)
        for place, size in enumerate(coreference.FEATURES.values()):
            values = found[lower][:, place] - coreference.OFFSETS[place]
            self.assertGreaterEqual(values.min(), 0)
            self.assertLess(values.max(), size)
        self.assertEqual(coreference.ROWS, 380)

    def test_an_acronym_matches_its_full_name(self):
        self.assertEqual(feature(described(), "match", 3, 1), 8)

    def test_the_same_text_again_matches_in_text_head_and_content(self):
        both = described() + described(sentence=2)
        self.assertEqual(feature(both, "match", 7, 1), 1 + 2 + 4)

    def test_a_pronoun_has_no_head_to_match(self):
        both = described() + described(sentence=2)
        self.assertEqual(feature(both, "match", 10, 4), 1)

    def test_nesting_and_links(self):
        mentions = described()
        self.assertEqual(feature(mentions, "nesting", 1, 0), 1)
        self.assertEqual(feature(mentions, "link", 1, 0), 3)
        self.assertEqual(feature(mentions, "link", 2, 0), 4)
        self.assertEqual(feature(mentions, "sentence distance", 2, 0), 0)
        self.assertEqual(feature(mentions, "mention distance", 2, 0), 1)

    def test_copula_and_apposition(self):
        # Haddad , a judge , is president
        words = [
            word("Haddad", "PROPN", 7, "nsubj"),
            word(",", "PUNCT", 4, "punct"),
            word("a", "DET", 4, "det"),
            word("judge", "NOUN", 1, "appos"),
            word(",", "PUNCT", 4, "punct"),
            word("is", "AUX", 7, "cop"),
            word("president", "NOUN", 0, "root"),
        ]
        mentions = described(words, [(0, 0, 0), (2, 3, 3), (6, 6, 6)])
        self.assertEqual(feature(mentions, "link", 1, 0), 1)
        self.assertEqual(feature(mentions, "link", 2, 0), 2)


class Linking(unittest.TestCase):
    def test_only_far_mentions_of_the_same_text_are_candidates(self):
        far = described() + described(sentence=coreference.REACH + 1)
        allowed = coreference.candidates(far)
        self.assertTrue(allowed[7, 1])
        self.assertFalse(allowed[7, 2])
        self.assertFalse(allowed[1, 1])

    def test_the_best_above_zero_is_taken_the_nearest_of_equals(self):
        allowed = np.tril(np.ones((4, 4), dtype=bool), -1)
        scores = np.zeros((4, 4))
        scores[1, 0] = -1
        scores[2, 0] = scores[2, 1] = 0.5
        scores[3, 0] = 2
        links = coreference.links(scores, allowed)
        self.assertEqual(links, [-1, -1, 1, 0])
        self.assertEqual(coreference.clusters(links), [0, 1, 1, 0])


if __name__ == "__main__":
    unittest.main()
