"""Measures a model on parts of the treebanks, from gold tokens."""

import argparse
import json
import os

import numpy as np
import torch

from . import score
from .events import held_out
from .labels import FIRST_TYPE
from .reader import Reader
from .treebank import GENRES, Sentence, load_part, write


def documents_of(sentences: list[Sentence]) -> list[list[int]]:
    """The sentences' numbers of each document, in order."""
    found: dict[str, list[int]] = {}
    for number, sentence in enumerate(sentences):
        found.setdefault(sentence.document, []).append(number)
    return list(found.values())


def measure(reader: Reader, sentences: list[Sentence], precision=torch.float32):
    """(scores, readings): what applies to the corpus the sentences are from."""
    entities = sentences[0].corpus == "gum"
    documents = documents_of(sentences) if entities else []
    readings = reader.read(sentences, documents, precision=precision)
    found = score.words(sentences, readings)
    if any(sentence.has_roles for sentence in sentences):
        found |= score.roles(sentences, readings)
    if entities:
        found |= score.mentions(sentences, readings)
        pairs = [
            (
                score.clusters_of([sentences[i] for i in numbers]),
                score.clusters_read([readings[i] for i in numbers]),
            )
            for numbers in documents
        ]
        found |= score.coreference(pairs)
    return found, readings


def measure_events(
    reader: Reader, sentences: list[Sentence], precision=torch.float32
) -> dict[str, float]:
    """Scores of events, and in percent how often a pair of actors gets the right type (`pairs`)."""
    found = score.events(sentences, reader.read(sentences, precision=precision))
    asked, types = [], []
    for number, sentence in enumerate(sentences):
        for event in sentence.events:
            for source, target in event.pairs():
                asked.append((number, source, target))
                types.append(reader.labels.acts.index(event.type) - FIRST_TYPE)
    addends = reader.pairs(sentences, asked, precision)
    right = sum(
        int(np.logaddexp.reduce(table, 0).argmax()) == type
        for table, type in zip(addends, types, strict=True)
    )
    found["pairs"] = 100 * right / max(1, len(asked))
    return found


def report(part: str, scores: dict[str, float]) -> str:
    return part + "  " + "  ".join(f"{name} {value:.2f}" for name, value in scores.items())


def _print(part: str, scores: dict[str, float], as_json: bool) -> None:
    print(json.dumps({"part": part, **scores}) if as_json else report(part, scores), flush=True)


def main() -> None:
    from .export import load

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="the folder with model.safetensors and labels.json")
    parser.add_argument("--treebanks", required=True, help="the folder of treebanks")
    parser.add_argument("--parts", default="ewt-dev,gum-dev", help="comma-separated, as ewt-test")
    parser.add_argument("--all-genres", action="store_true", help="all of GUM, not only news …")
    parser.add_argument("--conllu", help="a folder to write what was read to, and the gold")
    parser.add_argument("--minilm", help="the folder of MiniLM; default: the installed package")
    parser.add_argument("--corpus", help="what Corpus/export.py printed, for the part corpus-dev")
    parser.add_argument("--tokens", help="what chancery parse said of it")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="one JSON object a part")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    reader = load(arguments.model, arguments.minilm, arguments.device)
    for part in arguments.parts.split(","):
        if part == "corpus-dev":
            if not arguments.corpus or not arguments.tokens:
                raise SystemExit("corpus-dev needs --corpus and --tokens")
            scores = measure_events(reader, held_out(arguments.corpus, arguments.tokens))
            _print(part, scores, arguments.json)
            continue
        genres = None if arguments.all_genres else GENRES
        sentences = load_part(arguments.treebanks, *part.split("-"), genres)
        scores, readings = measure(reader, sentences)
        _print(part, scores, arguments.json)
        if arguments.conllu:
            os.makedirs(arguments.conllu, exist_ok=True)
            gold = os.path.join(arguments.conllu, f"{part}.gold.conllu")
            with open(gold, "w", encoding="utf-8") as file:
                file.write(write(sentences))
            for sentence, reading in zip(sentences, readings, strict=True):
                sentence.words = reading.words
            with open(gold.replace(".gold.", "."), "w", encoding="utf-8") as file:
                file.write(write(sentences))


if __name__ == "__main__":
    main()
