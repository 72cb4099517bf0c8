#!/usr/bin/env python3
"""Checks tenures and counts them: folders with one file a country or organisation, or the table merged from them.

    check_tenures.py [--gaps] [PATH…]        the default is Data/knowledge/tenures.tsv

Every fault is one line: file, line, what is wrong. Exit code 0 without faults, 1 with some, 64 for a
wrong command line, 66 where a path or the tables of codes cannot be read. `--gaps` also lists, for each office
that is one person's, the times between two holders longer than 45 days: hints for the reader, not faults.
"""

import argparse
import collections
import datetime
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
KNOWLEDGE = HERE.parent.parent / "Data" / "knowledge"

COLUMNS = ("name", "other names", "office", "from", "to", "note", "role")
#: The columns of the merged table; `code` says what the file's name says of a list.
MERGED = ("name", "other names", "code", "sector", "office", "role", "from", "to", "note", "basis")
BASES = {"two writers", "third look"}
ROLES = {"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "head"}
#: A note is a list of these, or of `state: NAME` for a state that came before the one of the file.
MARKERS = {"acting", "joint", "contested", "representative"}
#: Of two who hold an office at one time, each must say why.
OVERLAP_MARKERS = {"acting", "joint", "contested"}
#: A tenure must reach into the time the table is about, which begins here.
BEGIN = datetime.date(1990, 1, 1)
#: More years than anybody has held one office.
LONGEST = 75

DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
Tenure = collections.namedtuple("Tenure", "line name office role first last markers")


def span(text):
    """The first and last day that a date of any precision may mean."""
    match = DATE.fullmatch(text)
    if not match:
        raise ValueError(f'"{text}" is not a date as 2020, 2020-06 or 2020-06-15')
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if day:
            exact = datetime.date(year, month, day)
            return exact, exact
        if month:
            following = datetime.date(year + month // 12, month % 12 + 1, 1)
            return datetime.date(year, month, 1), following - datetime.timedelta(days=1)
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    except ValueError as error:
        raise ValueError(f'"{text}" is no day of the calendar') from error


def known_codes():
    """The codes of countries and of organisations, from the tables the program itself reads."""
    codes = set()
    for table in ("countries.tsv", "organisations.tsv"):
        for line in (KNOWLEDGE / table).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                codes.add(line.split("\t")[0])
    return codes


def countries():
    """The codes of countries alone."""
    lines = (KNOWLEDGE / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0] for line in lines if line and not line.startswith("#")}


def row_faults(fields):
    """What is wrong with one row by itself; the row read, if it could be."""
    if len(fields) != len(COLUMNS):
        return [f"{len(fields)} columns, not {len(COLUMNS)}: {', '.join(COLUMNS)}"], None
    faults = []
    name, others, office, begin, end, note, roles = fields
    for label, text in zip(COLUMNS, fields):
        if not text or text != text.strip() or "  " in text:
            faults.append(f'{label} "{text}" is empty or badly spaced')
    if not name.isascii():
        faults.append(f'name "{name}" has letters beyond ASCII: put that form under other names')
    if re.search(r"\d", name):
        faults.append(f'name "{name}" has digits')
    aliases = [] if others == "-" else others.split("|")
    for alias in aliases:
        if alias == name or aliases.count(alias) > 1 or not alias or alias != alias.strip():
            faults.append(f'other name "{alias}" is empty, badly spaced or there twice')
    for role in roles.split("|"):
        if role not in ROLES:
            faults.append(f'role "{role}" is none of {", ".join(sorted(ROLES))}')
    markers = set() if note == "-" else set(note.split("|"))
    for marker in sorted(markers):
        if marker not in MARKERS and not re.fullmatch(r"state: \S.*", marker):
            faults.append(f'note "{marker}" is none of {", ".join(sorted(MARKERS))}, state: NAME')
    if office[:1].isupper() and not any(marker.startswith("state: ") for marker in markers):
        faults.append(f'office "{office}" begins with a capital')
    try:
        first = span(begin)
        last = (datetime.date.max, datetime.date.max) if end == "-" else span(end)
    except ValueError as error:
        return faults + [str(error)], None
    if last[1] < first[0]:
        faults.append(f"ends ({end}) before it begins ({begin})")
    if last[1] < BEGIN:
        faults.append(f"ended before {BEGIN.year}")
    if end != "-" and last[0].year - first[0].year > LONGEST:
        faults.append(f"lasts more than {LONGEST} years")
    if first[0] > datetime.date.today():
        faults.append(f"begins in the future ({begin})")
    return faults, Tenure(0, name, office, roles, first, last, markers)


def overlap_faults(tenures):
    """Two holders of one office at one time, where one of them does not say why."""
    faults = []
    offices = collections.defaultdict(list)
    for tenure in tenures:
        offices[tenure.office].append(tenure)
    for office, holders in offices.items():
        holders.sort(key=lambda tenure: (tenure.first, tenure.last))
        for number, earlier in enumerate(holders):
            for later in holders[number + 1 :]:
                if earlier.last[0] <= later.first[1] or later.last[0] <= earlier.first[1]:
                    continue
                if earlier.name == later.name:
                    faults.append((later.line, f"{later.name} is {office} twice at one time"))
                elif not all(tenure.markers & OVERLAP_MARKERS for tenure in (earlier, later)):
                    faults.append(
                        (later.line, f"{later.name} overlaps {earlier.name} as {office}, unexplained")
                    )
    return faults


def gaps(tenures):
    """Times longer than 45 days in which nobody holds an office that has holders before and after."""
    found = []
    offices = collections.defaultdict(list)
    for tenure in tenures:
        offices[tenure.office].append(tenure)
    for office, holders in offices.items():
        holders.sort(key=lambda tenure: (tenure.first, tenure.last))
        reached = holders[0].last[1]
        for tenure in holders[1:]:
            if reached < datetime.date.max and (tenure.first[0] - reached).days > 45:
                found.append(f"{office}: nobody from {reached} to {tenure.first[0]} ({tenure.name})")
            reached = max(reached, tenure.last[1])
    return found


def check_rows(rows, code, codes):
    """The faults of the rows (line, fields) of one code as (line, text), and the tenures that could be read."""
    faults, tenures = [], []
    if code not in codes:
        faults.append((rows[0][0] if rows else 0, f'"{code}" is no code of a country or organisation'))
    seen, aliases = {}, {}
    for number, fields in rows:
        wrong, tenure = row_faults(fields)
        faults += [(number, fault) for fault in wrong]
        if tuple(fields) in seen:
            faults.append((number, f"the same as line {seen[tuple(fields)]}"))
        seen[tuple(fields)] = number
        if tenure is None:
            continue
        if aliases.setdefault(tenure.name, fields[1]) != fields[1]:
            faults.append((number, f"{tenure.name} has other names elsewhere in the file"))
        tenures.append(tenure._replace(line=number))
    for tenure in tenures:
        for other, names in aliases.items():
            if tenure.name != other and tenure.name in names.split("|"):
                faults.append((tenure.line, f"{tenure.name} is another name of {other}"))
    return faults + overlap_faults(tenures), tenures


def lines_of(path):
    """The lines of a file that are no comments, split at tabs, with their numbers; and faults of the whole."""
    text = path.read_text(encoding="utf-8")
    faults = [] if text.endswith("\n") and "\r" not in text else [(0, "lines must end in one newline each")]
    return [(number, line.split("\t")) for number, line in enumerate(text.splitlines(), 1)
            if not line.startswith("#")], faults


def check_lists(folder, codes):
    """For each code of a folder of lists: its file, faults and tenures."""
    for path in sorted(folder.glob("*.tsv")):
        rows, faults = lines_of(path)
        more, tenures = check_rows(rows, path.stem, codes)
        yield path.stem, path, faults + more, tenures


def check_table(path, codes):
    """For each code of the merged table: the file, faults and tenures."""
    rows, faults = lines_of(path)
    groups = collections.defaultdict(list)
    for number, fields in rows:
        if len(fields) != len(MERGED):
            faults.append((number, f"{len(fields)} columns, not {len(MERGED)}: {', '.join(MERGED)}"))
            continue
        name, others, code, sector, office, role, begin, end, note, basis = fields
        if not re.fullmatch("[A-Z]{3}", sector):
            faults.append((number, f'sector "{sector}" is not three capitals'))
        if basis not in BASES:
            faults.append((number, f'basis "{basis}" is none of {", ".join(sorted(BASES))}'))
        groups[code].append((number, [name, others, office, begin, end, note, role]))
    for code, own in sorted(groups.items()):
        more, tenures = check_rows(own, code, codes)
        yield code, path, faults + more, tenures
        faults = []
    if faults:
        yield "-", path, faults, []


def main():
    parser = argparse.ArgumentParser(description="Checks tenures and counts them.")
    parser.add_argument("paths", nargs="*", type=pathlib.Path, metavar="PATH", help="folders of lists, or the table")
    parser.add_argument("--gaps", action="store_true", help="list times without a holder")
    parser.error = lambda message: (print(f"check_tenures.py: {message}", file=sys.stderr), sys.exit(64))
    options = parser.parse_args()
    try:
        codes, states = known_codes(), countries()
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 66
    faulty = False
    for source in options.paths or [KNOWLEDGE / "tenures.tsv"]:
        if not source.exists():
            print(f"{source}: no such folder or file", file=sys.stderr)
            return 66
        counts, roles, missing = {}, collections.Counter(), collections.defaultdict(list)
        to_day = dates = 0
        people = set()
        for code, path, faults, tenures in (check_lists if source.is_dir() else check_table)(source, codes):
            for line, fault in sorted(faults):
                faulty = True
                print(f"{path}:{line}: {fault}")
            if options.gaps:
                for gap in gaps(tenures):
                    print(f"{path}: {code}: {gap}")
            counts[code] = len(tenures)
            held = set()
            for tenure in tenures:
                people.add((code, tenure.name))
                for role in tenure.role.split("|"):
                    roles[role] += 1
                    held.add(role)
                for side in (tenure.first, tenure.last):
                    if side[0] != datetime.date.max:
                        dates += 1
                        to_day += side[0] == side[1]
            if code in states:
                for role in sorted(ROLES - {"head"} - held):
                    missing[role].append(code)
        here = [code for code in counts if code in states]
        print(f"{source}: {sum(counts.values())} tenures of {len(people)} people")
        print(f"  {len(here)} countries ({sum(counts[code] for code in here)} tenures), "
              f"{len(counts) - len(here)} organisations")
        print("  " + ", ".join(f"{role} {number}" for role, number in sorted(roles.items())))
        print(f"  dates known to the day: {to_day} of {dates}")
        for role, codes_without in sorted(missing.items()):
            print(f"  no {role}: {len(codes_without)}: {' '.join(codes_without)}")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
