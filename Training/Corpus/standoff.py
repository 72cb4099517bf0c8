#!/usr/bin/env python3
"""Helps to annotate sentences of a treebank without copying their text.

    Training/Corpus/standoff.py show --treebank DIR FILE.tsv [--draft]
        prints the sentences that the file lists, one a line: treebank, sent_id, text; with --draft also the
        annotation, in the form that `write` reads
    Training/Corpus/standoff.py write --treebank DIR DRAFT > FILE.tsv
        turns a draft, whose spans are written as words, into rows with token numbers

A draft is what `show` prints, with a line for each event under its sentence, columns divided by `|`:

    > TRIGGER | TYPE[/MODE] | STATUS | SOURCES | TARGETS | SPEAKER[:KIND] | CONTEXTS | MORE

Sources and targets are divided by `;`, each with `=CODE` if it has one; columns at the end may be left out.
Words must stand at the borders of tokens; `words@2` is their second place in the sentence, `turned ... down` is a
trigger in two pieces. MORE is as in the tenth column of the rows. A sentence without such a line has no event.
Exit code 65 (EX_DATAERR) if anything is wrong, one line for each mistake.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import signal
import sys

from corpus_format import Codes, Event, StandoffRow, read_standoff
from treebank import TreebankSentence, allowed, quotation, read_treebank

HEADER = "# treebank\tsent_id\ttrigger\ttype\tstatus\tsources\ttargets\tattribution\tcontexts\tmore"


def plain(text: str) -> str:
    """Typographic quotation marks as they are typed; the length stays."""
    return text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x60: "'"})


def tokens_of(words: str, sentence: TreebankSentence) -> str:
    """The token numbers of the words, such as `4-6+9`; raises ValueError if they are not there, or twice."""
    starts = {place.start: number for number, place in sentence.places.items()}
    ends = {place.end: number for number, place in sentence.places.items()}
    text = plain(sentence.text)
    found = []
    behind = 0
    for piece in words.split(" ... "):
        match = re.match(r"^(.+)@(\d+)$", piece.strip())
        wanted, which = (match[1], int(match[2])) if match else (piece.strip(), 0)
        places = [here.start() for here in re.finditer(f"(?={re.escape(plain(wanted))})", text)]
        places = [place for place in places if place in starts and place + len(wanted) in ends]
        if found and not which:
            places = [place for place in places if place >= behind][:1]
        if which:
            places = places[which - 1:which]
        if not places:
            raise ValueError(f"{piece.strip()!r} does not stand at the borders of tokens")
        if len(places) > 1:
            raise ValueError(f"{wanted!r} stands {len(places)} times; write {wanted}@1 or another number")
        first, last = starts[places[0]], ends[places[0] + len(wanted)]
        found.append(str(first) if first == last else f"{first}-{last}")
        behind = places[0] + len(wanted)
    return "+".join(found)


def row(line: str, sentence: TreebankSentence) -> str:
    """The row of a draft's event line; raises ValueError."""
    columns = [column.strip() for column in line.removeprefix(">").split("|")]
    if len(columns) < 4:
        raise ValueError("an event line is: > TRIGGER | TYPE[/MODE] | STATUS | SOURCES [| TARGETS …]")
    columns += [""] * (8 - len(columns))

    def side(text: str) -> str:
        actors = []
        for part in text.split(";"):
            words, equals, code = part.strip().rpartition("=")
            actors.append(tokens_of(words, sentence) + equals + code if equals else tokens_of(code, sentence))
        return ",".join(actors)

    trigger = tokens_of(columns[0], sentence)
    speaker, _, kind = columns[5].partition(":") if re.search(r":[a-z-]+$", columns[5]) else (columns[5], "", "")
    attribution = (tokens_of(speaker, sentence) + (f":{kind}" if kind else "")) if speaker not in ("", "-") else "-"
    more = columns[7].split()
    if attribution != "-" and "quoted" not in more and quotation(sentence, int(re.match(r"\d+", trigger)[0])):
        more.append("quoted")
    cells = [sentence.treebank, sentence.id, trigger, columns[1], columns[2],
             side(columns[3]) if columns[3] not in ("", "-") else "-",
             side(columns[4]) if columns[4] not in ("", "-") else "-",
             attribution, columns[6] or "-"]
    return "\t".join(cells + ([" ".join(more)] if more and more != ["-"] else []))


