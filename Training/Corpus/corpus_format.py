"""Reads the corpus: the annotated sentences and the standoff annotation of treebank sentences.

`README.md` describes both formats. Everything here is a pure function of the text; a mistake becomes a
`Problem` with file and line, and reading goes on behind it, so that one run shows all mistakes.
"""

from __future__ import annotations

import copy
import hashlib
import pathlib
import re
from dataclasses import dataclass, field

CORPUS = pathlib.Path(__file__).resolve().parent
DATA = CORPUS.parent.parent / "Data"

REGISTERS = ("agency", "broadsheet", "statement", "translated", "headline")
STATUSES = ("occurred", "ongoing", "planned", "postponed", "cancelled", "hypothetical", "negated")
ATTRIBUTIONS = ("said", "statement", "report", "letter", "denial", "allegation", "social-media")
CHANNELS = ("letter", "phone", "video", "meeting", "visit", "summit", "statement", "vote", "court", "gesture",
            "social-media")
SECTORS = ("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
           "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO")
INTERNATIONAL = ("UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM")
CASUALTIES = ("killed", "injured", "arrested")
MAXIMUM_SENTENCE = 700  # characters; no sentence of a newspaper is longer


@dataclass(frozen=True)
class Problem:
    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True)
class Span:
    """Half-open, in code points of the sentence without its brackets."""

    start: int
    end: int


@dataclass
class Actor:
    label: str
    entity: str  # "" if the words name nobody who has a code
    span: Span


@dataclass
class Event:
    trigger: str
    type: str
    modes: list[str]
    status: str
    sources: list[str]
    targets: list[str]
    attribution: str = ""
    attribution_kind: str = ""
    quoted: bool = False
    mediators: list[str] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)
    channel: str = ""
    casualties: dict[str, int] = field(default_factory=dict)
    line: int = 0


