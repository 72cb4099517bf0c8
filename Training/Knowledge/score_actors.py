#!/usr/bin/env python3
"""Scores `chancery resolve` on the marked actors of the corpus.

    Training/Knowledge/score_actors.py [--split train|dev|test]… [--binary PATH] [--errors N] [--kind KIND] [--min PERCENT]

Every actor that has a code is asked for with its words, its sentence as the context and its date, through
`chancery resolve - --jsonl`, as users do. Two figures, in percent: the country (or UNO, EUR, IGO, … of an
organisation; an actor of no known country must have none), and the entity, code and main sector together. The corpus
writes what belongs to one country under that country's code ("ETA" is ESP/REB) where the tables have an id of its own
(ETA/REB): that is right if the organisation's country and main sector are the corpus' code and sector. By kind of actor;
the kinds are told from the words alone:

    pronoun         he, its, them
    adjective       one word that is an adjective of a country: Dutch
    name            capitalised words and no more: Norway, Angela Merkel, the Kremlin
    office          a person's office, with or without a name: the Norwegian foreign minister
    description     all other words: Turkish troops, the ministry

`answered` is how many get any entity, and `right of answered` how many of these are right. --errors prints the first N
wrong ones. Tune on train; dev and test are for the figure. --min ends with 1 if the entities are below it.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PRONOUNS = set("he she it they him her them his its their who we us our i me my you your which both".split())
KINDS = ("pronoun", "adjective", "name", "office", "description")


def adjectives() -> set[str]:
    found = set()
    for line in (ROOT / "Data/knowledge/countries.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            found.update(word.strip() for word in line.split("\t")[3].split("|"))
    return found


def offices() -> set[str]:
    """The last words of what agents.tsv calls persons: minister, envoy."""
    found = set()
    for line in (ROOT / "Data/knowledge/agents.tsv").read_text("utf-8").splitlines():
        fields = line.split("\t")
        if line and not line.startswith("#") and fields[3] == "person":
            found.update(fields[0].split()[-1:])
    return found


def kind(text: str, names: set[str], titles: set[str]) -> str:
    if text.lower() in PRONOUNS:
        return "pronoun"
    if text in names:
        return "adjective"
    words = [word for word in re.findall(r"[\w.’'-]+", text) if word.lower() not in ("the", "a", "an")]
    if any(word.lower().rstrip("'’s") in titles or word.lower() in titles for word in words):
        return "office"
    small = ("of", "for", "and", "al", "de", "bin", "in", "on", "to", "'s", "’s")
    if words and all(word[0].isupper() or word[0].isdigit() or word in small for word in words):
        return "name"
    return "description"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", action="append", choices=("train", "dev", "test"), help="only this part; repeats")
    parser.add_argument("--binary", default=ROOT / ".build/debug/chancery", metavar="PATH")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print so many wrong ones")
    parser.add_argument("--kind", choices=KINDS, help="errors of this kind only")
    parser.add_argument("--min", type=float, default=0, metavar="PERCENT", help="the least of entities")
    arguments = parser.parse_args()

    splits = arguments.split or ["dev", "test"]
    exported = subprocess.run(
        [sys.executable, ROOT / "Training/Corpus/export.py"], check=True, capture_output=True, text=True)
    asked, questions = [], []
    for line in exported.stdout.splitlines():
        record = json.loads(line)
        if record["split"] not in splits:
            continue
        for actor in record["actors"]:
            if "entity" not in actor:
                continue
            asked.append((record, actor))
            question = {"text": actor["text"], "context": record["sentence"]}
            if record["date"]:
                question["date"] = record["date"]
            questions.append(json.dumps(question, ensure_ascii=False))
    answered = subprocess.run(
        [arguments.binary, "resolve", "-", "--jsonl"], input="\n".join(questions) + "\n", check=True,
        capture_output=True, text=True)
    answers = [json.loads(line) for line in answered.stdout.splitlines()]
    if len(answers) != len(asked):
        sys.exit(f"{len(asked)} lines were asked, {len(answers)} were answered")

    names, titles = adjectives(), offices()
    counts = collections.defaultdict(collections.Counter)
    shown = 0
    for (record, actor), answer in zip(asked, answers):
        group = kind(actor["text"], names, titles)
        code, *sectors = actor["entity"].split("/")
        gold = code + "/" + sectors[0] if code != "?" else None
        entity = answer.get("entity")
        right_country = answer.get("country") == actor.get("country")
        # Of an actor whose country is not told, the sector is the code.
        sector = answer.get("sectors", [None])[0]
        right = entity == gold or bool(entity) and gold == f'{answer.get("country")}/{sector}'
        if not gold:
            right = not entity and sector == sectors[0]
        for key in (group, "all"):
            counts[key]["all"] += 1
            counts[key]["country"] += right_country
            counts[key]["entity"] += right
            counts[key]["answered"] += entity is not None
            counts[key]["right"] += right and entity is not None
        if not right and shown < arguments.errors and arguments.kind in (None, group):
            shown += 1
            got = entity or "?/" + ",".join(answer.get("sectors", []))
            if "actors" in answer:
                got = " + ".join(a.get("entity", "?") for a in answer["actors"])
            print(f'{record["id"]} {actor["entity"]:14} got {got:14} {answer.get("resolvedBy", "-"):26} '
                  f'[{actor["text"]}] {record["sentence"]}')
    print(f'{"kind":12} {"actors":>7} {"country":>8} {"entity":>7} {"answered":>9} {"right of answered":>18}')
    for key in KINDS + ("all",):
        count = counts[key]
        if count["all"]:
            share = {name: 100 * count[name] / count["all"] for name in ("country", "entity", "answered")}
            right = 100 * count["right"] / max(1, count["answered"])
            print(f'{key:12} {count["all"]:7} {share["country"]:8.1f} {share["entity"]:7.1f} '
                  f'{share["answered"]:9.1f} {right:18.1f}')
    total = counts["all"]
    return 1 if total["all"] and 100 * total["entity"] / total["all"] < arguments.min else 0


if __name__ == "__main__":
    sys.exit(main())
