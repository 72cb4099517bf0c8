#!/usr/bin/env python3
"""Draws what two people judge without knowing more than a text and what was made of it.

    Training/Judging/sample.py KIND ARTICLES.jsonl --count N [--seed S] --sheet SHEET --key KEY

KIND is `events`, `missed`, `actors`, `places` or `dates`. ARTICLES has an article a line (`id`,
`published`, `text`). The program codes all of them; N of its answers are drawn, each article's
answers as likely as another's. SHEET (JSON Lines, for the judges) has a number, the text around the
answer with the words concerned between « and », and the answer; KEY (tab-separated) says where each
number stands: article, offsets in Unicode scalars. Judges write a table `number<TAB>verdict`;
verdicts.py joins them with the key. The sheet holds words of articles and is not to be published; the
key and the verdicts may be.
"""

import argparse
import json
import random
import subprocess
import sys

KINDS = ("events", "missed", "actors", "places", "dates")
AROUND = 300  # scalars of text shown on each side


def run(command: list[str], text: str = "") -> list[dict]:
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:3])}: {done.stderr.strip() or done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def shown(text: str, start: int, end: int) -> str:
    before = text[max(0, start - AROUND) : start]
    return f"{before}«{text[start:end]}»{text[end : end + AROUND]}"


def actor(row: dict) -> dict:
    return {
        key: row[key]
        for key in ("text", "name", "person", "office", "country", "sectors")
        if row.get(key)
    }


def coded(options, path: str) -> list[dict]:
    return run([options.binary, "code", path, "--data", options.data, "--format", "jsonl"])


def events(options, articles) -> list[dict]:
    items = []
    for event in coded(options, options.articles):
        evidence = event["evidence"]
        text = articles[event["article"]["id"]]["text"]
        start = evidence["offset"]
        answer = {
            "trigger": evidence["trigger"],
            "type": event["type"],
            "mode": event.get("mode"),
            "status": event["status"],
            "sources": [actor(row) for row in event["sources"]],
            "targets": [actor(row) for row in event["targets"]],
        }
        items.append(
            {
                "article": event["article"]["id"],
                "start": evidence["triggerSpan"][0],
                "end": evidence["triggerSpan"][1],
                "label": event["type"],
                "shown": shown(text, start, start + len(evidence["sentence"])),
                "answer": answer,
            }
        )
    return items


def missed(options, articles) -> list[dict]:
    """Sentences of articles, each with all events that it became a mention of."""
    told: dict[tuple[str, str], list[dict]] = {}
    for event in coded(options, options.articles):
        for mention in event["mentions"]:
            answer = {
                "trigger": mention["trigger"],
                "type": event["type"],
                "status": mention["status"],
                "sources": [actor(row) for row in event["sources"]],
                "targets": [actor(row) for row in event["targets"]],
            }
            told.setdefault((mention["article"], mention["sentence"]), []).append(answer)
    items = []
    explain = [options.binary, "explain", options.articles, "--data", options.data]
    for row in run([*explain, "--format", "jsonl"]):
        if row.get("kind") != "body":
            continue
        start, end = row["span"]
        text = articles[row["article"]]["text"]
        sentence = text[start:end]
        if len(sentence) < 30:
            continue
        items.append(
            {
                "article": row["article"],
                "start": start,
                "end": end,
                "label": "sentence",
                "shown": shown(text, start, end),
                "answer": told.get((row["article"], sentence), []),
            }
        )
    return items


def actors(options, articles) -> list[dict]:
    """All that stands in a sentence and was resolved, with what the entity is."""
    items = []
    explain = [options.binary, "explain", options.articles, "--data", options.data]
    for row in run([*explain, "--format", "jsonl"]):
        if row.get("kind") != "body":
            continue
        for mention in row["mentions"]:
            if "entity" not in mention or mention["kind"] == "place":
                continue
            start, end = mention["span"]
            answer = {key: mention[key] for key in ("entity", "resolvedBy") if key in mention}
            items.append(
                {
                    "article": row["article"],
                    "start": start,
                    "end": end,
                    "label": mention["resolvedBy"],
                    "shown": shown(articles[row["article"]]["text"], start, end),
                    "answer": answer,
                }
            )
    return items


def spoken(options, articles, command: str, date: str, keys: tuple[str, ...]) -> list[dict]:
    items = []
    for identifier, article in articles.items():
        found = run(
            [options.binary, command, "-", date, article["published"], "--data", options.data]
            + ["--format", "jsonl"],
            article["text"],
        )
        for row in found:
            start, end = row["span"]
            answer = {key: row[key] for key in keys if key in row}
            items.append(
                {
                    "article": identifier,
                    "start": start,
                    "end": end,
                    "label": row.get("precision") or row.get("granularity"),
                    "shown": shown(article["text"], start, end),
                    "answer": answer | {"published": article["published"]},
                }
            )
    return items


def drawn(options, articles) -> list[dict]:
    if options.kind == "places":
        keys = ("name", "country", "admin1", "latitude", "longitude", "precision")
        items = spoken(options, articles, "places", "--date", keys)
    elif options.kind == "dates":
        keys = ("start", "end", "granularity", "basis")
        items = spoken(options, articles, "dates", "--published", keys)
    else:
        items = {"events": events, "missed": missed, "actors": actors}[options.kind](
            options, articles
        )
    items.sort(key=lambda item: (item["article"], item["start"], item["end"], item["label"]))
    if len(items) < options.count:
        print(f"only {len(items)} to draw from", file=sys.stderr)
    return random.Random(options.seed).sample(items, min(options.count, len(items)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("articles")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sheet", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--binary", default=".build/release/chancery")
    parser.add_argument("--data", default="Data")
    options = parser.parse_args()
    with open(options.articles, encoding="utf-8") as file:
        articles = {row["id"]: row for row in map(json.loads, file)}
    with (
        open(options.sheet, "w", encoding="utf-8") as sheet,
        open(options.key, "w", encoding="utf-8") as key,
    ):
        key.write("number\tarticle\tstart\tend\tlabel\n")
        for number, item in enumerate(drawn(options, articles), start=1):
            row = {"number": number, "text": item["shown"], "answer": item["answer"]}
            sheet.write(json.dumps(row, ensure_ascii=False) + "\n")
            places = (str(item[name]) for name in ("article", "start", "end", "label"))
            key.write("\t".join((str(number), *places)) + "\n")


if __name__ == "__main__":
    main()
