#!/usr/bin/env python3
"""Tests the merging of two lists of tenures and the checker of what comes out."""

import pathlib
import tempfile
import unittest
from unittest import mock

import check_tenures
import merge_tenures as merging


def row(name="Ann Lee", begin="2004-06-15", end="2006-03-01", office="foreign minister", others="-", note="-",
        roles="foreign-minister", code="NOR"):
    return merging.Row(code, name, others, office, begin, end, note, roles)


class Dates(unittest.TestCase):
    def test_days_a_few_apart_agree_and_the_first_is_kept(self):
        self.assertEqual(merging.agreed("2004-06-15", "2004-06-17", True), "2004-06-15")

    def test_days_further_apart_leave_the_month_or_nothing(self):
        self.assertEqual(merging.agreed("2004-06-02", "2004-06-20", True), "2004-06")
        self.assertIsNone(merging.agreed("2004-06-02", "2004-07-20", True))

    def test_the_more_exact_of_two_dates_is_kept(self):
        self.assertEqual(merging.agreed("2004", "2004-06-15", False), "2004-06-15")
        self.assertEqual(merging.agreed("2004-06", "2004-07-03", False), "2004-07-03")
        self.assertIsNone(merging.agreed("2004-06", "2004-07-20", False))

    def test_neighbouring_months_leave_the_year_of_a_minister_only(self):
        self.assertEqual(merging.agreed("2004-06", "2004-07", True), "2004")
        self.assertIsNone(merging.agreed("2004-06", "2004-07", False))
        self.assertIsNone(merging.agreed("2004-12", "2005-01", True))

    def test_an_open_end_agrees_with_an_open_end_only(self):
        self.assertEqual(merging.agreed("-", "-", True), "-")
        self.assertIsNone(merging.agreed("-", "2024", True))


class Names(unittest.TestCase):
    def likeness(self, one, two):
        return merging.alike({merging.fold(one)}, {merging.fold(two)})

    def test_transliterations_are_alike(self):
        for one, two in [("Hor Namhong", "Hor Nam Hong"), ("Walid Muallem", "Walid al-Moallem"),
                         ("Mevlüt Çavuşoğlu", "Mevlut Cavusoglu"), ("King Salman", "Salman")]:
            self.assertGreaterEqual(self.likeness(one, two), merging.VERY_ALIKE, (one, two))

    def test_other_people_are_not(self):
        for one, two in [("Tony Blair", "Gordon Brown"), ("Pedro Sanchez", "Mariano Rajoy")]:
            self.assertLess(self.likeness(one, two), merging.ALIKE, (one, two))


class Merging(unittest.TestCase):
    def merge(self, first, second, third=""):
        with tempfile.TemporaryDirectory() as folder:
            lists = pathlib.Path(folder)
            for name, rows in (("first", first), ("second", second)):
                (lists / name).mkdir()
                lines = ["\t".join(row[1:]) for row in rows]
                (lists / name / "NOR.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
            (lists / "third.tsv").write_text(third, encoding="utf-8")
            with mock.patch.object(merging, "LISTS", lists):
                return merging.merge()

    def test_what_both_have_is_kept_once_and_what_one_has_waits(self):
        kept, undecided, faults = self.merge(
            [row(), row("Ben Fox", "2006-03-01", "-")], [row(others="Annie Lee", end="2006-03")])
        self.assertEqual([(r.name, r.others, r.end, basis) for r, basis in kept],
                         [("Ann Lee", "Annie Lee", "2006-03-01", "two writers")])
        self.assertEqual([one.name for one, _ in undecided], ["Ben Fox"])
        self.assertEqual(faults, [])

    def test_two_tenures_of_one_person_find_their_own(self):
        both = [row(begin="1990", end="1994"), row(begin="2004", end="2006")]
        kept, undecided, _ = self.merge(both, both[::-1])
        self.assertEqual(sorted(r.begin for r, _ in kept), ["1990", "2004"])
        self.assertEqual(undecided, [])

    def test_the_third_look_keeps_with_its_own_dates_or_drops(self):
        decision = "\t".join([*row(end="2006-05"), "{}", "a reason"]) + "\n"
        first, second = [row()], [row(end="2007")]
        kept, undecided, _ = self.merge(first, second, decision.format("keep"))
        self.assertEqual([(r.end, basis) for r, basis in kept], [("2006-05", "third look")])
        self.assertEqual(undecided, [])
        self.assertEqual(self.merge(first, second, decision.format("drop"))[:2], ([], []))
        self.assertEqual(self.merge(first, first, decision.format("drop"))[:2], ([], []))

    def test_a_decision_without_a_reason_is_a_fault(self):
        _, _, faults = self.merge([row()], [row()], "\t".join([*row(), "keep", ""]) + "\n")
        self.assertEqual(len(faults), 1)

    def test_an_end_just_after_the_successor_began_becomes_that_day(self):
        kept = [(row(end="2006-03-04"), "two writers"), (row("Ben Fox", "2006-03-01", "-"), "two writers")]
        self.assertEqual(merging.handed_over(kept)[0][0].end, "2006-03-01")


class Checking(unittest.TestCase):
    def faults(self, *lines):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "tenures.tsv"
            path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
            checked = check_tenures.check_table(path, {"NOR"})
            return [text for _, _, faults, _ in checked for _, text in faults]

    def test_a_good_row_has_no_fault(self):
        self.assertEqual(self.faults("Ann Lee\t-\tNOR\tGOV\tforeign minister\tforeign-minister\t2004\t-\t-\ttwo writers"), [])

    def test_faults_are_named(self):
        good = ["Ann Lee", "-", "NOR", "GOV", "foreign minister", "foreign-minister", "2004", "2005", "-", "two writers"]
        for column, value, part in [(2, "XXX", "no code"), (3, "gov", "sector"), (5, "king", "role"),
                                    (6, "2004-13", "calendar"), (7, "2003", "before"), (9, "hearsay", "basis")]:
            wrong = good[:column] + [value] + good[column + 1 :]
            found = self.faults("\t".join(wrong))
            self.assertTrue(any(part in fault for fault in found), (value, found))

    def test_a_line_of_too_few_columns_is_a_fault(self):
        self.assertEqual(len(self.faults("Ann Lee\t-\tNOR")), 1)

    def test_two_holders_at_one_time_must_say_why(self):
        one = "Ann Lee\t-\tNOR\tGOV\tking\thead-of-state\t2004-01-01\t2008-01-01\t{}\ttwo writers"
        two = "Ben Fox\t-\tNOR\tGOV\tking\thead-of-state\t2006-01-01\t-\t{}\ttwo writers"
        self.assertEqual(len(self.faults(one.format("-"), two.format("joint"))), 1)
        self.assertEqual(self.faults(one.format("joint"), two.format("joint")), [])


if __name__ == "__main__":
    unittest.main()
