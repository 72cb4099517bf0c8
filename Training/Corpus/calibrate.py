#!/usr/bin/env python3
"""Fits the coefficients of confidence.tsv on annotated sentences that taught nothing.

    Training/Corpus/export.py > corpus.jsonl
    Training/Corpus/calibrate.py corpus.jsonl --articles > articles.jsonl
    chancery explain --format jsonl articles.jsonl > explained.jsonl
    Training/Corpus/calibrate.py corpus.jsonl explained.jsonl --column 1 --table Data/predicates/confidence.tsv \\
        --fix lacking=-1 --fix targets=0.71 --fix implied=0.5 --fix unreal=0 --fix heading=0 --fix threshold=0.35

For the column of the lexicon alone explain with --no-model and say --column 2.

A coding is right if its trigger, its type and its status are, and if the words of its actors on each
side are those of the annotation, with no country against it. The coefficients are those of logistic
regression with a small penalty; the threshold is where F1 of what is left is best. Prints the table
with its column replaced, and on standard error how far chances and shares of right codings agree.
"""

import argparse
import json
import math
import sys

PENALTY = 1.0
# Enough folds that hardly any sentence is missing when its own chance is computed.
FOLDS = 10


def articles(records):
    """The sentences as documents that `chancery` reads, in the order of the corpus."""
    for record in records:
        date = record["date"]
        day = date if len(date) > 7 else date + "-15" if len(date) == 7 else date + "-07-01"
        yield {
            "id": record["id"], "published": day, "language": "en", "text": record["sentence"],
        }


def overlap(left, right):
    return left[0] < right[1] and right[0] < left[1]


def same_side(found, gold):
    """Whether the actors of a side are those of the annotation."""

    def country(entity):
        return entity.split("/")[0] if entity else None

    for actor in gold:
        if not any(overlap(actor["span"], other["span"]) for other in found):
            return False
    for actor in found:
        same = [other for other in gold if overlap(actor["span"], other["span"])]
        if not same:
            return False
        entity = actor.get("entity")
        told = [other.get("entity") for other in same if other.get("entity")]
        if entity and told and country(entity) not in [country(other) for other in told]:
            return False
    return True


def is_right(candidate, event, actors):
    return (
        any(overlap(span, candidate["triggerSpan"]) for span in event["trigger"])
        and candidate.get("type") == event["type"]
        and candidate.get("status") == event["status"]
        and all(
            same_side(candidate[side], [actors[number] for number in event[side]])
            for side in ("sources", "targets")
        )
    )


def rows(records, explained, by_model):
    """(features, right, number of the sentence) of every candidate that may become an event, and how
    many events there are."""
    found = []
    events = 0
    for number, record in enumerate(records):
        open_events = [e for e in record["events"] if e["type"] != "STATEMENT"]
        events += len(open_events)
        candidates = [
            candidate
            for sentence in explained.get(record["id"], [])
            for candidate in sentence["candidates"]
            if candidate["byModel"] == by_model
            and candidate.get("objection") in (None, "too unsure")
        ]
        # An event is told once: of two candidates that are right the likelier one counts.
        candidates.sort(key=lambda candidate: -candidate["confidence"])
        for candidate in candidates:
            event = next(
                (e for e in open_events if is_right(candidate, e, record["actors"])), None)
            if event:
                open_events.remove(event)
            found.append((candidate["features"], event is not None, number))
    return found, events


def chance(weights, features):
    total = sum(weights.get(name, 0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30, min(30, total))))


