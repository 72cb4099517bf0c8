#!/usr/bin/env python3
"""How well the predicate lexicon alone finds the events of the annotated sentences.

    Training/Knowledge/score_predicates.py --binary CHANCERY [--data DIR] [--split train|dev|test] [--sample N]
        [--misses N] [--alarms N] [--examples N] [--batch N]

Every sentence of the corpus goes to `chancery code` as an article of its own. CHANCERY has to code by the lexicon: a
binary that loads a language model measures the model. DIR is a `Data` directory (default: the one beside this file).

Printed for each type, of the gold events: how many there are, how many the coder hits (an event of the same type whose
trigger shares a character with the gold one) and that share (recall); of the coder's events: how many there are, how
many match and that share (precision); F1; of the matches, the share with a gold mode as the coder's mode (equal also if
both have none) and the share whose CAMEO code stands, by `ontology/cameo.tsv`, for the same type and one of the gold
modes or no mode. Then the sentences without an event in which the coder finds one, and the commonest confusions of type.

With --misses the missed triggers follow, by type and lemma, and with --alarms the false alarms by predicate; with
--examples each has as many sentences. Look at those of `train` only: dev and test are to measure by.

The news has a date; where the corpus knows the month, the article is dated on its 28th, where it knows the year, on the
1st of July. STATEMENT is left out, because the coder does not print it.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import pathlib
import re
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def corpus(split: str | None) -> list[dict]:
    command = [sys.executable, str(ROOT / "Training/Corpus/export.py")] + (["--split", split] if split else [])
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def published(date: str) -> str:
    """A day for a date that may be only a year or a month."""
    return date + {4: "-07-01", 7: "-28"}.get(len(date), "") if date else "2015-07-01"


def code(records: list[dict], binary: str, data: pathlib.Path, batch: int) -> dict[str, list[dict]]:
    """The coder's events by the id of their sentence."""
    events: dict[str, list[dict]] = collections.defaultdict(list)
    environment = {**os.environ, "CHANCERY_DATA": str(data)}
    for start in range(0, len(records), batch):
        articles = "".join(
            json.dumps({"id": record["id"], "text": record["sentence"], "format": "text", "language": "en",
                        "published": published(record["date"])}) + "\n"
            for record in records[start:start + batch])
        done = subprocess.run([binary, "code", "--format", "jsonl", "-"], input=articles, capture_output=True,
                              text=True, env=environment)
        if done.stderr.strip():
            print(done.stderr.strip(), file=sys.stderr)
        if done.returncode not in (0, 65):
            sys.exit(f"{binary} ended with {done.returncode}")
        for line in done.stdout.splitlines():
            event = json.loads(line)
            events[event["article"]["id"]].append(event)
    return events


def cameo(data: pathlib.Path) -> dict[str, tuple[str, str]]:
    """Type and mode of each CAMEO code."""
    codes = {}
    for line in (data / "ontology/cameo.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, kind, mode = line.split("\t")[:3]
            codes[name] = (kind, mode)
    return codes


def pieces(event: dict, sentence: str) -> list[list[int]]:
    """The spans of a coder's trigger in the sentence, which the reading of the article may have shifted."""
    start, end = event["evidence"]["triggerSpan"]
    words = event["evidence"]["trigger"]
    if sentence[start:end] == words:
        return [[start, end]]
    places = [match.start() for match in re.finditer(re.escape(words), sentence)]
    if not places:
        return [[start, end]]
    place = min(places, key=lambda place: abs(place - start))
    return [[place, place + len(words)]]


def meet(left: list[list[int]], right: list[list[int]]) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)


def lemma(words: str) -> str:
    """A rough lemma, to count the forms of a trigger together."""
    short = []
    for word in words.lower().split():
        for ending, rest in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
            if word.endswith(ending) and len(word) - len(ending) > 2:
                word = word[:len(word) - len(ending)] + rest
                break
        short.append(word)
    return " ".join(short)


