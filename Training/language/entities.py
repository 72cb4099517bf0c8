"""GUM's `Entity=` brackets: nested mentions with type, identity and the words of their head.

An opening is `(identity-type-status-salience-centering-minimum-link…`, a closing `identity)`; a
mention of one word is both at once. Some documents leave out the salience; centering begins with
`cf`. `minimum` numbers the head's words within the span, from 1.
A mention in several pieces is written `identity[1/2]`; its pieces are taken as one span from the
first to the last word.
"""

import re
from dataclasses import dataclass

_BRACKET = re.compile(r"\((?P<opening>[^()]+)(?P<single>\))?|(?P<closing>[^()]+)\)")
_CENTERING = re.compile(r"cf\d+\*?$")
_PIECE = re.compile(r"\[\d+/\d+\]$")


@dataclass(frozen=True)
class Mention:
    """A span of words, 0-based and inclusive. `head` is the 0-based word, None if not told."""

    start: int
    end: int
    type: str
    identity: str
    link: str
    head: int | None = None


def _opening(text: str, start: int) -> tuple[str, dict]:
    fields = text.split("-")
    centering = next((i for i, part in enumerate(fields) if _CENTERING.match(part)), None)
    if centering is None or centering < 3 or len(fields) < centering + 3:
        raise ValueError(f"an entity bracket without centering, head and link: {text}")
    minimum = fields[centering + 1].split(",")[0]
    offset = int(minimum) - 1 if minimum.isdigit() else None
    identity = _PIECE.sub("", fields[0])
    return fields[0], {
        "start": start,
        "type": fields[1],
        "identity": identity,
        "link": fields[centering + 2],
        "head": None if offset is None else start + offset,
    }


def read(values: list[str]) -> list[Mention]:
    """The mentions of one sentence from the `Entity` values of its words ("" where none)."""
    open_mentions: list[tuple[str, dict]] = []
    found: list[Mention] = []

    def close(place: int, end: int) -> None:
        found.append(Mention(end=end, **open_mentions.pop(place)[1]))

    for position, value in enumerate(values):
        consumed = 0
        for match in _BRACKET.finditer(value):
            if match.start() != consumed:
                raise ValueError(f"an entity bracket that cannot be read: {value}")
            consumed = match.end()
            if match["opening"] is not None:
                open_mentions.append(_opening(match["opening"], position))
                if match["single"]:
                    close(len(open_mentions) - 1, position)
                continue
            for place in range(len(open_mentions) - 1, -1, -1):
                if open_mentions[place][0] == match["closing"]:
                    close(place, position)
                    break
            else:
                raise ValueError(f"entity {match['closing']} closes but was not open")
        if consumed != len(value):
            raise ValueError(f"an entity bracket that cannot be read: {value}")
    if open_mentions:
        raise ValueError(f"entity {open_mentions[0][0]} is not closed")
    return sorted(_joined(found), key=lambda mention: (mention.start, -mention.end))


def _joined(mentions: list[Mention]) -> list[Mention]:
    # Equal spans of equal type name the same thing twice for every reader but the annotator.
    seen: dict[tuple[int, int], Mention] = {}
    for mention in mentions:
        seen.setdefault((mention.start, mention.end), mention)
    return list(seen.values())
