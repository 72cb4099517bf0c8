#!/usr/bin/env python3
"""Writes the annotated sentences as JSON Lines for training.

    Training/Corpus/export.py [--split train|dev|test] [--treebank DIR] > corpus.jsonl
    Training/Corpus/export.py [--split train|dev|test] --gold > gold.jsonl

With --treebank the sentences of `standoff/` follow, their text taken from DIR/NAME.conllu.gz: their id is
`treebank:sent_id`, their scenario the document, their register the genre, and their date may be empty.

One object a sentence: `id, scenario, split, register, date, countries, sentence, actors, events`. Spans are
half-open, in code points of `sentence`. `actors` has every marked span; `sources`, `targets`, `mediators` and
`attribution.actor` of an event are indices into it, `trigger` is a list of spans (usually one). Absent means none.

With --gold an object an event, but for statements, as `chancery evaluate events` reads them beside the documents
that `calibrate.py --articles` makes of the sentences; an actor without a code is `?/CVL`.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import signal
import sys

from corpus_format import CORPUS, Codes, Record, read_sentences, read_standoff
from treebank import joined, read_treebank


def exported(record: Record, codes: Codes) -> dict:
    ordered = sorted(record.actors.values(), key=lambda actor: (actor.span.start, -actor.span.end))
    index = {actor.label: place for place, actor in enumerate(ordered)}
    actors = []
    for actor in ordered:
        item = {"text": record.sentence[actor.span.start:actor.span.end], "span": [actor.span.start, actor.span.end]}
        if actor.entity:
            item["entity"] = actor.entity
            item["sectors"] = actor.entity.split("/")[1:]
            country = codes.country(actor.entity)
            if country:
                item["country"] = country
        actors.append(item)
    events = []
    for event in record.events:
        item = {
            "type": event.type, "modes": event.modes, "status": event.status, "contexts": event.contexts,
            "trigger": [[span.start, span.end] for span in record.triggers[event.trigger]],
            "sources": [index[label] for label in event.sources],
            "targets": [index[label] for label in event.targets],
        }
        if event.mediators:
            item["mediators"] = [index[label] for label in event.mediators]
        if event.attribution:
            item["attribution"] = {"actor": index[event.attribution], "kind": event.attribution_kind,
                                   "quoted": event.quoted}
        if event.channel:
            item["channel"] = event.channel
        if event.casualties:
            item["casualties"] = event.casualties
        events.append(item)
    named = set(record.stated_countries) | {codes.country(actor.entity) or "" for actor in ordered}
    return {
        "id": record.id, "scenario": record.scenario_key, "split": record.split, "register": record.register,
        "date": record.date, "countries": sorted(named & codes.countries), "sentence": record.sentence,
        "actors": actors, "events": events,
    }


def gold(item: dict) -> list[dict]:
    """What must be found in an exported sentence."""
    def entities(places: list[int]) -> list[str]:
        found = [item["actors"][place].get("entity", "?/CVL") for place in places]
        return ["/".join(entity.split("/")[:2]) for entity in found]

    return [
        {"article": item["id"], "sentence": 1, "type": event["type"], "sources": entities(event["sources"]),
         "targets": entities(event["targets"]), "required": True, "statuses": [event["status"]],
         "modes": event["modes"]}
        for event in item["events"] if event["type"] != "STATEMENT"
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("train", "dev", "test"), help="only this part")
    parser.add_argument("--treebank", type=pathlib.Path, metavar="DIR", help="also the standoff sentences")
    parser.add_argument("--gold", action="store_true", help="the events alone, as an evaluation reads them")
    arguments = parser.parse_args()

    def write(record: Record) -> None:
        item = exported(record, codes)
        for line in gold(item) if arguments.gold else [item]:
            print(json.dumps(line, ensure_ascii=False, sort_keys=True))

    codes = Codes()
    wrong = 0
    for path in sorted(CORPUS.glob("sentences/*.txt")):
        records, problems = read_sentences(path, codes)
        for problem in problems:
            print(problem, file=sys.stderr)
            wrong += 1
        if problems:
            continue
        for record in records:
            if arguments.split in (None, record.split):
                write(record)
    treebanks: dict = {}
    for path in sorted(CORPUS.glob("standoff/*.tsv")) if arguments.treebank else []:
        rows, problems = read_standoff(path, codes)
        for problem in problems:
            print(problem, file=sys.stderr)
            wrong += 1
        if problems:
            continue
        try:
            for name in {row.treebank for row in rows} - treebanks.keys():
                treebanks[name] = read_treebank(arguments.treebank, name)
        except OSError as error:
            print(f"{error.filename}: {error.strerror}", file=sys.stderr)
            return 66
        for record in joined(rows, treebanks):
            if arguments.split in (None, record.split):
                write(record)
    return 65 if wrong else 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends quietly
    sys.exit(main())
