#!/usr/bin/env python3
"""Tests of the reader, the validator, the export and the agreement: python3 Training/Corpus/test_corpus.py"""

from __future__ import annotations

import collections
import pathlib
import tempfile
import unittest

import agreement
import calibrate
import corpus_format
import export
import standoff
import treebank
import validate

CODES = corpus_format.Codes()
GOOD = """@ 98-0001 horn-wheat agency 2003-05
ASMARA - [a=ITA/GOV Italy] is {1 shipping} wheat to [b=ERI/GOV Eritrea], [s=WFP/IGO the UN’s food agency] said, but [c=ERI/GOV Asmara] {2 turned} more {2 down}.
1 AID ongoing a > b by=s:report ctx=human_security
2 REJECT/assist occurred c
"""


def read(text: str) -> tuple[list[corpus_format.Record], list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "98-test.txt"
        path.write_text(text, encoding="utf-8")
        records, problems = corpus_format.read_sentences(path, CODES)
    return records, [problem.text for problem in problems]


class Reading(unittest.TestCase):
    def test_a_good_record_is_read_with_its_spans(self) -> None:
        records, problems = read(GOOD)
        self.assertEqual(problems, [])
        record = records[0]
        self.assertNotIn("[", record.sentence)
        self.assertEqual(record.sentence[record.actors["s"].span.start:record.actors["s"].span.end], "the UN’s food agency")
        self.assertEqual([record.sentence[span.start:span.end] for span in record.triggers["2"]], ["turned", "down"])
        self.assertEqual(record.events[0].attribution_kind, "report")

    def test_spans_nest(self) -> None:
        records, problems = read("@ - headline 2001\n[a=NOR/GOV the {1 visiting} [b=NOR/GOV Norwegian] minister]\n1 CONSULT/visit occurred a\n")
        self.assertEqual(problems, [])
        self.assertEqual(records[0].sentence, "the visiting Norwegian minister")

    def test_each_mistake_is_named(self) -> None:
        for broken, said in (
            (GOOD.replace("REJECT/assist", "REJECT/visit"), "no mode of REJECT"),
            (GOOD.replace("REJECT/assist", "REFUSE"), "no type"),
            (GOOD.replace("ongoing", "going"), "no status"),
            (GOOD.replace("ITA/GOV", "XXX/GOV"), "no country"),
            (GOOD.replace("ITA/GOV", "ITA/KING"), "no sector"),
            (GOOD.replace("ITA/GOV", "ITA"), "no sector"),
            (GOOD.replace("a > b", "a > z"), "no span [z"),
            (GOOD.replace("\n2 REJECT", "\n3 REJECT"), "no trigger {3"),
            (GOOD.replace("\n2 REJECT/assist occurred c", ""), "no event uses it"),
            (GOOD.replace("[b=ERI/GOV", "[a=ERI/GOV"), "marks two spans"),
            (GOOD.replace("Eritrea]", "Eritrea"), "never closed"),
            (GOOD.replace("[a=ITA/GOV Italy]", "[a=ITA/GOV Italy ]"), "blank at its edge"),
            (GOOD.replace("human_security", "humans"), "no context"),
            (GOOD.replace("agency 2003-05", "blog 2003-05"), "no register"),
            (GOOD.replace("2003-05", "1903"), "no date"),
            (GOOD.replace("98-0001", "97-0001"), "number of the file"),
            (GOOD.replace("by=s:report", "by=s:rumour"), "no kind of attribution"),
            (GOOD.replace("occurred c", "occurred -"), "a source or a target"),
            (GOOD.replace("is {1", "is  {1"), "two blanks"),
            (GOOD.replace("by=s:report", "by=s quoted"), "outside the quotation marks"),
            (GOOD.replace("{1 shipping}", '"{1 shipping}"'), "stands in quotation marks"),
        ):
            with self.subTest(said):
                self.assertTrue(any(said in text for text in read(broken)[1]), read(broken)[1])

    def test_no_organisation_has_the_code_of_a_country(self) -> None:
        self.assertEqual(CODES.countries & CODES.organisations.keys(), set())
        self.assertEqual(CODES.country("NAM/GOV"), "NAM")
        self.assertEqual(CODES.country("NONAL/IGO"), "IGO")

    def test_every_country_lies_in_one_region(self) -> None:
        self.assertEqual(set(CODES.regions), CODES.countries)


class Parts(unittest.TestCase):
    def test_the_part_follows_from_the_scenario_alone(self) -> None:
        # Fixed for ever: a change of the rule would move sentences between the parts of published models.
        self.assertEqual([corpus_format.split_of(key) for key in ("horn-wheat", "03-0018", "nile-water", "00-0002")],
                         ['train', 'train', 'train', 'test'])

    def test_four_fifths_are_for_training(self) -> None:
        counts = collections.Counter(corpus_format.split_of(f"key-{number}") for number in range(5000))
        self.assertAlmostEqual(counts["train"] / 5000, 0.8, delta=0.02)
        self.assertAlmostEqual(counts["dev"] / 5000, 0.1, delta=0.02)


class Copies(unittest.TestCase):
    SENTENCE = "The minister of mines {0} flew to the northern capital on Tuesday to sign the long delayed accord on copper."

    def records(self, first: str, second: str) -> list[corpus_format.Record]:
        return read(f"@ 98-0001 {first} agency 2001\n{self.SENTENCE.format('Alda')}\n\n"
                    f"@ 98-0002 {second} agency 2001\n{self.SENTENCE.format('Berg')}\n")[0]

    def test_near_copies_need_one_scenario(self) -> None:
        self.assertEqual(len(validate.near_copies(self.records("-", "-"))), 1)
        self.assertEqual(validate.near_copies(self.records("copper", "copper")), [])

    def test_equal_sentences_are_refused_in_any_case(self) -> None:
        records = read("@ 98-0001 one agency 2001\nIt rained.\n\n@ 98-0002 one agency 2001\nIt rained.\n")[0]
        self.assertEqual(len(validate.near_copies(records)), 1)


class Numbering(unittest.TestCase):
    def test_ids_are_given_once_and_kept(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "98-test.txt"
            path.write_text("@ - agency 2001\nIt rained.\n@ 98-0007 - agency 2001\nIt snowed.\n", encoding="utf-8")
            self.assertEqual(validate.number(path), 1)
            self.assertEqual(validate.number(path), 0)
            self.assertEqual(path.read_text(encoding="utf-8"),
                             "@ 98-0008 - agency 2001\nIt rained.\n\n@ 98-0007 - agency 2001\nIt snowed.\n")


class Exporting(unittest.TestCase):
    def test_offsets_are_code_points_of_the_sentence(self) -> None:
        item = export.exported(read(GOOD)[0][0], CODES)
        for actor in item["actors"]:
            start, end = actor["span"]
            self.assertEqual(item["sentence"][start:end], actor["text"])
        event = item["events"][0]
        self.assertEqual(item["actors"][event["targets"][0]]["country"], "ERI")
        self.assertEqual(item["actors"][event["attribution"]["actor"]]["country"], "UNO")
        self.assertEqual(item["countries"], ["ERI", "ITA"])


class Standoff(unittest.TestCase):
    def test_the_events_alone_are_what_an_evaluation_reads(self):
        item = export.exported(read(GOOD)[0][0], CODES)
        lines = export.gold(item)
        self.assertEqual(len(lines), len([e for e in item["events"] if e["type"] != "STATEMENT"]))
        for line in lines:
            self.assertEqual((line["article"], line["sentence"]), (item["id"], 1))
            for entity in line["sources"] + line["targets"]:
                self.assertEqual(len(entity.split("/")), 2)

    def rows(self, text: str) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "first.tsv"
            path.write_text(text, encoding="utf-8")
            return [problem.text for problem in corpus_format.read_standoff(path, CODES)[1]]

    def test_good_rows_pass(self) -> None:
        self.assertEqual(self.rows("ewt-train\tx-1\t7-8\tACCUSE/allege\toccurred\t1-3=USA/GOV\t9=IRN/GOV\t-\tdiplomatic\n"
                                   "ewt-train\tx-2\tnone\n"), [])

    def test_bad_rows_do_not(self) -> None:
        for row, said in (("ewt-train\tx-1\t7-8\tACCUSE/visit\toccurred\t1\t2\t-", "no mode"),
                          ("ewt-train\tx-1\t7;8\tACCUSE\toccurred\t1\t2\t-", "no token numbers"),
                          ("ewt-train\tx-1\t7", "3 columns"),
                          ("ewt-train\tx-1\t7\tAGREE\toccurred\t1+3\t-\t-", "one span"),
                          ("ewt-train\tx-1\t7\tAGREE\toccurred\t1=USA/GOV\t-\t-\n"
                           "ewt-train\tx-1\t8\tREJECT\toccurred\t1=USA/LEG\t-\t-", "before"),
                          ("ewt-train\tx-1\t7\tAGREE\toccurred\t1\t-\t-\n" * 2, "twice"),
                          ("ewt-train\tx-1\t7\tAGREE\toccurred\t1\t-\t-\t-\tquoted", "without by="),
                          ("ewt-train\tx-1\t7\tAGREE\toccurred\t1\t-\t-\t-\tby=3", "no key"),
                          ("ewt-train\tx-1\tnone\newt-train\tx-1\t2\tACCUSE\toccurred\t1\t-\t-", "said to have no event")):
            with self.subTest(said):
                self.assertTrue(any(said in text for text in self.rows(row)))


TREEBANK = """# newdoc id = weblog-somewhere_20050311_ENG_20050311_1
# sent_id = x-1
1\tQuito\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\t,\t_\t_\t_\t_\t_\t_\t_\t_
3\tit\t_\t_\t_\t_\t_\t_\t_\t_
4\tsaid\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5\t,\t_\t_\t_\t_\t_\t_\t_\t_
6\tturned\t_\t_\t_\t_\t_\t_\t_\t_
7-8\tLima’s\t_\t_\t_\t_\t_\t_\t_\t_
7\tLima\t_\t_\t_\t_\t_\t_\t_\t_
8\t’s\t_\t_\t_\t_\t_\t_\t_\t_
8.1\tmade\t_\t_\t_\t_\t_\t_\t_\t_
9\tfirst\t_\t_\t_\t_\t_\t_\t_\t_
10\toffer\t_\t_\t_\t_\t_\t_\t_\t_
11\tdown\t_\t_\t_\t_\t_\t_\t_\t_
12\tand\t_\t_\t_\t_\t_\t_\t_\t_
13\tLima\t_\t_\t_\t_\t_\t_\t_\t_
14\tprotested\t_\t_\t_\t_\t_\t_\t_\t_

# sent_id = x-2
1\tRain\t_\t_\t_\t_\t_\t_\t_\t_

"""
DRAFT = """ewt-train\tx-1\tQuito, it said, turned Lima’s first offer down and Lima protested
> turned ... down | REJECT | occurred | Quito=ECU/GOV | Lima's=PER/GOV | it | diplomatic | -
> offer | AGREE | occurred | Lima's=PER/GOV | - | - | - | via=letter
> protested | ACCUSE/disapprove | occurred | Lima@2=PER/GOV | -
ewt-train\tx-2\tRain
"""
ROWS = """ewt-train\tx-1\t6+11\tREJECT\toccurred\t1=ECU/GOV\t7-8=PER/GOV\t3\tdiplomatic
ewt-train\tx-1\t10\tAGREE\toccurred\t7-8=PER/GOV\t-\t-\t-\tvia=letter
ewt-train\tx-1\t14\tACCUSE/disapprove\toccurred\t13=PER/GOV\t-\t-\t-
ewt-train\tx-2\tnone"""


class Joining(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "ewt-train.conllu").write_text(TREEBANK, encoding="utf-8")
        self.treebanks = {"ewt-train": treebank.read_treebank(self.folder, "ewt-train")}

    def rows(self, text: str) -> list[corpus_format.StandoffRow]:
        path = self.folder / "rows.tsv"
        path.write_text(text, encoding="utf-8")
        rows, problems = corpus_format.read_standoff(path, CODES)
        self.assertEqual(problems, [])
        return rows

    def test_a_draft_becomes_rows_and_rows_a_draft(self) -> None:
        rows, wrong = standoff.write(DRAFT, self.treebanks)
        self.assertEqual((rows, wrong), (ROWS.split("\n"), []))
        again = "\n".join(standoff.show(self.rows(ROWS), self.treebanks, draft=True))
        self.assertEqual(standoff.write(again, self.treebanks), (rows, []))

    def test_words_that_are_not_there_or_twice_are_named(self) -> None:
        for draft, said in ((DRAFT.replace("> offer", "> off"), "3: 'off' does not stand at the borders of tokens"),
                            (DRAFT.replace("Lima@2", "Lima"), "stands 2 times"),
                            (DRAFT.replace("x-1", "x-9"), "no sentence"),
                            (DRAFT + "> Rain | AGREE\n", "an event line is")):
            with self.subTest(said):
                wrong = standoff.write(draft, self.treebanks)[1]
                self.assertTrue(any(said in text for text in wrong), wrong)

    def test_token_numbers_become_places_in_the_text(self) -> None:
        record, silent = treebank.joined(self.rows(ROWS), self.treebanks)
        item = export.exported(record, CODES)
        self.assertEqual(item["sentence"], "Quito, it said, turned Lima’s first offer down and Lima protested")
        self.assertEqual([item["sentence"][start:end] for start, end in item["events"][0]["trigger"]], ["turned", "down"])
        self.assertEqual([actor["text"] for actor in item["actors"]], ["Quito", "it", "Lima’s", "Lima"])
        self.assertEqual(item["actors"][item["events"][0]["attribution"]["actor"]]["text"], "it")
        self.assertEqual((item["scenario"], item["register"], item["date"]),
                         ("weblog-somewhere_20050311_ENG_20050311_1", "weblog", "2005-03-11"))
        self.assertEqual(export.exported(silent, CODES)["events"], [])

    def test_texts_that_are_not_free_are_refused(self) -> None:
        sentence = self.treebanks["ewt-train"]["x-2"]
        sentence.treebank, sentence.genre = "gum-train", "vlog"
        self.assertEqual(len(standoff.write("ewt-train\tx-2\tRain", self.treebanks)[1]), 1)

    def test_standoff_annotations_are_compared_by_tokens(self) -> None:
        first = {record.id: record for record in corpus_format.standoff_records(self.rows(ROWS))}
        other = ROWS.replace("6+11", "6").replace("10\tAGREE", "9-10\tSUPPORT")
        second = {record.id: record for record in corpus_format.standoff_records(self.rows(other))}
        figures = agreement.compare(first, second)
        self.assertEqual(figures["trigger F1"], 1)
        self.assertAlmostEqual(figures["type, of equal triggers"], 2 / 3)

    def test_a_sample_is_the_same_for_the_same_seed_and_has_no_labels(self) -> None:
        records = corpus_format.standoff_records(self.rows(ROWS))
        self.assertEqual(agreement.blank(records), "ewt-train\tx-1\tnone\newt-train\tx-2\tnone\n")
        many = records * 50
        self.assertEqual([id(one) for one in agreement.sample(many, 9, 7)], [id(one) for one in agreement.sample(many, 9, 7)])
        self.assertEqual(len(agreement.sample(many, 9, 7)), 9)
        rich = agreement.sample(many, 9, 7, events=8)
        self.assertEqual((len(rich), sum(bool(one.events) for one in rich)), (9, 8))


class Agreement(unittest.TestCase):
    def test_equal_annotations_agree_fully(self) -> None:
        records = {record.id: record for record in read(GOOD)[0]}
        figures = agreement.compare(records, records)
        self.assertEqual((figures["trigger and type F1"], figures["sources F1, of equal types"]), (1, 1))

    def test_a_missing_event_and_another_status_count(self) -> None:
        first = {record.id: record for record in read(GOOD)[0]}
        changed = GOOD.replace("2 REJECT/assist occurred c\n", "").replace("{2 turned} more {2 down}", "turned more down")
        second = {record.id: record for record in read(changed.replace("ongoing", "planned"))[0]}
        figures = agreement.compare(first, second)
        self.assertAlmostEqual(figures["trigger F1"], 2 / 3)
        self.assertEqual(figures["status, of equal types"], 0)

    def test_a_share_of_events_weights_what_a_sample_has_too_many_of(self) -> None:
        told = "@ 98-000{} - agency 2003\n[a=ITA/GOV Italy] {{1 apologised}} to [b=ERI/GOV Eritrea] {} times.\n1 CONCEDE occurred a > b\n"
        silent = "@ 98-000{} - agency 2003\nItaly apologised to Eritrea {} times.\n"
        numbers = ["two", "three", "four", "five"]
        records = lambda forms: {one.id: one for one in read(  # noqa: E731
            "\n".join(form.format(place, numbers[place - 1]) for place, form in enumerate(forms, 1)))[0]}
        first, second = records([told, told, silent, silent]), records([told, told, told, silent])
        self.assertAlmostEqual(agreement.compare(first, second)["trigger F1"], 4 / 5)
        weighted = agreement.compare(first, second, share=0.1)  # a told one counts 0.2, a silent one 1.8
        self.assertAlmostEqual(weighted["trigger F1"], 2 * 0.4 / (0.4 + 2.2))
        self.assertAlmostEqual(weighted["event or none, agreed"], 2.2 / 4)
        self.assertEqual((weighted["sentences"], weighted["events of the second"]), (4, 3))

    def test_no_share_can_be_given_to_what_has_no_event(self) -> None:
        records = {record.id: record for record in read("@ 98-0001 - agency 2003\nItaly was silent.\n")[0]}
        self.assertEqual(agreement.compare(records, records, share=0.1)["event or none, agreed"], 1)
    def test_a_shuffled_sample_does_not_depend_on_what_else_there_is(self) -> None:
        records = [corpus_format.Record("f", 1, f"98-{number:04}", "-", "agency", "2001", []) for number in range(40)]
        drawn = [record.id for record in agreement.shuffled(records, "x")]
        self.assertEqual([record.id for record in agreement.shuffled(records[::-2], "x")],
                         [identifier for identifier in drawn if int(identifier[-2:]) % 2])
        self.assertNotEqual([record.id for record in agreement.shuffled(records, "y")], drawn)

    def test_a_shuffled_blank_shows_neither_annotation_nor_hints(self) -> None:
        text = agreement.blank(read(GOOD)[0], hints=False)
        self.assertTrue(text.startswith("@ 98-0001 - agency 2003-05\nASMARA - Italy is shipping wheat to Eritrea,"))
        self.assertNotIn("AID", text)
        self.assertNotIn("horn-wheat", text)

    def test_another_speaker_or_code_counts(self) -> None:
        first = {record.id: record for record in read(GOOD)[0]}
        second = {record.id: record for record in read(GOOD.replace(" by=s:report", "").replace("ITA/GOV", "ITA/MIL"))[0]}
        figures = agreement.compare(first, second)
        self.assertEqual(figures["speaker, of equal types"], 1 / 2)
        self.assertAlmostEqual(figures["code, of equal actors"], 2 / 3)
        self.assertEqual(figures["country, of equal actors"], 1)

    def test_a_second_annotation_of_a_changed_sentence_is_stale(self) -> None:
        records = read(GOOD)[0]
        changed = {record.id: record for record in read(GOOD.replace("wheat", "barley"))[0]}
        self.assertEqual(validate.stale(records, {record.id: record for record in records}), [])
        self.assertIn("another sentence", validate.stale(records, changed)[0].text)
        self.assertIn("has no 98-0001", validate.stale(records, {})[0].text)


class Calibration(unittest.TestCase):
    def test_equations_are_solved(self) -> None:
        self.assertEqual(calibrate.solved([[0, 2], [1, 1]], [4, 5]), [3, 2])

    def test_coefficients_give_the_shares_that_were_seen(self) -> None:
        data = [({"bias": 1, "act": 1}, number % 10 < 8, number) for number in range(500)]
        data += [({"bias": 1}, number % 10 < 3, number) for number in range(500)]
        weights = calibrate.fitted(data, ["act", "bias"])
        self.assertAlmostEqual(calibrate.chance(weights, {"bias": 1, "act": 1}), 0.8, places=2)
        self.assertAlmostEqual(calibrate.chance(weights, {"bias": 1}), 0.3, places=2)

    def test_the_threshold_is_where_f1_is_best(self) -> None:
        chances = [(0.9, True, 0), (0.8, True, 1), (0.3, False, 2), (0.2, False, 3), (0.1, True, 4)]
        threshold, precision, recall, _ = calibrate.best_threshold(chances, 3)
        self.assertEqual((threshold, precision, recall), (0.8, 1, 2 / 3))

    def test_an_event_is_right_once_and_by_its_words(self) -> None:
        actors = [{"span": [0, 5], "entity": "ITA/GOV"}, {"span": [10, 17]}]
        event = {"type": "AID", "status": "ongoing", "trigger": [[6, 9]], "sources": [0], "targets": [1]}
        good = {
            "type": "AID", "status": "ongoing", "triggerSpan": [6, 9], "byModel": True, "confidence": 0.7,
            "features": {"bias": 1}, "sources": [{"span": [0, 5], "entity": "ITA/MIL"}],
            "targets": [{"span": [12, 17]}],
        }
        foreign = dict(good, sources=[{"span": [0, 5], "entity": "FRA/GOV"}])
        lacking = dict(good, targets=[])
        self.assertTrue(calibrate.is_right(good, event, actors))
        self.assertFalse(calibrate.is_right(foreign, event, actors))
        self.assertFalse(calibrate.is_right(lacking, event, actors))
        record = {"id": "x", "events": [event], "actors": actors}
        data, events = calibrate.rows([record], {"x": [{"candidates": [good, dict(good, confidence=0.6)]}]}, True)
        self.assertEqual(([right for _, right, _ in data], events), ([True, False], 1))


if __name__ == "__main__":
    unittest.main()
