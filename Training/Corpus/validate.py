#!/usr/bin/env python3
"""Checks the corpus and prints what it covers.

    Training/Corpus/validate.py                    checks everything, prints the statistics (of sentences/ and standoff/)
    Training/Corpus/validate.py sentences/03-*.txt checks these files only
    Training/Corpus/validate.py --number           first gives an id to every record that has none
    Training/Corpus/validate.py --treebank DIR     also looks up the standoff rows in DIR/NAME.conllu.gz

Exit code 0 if all is well, 65 (EX_DATAERR) if anything is wrong; each mistake is one line `file:line: what`.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import pathlib
import re
import signal
import sys

from corpus_format import CORPUS, GUM_GENRES, REGISTERS, STATUSES, Codes, Problem, Record, read_sentences, read_standoff

SHINGLE = 4  # words; two sentences that share half of theirs are told apart by names and numbers only
NEAR = 0.5
ALLOWED_TREEBANKS = ("ewt-train", "gum-train")


def number(path: pathlib.Path) -> int:
    """Writes an id into every header of the file that has none, and a blank line before each; ids once given stay."""
    text = path.read_text(encoding="utf-8")
    prefix = path.name[:2]
    used = [int(found) for found in re.findall(rf"^@ {prefix}-(\d{{4}}) ", text, re.M)]
    following = max(used, default=0) + 1
    lines = re.sub(r"(?<!\n)\n@ ", "\n\n@ ", text).split("\n")
    given = 0
    for index, line in enumerate(lines):
        if line.startswith("@ ") and not re.match(r"^@ \d\d-\d{4} ", line):
            lines[index] = f"@ {prefix}-{following:04} {line[2:]}"
            following += 1
            given += 1
    if given:
        path.write_text("\n".join(lines), encoding="utf-8")
    return given


def shingles(sentence: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", sentence.lower())
    if len(words) < SHINGLE:
        return {tuple(words)}
    return {tuple(words[index:index + SHINGLE]) for index in range(len(words) - SHINGLE + 1)}


def near_copies(records: list[Record]) -> list[Problem]:
    """Sentences too much alike: equal ones always, near ones unless they share a scenario."""
    problems = []
    places: dict[tuple[str, ...], list[int]] = collections.defaultdict(list)
    all_shingles = [shingles(record.sentence) for record in records]
    for index, found in enumerate(all_shingles):
        shared: collections.Counter[int] = collections.Counter()
        for shingle in found:
            shared.update(places[shingle])
            places[shingle].append(index)
        record = records[index]
        for other, count in shared.items():
            likeness = count / len(found | all_shingles[other])
            earlier = records[other]
            where = f"{earlier.file}:{earlier.line}"
            if record.sentence == earlier.sentence:
                problems.append(Problem(record.file, record.line, f"the same sentence as {where}"))
            elif likeness >= NEAR and record.scenario_key != earlier.scenario_key:
                problems.append(Problem(record.file, record.line,
                                        f"{likeness:.0%} alike with {where}, which has another scenario"))
    return problems


def stale(second: list[Record], corpus: dict[str, Record]) -> list[Problem]:
    """Records of a second annotation whose sentence the corpus has no longer, or has in other words."""
    problems = []
    for record in second:
        if record.id not in corpus:
            problems.append(Problem(record.file, record.line, f"the corpus has no {record.id}: take the record out"))
        elif record.sentence != corpus[record.id].sentence:
            problems.append(Problem(record.file, record.line,
                                    f"{record.id} has another sentence in the corpus: take the record out"))
    return problems


def standoff_lengths(folder: pathlib.Path, names: set[str], problems: list[Problem]) -> dict[str, dict[str, int]]:
    lengths: dict[str, dict[str, int]] = {}
    for name in names:
        path = folder / f"{name}.conllu.gz"
        if not path.exists():
            problems.append(Problem(str(path), 0, "no such treebank"))
            continue
        found = lengths[name] = {}
        genre, identifier = "", ""
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# meta::genre"):
                    genre = line.split("=")[1].strip()
                elif line.startswith("# sent_id"):
                    identifier = line.split("=", 1)[1].strip()
                    found[identifier] = -1 if name.startswith("gum") and genre not in GUM_GENRES else 0
                elif line[:1].isdigit() and found[identifier] >= 0:
                    first = line.split("\t", 1)[0]
                    if first.isdigit():
                        found[identifier] = int(first)
    return lengths


def percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def print_counts(title: str, counts: collections.Counter, order: list[str] | None = None) -> None:
    print(title)
    for key in order if order is not None else [key for key, _ in counts.most_common()]:
        print(f"  {key:32} {counts[key]:6}")


def statistics(records: list[Record], codes: Codes, standoff: list) -> None:
    if records:
        silent = sum(not record.events for record in records)
        events = [event for record in records for event in record.events]
        print(f"sentences {len(records)}, without an event {silent} ({percent(silent, len(records))}), "
              f"events {len(events)}, scenarios {len({record.scenario_key for record in records})}")
        several = sum(len(record.events) > 1 for record in records)
        print(f"sentences with several events {several}, events with attribution "
              f"{sum(bool(event.attribution) for event in events)}, quoted {sum(event.quoted for event in events)}, "
              f"symmetric or without target {sum(not event.targets for event in events)}, "
              f"without source {sum(not event.sources for event in events)}")
        print_counts("splits", collections.Counter(record.split for record in records), ["train", "dev", "test"])
        print_counts("registers", collections.Counter(record.register for record in records), list(REGISTERS))
        print_counts("decades", collections.Counter(record.date[:3] + "0s" for record in records),
                     ["1990s", "2000s", "2010s", "2020s"])
        print("types × status" + " " * 8 + " ".join(f"{status[:8]:>8}" for status in STATUSES) + "      all")
        table = collections.Counter((event.type, event.status) for event in events)
        for kind in codes.modes:
            row = [table[kind, status] for status in STATUSES]
            print(f"  {kind:20}" + " ".join(f"{count:8}" for count in row) + f" {sum(row):8}")
        print("modes")
        modes = collections.Counter((event.type, mode) for event in events for mode in event.modes or ["-"])
        for kind, allowed in codes.modes.items():
            if allowed:
                print(f"  {kind:10}" + "  ".join(f"{mode} {modes[kind, mode]}" for mode in sorted(allowed) + ["-"]))
        countries: collections.Counter[str] = collections.Counter()
        regions: collections.Counter[str] = collections.Counter()
        for record in records:
            named = set(record.stated_countries)
            named |= {codes.country(actor.entity) or "" for actor in record.actors.values()}
            countries.update(named & codes.countries)
            regions.update({codes.regions[code] for code in named if code in codes.regions})
        print(f"countries {len(countries)}")
        print("  " + " ".join(f"{code} {count}" for code, count in countries.most_common()))
        print_counts("regions (sentences that name a country of theirs)", regions,
                     list(dict.fromkeys(codes.regions.values())))
        contexts = collections.Counter(context for event in events for context in event.contexts)
        print("contexts")
        print("  " + " ".join(f"{context} {contexts[context]}" for context in sorted(codes.contexts)))
    if standoff:
        sentences = {(row.treebank, row.sentence) for row in standoff}
        silent = sum(row.event is None for row in standoff)
        print(f"standoff: sentences {len(sentences)}, without an event {silent} ({percent(silent, len(sentences))}), "
              f"events {len(standoff) - silent}")
        table = collections.Counter((row.event.type, row.event.status) for row in standoff if row.event)
        print("standoff types × status" + " ".join(f"{status[:8]:>8}" for status in STATUSES) + "      all")
        for kind in codes.modes:
            row_of = [table[kind, status] for status in STATUSES]
            print(f"  {kind:20}" + " ".join(f"{count:8}" for count in row_of) + f" {sum(row_of):8}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="files to check; without: all of the corpus")
    parser.add_argument("--number", action="store_true", help="give ids to records without one")
    parser.add_argument("--treebank", type=pathlib.Path, metavar="DIR", help="folder with NAME.conllu.gz")
    parser.add_argument("--quiet", action="store_true", help="no statistics")
    arguments = parser.parse_args()
    codes = Codes()
    files = arguments.files or sorted(CORPUS.glob("sentences/*.txt")) + sorted(CORPUS.glob("standoff/*.tsv"))
    files_of_second = [] if arguments.files else sorted(CORPUS.glob("second/*.tsv"))
    records: list[Record] = []
    standoff: list = []
    problems: list[Problem] = []
    for path in files:
        if path.suffix == ".tsv":
            rows, wrong = read_standoff(path, codes)
            standoff += rows
        else:
            if arguments.number:
                number(path)
            found, wrong = read_sentences(path, codes)
            records += found
        problems += wrong
    seen: dict[str, Record] = {}
    for record in records:
        if not record.id:
            problems.append(Problem(record.file, record.line, "no id yet: run with --number"))
        elif record.id in seen:
            problems.append(Problem(record.file, record.line, f"the id {record.id} is taken"))
        seen[record.id] = record
    if not arguments.files:
        for path in sorted(CORPUS.glob("second/*.txt")):
            found, wrong = read_sentences(path, codes)
            problems += wrong + stale(found, seen)
    problems += near_copies([record for record in records if record.sentence])
    home: dict[tuple[str, str], str] = {}
    for row in standoff:
        if home.setdefault((row.treebank, row.sentence), row.file) != row.file:
            problems.append(Problem(row.file, row.line, f"{row.sentence} is in {home[row.treebank, row.sentence]} too"))
        if row.treebank not in ALLOWED_TREEBANKS:
            problems.append(Problem(row.file, row.line, f"{row.treebank!r} is none of {', '.join(ALLOWED_TREEBANKS)}"))
    again: list = []
    for path in files_of_second:
        rows, wrong = read_standoff(path, codes)
        again += rows
        problems += wrong
    problems += [Problem(row.file, row.line, f"{row.sentence} has no first annotation in standoff/") for row in again
                 if (row.treebank, row.sentence) not in home]
    if arguments.treebank and standoff:
        names = {row.treebank for row in standoff} & set(ALLOWED_TREEBANKS)
        lengths = standoff_lengths(arguments.treebank, names, problems)
        for row in standoff + again:
            if row.treebank not in lengths:
                continue
            length = lengths[row.treebank].get(row.sentence)
            highest = max([int(token) for text in row.tokens for token in re.findall(r"\d+", text)], default=0)
            if length is None:
                problems.append(Problem(row.file, row.line, f"{row.treebank} has no sentence {row.sentence}"))
            elif length < 0:
                problems.append(Problem(row.file, row.line, f"{row.sentence} is of a genre whose texts are not free"))
            elif highest > length:
                problems.append(Problem(row.file, row.line, f"token {highest} of a sentence of {length}"))
    if not arguments.quiet:
        statistics(records, codes, standoff)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} mistakes", file=sys.stderr)
        return 65
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends quietly
    sys.exit(main())
