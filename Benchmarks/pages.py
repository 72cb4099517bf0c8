#!/usr/bin/env python3
"""Scores the text and the dates that Chancery reads from pages, beside trafilatura (PyPI).

    Benchmarks/pages.py [--pages DIR] [--chancery BINARY] [--runs N]

DIR (default: pages/ of the development data) holds HTML files and
expected.json: for each file text that must be in the article (`with`) and text that must not
(`without`). A segment in `with` that is found is a true positive, one in `without` that is found a
false one; the counts of all pages together give precision, recall and F1, as trafilatura's own
evaluation does it. Halves are shown too, so that rules made while looking at one can be judged by
the other. Rates are the median of several runs in CPU time of one process on one core, Chancery's
with its start. Dates are compared with page-dates.tsv beside this file.
Without trafilatura installed, only Chancery is measured.
"""
import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

here = pathlib.Path(__file__).resolve().parent


def score(texts, items):
    counts = {"tp": 0, "fn": 0, "fp": 0, "tn": 0}
    for item in items:
        text = texts.get(item["file"]) or ""
        for segment in item["with"]:
            counts["tp" if segment in text else "fn"] += 1
        for segment in item["without"]:
            counts["fp" if segment in text else "tn"] += 1
    precision = counts["tp"] / max(1, counts["tp"] + counts["fp"])
    recall = counts["tp"] / max(1, counts["tp"] + counts["fn"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f1, precision, recall


def show(name, texts, items):
    for part, chosen in (("all", items), ("even", items[0::2]), ("odd", items[1::2])):
        f1, precision, recall = score(texts, chosen)
        print(f"{name:12} {part:5} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}"
              f"  ({len(chosen)} pages)")


def chancery(binary, paths, runs):
    command = [binary, "article", "--format", "json", *map(str, paths)]
    spent, articles = [], []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        articles = [json.loads(line) for line in done.stdout.splitlines()]
    return articles, statistics.median(spent)


def peer(paths, runs):
    try:
        import trafilatura
    except ImportError as error:
        print(f"trafilatura is not measured: {error}", file=sys.stderr)
        return None, None
    pages = [path.read_bytes() for path in paths]
    trafilatura.extract(pages[0], include_comments=False)
    spent, texts = [], []
    for _ in range(runs):
        start = time.process_time()
        texts = [trafilatura.extract(page, include_comments=False) for page in pages]
        spent.append(time.process_time() - start)
    return texts, statistics.median(spent)


def dates(articles):
    table = here / "page-dates.tsv"
    right = stated = invented = 0
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, date = line.split("\t")[:2]
        found = articles.get(name, {}).get("published", "-")[:10]
        if date == "-":
            invented += found != "-"
            continue
        stated += 1
        right += found == date
        if found != date:
            print(f"  {name}: {date} is stated, {found} was read")
    print(f"dates        {right} of {stated} right ({right / max(1, stated):.1%}); "
          f"{invented} read where none is stated")


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    data = os.environ.get("CHANCERY_DEVELOPMENT_DATA", str(here.parent.parent / "shared" / "data"))
    options.add_argument("--pages", type=pathlib.Path, default=pathlib.Path(data) / "pages")
    options.add_argument("--chancery", default=str(here.parent / ".build/release/chancery"))
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    try:
        items = json.loads((given.pages / "expected.json").read_text(encoding="utf-8"))
    except OSError as error:
        sys.exit(f"pages.py: {error}: --pages names a folder with expected.json")
    paths = [given.pages / item["file"] for item in items]
    articles, ours = chancery(given.chancery, paths, given.runs)
    named = {item["file"]: article for item, article in zip(items, articles)}
    show("chancery", {name: article["text"] for name, article in named.items()}, items)
    texts, theirs = peer(paths, given.runs)
    if texts is not None:
        show("trafilatura", {i["file"]: text for i, text in zip(items, texts)}, items)
    dates(named)
    print(f"rate         chancery {len(paths) / ours:.0f} pages a second of one core", end="")
    print(f", trafilatura {len(paths) / theirs:.0f}: ratio {theirs / ours:.1f}" if theirs else "")


if __name__ == "__main__":
    main()
