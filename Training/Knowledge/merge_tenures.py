#!/usr/bin/env python3
"""Merges the two writings of the tenures into Data/knowledge/tenures.tsv.

    merge_tenures.py [--open FILE] [--check]

Reads tenures/first, tenures/second and tenures/third.tsv beside this program. A row of the first and a row
of the second writer agree when they are of one country or organisation, share a role, name one person and give
the same two dates within the tolerance below; such rows are kept with `two writers` as their basis. All others need
a decision in third.tsv: `keep` puts the row given there into the table with the basis `third look`, `drop` leaves the
person's rows of that role and time out. What has no decision is left out. `--open FILE` writes those rows to a file;
`--check` writes nothing and fails if the table on disk is not what the lists give. Exit code 0, or 1 after a fault
in third.tsv, 64 for a wrong command line, 66 where a list cannot be read.

Tolerance: two dates known to the day agree within `DAYS`, and the first writer's is kept; of dates further apart but in
one month the month is kept. A date known to the month agrees with a day in it or within `DAYS` of it, one known to
the year with any date in that year; the more exact date is kept. Two different months never agree, except that
neighbouring months of a minister leave the year they share. An end a few days after the successor's first day in
the same office becomes that day.
"""

import argparse
import collections
import datetime
import difflib
import pathlib
import re
import sys
import unicodedata

import check_tenures

HERE = pathlib.Path(__file__).resolve().parent
LISTS = HERE / "tenures"
OUTPUT = check_tenures.KNOWLEDGE / "tenures.tsv"
#: Days by which two dates may differ and still be one: appointed, sworn in, took over.
DAYS = 6
#: Days by which the times of two rows may fail to meet and still be one tenure to be judged.
SLACK = 120
#: How alike two names must be, from 0 to 1, if the dates agree on both sides; and if they do not.
ALIKE, VERY_ALIKE = 0.6, 0.8

HEADER = """\
# People in office, 1990 to today: heads of state and government, foreign and defence ministers, heads of
# organisations. Source: facts from the general knowledge of two writers who saw neither each other's rows nor
# any list; Training/Knowledge/merge_tenures.py keeps what they agree on (basis "two writers") and what a third look
# settled (basis "third look"). Do not edit: correct the lists in Training/Knowledge/tenures, then merge again.
# Code: ISO 3166-1 alpha-3 (KOS is Kosovo) or the id of an organisation. Dates are as exact as they are known: a
# day, a month or a year; `to` is - for who still holds the office.
# name\tother names\tcode\tsector\toffice\trole\tfrom\tto\tnote\tbasis
"""

Row = collections.namedtuple("Row", "code name others office begin end note roles")
TITLES = set(
    "king queen prince princess emperor sultan emir sheikh pope ayatollah sir lord dame mullah general president "
    "grand duke the".split()
)
#: Sectors that are not the main one of their country or organisation.
SECTORS = {("VAT", "pope"): "REL", ("NATO", "supreme allied commander"): "MIL"}


def fold(name):
    """The name in small ASCII letters, without marks, titles and what transliterations vary in."""
    table = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "ə": "a", "ı": "i", "æ": "ae", "ð": "d", "þ": "th"})
    text = unicodedata.normalize("NFD", name.lower().translate(table))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = re.sub(r"['’`.]", "", text)
    words = re.sub(r"[^a-z ]+", " ", text).split()
    return tuple(word for word in words if word not in TITLES) or tuple(words)


def rough(words):
    """Folded words as transliterations share them: articles dropped, doubled letters single, y as i, …"""
    kept = [word for word in words if word not in ("al", "el", "ul", "bin", "ben", "ibn", "ould", "de", "of")]
    text = " ".join(kept or words)
    for pattern, simple in (("ph", "f"), ("kh", "h"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("j", "i"),
                            ("w", "v"), ("q", "k"), ("c", "k"), ("z", "s"), ("e", "a"), ("o", "a"), ("h", "")):
        text = text.replace(pattern, simple)
    return re.sub(r"(.)\1+", r"\1", text)


def alike(one, two):
    """How alike the names of two rows are, from 0 to 1; 1 where any name of one is a name of the other."""
    best = 0.0
    for left in one:
        for right in two:
            if left == right or set(left) <= set(right) or set(right) <= set(left):
                return 1.0
            a, b = rough(left), rough(right)
            if set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()):
                return 0.95
            score = difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
            tokens = difflib.SequenceMatcher(None, " ".join(sorted(a.split())), " ".join(sorted(b.split()))).ratio()
            best = max(best, score, tokens)
    return best


