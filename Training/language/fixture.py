"""Writes what a model says of our own sentences, for the test that holds another forward pass
against it.

Everything is computed in fp32 from the rounded weights. Decisions are written in full, logits where
a decision was taken, rounded to four places. Words and spans count from 0; heads are 0 for the
root, else the governor's number from 1.
"""

import argparse
import json
import os

import numpy as np
import torch

from . import export
from .labels import FIRST_TYPE
from .reader import Reader, Reading
from .treebank import Sentence, Word

# Sentences up to this length carry their whole matrix of arcs.
SHORT = 12
# The first sentences carry a few columns of each layer's state, to find where a mistake begins.
TRACED, COLUMNS = 3, 8


def texts(path: str) -> list[list[Sentence]]:
    """One sentence a line, words divided by a space; an empty line ends a text."""
    with open(path, encoding="utf-8") as file:
        blocks = [block for block in file.read().split("\n\n") if block.strip()]
    found = []
    for number, block in enumerate(blocks):
        sentences = []
        for line in block.strip("\n").split("\n"):
            words = [Word(form, "_", "X", "_", {}, 0, "_", "_", []) for form in line.split(" ")]
            sentences.append(Sentence(words, document=str(number)))
        found.append(sentences)
    return found


def rounded(values) -> list:
    return np.round(np.asarray(values, dtype=np.float64), 4).tolist()


def described(reader: Reader, sentence: Sentence, reading: Reading) -> dict:
    scores, words = reading.scores, reading.words
    start, end = reader.model.slices["upos"]
    heads = [word.head for word in words]
    relations = [reader.labels.relations.index(word.deprel) for word in words]
    found = {
        "words": [word.form for word in words],
        "pieces": [reader.packer.wordpieces.pieces(word.form) for word in sentence.words],
        "upos": [word.upos for word in words],
        "features": ["|".join(f"{k}={v}" for k, v in w.feats.items()) or "_" for w in words],
        "lemmas": [word.lemma for word in words],
        "heads": heads,
        "relations": [word.deprel for word in words],
        "predicates": {str(i): roleset for i, roleset in reading.predicates.items()},
        "roles": {str(i): reading.roles[i] for i in reading.predicates},
        "mentions": [list(mention) for mention in reading.mentions],
        "entities": reading.entities,
        "events": [
            {
                "anchor": told.anchor,
                "act": told.type,
                "status": told.status,
                "modes": told.modes,
                "contexts": told.contexts,
                "parts": [list(part) for part in told.parts],
            }
            for told in reading.events
        ],
        "pairs": [paired(reader, sentence, *phrases) for phrases in asked(reading)],
        "logits": {
            "tags": rounded(scores["tags"].max(1)),
            "upos": rounded(scores["tags"][:, start:end].max(1)),
            "arcs": rounded([scores["arcs"][i, head] for i, head in enumerate(heads, 1)]),
            "relations": rounded(scores["relations"][np.arange(len(words)), relations]),
            "predicates": rounded(scores["predicates"][:, 0]),
            "roles": {
                str(i): rounded(scores[f"roles {i}"].max(1)) for i in reading.predicates
            },
            "acts": rounded(scores["acts"].max(1)),
            "parts": {
                str(told.anchor): rounded(scores[f"parts {told.anchor}"].max(1))
                for told in reading.events
            },
            "mentions": rounded([scores["mentions"][a, b] for a, b, _ in reading.mentions]),
            "types": rounded([row.max() for row in scores.get("types", [])]),
        },
    }
    if len(words) <= SHORT:
        found["logits"]["all arcs"] = rounded(scores["arcs"][1:])
    return found


def asked(reading: Reading) -> list[tuple[list[int], list[int]]]:
    """The words of the first two mentions that do not overlap, if there are two."""
    for first, last, _ in reading.mentions[1:]:
        start, end, _ = reading.mentions[0]
        if first > end or last < start:
            return [(list(range(start, end + 1)), list(range(first, last + 1)))]
    return []


def paired(reader: Reader, sentence: Sentence, source: list[int], target: list[int]) -> dict:
    """What happens between two phrases: the type, the word that tells it best, all scores."""
    addends = reader.pairs([sentence], [(0, source, target)])[0]
    scores = np.logaddexp.reduce(addends, 0)
    best = int(scores.argmax())
    return {
        "source": source,
        "target": target,
        "type": reader.labels.acts[best + FIRST_TYPE],
        "trigger": int(addends[:, best].argmax()),
        "scores": rounded(scores),
    }


def traced(reader: Reader, sentence: Sentence) -> list:
    """[states, pieces, columns]"""
    batch = reader.packer.pack([sentence])
    with torch.inference_mode():
        states = reader.model.encoder(
            batch.pieces, batch.positions, batch.cases, batch.attention, batch.order
        )
    return rounded(torch.stack(states)[:, :, :COLUMNS].numpy())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="the folder with model.safetensors and labels.json")
    parser.add_argument("sentences", help="one tokenised sentence a line, texts apart")
    parser.add_argument("output", help="the JSON file to write")
    arguments = parser.parse_args()
    reader = export.load(arguments.model)
    rows, left = [], TRACED
    for sentences in texts(arguments.sentences):
        readings = reader.read(sentences, [list(range(len(sentences)))], keep_scores=True)
        row = {"sentences": []}
        for sentence, reading in zip(sentences, readings, strict=True):
            entry = described(reader, sentence, reading)
            if left:
                entry["states"] = traced(reader, sentence)
                left -= 1
            row["sentences"].append(entry)
        antecedents = readings[0].scores.get("antecedents")
        if antecedents is not None:
            # The best score each mention gives to an earlier one; the first has none before it.
            row["antecedents"] = rounded(
                [antecedents[i, :i].max() for i in range(1, len(antecedents))]
            )
        rows.append(row)
    weights = export.digest(os.path.join(arguments.model, "model.safetensors"))
    os.makedirs(os.path.dirname(arguments.output) or ".", exist_ok=True)
    with open(arguments.output, "w", encoding="utf-8") as file:
        file.write(f'{{"format": "{export.FORMAT}", "weights": "{weights}", "texts": [\n')
        file.write(",\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
        file.write("\n]}\n")
    count = sum(len(row["sentences"]) for row in rows)
    print(f"{count} sentences, {os.path.getsize(arguments.output) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
