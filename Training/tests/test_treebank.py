import os
import unittest

from language import entities, treebank

TEXT = """\
# newdoc id = letter-one
# meta::genre = letter
# sent_id = letter-one-1
# text = Oslo's envoys won't go.
# srl = yes
1-2\tOslo's\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=Yes
1\tOslo\tOslo\tPROPN\tNNP\tNumber=Sing\t3\tnmod:poss\t_\tEntity=(1-person-new-cf2-1-coref(2-place-new-nnnnn-cf1-1-sgl-Oslo
2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\tEntity=2)
3\tenvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t6\tnsubj\t_\tEntity=1)|Arg=6:ARG0
4\two\twill\tAUX\tMD\tVerbForm=Fin\t6\taux\t_\tSpaceAfter=No|Arg=6:ARGM-MOD
5\tn't\tnot\tPART\tRB\tPolarity=Neg\t6\tadvmod\t_\tArg=6:ARGM-NEG,9:ARG1
5.1\tever\tever\tADV\tRB\t_\t_\t_\t_\t_
6\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No|Pred=go.01
7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

# sent_id = letter-one-2
# text = Yes
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_

"""


class Reading(unittest.TestCase):
    def test_what_is_read_and_written_again_is_the_same(self):
        self.assertEqual(treebank.write(treebank.parse(TEXT)), TEXT)

    def test_every_part_of_the_treebanks_survives_the_round_trip(self):
        folder = os.environ.get("TREEBANKS")
        if not folder:
            self.skipTest("TREEBANKS names no folder")
        for name in sorted(os.listdir(folder)):
            with self.subTest(name):
                sentences = treebank.load(os.path.join(folder, name))
                text = treebank.write(sentences)
                self.assertEqual(treebank.write(treebank.parse(text)), text)
                self.assertTrue(all(s.mentions() is not None for s in sentences))

    def test_words_know_their_roles(self):
        sentence = treebank.parse(TEXT)[0]
        self.assertEqual(sentence.words[5].predicate, "go.01")
        self.assertEqual(sentence.words[2].arguments, [(6, "ARG0")])
        self.assertEqual(sentence.words[4].arguments, [(6, "ARGM-NEG"), (9, "ARG1")])
        self.assertFalse(sentence.words[3].space_after)
        self.assertTrue(sentence.has_roles)

    def test_document_and_genre_last_until_the_next_document(self):
        first, second = treebank.parse(TEXT + TEXT.replace("# meta::genre = letter\n", ""))[1:3]
        self.assertEqual((first.document, first.genre), ("letter-one", "letter"))
        self.assertEqual((second.document, second.genre), ("letter-one", ""))

    def test_a_line_that_cannot_be_read_is_named(self):
        for broken, message in [
            (TEXT.replace("\t_\tSpaceAfter=No|Pred=go.01", ""), "line 13: 8 columns"),
            (TEXT.replace("7\t.", "9\t."), "line 14: word 9 where 7 was due"),
            (TEXT.replace("\t6\tpunct", "\tsix\tpunct"), "line 14"),
        ]:
            with self.subTest(message), self.assertRaisesRegex(ValueError, message):
                treebank.parse(broken)


class Entities(unittest.TestCase):
    def test_nested_mentions_have_spans_types_and_heads(self):
        outer, inner = treebank.parse(TEXT)[0].mentions()
        self.assertEqual((outer.start, outer.end, outer.type, outer.head), (0, 2, "person", 0))
        self.assertEqual((inner.start, inner.end, inner.type), (0, 1, "place"))
        self.assertEqual(inner.link, "sgl")

    def test_a_hyphen_in_the_identity_is_no_field(self):
        values = ["(7-place-giv:act-nnnnn-cf1*-1-coref-Aix-les-Bains)"]
        self.assertEqual(entities.read(values)[0].identity, "7")

    def test_equal_spans_are_one_mention(self):
        values = ["(1-person-new-cf1-1-coref(2-place-new-cf2-1-sgl", "2)1)"]
        self.assertEqual(len(entities.read(values)), 1)

    def test_brackets_that_do_not_match_are_refused(self):
        for values in (["(1-person-new-cf1-1-coref"], ["1)"], ["(1-person)"], ["1"]):
            with self.subTest(values), self.assertRaises(ValueError):
                entities.read(values)


if __name__ == "__main__":
    unittest.main()
