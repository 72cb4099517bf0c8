#!/usr/bin/env python3
"""Joins what judges said of a sample with where it stands, and says how often they agree.

    Training/Judging/verdicts.py join KEY FIRST SECOND [SETTLED]   prints the table to publish
    Training/Judging/verdicts.py score TABLE…                      prints what the tables say

FIRST, SECOND and SETTLED are `number<TAB>verdict`; a verdict is `right`, or what is wrong (`type`,
`source`, `target`, `status`, `event`, `entity`, `place`, `date`, several divided by commas), or for
`missed` how many events are missing. SETTLED holds a third look at what the first two saw
differently. The table has `article start end label first second [settled]`.
"""

import argparse
import csv
import sys


def verdicts(path: str) -> dict[int, str]:
    found: dict[int, str] = {}
    with open(path, encoding="utf-8") as file:
        for line, row in enumerate(csv.reader(file, delimiter="\t"), start=1):
            if not row or row[0] == "number":
                continue
            if len(row) < 2 or not row[0].isdigit() or not row[1].strip():
                raise SystemExit(f"{path}:{line}: expects number<TAB>verdict")
            if int(row[0]) in found:
                raise SystemExit(f"{path}:{line}: number {row[0]} was judged before")
            found[int(row[0])] = row[1].strip()
    return found


def join(options) -> None:
    judges = [verdicts(path) for path in (options.first, options.second)]
    settled = verdicts(options.settled) if options.settled else {}
    with open(options.key, encoding="utf-8") as file:
        key = list(csv.DictReader(file, delimiter="\t"))
    numbers = {int(row["number"]) for row in key}
    for path, judge in zip((options.first, options.second), judges, strict=True):
        if numbers != set(judge):
            odd = sorted(numbers ^ set(judge))[:5]
            raise SystemExit(f"{path}: numbers differ from {options.key}: {odd}")
    writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    columns = ["article", "start", "end", "label", "first", "second"]
    writer.writerow(columns + (["settled"] if options.settled else []))
    for row in key:
        number = int(row["number"])
        said = [judge[number] for judge in judges]
        if options.settled:
            agreed = is_right(said[0]) == is_right(said[1])
            if not agreed and number not in settled:
                raise SystemExit(f"{options.settled}: number {number} is not settled")
            said.append(settled.get(number, said[0]) if not agreed else said[0])
        writer.writerow([row["article"], row["start"], row["end"], row["label"], *said])


def is_right(verdict: str) -> bool:
    return verdict in ("right", "0")


def kappa(first: list[bool], second: list[bool]) -> float:
    """Cohen's kappa, of two judges and two answers."""
    count = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    yes = sum(first) / count, sum(second) / count
    chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def score(options) -> None:
    print("table\trows\tfirst\tsecond\tsettled\tagreement\tkappa")
    for path in options.tables:
        with open(path, encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        if not rows:
            raise SystemExit(f"{path}: no rows")
        first, second = ([is_right(row[name]) for row in rows] for name in ("first", "second"))
        settled = "-"
        if "settled" in rows[0]:
            settled = f"{100 * sum(is_right(row['settled']) for row in rows) / len(rows):.1f}"
        agreed = sum(a == b for a, b in zip(first, second, strict=True))
        figures = [100 * n / len(rows) for n in (sum(first), sum(second), agreed)]
        name = path.rsplit("/", 1)[-1].removesuffix(".tsv")
        print(
            f"{name}\t{len(rows)}\t{figures[0]:.1f}\t{figures[1]:.1f}\t{settled}"
            f"\t{figures[2]:.1f}\t{kappa(first, second):.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    joining = commands.add_parser("join")
    joining.add_argument("key")
    joining.add_argument("first")
    joining.add_argument("second")
    joining.add_argument("settled", nargs="?")
    joining.set_defaults(run=join)
    scoring = commands.add_parser("score")
    scoring.add_argument("tables", nargs="+")
    scoring.set_defaults(run=score)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
