import unittest

from language import decode, lemmas, treebank


class EditRules(unittest.TestCase):
    def test_a_derived_rule_gives_the_lemma_back(self):
        for form, lemma, upos, rule in [
            ("studies", "study", "NOUN", "l-3-y"),
            ("Signing", "sign", "VERB", "l-3-"),
            ("Hague", "Hague", "PROPN", "k-0-"),
            ("tampa", "Tampa", "PROPN", "t-0-"),
            ("U.N.", "U.N.", "PROPN", "k-0-"),
            ("nato", "NATO", "PROPN", "u-0-"),
            ("was", "be", "AUX", "l-3-be"),
            ("12,000", "12000", "NUM", "n-0-"),
            ("n't", "not", "PART", "l-2-ot"),
            ("co-op-", "co-op-s", "NOUN", "l-0-s"),
        ]:
            with self.subTest(form):
                self.assertEqual(lemmas.derive(form, lemma, upos), rule)
                self.assertEqual(lemmas.apply(rule, form), lemma)

    def test_an_addition_may_hold_hyphens(self):
        self.assertEqual(lemmas.apply("l-1-x-y", "Ab"), "ax-y")

    def test_a_rule_that_would_leave_nothing_does_not_apply(self):
        self.assertIsNone(lemmas.apply("l-3-", "ing"))
        self.assertIsNone(lemmas.apply("l-4-y", "ies"))

    def test_what_no_rule_reaches_has_none(self):
        self.assertIsNone(lemmas.derive("UN", "Organisation", "PROPN"))

    def vocabulary(self, *pairs):
        lines = [f"1\t{form}\t{lemma}\tVERB\t_\t_\t0\troot\t_\t_\n" for form, lemma in pairs]
        return lemmas.vocabulary(treebank.parse("\n".join(lines)))

    def test_forms_of_one_lemma_become_exceptions(self):
        regular = [("walked", "walk"), ("Called", "call"), ("asked", "ask")] * 2
        rules, exceptions = self.vocabulary(*regular, ("Went", "go"))
        self.assertEqual(rules, ["l-2-"])
        self.assertEqual(exceptions["went", "VERB"], "go")
        self.assertEqual(exceptions["called", "VERB"], "call")

    def test_a_form_of_two_lemmas_is_left_to_the_rules(self):
        regular = [("walks", "walk"), ("calls", "call"), ("asks", "ask")] * 2
        founded = [("founds", "found"), ("founds", "find")]
        _, exceptions = self.vocabulary(*regular, *founded)
        self.assertNotIn(("founds", "VERB"), exceptions)

    def test_a_lemma_that_is_the_form_is_no_exception(self):
        regular = [("walk", "walk"), ("Call", "call"), ("ask", "ask")] * 2
        self.assertEqual(self.vocabulary(*regular)[1], {})


class Choosing(unittest.TestCase):
    def test_exceptions_come_first_and_unfit_rules_are_passed_over(self):
        rules = ["l-3-y", "l-0-"]
        exceptions = {("went", "VERB"): "go"}

        def chosen(form):
            return decode.lemma(form, "VERB", [0, 1], rules, exceptions, lemmas.apply)

        self.assertEqual(chosen("Went"), "go")
        self.assertEqual(chosen("tries"), "try")
        self.assertEqual(chosen("Go"), "go")


if __name__ == "__main__":
    unittest.main()
