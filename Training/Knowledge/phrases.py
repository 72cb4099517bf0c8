#!/usr/bin/env python3
"""Checks the table of phrases by which the naming of actors is measured, and prints how many there are.

Tests/KnowledgeTests/Fixtures/phrases.tsv says in its header what its columns hold. Checked are: ten columns, known
kinds of values, codes that the tables in Data/knowledge know, the phrase in its context, no phrase twice, and the
half, which follows from the phrase alone so that nobody chooses it.

Usage: phrases.py [--halve] [FILE]      --halve writes the last column anew; exit status 1 if there are faults
"""

import argparse
import datetime
import hashlib
import pathlib
import re
import sys
from collections import Counter

from check_tables import OTHERS, SECTORS

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHRASES = ROOT / "Tests/KnowledgeTests/Fixtures/phrases.tsv"
COLUMNS = "kind text date context entity country sectors person office half".split()
ROWS = 850
ROWS_OF_A_KIND = 15


def half(text):
    """a or b: whether the last hexadecimal digit of the phrase's SHA-256 is even or odd."""
    return "ab"[int(hashlib.sha256(text.encode()).hexdigest()[-1], 16) % 2]


def first_columns(name):
    for line in (ROOT / "Data/knowledge" / name).read_text("utf-8").split("\n"):
        if line.strip() and not line.startswith("#"):
            yield [field.strip() for field in line.split("\t")]


def tables():
    """The codes of countries, and the countries of organisations by their ids."""
    return {row[0] for row in first_columns("countries.tsv")}, {row[0]: row[3] for row in
                                                                first_columns("organisations.tsv")}


def codes_of(entity, countries, organisations):
    """The country and the sector of an entity: ("-", "-") for nobody, ("-", sector) for one of no told country.

    Raises ValueError with what is wrong. An id that is also the code of a country is the country."""
    if entity == "-":
        return "-", "-"
    if not re.fullmatch(r"(\?|[A-Z0-9-]+)/[A-Z]{3}", entity):
        raise ValueError(f'"{entity}" is not CODE/SECTOR, ?/SECTOR or -')
    code, sector = entity.split("/")
    if sector not in SECTORS:
        raise ValueError(f'"{sector}" is no sector')
    if code == "?":
        return "-", sector
    if code in countries or code in OTHERS:
        return code, sector
    if code in organisations:
        return organisations[code], sector
    raise ValueError(f'"{code}" is in neither table')


def is_day(text):
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def faults_of(row, countries, organisations):
    """What is wrong with one row, given as a dictionary by column."""
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", row["kind"]):
        yield f'"{row["kind"]}" is no kind: small letters and hyphens'
    if not row["text"]:
        yield "the phrase is empty"
    if row["date"] and not is_day(row["date"]):
        yield f'"{row["date"]}" is not a day as 2020-06-15'
    if row["context"] and row["text"] not in row["context"]:
        yield "the phrase does not stand in its context"
    answers = row["entity"].split("|")
    if len(set(answers)) < len(answers):
        yield "an entity is there twice"
    try:
        codes = [codes_of(answer, countries, organisations) for answer in answers]
        if "-" in answers and len(answers) > 1:
            yield "nobody and somebody cannot both be right"
        if codes[0] != (row["country"], row["sectors"]):
            yield f'the country and sectors of {answers[0]} are {" and ".join(codes[0])}'
    except ValueError as error:
        yield str(error)
    if row["office"] not in ("", "-") and row["person"] == "-":
        yield "an office without a person"
    if row["person"] != "-" and not row["date"]:
        yield "a person without a date"
    if row["half"] != half(row["text"]):
        yield f'the half is "{row["half"]}" instead of "{half(row["text"])}"'


def check(lines):
    """The rows of a file's lines, and its faults."""
    countries, organisations = tables()
    rows, faults, seen = [], [], {}
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != len(COLUMNS) or any(field != field.strip() for field in fields):
            faults.append(f"{number}: wants {len(COLUMNS)} columns without blanks at their ends")
            continue
        row = dict(zip(COLUMNS, fields))
        rows.append(row)
        faults += [f"{number}: {fault}" for fault in faults_of(row, countries, organisations)]
        key = row["text"], row["date"], row["context"]
        if key in seen:
            faults.append(f"{number}: is line {seen[key]} again")
        seen[key] = number
    return rows, faults


def halved(line):
    """The line with its half, or unchanged if it has none."""
    fields = line.split("\t")
    if line.startswith("#") or len(fields) != len(COLUMNS):
        return line
    return "\t".join(fields[:-1] + [half(fields[1])])


def main():
    parser = argparse.ArgumentParser(description="Checks the table of phrases and counts its rows.")
    parser.add_argument("--halve", action="store_true", help="write the last column anew")
    parser.add_argument("file", nargs="?", type=pathlib.Path, default=PHRASES, metavar="FILE")
    options = parser.parse_args()
    lines = options.file.read_text("utf-8").split("\n")
    if options.halve:
        lines = [halved(line) for line in lines]
        options.file.write_text("\n".join(lines), "utf-8")
    rows, faults = check(lines)
    kinds = Counter(row["kind"] for row in rows)
    halves = Counter((row["kind"], row["half"]) for row in rows)
    print(f"{'phrases':16}{'all':>6}{'a':>6}{'b':>6}")
    for kind, count in kinds.items():
        print(f"{kind:16}{count:6}{halves[kind, 'a']:6}{halves[kind, 'b']:6}")
        if count < ROWS_OF_A_KIND:
            faults.append(f"{kind}: {count} phrases, {ROWS_OF_A_KIND} are wanted")
    print(f"{'in all':16}{len(rows):6}" + "".join(f"{sum(row['half'] == name for row in rows):6}" for name in "ab"))
    if len(rows) < ROWS:
        faults.append(f"{len(rows)} phrases, {ROWS} are wanted")
    for fault in faults:
        print(f"{options.file}:{fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