def solved(matrix, vector):
    """The solution of a system of linear equations, by elimination."""
    size = len(vector)
    rows = [list(row) + [value] for row, value in zip(matrix, vector)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            factor = rows[row][column] / rows[column][column]
            for place in range(column, size + 1):
                rows[row][place] -= factor * rows[column][place]
    result = [0.0] * size
    for row in reversed(range(size)):
        rest = sum(rows[row][place] * result[place] for place in range(row + 1, size))
        result[row] = (rows[row][size] - rest) / rows[row][row]
    return result


def fitted(data, names, fixed=None):
    """Coefficients by Newton's method; `fixed` are given."""
    fixed = fixed or {}
    weights = {name: 0.0 for name in names} | fixed
    names = [name for name in names if name not in fixed]
    for _ in range(25):
        gradient = [0.0] * len(names)
        hessian = [[0.0] * len(names) for _ in names]
        for features, right, _ in data:
            values = [features.get(name, 0) for name in names]
            guess = chance(weights, features)
            for i, value in enumerate(values):
                if value:
                    gradient[i] += (right - guess) * value
                    for j, other in enumerate(values):
                        hessian[i][j] += guess * (1 - guess) * value * other
        for i, name in enumerate(names):
            penalty = 0.001 if name == "bias" else PENALTY
            gradient[i] -= penalty * weights[name]
            hessian[i][i] += penalty
        step = solved(hessian, gradient)
        for name, change in zip(names, step):
            weights[name] += change
        if max(map(abs, step)) < 1e-5:
            break
    return weights


def best_threshold(chances, events):
    """Where F1 is best: (threshold, precision, recall, F1)."""
    best = (0.0, 0.0, 0.0, 0.0)
    right = 0
    for count, (value, is_right, _) in enumerate(sorted(chances, reverse=True), 1):
        right += is_right
        f1 = 2 * right / (count + events)
        if f1 > best[3]:
            best = (value, right / count, right / events, f1)
    return best


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("explained", nargs="?")
    parser.add_argument("--articles", action="store_true", help="print the sentences as documents")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--table")
    parser.add_argument(
        "--fix", action="append", default=[], metavar="NAME=VALUE",
        help="a coefficient, or the threshold, that is set by hand (may be repeated)")
    parser.add_argument("--column", type=int, default=1, help="1: with the model, 2: without")
    options = parser.parse_args()
    with open(options.corpus, encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    # Records of treebanks have a colon in their ids, and no sentence of their own.
    records = [r for r in records if r["split"] == options.split and ":" not in r["id"]]
    if options.articles:
        for article in articles(records):
            print(json.dumps(article, ensure_ascii=False))
        return
    explained = {}
    with open(options.explained, encoding="utf-8") as file:
        for line in file:
            sentence = json.loads(line)
            explained.setdefault(sentence["article"], []).append(sentence)
    data, events = rows(records, explained, options.column == 1)
    names = sorted({name for features, _, _ in data for name in features})
    fixed = {name: float(value) for name, value in (text.split("=") for text in options.fix)}
    at = fixed.pop("threshold", None)
    chances = []
    for fold in range(FOLDS):
        rest = fitted([row for row in data if row[2] % FOLDS != fold], names, fixed)
        chances += [
            (chance(rest, row[0]), row[1], row[2]) for row in data if row[2] % FOLDS == fold]
    threshold, precision, recall, f1 = best_threshold(chances, events)
    print(
        f"{len(data)} candidates, {sum(row[1] for row in data)} right, {events} events; "
        f"threshold {threshold:.3f}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}",
        file=sys.stderr)
    error = 0.0
    for low in range(10):
        bin_ = [(c, r) for c, r, _ in chances if low / 10 <= c < (low + 1) / 10 + (low == 9)]
        if bin_:
            mean = sum(c for c, _ in bin_) / len(bin_)
            share = sum(r for _, r in bin_) / len(bin_)
            error += abs(mean - share) * len(bin_) / len(chances)
            print(f"{mean:.2f} said, {share:.2f} right, {len(bin_)}", file=sys.stderr)
    print(f"mean difference {error:.3f}, each sentence by the others", file=sys.stderr)
    weights = fitted(data, names, fixed)
    weights["threshold"] = threshold if at is None else at
    if options.table:
        with open(options.table, encoding="utf-8") as file:
            for line in file.read().split("\n")[:-1]:
                fields = line.split("\t")
                if not line.startswith("#") and fields[0]:
                    fields[options.column] = f"{weights.get(fields[0], 0):.3f}"
                print("\t".join(fields))


if __name__ == "__main__":
    main()
