#!/usr/bin/env python3
"""Tests drawing samples and joining verdicts, with a program that answers what it is told to."""

import io
import json
import os
import stat
import tempfile
import unittest
from contextlib import redirect_stdout

import sample
import verdicts

TEXT = "Ghana recalled its envoy on Monday. " * 8


class Judging(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def places(self, seed, count=5):
        articles = self.write(
            "articles.jsonl",
            "".join(
                json.dumps({"id": name, "published": "2020-01-01", "text": TEXT}) + "\n"
                for name in ("a", "b")
            ),
        )
        rows = "".join(
            json.dumps({"span": [n * 36, n * 36 + 5], "name": "Ghana", "precision": "country"})
            + "\n"
            for n in range(8)
        )
        program = self.write("program", f"#!/bin/sh\ncat > /dev/null\ncat <<'END'\n{rows}END\n")
        os.chmod(program, stat.S_IRWXU)
        options = type("Options", (), {})()
        options.kind, options.count, options.seed = "places", count, seed
        options.binary, options.data, options.articles = program, "-", articles
        with open(articles, encoding="utf-8") as file:
            return sample.drawn(options, {r["id"]: r for r in map(json.loads, file)})

    def test_a_seed_draws_the_same_sample_again_and_another_seed_another(self):
        self.assertEqual(self.places(1), self.places(1))
        self.assertNotEqual(self.places(1), self.places(2))
        self.assertEqual(len(self.places(1, 100)), 16)

    def test_the_words_judged_are_marked_in_the_text(self):
        for item in self.places(3):
            self.assertIn("«Ghana»", item["shown"])
            self.assertEqual(TEXT[item["start"] : item["end"]], "Ghana")

    def joined(self, first, second, settled=None):
        key = self.write(
            "key", "number\tarticle\tstart\tend\tlabel\n1\ta\t0\t5\tAID\n2\tb\t7\t9\tCONSULT\n"
        )
        options = type("Options", (), {})()
        options.key = key
        options.first, options.second = self.write("first", first), self.write("second", second)
        options.settled = settled and self.write("settled", settled)
        out = io.StringIO()
        with redirect_stdout(out):
            verdicts.join(options)
        return out.getvalue().splitlines()

    def test_verdicts_stand_beside_their_places(self):
        self.assertEqual(
            self.joined("1\tright\n2\ttype\tnote\n", "1\tright\n2\tright\n"),
            [
                "article\tstart\tend\tlabel\tfirst\tsecond",
                "a\t0\t5\tAID\tright\tright",
                "b\t7\t9\tCONSULT\ttype\tright",
            ],
        )

    def test_what_was_seen_differently_is_settled(self):
        rows = self.joined("1\tright\n2\ttype\n", "1\tright\n2\tright\n", "2\tright\n")
        self.assertEqual(rows[2].split("\t")[-1], "right")
        with self.assertRaisesRegex(SystemExit, "number 2 is not settled"):
            self.joined("1\tright\n2\ttype\n", "1\tright\n2\tright\n", "number\tverdict\n")

    def test_judges_must_have_seen_the_same(self):
        with self.assertRaisesRegex(SystemExit, "numbers differ"):
            self.joined("1\tright\n", "1\tright\n2\tright\n")
        with self.assertRaisesRegex(SystemExit, "first:2: number 1 was judged before"):
            self.joined("1\tright\n1\ttype\n", "1\tright\n2\tright\n")
        with self.assertRaisesRegex(SystemExit, "first:1: expects"):
            self.joined("one\tright\n", "1\tright\n2\tright\n")

    def test_agreement_beyond_chance(self):
        yes, no = True, False
        self.assertEqual(verdicts.kappa([yes, yes, no], [yes, yes, no]), 1)
        self.assertAlmostEqual(verdicts.kappa([yes, yes, no, no], [yes, no, yes, no]), 0)
        self.assertEqual(verdicts.kappa([yes, yes], [yes, yes]), 1)

    def test_shares_are_printed(self):
        table = self.write(
            "places.tsv",
            "article\tstart\tend\tlabel\tfirst\tsecond\n"
            "a\t0\t5\tcity\tright\tright\nb\t7\t9\tcity\tplace\tright\n",
        )
        out = io.StringIO()
        with redirect_stdout(out):
            verdicts.score(type("Options", (), {"tables": [table]})())
        self.assertEqual(out.getvalue().splitlines()[1], "places\t2\t50.0\t100.0\t-\t50.0\t0.00")


class Annotations(unittest.TestCase):
    """The articles written for the project, and what is annotated in them and in the others."""

    FOLDER = os.path.dirname(os.path.abspath(__file__))

    def lines(self, name):
        with open(os.path.join(self.FOLDER, name), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def test_every_event_stands_in_an_article_that_is_there(self):
        articles = {article["id"]: article for article in self.lines("written-articles.jsonl")}
        events = self.lines("written-events.jsonl")
        self.assertEqual({event["article"] for event in events}, set(articles))
        for event in events:
            # A paragraph has one sentence at least, and none has more than ten.
            paragraphs = articles[event["article"]]["text"].count("\n") + 1
            self.assertIn(event["sentence"], range(1, 10 * paragraphs), event)

    def test_every_event_has_a_type_actors_with_codes_and_statuses(self):
        for name in ("events.jsonl", "written-events.jsonl"):
            for event in self.lines(name):
                self.assertTrue(event["type"].isupper(), event)
                self.assertIsInstance(event["required"], bool, event)
                self.assertTrue(event["statuses"], event)
                for entity in event["sources"] + event["targets"]:
                    self.assertRegex(entity, r"^(\?|[A-Z0-9]{2,})/[A-Z]{3}$", event)


if __name__ == "__main__":
    unittest.main()
