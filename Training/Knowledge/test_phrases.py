#!/usr/bin/env python3
"""Tests the checker of the table of phrases."""

import unittest

import phrases


def line(text="Chadian officials", date="", context="", entity="TCD/GOV", country="TCD", sectors="GOV", person="-",
         office="-", half=None):
    return "\t".join(["demonym", text, date, context, entity, country, sectors, person, office,
                      half or phrases.half(text)])


class Checking(unittest.TestCase):
    def faults(self, *lines):
        return phrases.check(lines)[1]

    def test_right_rows_have_no_faults(self):
        self.assertEqual(self.faults(
            line(), "# a comment", "", line("ISIL", entity="ISIS/REB", country="IMG", sectors="REB"),
            line("gunmen", entity="?/UAF", country="-", sectors="UAF"),
            line("the West", entity="-", country="-", sectors="-"),
            line("Langley", entity="CIA/SPY|USA/SPY", country="USA", sectors="SPY"),
            line("Tony Blair", "2000-05-16", entity="GBR/GOV", country="GBR", person="Tony Blair",
                 office="prime minister")), [])

    def test_each_fault_is_told_once(self):
        for wrong in (
                line(half="c"), line(entity="XYZ/GOV"), line(entity="TCD/GOX"), line(entity="TCD"),
                line(country="FRA"), line(sectors="MIL"), line(date="2020-6-15"), line(date="2021-02-29"),
                line(context="The officials left."), line(entity="TCD/GOV|-"), line(entity="TCD/GOV|TCD/GOV"),
                line(office="president"), line(person="Idriss Deby"), line(text="Chadian officials "), "one\ttwo"):
            self.assertEqual(len(self.faults(wrong)), 1, wrong)

    def test_a_phrase_may_come_again_on_another_day_only(self):
        self.assertEqual(len(self.faults(line(), line())), 1)
        self.assertEqual(self.faults(line(), line(date="1995-01-01")), [])

    def test_an_id_that_is_a_country_too_is_the_country(self):
        self.assertEqual(phrases.codes_of("GEO/GOV", {"GEO"}, {"GEO": "PAK"}), ("GEO", "GOV"))


class Halves(unittest.TestCase):
    def test_the_half_follows_from_the_phrase_alone(self):
        self.assertEqual(phrases.half("the United Nations"), phrases.half("the United Nations"))
        self.assertEqual({phrases.half(f"phrase {number}") for number in range(16)}, {"a", "b"})

    def test_halving_mends_the_last_column_and_leaves_comments(self):
        self.assertEqual(phrases.halved(line(half="x")), line())
        self.assertEqual(phrases.halved("# kind\ttext"), "# kind\ttext")


if __name__ == "__main__":
    unittest.main()
