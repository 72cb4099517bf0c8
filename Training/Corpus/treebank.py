"""Joins the standoff annotation with the treebanks it annotates.

Reads CoNLL-U, plain or gzipped, and finds for every token number its place in the sentence's text.
"""

from __future__ import annotations

import gzip
import pathlib
import re
from dataclasses import dataclass, field

from corpus_format import (GUM_GENRES, Actor, Record, Span, StandoffRow, standoff_records,
                           within_quotation_marks)


@dataclass
class TreebankSentence:
    treebank: str
    id: str
    document: str
    genre: str
    date: str  # YYYY-MM-DD, or "" if the treebank does not tell
    text: str = ""
    places: dict[int, Span] = field(default_factory=dict)  # by token number, in code points of the text


def read_treebank(folder: pathlib.Path, name: str) -> dict[str, TreebankSentence]:
    """The sentences of `NAME.conllu.gz` or `NAME.conllu` by sent_id, in order."""
    packed = folder / f"{name}.conllu.gz"
    opened = (gzip.open(packed, "rt", encoding="utf-8") if packed.exists()
              else open(folder / f"{name}.conllu", encoding="utf-8"))
    sentences: dict[str, TreebankSentence] = {}
    document, genre, date = "", "", ""
    sentence: TreebankSentence | None = None
    group_end, after_group = 0, 0
    with opened as lines:
        for line in lines:
            key, _, value = line.partition("=")
            if key.startswith("# newdoc"):
                document = value.strip()
                genre = document.partition("-")[0]
                found = re.search(r"(?:_|-)((?:19|20)\d\d)(\d\d)(\d\d)", document)
                date = "-".join(found.groups()) if found else ""
            elif key.startswith("# meta::genre"):
                genre = value.strip()
            elif key.startswith("# meta::dateCreated"):
                date = value.strip() if re.match(r"\d{4}-\d\d-\d\d$", value.strip()) else ""
            elif key.startswith("# sent_id"):
                sentence = sentences[value.strip()] = TreebankSentence(name, value.strip(), document, genre, date)
                group_end = 0
            elif line[:1].isdigit() and sentence is not None:
                columns = line.rstrip("\n").split("\t")
                blank = "" if "SpaceAfter=No" in columns[9] else " "
                number, form = columns[0], columns[1]
                if "." in number:
                    continue
                if "-" in number:
                    # The words of the range share its characters, in order; the last gets what is left.
                    group_end = int(number.split("-")[1])
                    position, after_group = len(sentence.text), len(sentence.text) + len(form)
                    sentence.text += form + blank
                elif int(number) <= group_end:
                    end = after_group if int(number) == group_end else min(position + len(form), after_group)
                    sentence.places[int(number)] = Span(position, end)
                    position = end
                else:
                    start = len(sentence.text)
                    sentence.places[int(number)] = Span(start, start + len(form))
                    sentence.text += form + blank
    for found in sentences.values():
        found.text = found.text.rstrip(" ")
    return sentences


def allowed(sentence: TreebankSentence) -> bool:
    return not sentence.treebank.startswith("gum") or sentence.genre in GUM_GENRES


def joined(rows: list[StandoffRow], treebanks: dict[str, dict[str, TreebankSentence]]) -> list[Record]:
    """Records with text, whose spans count code points. A document of the treebank is the scenario, so that it stays
    in one part; the register is the treebank's genre."""
    records = []
    for record in standoff_records(rows):
        name, _, identifier = record.id.partition(":")
        found = treebanks[name][identifier]

        def place(span: Span) -> Span:
            return Span(found.places[span.start].start, found.places[span.end - 1].end)

        record.scenario, record.register, record.date = found.document, found.genre, found.date
        record.sentence = record.marked = found.text
        record.actors = {label: Actor(label, actor.entity, place(actor.span)) for label, actor in record.actors.items()}
        record.triggers = {label: [place(span) for span in spans] for label, spans in record.triggers.items()}
        records.append(record)
    return records


def quotation(sentence: TreebankSentence, token: int) -> bool:
    return within_quotation_marks(sentence.text, sentence.places[token].start)