def names(row):
    """All forms of a row's name, folded."""
    others = [] if row.others == "-" else row.others.split("|")
    return {fold(name) for name in [row.name, *others]}


def agreed(one, two, minister):
    """The date on which two writers agree, as exactly as both leave it; None where they do not."""
    if one == "-" or two == "-":
        return one if one == two else None
    first, second = check_tenures.span(one), check_tenures.span(two)
    slack = datetime.timedelta(days=DAYS)
    if len(one) == len(two) == 10:
        if abs(first[0] - second[0]) <= slack:
            return one
        return one[:7] if one[:7] == two[:7] else None
    exact, rough_date = (one, two) if len(one) > len(two) else (two, one)
    a, b = check_tenures.span(exact), check_tenures.span(rough_date)
    if b[0] - slack <= a[0] and a[1] <= b[1] + slack:
        return exact
    if minister and len(rough_date) == 7 and one[:4] == two[:4]:
        gap = abs(int(one[5:7]) - int(two[5:7]))
        return one[:4] if gap == 1 else None
    return None


def extent(row):
    """First and last day a row may cover."""
    end = datetime.date.max if row.end == "-" else check_tenures.span(row.end)[1]
    return check_tenures.span(row.begin)[0], end


def meet(one, two):
    """Whether the times of two rows touch, or nearly do."""
    (a, b), (c, d) = extent(one), extent(two)
    slack = datetime.timedelta(days=SLACK)
    return a <= (d if d == datetime.date.max else d + slack) and c <= (b if b == datetime.date.max else b + slack)


def minister(row):
    return "head" not in row.roles.replace("head-of", "head of").split("|") and "minister" in row.roles


def together(one, two):
    """The row two writers' rows make, or None."""
    begin = agreed(one.begin, two.begin, minister(one))
    end = agreed(one.end, two.end, minister(one))
    if begin is None or end is None:
        return None
    spoken = dict.fromkeys([] if one.others == "-" else one.others.split("|"))
    for other in [two.name, *([] if two.others == "-" else two.others.split("|"))]:
        if other != one.name:
            spoken.setdefault(other)
    notes = [mark for mark in ("acting", "joint", "contested", "representative") if mark in one.note.split("|")]
    notes += [mark for mark in one.note.split("|") if mark.startswith("state: ")]
    return one._replace(begin=begin, end=end, others="|".join(spoken) or "-", note="|".join(notes) or "-")


def read(path):
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append(Row(path.stem, *line.split("\t")))
    return rows


def pairs(first, second):
    """Rows of both that tell of one tenure, the best fitting first; each row once."""
    found = []
    for i, one in enumerate(first):
        for j, two in enumerate(second):
            if not set(one.roles.split("|")) & set(two.roles.split("|")) or not meet(one, two):
                continue
            likeness = alike(names(one), names(two))
            row = together(one, two) if likeness >= ALIKE else None
            if row or likeness >= VERY_ALIKE:
                distance = abs((extent(one)[0] - extent(two)[0]).days) + abs((extent(one)[1] - extent(two)[1]).days)
                found.append((row is None, -likeness if row else 0, distance, i, j, row))
    found.sort(key=lambda item: item[:5])
    used_first, used_second, result = set(), set(), []
    for _, _, _, i, j, row in found:
        if i not in used_first and j not in used_second:
            used_first.add(i)
            used_second.add(j)
            result.append((first[i], second[j], row))
    result += [(one, None, None) for i, one in enumerate(first) if i not in used_first]
    result += [(None, two, None) for j, two in enumerate(second) if j not in used_second]
    return result


def read_third(path):
    """The decisions, by code: (line, keep, row)."""
    decisions, faults = collections.defaultdict(list), []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 10 or fields[8] not in ("keep", "drop") or not fields[9].strip():
            faults.append(f"{path}:{number}: not ten columns with keep or drop and a reason")
            continue
        wrong, _ = check_tenures.row_faults(fields[1:8])
        faults += [f"{path}:{number}: {fault}" for fault in wrong]
        decisions[fields[0]].append((number, fields[8] == "keep", Row(*fields[:8])))
    return decisions, faults


def settles(decision, row):
    """Whether a decision speaks of the tenure of `row`: one person and role, half of the shorter time in common."""
    if not set(decision.roles.split("|")) & set(row.roles.split("|")) or alike(names(decision), names(row)) < VERY_ALIKE:
        return False
    (a, b), (c, d) = extent(decision), extent(row)
    shared = (min(b, d) - max(a, c)).days + 1
    return shared > 0 and 2 * shared >= min((b - a).days, (d - c).days) + 1


