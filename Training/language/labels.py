"""The label vocabularies, as `labels.json` carries them: made once from the training part."""

import json
import pathlib
from collections import Counter
from dataclasses import asdict, dataclass, field

from . import lemmas

UPOS = (
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
)

# What stands in for "the feature is absent" or "no such thing here": always label 0.
NONE = "_"

# Features worth a classifier each: those that tell when, whether, who and how many.
FEATURES = (
    "Tense Mood VerbForm Voice Number Person Gender Case Degree PronType Definite Poss Polarity "
    "NumType"
).split()

# Arguments that a predicate has at most one of.
CORE_ROLES = frozenset("ARG0 ARG1 ARG2 ARG3 ARG4 ARG5".split())

ENTITIES = (
    "person place organization object event time substance animal plant abstract".split()
)


# What a word may begin: after "nothing" and "goes on", PLOVER's types and STATEMENT.
ACTS = [
    NONE,
    "inside",
    *"AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN".split(),
    *"PROTEST SANCTION MOBILIZE COERCE ASSAULT STATEMENT".split(),
]
FIRST_TYPE = 2
STATUSES = "occurred ongoing planned postponed cancelled hypothetical negated".split()

# What an actor may be to a trigger.
PARTS = [NONE, "source", "target", "speaker"]

_ONTOLOGY = pathlib.Path(__file__).resolve().parents[2] / "Data" / "ontology"


def _ontology(name: str) -> list[list[str]]:
    lines = (_ONTOLOGY / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def modes() -> list[str]:
    """`TYPE/mode` of every mode of the ontology, in its order."""
    return [f"{row[0]}/{row[1]}" for row in _ontology("modes.tsv")]


def contexts() -> list[str]:
    """The contexts of the ontology, in its order."""
    return [row[0] for row in _ontology("contexts.tsv")]


@dataclass
class Labels:
    """Each list is indexed by the class number a head gives."""

    upos: list[str] = field(default_factory=lambda: list(UPOS))
    features: dict[str, list[str]] = field(default_factory=dict)
    lemma_rules: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    senses: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=lambda: [NONE, *ENTITIES])
    acts: list[str] = field(default_factory=lambda: list(ACTS))
    statuses: list[str] = field(default_factory=lambda: list(STATUSES))
    modes: list[str] = field(default_factory=modes)
    contexts: list[str] = field(default_factory=contexts)
    parts: list[str] = field(default_factory=lambda: list(PARTS))
    lemma_exceptions: list[list[str]] = field(default_factory=list)
    rolesets: list[list] = field(default_factory=list)

    def exceptions(self) -> dict[tuple[str, str], str]:
        return {(form, upos): lemma for form, upos, lemma in self.lemma_exceptions}

    def write(self, path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            file.write(_json(asdict(self)))

    @staticmethod
    def read(path: str) -> "Labels":
        with open(path, encoding="utf-8") as file:
            return Labels(**json.load(file))


def _json(values: dict) -> str:
    # One item a line where items are lists, so that a change of the vocabulary can be read.
    parts = []
    for key, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], list):
            rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f' "{key}": [\n  {rows}\n ]')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _frequent(counts: Counter, least: int) -> list[str]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [label for label, count in ordered if count >= least]


def _rolesets(sentences) -> list[list]:
    """[lemma, part of speech, frame, {sense: count}] for every word seen as a predicate, so that
    `attraction` leads to `attract` and a sense is only chosen among those that exist."""
    seen: dict[tuple[str, str], Counter] = {}
    for sentence in sentences:
        for word in sentence.words:
            if word.predicate and "." in word.predicate:
                frame, sense = word.predicate.rsplit(".", 1)
                seen.setdefault((word.lemma, word.upos), Counter())[frame, sense] += 1
    rows = []
    for (lemma, upos), counts in sorted(seen.items()):
        frames = Counter()
        for (frame, _), count in counts.items():
            frames[frame] += count
        best = min(frames.items(), key=lambda item: (-item[1], item[0]))[0]
        senses = {sense: n for (frame, sense), n in sorted(counts.items()) if frame == best}
        rows.append([lemma, upos, best, senses])
    return rows


def build(sentences) -> Labels:
    """The vocabularies of the training part."""
    features: dict[str, Counter] = {name: Counter() for name in FEATURES}
    relations, roles, senses = Counter(), Counter(), Counter()
    for sentence in sentences:
        for word in sentence.words:
            relations[word.deprel] += 1
            for name in FEATURES:
                if name in word.feats:
                    features[name][word.feats[name]] += 1
            if sentence.has_roles:
                for _, label in word.arguments:
                    roles[label] += 1
                if word.predicate and "." in word.predicate:
                    senses[word.predicate.rsplit(".", 1)[1]] += 1
    rules, exceptions = lemmas.vocabulary(sentences)
    return Labels(
        features={name: [NONE, *_frequent(counts, 20)] for name, counts in features.items()},
        lemma_rules=rules,
        relations=_frequent(relations, 3),
        senses=_frequent(senses, 5),
        roles=[NONE, *_frequent(roles, 5)],
        lemma_exceptions=[[form, upos, lemma] for (form, upos), lemma in exceptions.items()],
        rolesets=_rolesets(sentences),
    )
