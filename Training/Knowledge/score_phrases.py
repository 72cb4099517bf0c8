#!/usr/bin/env python3
"""Scores `chancery resolve` on the table of phrases, Tests/KnowledgeTests/Fixtures/phrases.tsv.

    Training/Knowledge/score_phrases.py [--binary PATH] [--half a|b] [--errors] [--kind KIND]… [--min PERCENT]

Every phrase is asked for with its date and its context through `chancery resolve - --jsonl`, as users do, and is right
only if all that its row tells is:

    entity   one of the row's; where that is a country's ("ETA" is ESP/REB), also an organisation of that country with
             that main sector. "?/SECTOR" wants that main sector and no country, "-" wants no code at all
    person   the one of the row, by any of the names that one row of the tables has
    office   the one held on the day, if the row tells one

The figures are percentages by kind and half. --errors prints what is wrong in half a: half b is kept back, and its rows
are never printed. --min ends with 1 if half b, or the half that is asked for, is below it.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

import phrases

ROOT = pathlib.Path(__file__).resolve().parents[2]


def folded(name):
    """The name in small ASCII letters, without marks and honours."""
    plain = unicodedata.normalize("NFD", name.lower().translate(str.maketrans("øłđıß", "oldis")))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return " ".join(word for word in words if word not in ("pope", "king", "queen", "emperor", "emir", "sultan"))


def persons():
    """By each folded name in the tables, all folded names of who bears it."""
    names = collections.defaultdict(set)
    for table in ("tenures.tsv", "people.tsv"):
        for row in phrases.first_columns(table):
            forms = {folded(form) for form in [row[0], *row[1].split("|")] if form not in ("", "-")}
            for form in forms:
                names[form] |= forms
    return names


def is_entity(wanted, answer):
    """Whether an answer has the entity that a row wants, one of several."""
    entity, country = answer.get("entity"), answer.get("country")
    sector = next(iter(answer.get("sectors", [])), None)
    if wanted == "-":
        return not any(other.get("entity") for other in answer.get("actors", [])) and not entity and not country
    if wanted.startswith("?/"):
        return not country and sector == wanted[2:]
    return bool(entity) and wanted in (entity, f"{country}/{sector}")


def faults(row, answer, names):
    """Which of entity, person and office are wrong in an answer."""
    if not any(is_entity(wanted, answer) for wanted in row["entity"].split("|")):
        yield "entity"
    if row["person"] != "-":
        person, wanted = folded(answer.get("person", "")), folded(row["person"])
        if person != wanted and person not in names[wanted]:
            yield "person"
    if row["office"] not in ("", "-") and answer.get("office") != row["office"]:
        yield "office"


def asked(row):
    """The line that asks for a row's phrase."""
    fields = {"text": row["text"], "date": row["date"], "context": row["context"]}
    return json.dumps({key: value for key, value in fields.items() if value}, ensure_ascii=False)


def told(answer):
    """An answer in a few words."""
    if "actors" in answer:
        return " + ".join(map(told, answer["actors"]))
    fields = [answer.get("entity") or "?/" + ",".join(answer.get("sectors", [])), answer.get("person"),
              answer.get("office"), answer.get("resolvedBy")]
    return " ".join(field for field in fields if field)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=ROOT / ".build/debug/chancery", metavar="PATH")
    parser.add_argument("--half", choices="ab", help="only this half")
    parser.add_argument("--errors", action="store_true", help="print what is wrong in half a")
    parser.add_argument("--kind", action="append", help="errors of this kind only; repeats")
    parser.add_argument("--min", type=float, default=0, metavar="PERCENT", help="the least that must be right")
    arguments = parser.parse_args()

    rows, wrong = phrases.check(phrases.PHRASES.read_text("utf-8").split("\n"))
    if wrong:
        sys.exit(f"{phrases.PHRASES}:{wrong[0]}")
    rows = [row for row in rows if arguments.half in (None, row["half"])]
    run = subprocess.run([arguments.binary, "resolve", "-", "--jsonl"], check=True, capture_output=True, text=True,
                         input="".join(asked(row) + "\n" for row in rows))
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(rows):
        sys.exit(f"{len(rows)} lines were asked, {len(answers)} were answered")

    names = persons()
    counts = collections.defaultdict(collections.Counter)
    for row, answer in zip(rows, answers):
        found = list(faults(row, answer, names))
        for kind in (row["kind"], "all"):
            for half in (row["half"], "all"):
                counts[kind][half] += 1
                counts[kind][half, "right"] += not found
        if found and arguments.errors and row["half"] == "a" and row["kind"] in (arguments.kind or [row["kind"]]):
            wanted = [row[key] for key in ("entity", "person", "office") if row[key] not in ("", "-")]
            print(f'{row["kind"]}: {row["text"]} [{row["date"]}] {row["context"]}\n'
                  f'    {"+".join(found)}: wants {" ".join(wanted) or "nobody"}, got {told(answer)}')
    halves = [arguments.half] if arguments.half else ["all", "a", "b"]
    print(f'{"kind":16}' + "".join(f'{half:>6}{"right":>7}' for half in halves))
    for kind in [*dict.fromkeys(row["kind"] for row in rows), "all"]:
        count = counts[kind]
        print(f"{kind:16}" + "".join(f'{count[half]:6}{100 * count[half, "right"] / max(1, count[half]):7.1f}'
                                     for half in halves))
    total = counts["all"]
    return 1 if 100 * total[halves[-1], "right"] < arguments.min * total[halves[-1]] else 0


if __name__ == "__main__":
    sys.exit(main())