@dataclass
class Record:
    file: str
    line: int
    id: str
    scenario: str
    register: str
    date: str
    stated_countries: list[str]
    marked: str = ""
    sentence: str = ""
    actors: dict[str, Actor] = field(default_factory=dict)
    triggers: dict[str, list[Span]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    @property
    def scenario_key(self) -> str:
        return self.id if self.scenario == "-" else self.scenario

    @property
    def split(self) -> str:
        return split_of(self.scenario_key)


def split_of(key: str) -> str:
    """80 % train, 10 % dev, 10 % test, by SHA-256 of the scenario: the same everywhere, for ever."""
    bucket = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 100
    return "train" if bucket < 80 else "dev" if bucket < 90 else "test"


def table(path: pathlib.Path) -> list[list[str]]:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
    return rows


class Codes:
    """What may be written: types, modes, contexts, countries and organisations, from the project's own tables."""

    def __init__(self, data: pathlib.Path = DATA, corpus: pathlib.Path = CORPUS) -> None:
        self.modes: dict[str, set[str]] = {row[0]: set() for row in table(data / "ontology" / "types.tsv")}
        for row in table(data / "ontology" / "modes.tsv"):
            self.modes[row[0]].add(row[1])
        self.contexts = {row[0] for row in table(data / "ontology" / "contexts.tsv")}
        self.countries = {row[0] for row in table(data / "knowledge" / "countries.tsv")}
        self.organisations = {row[0]: row[3] for row in table(data / "knowledge" / "organisations.tsv")}
        self.regions = {code: row[0] for row in table(corpus / "regions.tsv") for code in row[1].split()}

    def country(self, entity: str) -> str | None:
        """The country code of `ID/SECTOR`; "" if it has none, None if the code is unknown."""
        name = entity.split("/")[0]
        if name in ("", "?"):
            return ""
        if name in self.organisations:
            return self.organisations[name]
        return name if name in self.countries or name in INTERNATIONAL else None

    def check_entity(self, entity: str) -> str | None:
        if not entity:
            return None
        parts = entity.split("/")
        if len(parts) < 2:
            return f"the code {entity!r} has no sector; write COUNTRY/SECTOR, such as FRA/GOV"
        if self.country(entity) is None:
            return f"{parts[0]!r} in {entity!r} is no country and no organisation of Data/knowledge"
        for sector in parts[1:]:
            if sector not in SECTORS:
                return f"{sector!r} in {entity!r} is no sector"
        return None

    def check_event(self, event: Event) -> list[str]:
        found = []
        if event.type not in self.modes:
            return [f"{event.type!r} is no type"]
        for mode in event.modes:
            if mode not in self.modes[event.type]:
                allowed = ", ".join(sorted(self.modes[event.type])) or "none"
                found.append(f"{mode!r} is no mode of {event.type} (allowed: {allowed})")
        if event.status not in STATUSES:
            found.append(f"{event.status!r} is no status")
        for context in event.contexts:
            if context not in self.contexts:
                found.append(f"{context!r} is no context")
        if event.channel and event.channel not in CHANNELS:
            found.append(f"{event.channel!r} is no channel")
        if event.attribution_kind and event.attribution_kind not in ATTRIBUTIONS:
            found.append(f"{event.attribution_kind!r} is no kind of attribution")
        if not event.sources and not event.targets:
            found.append("an event needs a source or a target")
        for label in set(event.sources) & set(event.targets):
            found.append(f"{label!r} is both source and target")
        for side in (event.sources, event.targets):
            if len(set(side)) != len(side):
                found.append("an actor is named twice on one side")
        return found


OPEN = re.compile(r"\[([a-z][0-9]?)(?:=([A-Z0-9?]+(?:/[A-Z0-9]+)*))? |\{([0-9]) ")


def strip_brackets(marked: str) -> tuple[str, list[tuple[str, str, Span]], str]:
    """The plain sentence, the marked spans as (label, code, span), and what is wrong ("" if nothing)."""
    plain: list[str] = []
    length = 0
    spans: list[tuple[str, str, Span]] = []
    stack: list[tuple[str, str, int, str]] = []
    index = 0
    while index < len(marked):
        character = marked[index]
        if character in "[{":
            match = OPEN.match(marked, index)
            if not match:
                return "", [], f"no label behind the bracket at {marked[index:index + 12]!r}"
            stack.append((match[1] or match[3], match[2] or "", length, "]" if character == "[" else "}"))
            index = match.end()
        elif character in "]}":
            if not stack or stack[-1][3] != character:
                return "", [], f"{character!r} closes nothing before {marked[index + 1:index + 12]!r}"
            label, code, start, _ = stack.pop()
            words = "".join(plain)[start:]
            if not words or words != words.strip():
                return "", [], f"span {label} is empty or has a blank at its edge: {words!r}"
            spans.append((label, code, Span(start, length)))
            index += 1
        else:
            plain.append(character)
            length += 1
            index += 1
    if stack:
        return "", [], f"the bracket of {stack[-1][0]} is never closed"
    return "".join(plain), spans, ""


def within_quotation_marks(sentence: str, place: int) -> bool:
    inside = False
    for character in sentence[:place]:
        if character == '"':
            inside = not inside
        elif character in "“”":
            inside = character == "“"
    return inside


def parse_event(line: str) -> Event | str:
    words = line.split()
    if len(words) < 4:
        return "an event line is: TRIGGER TYPE[/MODE[+MODE]] STATUS SOURCES [> TARGETS] [key=value …]"
    kind, _, modes = words[1].partition("/")
    event = Event(words[0], kind, modes.split("+") if modes else [], words[2], labels(words[3]), [])
    rest = words[4:]
    if rest and rest[0] == ">":
        if len(rest) < 2:
            return "no target behind >"
        event.targets = labels(rest[1])
        rest = rest[2:]
    wrong = read_keys(rest, event, ("by", "ctx", "med", "via", *CASUALTIES))
    return wrong or event


def read_keys(words: list[str], event: Event, allowed: tuple[str, ...]) -> str:
    """Puts `quoted` and `key=value` into the event; what is wrong, "" if nothing."""
    seen = set()
    for word in words:
        key, equals, value = word.partition("=")
        if key in seen:
            return f"{key!r} is written twice"
        seen.add(key)
        if word == "quoted":
            event.quoted = True
        elif not equals or not value:
            return f"{word!r} is neither quoted nor key=value"
        elif key not in allowed:
            return f"{key!r} is no key ({', '.join(allowed)}, quoted)"
        elif key == "by":
            event.attribution, _, kind_of = value.partition(":")
            event.attribution_kind = kind_of or "said"
        elif key == "ctx":
            event.contexts = value.split(",")
        elif key == "med":
            event.mediators = labels(value)
        elif key == "via":
            event.channel = value
        elif not value.isdigit():
            return f"{word!r}: a number is wanted"
        else:
            event.casualties[key] = int(value)
    if event.quoted and not event.attribution:
        return "quoted without by="
    return ""


def labels(text: str) -> list[str]:
    return [] if text == "-" else text.split(",")


HEADER = re.compile(r"^@ (?:(\d\d-\d{4}) )?(\S+) (\S+) (\S+)(?: (\S+))?$")
DATE = re.compile(r"^\d{4}(-\d\d)?$")
SCENARIO = re.compile(r"^(-|[a-z0-9]+(-[a-z0-9]+)*)$")


def read_sentences(path: pathlib.Path, codes: Codes) -> tuple[list[Record], list[Problem]]:
    records: list[Record] = []
    problems: list[Problem] = []
    current: Record | None = None

    def problem(line: int, text: str) -> None:
        problems.append(Problem(path.name, line, text))

    prefix = path.name[:2]
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@ "):
            match = HEADER.match(line)
            if not match:
                problem(number, "a header is: @ [ID] SCENARIO REGISTER DATE [COUNTRIES]")
                current = None
                continue
            identifier, scenario, register, date, countries = match.groups()
            current = Record(path.name, number, identifier or "", scenario, register, date,
                             countries.split(",") if countries else [])
            records.append(current)
            if identifier and prefix.isdigit() and not identifier.startswith(prefix):
                problem(number, f"the id {identifier} does not begin with the number of the file")
            if not SCENARIO.match(scenario):
                problem(number, f"the scenario {scenario!r} is not in small letters, digits and hyphens")
            if register not in REGISTERS:
                problem(number, f"{register!r} is no register ({', '.join(REGISTERS)})")
            if not DATE.match(date) or not "1990" <= date[:4] <= "2026":
                problem(number, f"{date!r} is no date from 1990 on (YYYY or YYYY-MM)")
            for country in current.stated_countries:
                if country not in codes.countries:
                    problem(number, f"{country!r} is no country")
        elif current is None:
            problem(number, "a line that belongs to no header")
        elif not current.marked:
            current.marked = line
            sentence, spans, wrong = strip_brackets(line)
            current.sentence = sentence
            if wrong:
                problem(number, wrong)
                continue
            if sentence != " ".join(sentence.split()):
                problem(number, "two blanks, a tab, or a blank at an end of the sentence")
            if len(sentence) > MAXIMUM_SENTENCE:
                problem(number, f"longer than {MAXIMUM_SENTENCE} characters")
            for label, code, span in spans:
                if label.isdigit():
                    current.triggers.setdefault(label, []).append(span)
                elif label in current.actors:
                    problem(number, f"the label {label} marks two spans")
                else:
                    current.actors[label] = Actor(label, code, span)
                    wrong_code = codes.check_entity(code)
                    if wrong_code:
                        problem(number, wrong_code)
            for label in current.triggers:
                current.triggers[label].sort(key=lambda span: span.start)
        else:
            event = parse_event(line)
            if isinstance(event, str):
                problem(number, event)
                continue
            event.line = number
            current.events.append(event)
            for text in codes.check_event(event):
                problem(number, text)
            if event.trigger not in current.triggers:
                problem(number, f"no trigger {{{event.trigger} …}} in the sentence")
            for label in event.sources + event.targets + event.mediators + ([event.attribution] if event.attribution else []):
                if label not in current.actors:
                    problem(number, f"no span [{label} …] in the sentence")
            spans = current.triggers.get(event.trigger)
            if spans and event.quoted != within_quotation_marks(current.sentence, spans[0].start):
                problem(number, "quoted, but the trigger stands outside the quotation marks" if event.quoted
                        else "the trigger stands in quotation marks: write quoted and by=")
            if (event.trigger, event.type) in {(other.trigger, other.type) for other in current.events[:-1]}:
                problem(number, f"trigger {event.trigger} tells {event.type} twice")
    for record in records:
        if not record.sentence:
            problem(record.line, "a header without a sentence")
        used = {event.trigger for event in record.events}
        for label in record.triggers:
            if label not in used:
                problem(record.line, f"the trigger {label} is marked but no event uses it")
    return records, problems


# --- Standoff annotation ---

TOKENS = re.compile(r"^\d+(-\d+)?(\+\d+(-\d+)?)*$")
GUM_GENRES = ("news", "interview", "bio", "voyage", "academic", "speech", "court", "letter", "essay", "textbook")


def token_spans(expression: str) -> list[Span]:
    """`4-6+9` as half-open spans of token numbers."""
    spans = []
    for piece in expression.split("+"):
        first, _, last = piece.partition("-")
        spans.append(Span(int(first), int(last or first) + 1))
    return spans


@dataclass
class StandoffRow:
    file: str
    line: int
    treebank: str
    sentence: str
    event: Event | None  # labels are what the row has: `1-3=USA/GOV`, trigger and attribution token numbers
    tokens: list[str]  # every token expression of the row


def read_standoff(path: pathlib.Path, codes: Codes) -> tuple[list[StandoffRow], list[Problem]]:
    rows: list[StandoffRow] = []
    problems: list[Problem] = []
    silent: dict[tuple[str, str], int] = {}
    told: dict[tuple[str, str], set[tuple[str, str]]] = {}
    entities: dict[tuple[str, str, str], str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue

        def problem(text: str) -> None:
            problems.append(Problem(path.name, number, text))

        columns = line.split("\t")
        key = (columns[0], columns[1]) if len(columns) > 1 else ("", "")
        if len(columns) == 3 and columns[2] == "none":
            if key in silent or key in told:
                problem(f"{key[1]} was annotated before")
            silent[key] = number
            rows.append(StandoffRow(path.name, number, *key, None, []))
            continue
        if not 8 <= len(columns) <= 10:
            problem("a row has 3 columns (…, none) or 8 to 10, divided by tabs")
            continue
        treebank, sentence, trigger, kind, status, sources, targets, attribution = columns[:8]
        if key in silent:
            problem(f"{sentence} was said to have no event in line {silent[key]}")
        name, _, modes = kind.partition("/")
        if (trigger, name) in told.setdefault(key, set()):
            problem(f"trigger {trigger} tells {name} twice")
        told[key].add((trigger, name))
        event = Event(trigger, name, modes.split("+") if modes else [], status, labels(sources), labels(targets))
        if attribution != "-":
            event.attribution, _, kind_of = attribution.partition(":")
            event.attribution_kind = kind_of or "said"
        if len(columns) > 8 and columns[8] != "-":
            event.contexts = columns[8].split(",")
        if len(columns) > 9 and columns[9] != "-":
            wrong = read_keys(columns[9].split(" "), event, ("med", "via", *CASUALTIES))
            if wrong:
                problem(wrong)
        expressions = [trigger]
        for part in event.sources + event.targets + event.mediators + [event.attribution] * bool(event.attribution):
            tokens, _, entity = part.partition("=")
            expressions.append(tokens)
            if "+" in tokens:
                problem(f"{tokens!r}: an actor is one span")
            if entity and entities.setdefault((*key, tokens), entity) != entity:
                problem(f"{tokens} is {entity} here and {entities[(*key, tokens)]} before")
            wrong = codes.check_entity(entity)
            if wrong:
                problem(wrong)
        for text in codes.check_event(event):
            problem(text)
        for expression in expressions:
            if not TOKENS.match(expression):
                problem(f"{expression!r} is no token numbers (4, 4-6, 4+7-8)")
        rows.append(StandoffRow(path.name, number, treebank, sentence, event, expressions))
    return rows, problems


def standoff_records(rows: list[StandoffRow]) -> list[Record]:
    """The rows as records, whose spans count tokens and not characters; the id is `treebank:sent_id`."""
    records: dict[str, Record] = {}
    for row in rows:
        identifier = f"{row.treebank}:{row.sentence}"
        record = records.setdefault(identifier, Record(row.file, row.line, identifier, "-", "", "", []))
        if row.event is None:
            continue
        event = copy.deepcopy(row.event)
        event.trigger = str(len(record.events))
        record.triggers[event.trigger] = token_spans(row.event.trigger)

        def actor(part: str) -> str:
            tokens, _, entity = part.partition("=")
            known = record.actors.setdefault(tokens, Actor(tokens, entity, token_spans(tokens)[0]))
            known.entity = known.entity or entity
            return tokens

        event.sources, event.targets, event.mediators = (
            [actor(part) for part in side] for side in (event.sources, event.targets, event.mediators))
        if event.attribution:
            actor(event.attribution)
        event.line = row.line
        record.events.append(event)
    return list(records.values())
