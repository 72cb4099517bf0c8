"""The events of the corpus as targets: which words trigger what, who takes part, on whose word.

Sentences come from `Corpus/export.py` as JSON Lines. Those of a treebank are found there again and
keep everything else that the treebank knows of them; the corpus' own sentences have only words,
which `chancery parse` cut (`tokens`), because the running program cuts them so.
"""

import argparse
import gzip
import hashlib
import json
from dataclasses import dataclass, field

from .treebank import Sentence, Word


@dataclass
class Event:
    """Words are 0-based. `anchor` begins the trigger; `sources` and `targets` are phrases."""

    anchor: int
    words: list[int]
    type: str
    status: str
    modes: list[str] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)
    sources: list[list[int]] = field(default_factory=list)
    targets: list[list[int]] = field(default_factory=list)
    speaker: list[int] = field(default_factory=list)

    def pairs(self) -> list[tuple[list[int], list[int]]]:
        """Each source with each target; the first party of a symmetric act with each other."""
        sources, targets = self.sources, self.targets
        if not targets:
            sources, targets = self.sources[:1], self.sources[1:]
        return [(a, b) for a in sources[:2] for b in targets[:2] if not set(a) & set(b)]


def lines(path: str) -> list[dict]:
    """The objects of JSON Lines, packed with gzip if the name says so."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def own(corpus: list[dict], tokens: dict[str, list[tuple[int, int]]]) -> list[Sentence]:
    """The corpus' own sentences, cut into `tokens`: id → half-open places in the sentence."""
    found = []
    for row in corpus:
        if ":" in row["id"]:
            continue
        spans = tokens[row["id"]]
        text = row["sentence"]
        words = [Word(text[a:b], "_", "_", "_", {}, -1, "_", "_", []) for a, b in spans]
        sentence = Sentence(words, {0: f"# sent_id = {row['id']}"}, "events", row["scenario"])
        sentence.events = _events(row, spans)
        found.append(sentence)
    return found


def attach(corpus: list[dict], sentences: list[Sentence]) -> int:
    """Gives treebank sentences the events of the corpus; returns to how many."""
    rows = {row["id"].split(":", 1)[1]: row for row in corpus if ":" in row["id"]}
    count = 0
    for sentence in sentences:
        row = rows.get(sentence.identifier)
        if row is None:
            continue
        spans = _places(sentence, row["sentence"])
        if spans is None:
            continue
        sentence.events = _events(row, spans)
        count += 1
    return count


def digest(path: str) -> str:
    """SHA-256 of the text, packed or not."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def held_out(corpus: str, tokens: str) -> list[Sentence]:
    """The written sentences of the corpus' dev part, which are measured on."""
    rows = lines(corpus)
    held = {row["id"] for row in rows if row["split"] == "dev"}
    return [s for s in own(rows, read_tokens(rows, tokens)) if s.identifier in held]


def read_tokens(corpus: list[dict], path: str) -> dict[str, list[tuple[int, int]]]:
    """What `chancery parse --format json` said of the own sentences, one a paragraph: the words
    of all sentences that it saw in a paragraph."""
    ids = [row["id"] for row in corpus if ":" not in row["id"]]
    starts, place = [], 0
    for row in corpus:
        if ":" not in row["id"]:
            starts.append(place)
            place += len(row["sentence"]) + 2  # an empty line divides paragraphs
    found: dict[str, list[tuple[int, int]]] = {identifier: [] for identifier in ids}
    number = 0
    for sentence in lines(path):
        while number + 1 < len(starts) and sentence["start"] >= starts[number + 1]:
            number += 1
        base = starts[number]
        found[ids[number]] += [(w["start"] - base, w["end"] - base) for w in sentence["words"]]
    return found


def _places(sentence: Sentence, text: str) -> list[tuple[int, int]] | None:
    places, at = [], 0
    for word in sentence.words:
        start = text.find(word.form, at)
        if start < 0 or start - at > 1:
            # A word of a contraction that the text writes otherwise: nothing is learnt from it.
            return None
        places.append((start, start + len(word.form)))
        at = start + len(word.form)
    return places


def _events(row: dict, spans: list[tuple[int, int]]) -> list[Event]:
    def covered(span) -> list[int]:
        return [i for i, (a, b) in enumerate(spans) if a < span[1] and b > span[0]]

    def actors(numbers) -> list[list[int]]:
        return [words for words in (covered(row["actors"][n]["span"]) for n in numbers) if words]

    found = []
    for event in row["events"]:
        pieces = [words for words in map(covered, event["trigger"]) if words]
        if not pieces:
            continue
        speaker = event.get("attribution")
        found.append(
            Event(
                anchor=pieces[0][0],
                words=sorted({word for piece in pieces for word in piece}),
                type=event["type"],
                status=event["status"],
                modes=[f"{event['type']}/{mode}" for mode in event["modes"]],
                contexts=event["contexts"],
                sources=actors(event["sources"]),
                targets=actors(event["targets"]),
                speaker=covered(row["actors"][speaker["actor"]]["span"]) if speaker else [],
            )
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Prints the corpus' own sentences, one a paragraph, to be cut into words."
    )
    parser.add_argument("corpus", help="what Corpus/export.py printed")
    rows = lines(parser.parse_args().corpus)
    print("\n\n".join(row["sentence"] for row in rows if ":" not in row["id"]))


if __name__ == "__main__":
    main()
