"""Reads and writes CoNLL-U with the project's additions to MISC (`Pred`, `Arg`, `Entity`).

A file read and written again is the same file, byte for byte: lines that hold no word (comments,
multiword ranges, empty nodes) are kept where they stood. Only an empty line that is missing after
the last sentence is supplied.
"""

import gzip
import os
from dataclasses import dataclass, field

from . import entities


@dataclass
class Word:
    """One syntactic word. `head` is 0 for the root, else the 1-based number of its governor."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: dict[str, str]
    head: int
    deprel: str
    deps: str
    misc: list[str]

    @property
    def predicate(self) -> str | None:
        """The roleset if this word is a predicate, as in `get.01`."""
        return self._value("Pred")

    @property
    def arguments(self) -> list[tuple[int, str]]:
        """(number of the predicate's word, label) for each argument this word is the head of."""
        value = self._value("Arg")
        if value is None:
            return []
        pairs = (item.split(":", 1) for item in value.split(","))
        return [(int(predicate), label) for predicate, label in pairs]

    @property
    def space_after(self) -> bool:
        return self._value("SpaceAfter") != "No"

    def _value(self, key: str) -> str | None:
        prefix = key + "="
        for item in self.misc:
            if item.startswith(prefix):
                return item[len(prefix) :]
        return None


@dataclass
class Sentence:
    """Words and what else stood in the block. `others` maps a line's place among the block's
    lines to a line that holds no word."""

    words: list[Word]
    others: dict[int, str] = field(default_factory=dict)
    corpus: str = ""
    document: str = ""
    genre: str = ""
    # The events it tells (`events.Event`); None if nobody looked for any.
    events: list | None = None

    def comment(self, key: str) -> str | None:
        prefix = f"# {key} = "
        for line in self.others.values():
            if line.startswith(prefix):
                return line[len(prefix) :]
        return None

    @property
    def identifier(self) -> str:
        return self.comment("sent_id") or ""

    @property
    def has_roles(self) -> bool:
        return self.comment("srl") == "yes"

    def mentions(self) -> list[entities.Mention]:
        """The entity mentions, by start and then longest first."""
        values = []
        for word in self.words:
            values.append(word._value("Entity") or "")
        try:
            return entities.read(values)
        except ValueError as error:
            raise ValueError(f"sentence {self.identifier}: {error}") from None


def _features(column: str) -> dict[str, str]:
    if column == "_":
        return {}
    return dict(item.split("=", 1) for item in column.split("|"))


def _word(columns: list[str]) -> Word:
    return Word(
        form=columns[1],
        lemma=columns[2],
        upos=columns[3],
        xpos=columns[4],
        feats=_features(columns[5]),
        head=int(columns[6]),
        deprel=columns[7],
        deps=columns[8],
        misc=[] if columns[9] == "_" else columns[9].split("|"),
    )


def parse(text: str, corpus: str = "", where: str = "text") -> list[Sentence]:
    """The sentences of CoNLL-U text. Raises ValueError naming the line that cannot be read."""
    sentences: list[Sentence] = []
    document = genre = ""
    block = Sentence(words=[])
    size = 0
    # The added line ends a last sentence that no empty line follows.
    for number, line in enumerate(text.split("\n") + [""], 1):
        if line == "":
            if size:
                block.corpus, block.document, block.genre = corpus, document, genre
                sentences.append(block)
                block, size = Sentence(words=[]), 0
            continue
        if line.startswith("#"):
            if line.startswith("# newdoc id = "):
                document, genre = line[14:], ""
            elif line.startswith("# meta::genre = "):
                genre = line[16:]
            block.others[size] = line
        else:
            columns = line.split("\t")
            if len(columns) != 10:
                raise ValueError(f"{where}, line {number}: {len(columns)} columns, not 10")
            if "-" in columns[0] or "." in columns[0]:
                block.others[size] = line
            else:
                if columns[0] != str(len(block.words) + 1):
                    raise ValueError(
                        f"{where}, line {number}: word {columns[0]} where "
                        f"{len(block.words) + 1} was due"
                    )
                try:
                    block.words.append(_word(columns))
                except ValueError as error:
                    raise ValueError(f"{where}, line {number}: {error}") from None
        size += 1
    return sentences


def write(sentences: list[Sentence]) -> str:
    """CoNLL-U text, the inverse of `parse`."""
    lines = []
    for sentence in sentences:
        words = iter(enumerate(sentence.words, 1))
        for place in range(len(sentence.others) + len(sentence.words)):
            if place in sentence.others:
                lines.append(sentence.others[place])
                continue
            number, word = next(words)
            feats = "|".join(f"{key}={value}" for key, value in word.feats.items())
            columns = (
                str(number),
                word.form,
                word.lemma,
                word.upos,
                word.xpos,
                feats or "_",
                str(word.head),
                word.deprel,
                word.deps,
                "|".join(word.misc) or "_",
            )
            lines.append("\t".join(columns))
        lines.append("")
    return "\n".join(lines) + ("\n" if lines else "")


def load(path: str, corpus: str = "") -> list[Sentence]:
    """Reads a `.conllu` or `.conllu.gz` file."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as file:
        return parse(file.read(), corpus=corpus or os.path.basename(path)[:3], where=path)


# The genres of GUM whose texts may train weights that are given away.
GENRES = frozenset(
    "news interview bio voyage academic speech court letter essay textbook".split()
)


def load_part(folder: str, corpus: str, part: str, genres: frozenset[str] | None = GENRES):
    """One part of `ewt`, `gum` or `pud` in the folder of treebanks; of GUM, the allowed genres."""
    sentences = load(os.path.join(folder, f"{corpus}-{part}.conllu.gz"), corpus)
    if corpus == "gum" and genres is not None:
        sentences = [sentence for sentence in sentences if sentence.genre in genres]
    return sentences
