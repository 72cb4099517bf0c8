#!/usr/bin/env python3
"""Checks every row of the tables in Data/knowledge and prints how many there are.

Codes and sectors known, days and periods in order, no name of two owners without the mark that says so, the gazetteer sorted. The
tests (KnowledgeTests) check the same without Python; this one is for whoever edits the tables and wants all faults at once.

Usage: check_tables.py [DIRECTORY]      exit status 1 if there are faults
"""

import pathlib
import re
import sys
import unicodedata
from collections import Counter, defaultdict

OTHERS = {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"}
SECTORS = set("AGR BUS COP CRM CVL EDU ELI GOV IGO ISM JRN JUD LAB LEG MED MIL MNC OPP PRE PRM PTY REB REF REL SOC "
              "SPY UAF UNK".split())
NEVER = {"pm", "is", "car", "mit", "may", "march", "will", "us"}
faults = []


def fault(file, line, text):
    faults.append(f"{file}:{line}: {text}")


def rows(folder, file, columns, least=None):
    path = folder / file
    if not path.exists():
        return
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if not (least or columns) <= len(fields) <= columns:
            fault(path, number, f"has {len(fields)} columns instead of {columns}")
            continue
        yield number, fields + ["-"] * (columns - len(fields))


def parts(field):
    return [] if field in ("", "-") else [part.strip() for part in field.split("|")]


def fold(name):
    text = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in text if not unicodedata.combining(c)).replace(".", "").replace("’", "'")


def day(file, line, text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        fault(file, line, f'"{text}" is not a day as 2020-06-15')
    return text


def time_of(file, line, first, last):
    """The first day and the last of a time, each a day, a month or a year, or - for an open end."""
    for text in (first, last):
        if text != "-" and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
            fault(file, line, f'"{text}" is not a date as 2020-06-15, 2020-06 or 2020')
    start, end = first.replace("-", "", first == "-"), last.replace("-", "9", last == "-")
    if start[:len(end)] > end:
        fault(file, line, "ends before it begins")
    return start, end


def own(owner, file, line, name, entity):
    key = fold(name)
    if owner.setdefault(key, entity) != entity:
        fault(file, line, f'"{name}" is {owner[key]}, too')


def main():
    folder = pathlib.Path(
        sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2] / "Data" / "knowledge")
    counts = Counter()
    codes, states = set(), {}
    file = "countries.tsv"
    for line, f in rows(folder, file, 7):
        if not re.fullmatch("[A-Z]{3}", f[0]) or f[0] in codes:
            fault(file, line, f'"{f[0]}" is no code, or there twice')
        codes.add(f[0])
        counts["countries"] += 1
        for name in [f[1]] + [n for column in f[2:] for n in parts(column)]:
            counts["names of countries"] += 1
            own(states, file, line, name, f[0])
    for file, column, days in (("territories.tsv", 5, None), ("former.tsv", 4, (5, 6))):
        for line, f in rows(folder, file, 7):
            counts[file] += 1
            if f[column] not in codes:
                fault(file, line, f'"{f[column]}" is not the code of a country')
            if days and day(file, line, f[days[0]]) > day(file, line, f[days[1]]):
                fault(file, line, "the days are not in order")
            for name in [f[0]] + parts(f[1]) + parts(f[2]):
                own(states, file, line, name, f"{file} {f[0]}")
    file = "organisations.tsv"
    ids, owner, shared = set(), {}, defaultdict(set)
    for line, f in rows(folder, file, 6):
        counts["organisations"] += 1
        if f[0] in ids:
            fault(file, line, f'the id "{f[0]}" is there twice')
        if f[0] in codes | OTHERS:
            fault(file, line, f'the id "{f[0]}" is the code of a country')
        ids.add(f[0])
        if f[3] not in codes | OTHERS:
            fault(file, line, f'"{f[3]}" is not a country code')
        if not parts(f[4]) or set(parts(f[4])) - SECTORS:
            fault(file, line, f'"{f[4]}" is not a list of sectors')
        for name in [f[1]] + parts(f[2]):
            counts["names of organisations"] += 1
            if name.endswith("?"):
                shared[fold(name[:-1])].add(f[3])
            else:
                own(owner, file, line, name, f[0])
                if fold(name) in NEVER:
                    fault(file, line, f'"{name}" is an ordinary word')
    for name, names in shared.items():
        if name in owner:
            fault(file, "-", f'"{name}" is shared by mark in one row and plain in another ({owner[name]})')
    file = "periods.tsv"
    ended = {}
    for line, f in rows(folder, file, 4):
        counts["periods of organisations"] += 1
        start, end = time_of(file, line, f[1], f[2])
        if f[0] not in ids:
            fault(file, line, f'"{f[0]}" is no organisation')
        if set(parts(f[3])) - SECTORS:
            fault(file, line, f'"{f[3]}" is not a list of sectors')
        if not start or start < ended.get(f[0], ""):
            fault(file, line, "begins before the period above it has ended")
        ended[f[0]] = end
    file = "members.tsv"
    memberships = {}
    for line, f in rows(folder, file, 4):
        start, end = time_of(file, line, f[2], f[3])
        if f[0] not in ids:
            fault(file, line, f'"{f[0]}" is no organisation')
        for country in parts(f[1]):
            counts["memberships"] += 1
            if country not in codes:
                fault(file, line, f'"{country}" is not the code of a country')
            if memberships.get((f[0], country), "") > start:
                fault(file, line, f"{country} is a member twice at one time")
            memberships[f[0], country] = end
    file = "agents.tsv"
    phrases = set()
    for line, f in rows(folder, file, 6, 5):
        counts["agents"] += 1
        if fold(f[0]) in phrases:
            fault(file, line, f'"{f[0]}" is there twice')
        phrases.add(fold(f[0]))
        if f[2] not in SECTORS or f[3] not in ("person", "body", "group", "peer") or f[4] not in ("yes", "no", "kin", "band"):
            fault(file, line, "the sector, the kind or the fifth column is wrong")
        if f[5] not in codes | ids | OTHERS | {"-"}:
            fault(file, line, f'"{f[5]}" is no country, organisation or group')
    file = "regions.tsv"
    for line, f in rows(folder, file, 2):
        for name in parts(f[1]):
            counts["names that must not code"] += 1
            if fold(name) in states and "the " not in name:
                fault(file, line, f'"{name}" is {states[fold(name)]}, too')
    previous = b""
    for line, f in rows(folder, "places.tsv", 9):
        counts["places"] += 1
        key = "\t".join(f).encode()
        if key < previous:
            fault("places.tsv", line, "is not sorted")
        previous = key
        if f[2] not in codes | {"-"}:
            fault("places.tsv", line, f'"{f[2]}" is not the code of a country')
    for name, count in counts.items():
        print(f"{count:8}  {name}")
    for text in faults:
        print(text, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