def merge():
    """The rows of the table as (row, basis), those without a decision, and faults."""
    decisions, faults = read_third(LISTS / "third.tsv")
    files = sorted({path.stem for folder in ("first", "second") for path in (LISTS / folder).glob("*.tsv")})
    kept, undecided = [], []
    for code in files:
        sides = [read(path) if (path := LISTS / folder / f"{code}.tsv").exists() else [] for folder in ("first", "second")]
        own = decisions.pop(code, [])
        kept += [(row, "third look") for _, keep, row in own if keep]
        for one, two, row in pairs(*sides):
            judged = [keep for _, keep, decision in own
                      if any(side and settles(decision, side) for side in (one, two))]
            if row and not (judged and not any(judged)):
                kept.append((row, "two writers"))
            elif not judged:
                undecided.append((one, two))
    faults += [f"{LISTS / 'third.tsv'}:{own[0][0]}: nobody wrote of {code}" for code, own in decisions.items()]
    return kept, undecided, faults


def handed_over(kept):
    """The rows, those that end a few days after their successor in the same office began ended on that day."""
    begins = collections.defaultdict(list)
    for row, _ in kept:
        if len(row.begin) == 10:
            begins[row.code, row.office].append((row.begin, row.name))
    result = []
    for row, basis in kept:
        if len(row.end) == 10 and "joint" not in row.note:
            last = check_tenures.span(row.end)[0]
            for begin, name in begins[row.code, row.office]:
                first = check_tenures.span(begin)[0]
                if name != row.name and 0 < (last - first).days <= DAYS and row.begin < begin:
                    row = row._replace(end=begin)
                    break
        result.append((row, basis))
    return result


def aliases(kept):
    """One list of other names for each person of a code, none of them the name of somebody else there."""
    spoken, main = collections.defaultdict(dict), collections.defaultdict(set)
    for row, _ in kept:
        main[row.code].add(row.name)
        for other in [] if row.others == "-" else row.others.split("|"):
            spoken[row.code, row.name].setdefault(other)
    return {
        (code, name): "|".join(other for other in others if other not in main[code]) or "-"
        for (code, name), others in spoken.items()
    }


def sectors():
    table = {}
    for line in (check_tenures.KNOWLEDGE / "organisations.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            fields = line.split("\t")
            table[fields[0]] = fields[4].split("|")[0]
    return table


def text(kept):
    """The table as it stands in the file."""
    kept = handed_over(kept)
    others, organisations = aliases(kept), sectors()
    lines = set()
    for row, basis in kept:
        sector = SECTORS.get((row.code, row.office)) or organisations.get(row.code, "GOV")
        lines.add("\t".join([row.name, others.get((row.code, row.name), "-"), row.code, sector, row.office,
                             row.roles, row.begin, row.end, row.note, basis]))
    order = sorted(lines, key=lambda line: [line.split("\t")[field] for field in (2, 5, 4, 6, 0)])
    return HEADER + "\n".join(order) + "\n"


def main():
    parser = argparse.ArgumentParser(description="Merges two writings of the tenures into one table.")
    parser.add_argument("--open", type=pathlib.Path, metavar="FILE", help="write the rows without a decision here")
    parser.add_argument("--check", action="store_true", help="only tell whether the table is up to date")
    parser.error = lambda message: (print(f"merge_tenures.py: {message}", file=sys.stderr), sys.exit(64))
    options = parser.parse_args()
    try:
        kept, undecided, faults = merge()
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 66
    for fault in faults:
        print(fault)
    table = text(kept)
    if options.check:
        same = OUTPUT.exists() and OUTPUT.read_text(encoding="utf-8") == table
        print(f"{OUTPUT} {'is' if same else 'is not'} what the lists give")
        return 0 if same and not faults else 1
    OUTPUT.write_text(table, encoding="utf-8")
    if options.open:
        lines = ["\t".join([";".join(side) if side else "-" for side in pair]) for pair in undecided]
        options.open.write_text("\n".join(lines) + "\n", encoding="utf-8")
    bases = collections.Counter(basis for _, basis in kept)
    print(f"{len(kept)} tenures: " + ", ".join(f"{basis} {number}" for basis, number in sorted(bases.items())))
    print(f"{len({row.code for row, _ in kept})} countries and organisations; {len(undecided)} without a decision")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