class Tally:
    """What is counted over all sentences."""

    def __init__(self, codes: dict[str, tuple[str, str]]) -> None:
        self.codes = codes
        self.gold, self.hit, self.found, self.right, self.mode, self.code = (collections.Counter() for _ in range(6))
        self.confusions = collections.Counter()
        self.misses: dict[tuple[str, str], list[str]] = collections.defaultdict(list)
        self.alarms: dict[tuple[str, str], list[str]] = collections.defaultdict(list)
        self.predicates = collections.Counter()
        self.empty = self.empty_alarmed = 0

    def add(self, record: dict, events: list[dict]) -> None:
        sentence = record["sentence"]
        golds = [gold for gold in record["events"] if gold["type"] != "STATEMENT"]
        spans = [pieces(event, sentence) for event in events]
        if not record["events"]:
            self.empty += 1
            self.empty_alarmed += bool(events)
        for gold in golds:
            touching = [event for event, span in zip(events, spans) if meet(gold["trigger"], span)]
            self.gold[gold["type"]] += 1
            if any(event["type"] == gold["type"] for event in touching):
                self.hit[gold["type"]] += 1
                continue
            for event in touching[:1]:
                self.confusions[gold["type"], event["type"]] += 1
            words = " ".join(sentence[start:end] for start, end in gold["trigger"])
            note = f" [{', '.join(self.name(event) for event in touching)}]" if touching else ""
            self.misses[gold["type"], lemma(words)].append(f"{record['id']}{note} <{words}> {sentence}")
        for event, span in zip(events, spans):
            kind = event["type"]
            self.found[kind] += 1
            self.predicates[self.name(event)] += 1
            match = next((gold for gold in golds if gold["type"] == kind and meet(gold["trigger"], span)), None)
            if match is None:
                touched = ", ".join(gold["type"] for gold in golds if meet(gold["trigger"], span))
                note = f" [{touched}]" if touched else "" if record["events"] else " [no event]"
                words = event["evidence"]["trigger"]
                self.alarms[kind, self.name(event)].append(f"{record['id']}{note} <{words}> {sentence}")
                continue
            self.right[kind] += 1
            modes = match["modes"]
            self.mode[kind] += event.get("mode") in modes if event.get("mode") else not modes
            coded = self.codes.get(event.get("cameo") or "", ("", ""))
            self.code[kind] += coded[0] == kind and (coded[1] == "-" or coded[1] in modes)

    @staticmethod
    def name(event: dict) -> str:
        """The predicate of a coder's event."""
        for line in event["evidence"]["explanation"]:
            match = re.match(r"trigger (\S+) → ", line)
            if match:
                return match[1]
        return "say.blame"

    def table(self) -> None:
        print(f"{'type':10} {'gold':>6} {'hit':>6} {'recall':>7} {'coded':>6} {'right':>6} {'precis':>7} {'F1':>6}"
              f" {'mode':>6} {'code':>6}")
        kinds = sorted(self.gold | self.found)
        for kind in kinds + ["all"]:
            one = [kind] if kind != "all" else kinds
            gold, hit, found, right, mode, coded = (
                sum(counter[name] for name in one)
                for counter in (self.gold, self.hit, self.found, self.right, self.mode, self.code))
            recall, precision = hit / max(gold, 1), right / max(found, 1)
            f1 = 2 * recall * precision / max(recall + precision, 1e-9)
            print(f"{kind:10} {gold:6} {hit:6} {recall:7.3f} {found:6} {right:6} {precision:7.3f} {f1:6.3f}"
                  f" {mode / max(right, 1):6.3f} {coded / max(right, 1):6.3f}")
        print(f"sentences without an event: {self.empty}, with one for the coder: {self.empty_alarmed}"
              f" ({self.empty_alarmed / max(self.empty, 1):.3f})")
        print("gold > coder: " + ", ".join(f"{gold} > {coder} {count}" for (gold, coder), count
                                           in self.confusions.most_common(20)))


def show(title: str, lists: dict[tuple[str, str], list[str]], count: int, examples: int,
         totals: collections.Counter | None = None) -> None:
    print(f"\n{title}")
    for (kind, name), notes in sorted(lists.items(), key=lambda item: (-len(item[1]), item[0]))[:count]:
        of = f" of {totals[name]}" if totals else ""
        print(f"{len(notes):5}{of} {kind} {name}")
        for note in notes[:examples]:
            print(f"        {note}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="a chancery that codes by the lexicon")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "Data", metavar="DIR", help="the data directory")
    parser.add_argument("--split", choices=("train", "dev", "test"), help="only this part")
    parser.add_argument("--sample", type=int, metavar="N", help="about so many sentences, evenly spread")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list so many missed triggers")
    parser.add_argument("--alarms", type=int, default=0, metavar="N", help="list so many predicates that alarm falsely")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="so many sentences for each of them")
    parser.add_argument("--batch", type=int, default=500, metavar="N", help="articles a call of the coder")
    arguments = parser.parse_args()
    records = corpus(arguments.split)
    if arguments.sample:
        records = records[::max(1, len(records) // arguments.sample)]
    events = code(records, arguments.binary, arguments.data, max(1, arguments.batch))
    tally = Tally(cameo(arguments.data))
    for record in records:
        tally.add(record, events.get(record["id"], []))
    tally.table()
    if arguments.misses:
        show("missed triggers", tally.misses, arguments.misses, arguments.examples)
    if arguments.alarms:
        show("false alarms", tally.alarms, arguments.alarms, arguments.examples, tally.predicates)
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends quietly
    sys.exit(main())