def write(text: str, treebanks: dict[str, dict[str, TreebankSentence]]) -> tuple[list[str], list[str]]:
    """The rows, and what is wrong."""
    rows: list[str] = []
    wrong: list[str] = []
    sentence: TreebankSentence | None = None
    silent = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(">"):
            if sentence is None:
                wrong.append(f"{number}: an event before any sentence")
                continue
            try:
                made = row(line, sentence)
            except ValueError as error:
                wrong.append(f"{number}: {error}")
                continue
            if silent:
                rows.pop()
            silent = False
            rows.append(made)
        else:
            name, identifier = (line.split("\t") + [""])[:2]
            sentence = treebanks.get(name, {}).get(identifier)
            if sentence is None or not allowed(sentence):
                wrong.append(f"{number}: no sentence {identifier!r} of free text in {name!r}")
                sentence = None
                continue
            rows.append(f"{name}\t{identifier}\tnone")
            silent = True
    return rows, wrong


def draft_of(event: Event, sentence: TreebankSentence) -> str:
    def words(expression: str) -> str:
        pieces = []
        for piece in expression.split("+"):
            first, _, last = piece.partition("-")
            start, end = sentence.places[int(first)].start, sentence.places[int(last or first)].end
            text = sentence.text[start:end]
            places = [here.start() for here in re.finditer(f"(?={re.escape(plain(text))})", plain(sentence.text))
                      if here.start() in {place.start for place in sentence.places.values()}
                      and here.start() + len(text) in {place.end for place in sentence.places.values()}]
            pieces.append(text if len(places) < 2 else f"{text}@{places.index(start) + 1}")
        return " ... ".join(pieces)

    def side(actors: list[str]) -> str:
        shown = []
        for actor in actors:
            tokens, equals, code = actor.partition("=")
            shown.append(words(tokens) + equals + code)
        return "; ".join(shown) or "-"

    speaker = words(event.attribution) if event.attribution else "-"
    if event.attribution and event.attribution_kind != "said":
        speaker += f":{event.attribution_kind}"
    more = ["quoted"] * event.quoted + [f"{key}={value}" for key, value in event.casualties.items()]
    more += ["med=" + ",".join(event.mediators)] * bool(event.mediators) + [f"via={event.channel}"] * bool(event.channel)
    return " | ".join(["> " + words(event.trigger), "/".join([event.type] + ["+".join(event.modes)] * bool(event.modes)),
                       event.status, side(event.sources), side(event.targets), speaker,
                       ",".join(event.contexts) or "-", " ".join(more) or "-"])


def show(rows: list[StandoffRow], treebanks: dict[str, dict[str, TreebankSentence]], draft: bool) -> list[str]:
    lines = []
    last = None
    for one in rows:
        sentence = treebanks[one.treebank][one.sentence]
        if (one.treebank, one.sentence) != last:
            lines.append(f"{one.treebank}\t{one.sentence}\t{sentence.text}")
            last = (one.treebank, one.sentence)
        if draft and one.event is not None:
            lines.append(draft_of(one.event, sentence))
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("show", "write"))
    parser.add_argument("file", type=pathlib.Path, help="rows to show, or a draft")
    parser.add_argument("--treebank", type=pathlib.Path, required=True, metavar="DIR", help="folder with NAME.conllu.gz")
    parser.add_argument("--draft", action="store_true", help="show the annotation too, as a draft")
    arguments = parser.parse_args()
    text = arguments.file.read_text(encoding="utf-8")
    names = {line.split("\t")[0] for line in text.split("\n") if "\t" in line and line[0] not in "#>"}
    try:
        treebanks = {name: read_treebank(arguments.treebank, name) for name in sorted(names)}
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 66
    if arguments.action == "write":
        rows, wrong = write(text, treebanks)
        for mistake in wrong:
            print(f"{arguments.file}:{mistake}", file=sys.stderr)
        if wrong:
            return 65
        print("\n".join([HEADER, *rows]))
        return 0
    found, problems = read_standoff(arguments.file, Codes())
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 65
    print("\n".join(show(found, treebanks, arguments.draft)))
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends quietly
    sys.exit(main())
