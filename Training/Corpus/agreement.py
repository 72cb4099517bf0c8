#!/usr/bin/env python3
"""How far two annotators agree.

    Training/Corpus/agreement.py --blank FILE…          prints the sentences with their spans and events taken out
    Training/Corpus/agreement.py --blank --sample 250 FILE…  of that many of them, drawn at random (--seed); with
        --events 100 so many of these have an event, which is more than chance would give where events are rare; with
        --shuffle WORD in random order, without scenarios and countries, which would give hints: the records whose
        SHA-256 of `WORD ID` is smallest, the same ones whatever else the files have
    Training/Corpus/agreement.py FIRST… --second SECOND…  compares two annotations of the same sentences; after a
        sample drawn with --events, with --share 0.08 as if 8 % of its sentences had an event after the first annotation

Files are `sentences/*.txt` or `standoff/*.tsv`. Of standoff rows `--blank` leaves ids only; `standoff.py show` prints
their text. Records are matched by id, standoff ones by treebank and sent_id; their spans count tokens. Two events of a
sentence match if their types are equal and their triggers share a character; what is left is matched by the triggers
alone, so that a disagreement on the type is counted as one.
Printed: for sentences with or without an event Cohen's kappa; for events F1 by trigger, and by trigger and type;
for events matched by their triggers the share with equal type, and, of those, equal modes, status and speaker; F1 of
the sources and of the targets of events matched with equal type, where two spans match if they share a character (or
token); and, of the spans so matched, the share with the same country and with the same code.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import pathlib
import random
import signal
import sys

from corpus_format import (Codes, Event, Record, Span, read_sentences, read_standoff, standoff_records,
                           strip_brackets)


def blank(records: list[Record], hints: bool = True) -> str:
    """The records as a second annotator gets them: headers and plain sentences, or ids of treebank sentences.

    Scenarios and countries only with `hints`."""
    blocks = []
    for record in records:
        if not record.marked:
            treebank, _, identifier = record.id.partition(":")
            blocks.append(f"{treebank}\t{identifier}\tnone")
            continue
        countries = f" {','.join(record.stated_countries)}" if record.stated_countries else ""
        plain, _, _ = strip_brackets(record.marked)
        if not hints:
            blocks.append(f"@ {record.id} - {record.register} {record.date}\n{plain}\n")
            continue
        blocks.append(f"@ {record.id} {record.scenario} {record.register} {record.date}{countries}\n{plain}\n")
    return "\n".join(blocks) + "\n"


def sample(records: list[Record], size: int, seed: int, events: int | None = None) -> list[Record]:
    """So many of the records, so many of them with an event, in their order; the same ones for the same seed."""
    draw = random.Random(seed)
    if events is None:
        chosen = draw.sample(range(len(records)), min(size, len(records)))
    else:
        chosen = []
        for told, wanted in ((True, min(events, size)), (False, size - min(events, size))):
            places = [place for place, record in enumerate(records) if bool(record.events) == told]
            chosen += draw.sample(places, min(wanted, len(places)))
    return [records[index] for index in sorted(chosen)]


def shuffled(records: list[Record], word: str) -> list[Record]:
    """The records in random order; adding or deleting one changes nothing about the others."""
    return sorted(records, key=lambda record: hashlib.sha256(f"{word} {record.id}".encode()).digest())


def touch(first: list[Span], second: list[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in first for other in second)


def pairs(first: Record, second: Record) -> list[tuple[Event, Event]]:
    found = []
    left, right = list(first.events), list(second.events)
    for equal_type in (True, False):
        for one in list(left):
            for other in list(right):
                if (one.type == other.type or not equal_type) and touch(first.triggers[one.trigger],
                                                                        second.triggers[other.trigger]):
                    found.append((one, other))
                    left.remove(one)
                    right.remove(other)
                    break
    return found


def f1(matched: int, first: int, second: int) -> float:
    return 2 * matched / (first + second) if first + second else 1.0


def weights(first: list[Record], share: float | None) -> dict[bool, float]:
    """What a sentence with, and one without, an event counts, if `share` of the text it was drawn from has one."""
    told = sum(bool(record.events) for record in first)
    if share is None or not 0 < told < len(first):
        return {True: 1.0, False: 1.0}
    return {True: share * len(first) / told, False: (1 - share) * len(first) / (len(first) - told)}


def kappa(table: collections.Counter) -> float:
    whole = sum(table.values())
    if not whole:
        return 1.0
    agreed = (table[True, True] + table[False, False]) / whole
    yes_first = (table[True, True] + table[True, False]) / whole
    yes_second = (table[True, True] + table[False, True]) / whole
    chance = yes_first * yes_second + (1 - yes_first) * (1 - yes_second)
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def compare(first: dict[str, Record], second: dict[str, Record], share: float | None = None) -> dict[str, float]:
    """The figures, by name; only records that both have are compared, weighted to the share of events if it is given."""
    silent: collections.Counter = collections.Counter()
    count: collections.Counter[str] = collections.Counter()
    both = sorted(first.keys() & second.keys())
    weight_of = weights([first[identifier] for identifier in both], share)
    for identifier in both:
        one, other = first[identifier], second[identifier]
        weight = weight_of[bool(one.events)]
        silent[bool(one.events), bool(other.events)] += weight
        count["first"] += weight * len(one.events)
        count["second"] += weight * len(other.events)
        for a, b in pairs(one, other):
            count["trigger"] += weight
            if a.type != b.type:
                continue
            count["type"] += weight
            count["modes"] += weight * (set(a.modes) == set(b.modes))
            count["status"] += weight * (a.status == b.status)
            speakers = [[record.actors[event.attribution].span] if event.attribution else []
                        for record, event in ((one, a), (other, b))]
            count["speaker"] += weight * (speakers == [[], []] or touch(*speakers))
            for side in ("sources", "targets"):
                left = [one.actors[label].span for label in getattr(a, side)]
                right = [other.actors[label].span for label in getattr(b, side)]
                count[side + " first"] += weight * len(left)
                count[side + " second"] += weight * len(right)
                count[side] += weight * min(sum(touch([span], right) for span in left), sum(touch([span], left) for span in right))
                for actor in (one.actors[label] for label in getattr(a, side)):
                    match = next((other.actors[label] for label in getattr(b, side)
                                  if touch([actor.span], [other.actors[label].span])), None)
                    if match:
                        count["actors"] += weight
                        count["country"] += weight * (actor.entity.split("/")[0] == match.entity.split("/")[0])
                        count["code"] += weight * (actor.entity == match.entity)
    typed = count["type"] or 1
    return {
        "sentences": len(both),
        "events of the first": sum(len(first[identifier].events) for identifier in both),
        "events of the second": sum(len(second[identifier].events) for identifier in both),
        "event or none, agreed": (silent[True, True] + silent[False, False]) / (sum(silent.values()) or 1),
        "event or none, kappa": kappa(silent),
        "trigger F1": f1(count["trigger"], count["first"], count["second"]),
        "trigger and type F1": f1(count["type"], count["first"], count["second"]),
        "type, of equal triggers": count["type"] / (count["trigger"] or 1),
        "modes, of equal types": count["modes"] / typed,
        "status, of equal types": count["status"] / typed,
        "speaker, of equal types": count["speaker"] / typed,
        "sources F1, of equal types": f1(count["sources"], count["sources first"], count["sources second"]),
        "targets F1, of equal types": f1(count["targets"], count["targets first"], count["targets second"]),
        "country, of equal actors": count["country"] / (count["actors"] or 1),
        "code, of equal actors": count["code"] / (count["actors"] or 1),
    }


def load(paths: list[pathlib.Path]) -> dict[str, Record]:
    records: dict[str, Record] = {}
    for path in paths:
        if path.suffix == ".tsv":
            rows, problems = read_standoff(path, Codes())
            found = [] if problems else standoff_records(rows)
        else:
            found, problems = read_sentences(path, Codes())
        for problem in problems:
            print(problem, file=sys.stderr)
        if problems:
            sys.exit(65)
        records |= {record.id: record for record in found}
    return records


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", nargs="+", type=pathlib.Path, help="annotated files")
    parser.add_argument("--second", nargs="+", type=pathlib.Path, help="the other annotation of them")
    parser.add_argument("--share", type=float, metavar="S",
                        help="with --second: share of the sentences that have an event in the text of the sample")
    parser.add_argument("--blank", action="store_true", help="print the sentences without annotation")
    parser.add_argument("--sample", type=int, metavar="N", help="with --blank: only N sentences, drawn at random")
    parser.add_argument("--events", type=int, metavar="N", help="with --sample: N of them have an event")
    parser.add_argument("--seed", type=int, default=1, help="of the drawing (default 1)")
    parser.add_argument("--shuffle", metavar="WORD", help="with --blank: random order, no hints; another word, another order")
    arguments = parser.parse_args()
    if arguments.shuffle is not None and (arguments.events is not None or not arguments.blank):
        parser.error("--shuffle needs --blank and goes without --events")
    if arguments.blank:
        records = list(load(arguments.first).values())
        if arguments.shuffle is not None:
            records = shuffled(records, arguments.shuffle)[:arguments.sample]
        elif arguments.sample is not None:
            records = sample(records, arguments.sample, arguments.seed, arguments.events)
        print(blank(records, hints=arguments.shuffle is None), end="")
        return 0
    if not arguments.second:
        parser.error("either --blank or --second")
    if arguments.share is not None and not 0 < arguments.share < 1:
        parser.error("--share lies between 0 and 1")
    for name, value in compare(load(arguments.first), load(arguments.second), arguments.share).items():
        print(f"{name:28} {value:8.3f}" if isinstance(value, float) else f"{name:28} {value:8}")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends quietly
    sys.exit(main())
