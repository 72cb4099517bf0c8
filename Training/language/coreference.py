"""What speaks for two mentions naming the same thing, as numbers; and the links drawn from scores.

Everything here is plain Python and numpy, because it is done again wherever the model runs. A
mention is described by its words' forms, lemmas, parts of speech, features and relations, gold in
training and predicted later.
"""

from dataclasses import dataclass

import numpy as np

from . import labels as vocabulary

# Antecedents are sought this many sentences back; further only for the same text.
REACH = 30

_KINDS = {
    "first": "i me my mine myself we us our ours ourselves",
    "second": "you your yours yourself yourselves",
    "he": "he him his himself",
    "she": "she her hers herself",
    "it": "it its itself",
    "they": "they them their theirs themselves themself",
}
_PRONOUNS = {form: number for number, forms in enumerate(_KINDS.values()) for form in forms.split()}
PRONOUN, PROPER, DEFINITE, DEMONSTRATIVE, POSSESSIVE, BARE = range(6, 12)
_POSSESSIVES = frozenset("my our your his her its their".split())
_DEMONSTRATIVES = frozenset("this that these those".split())
_ARTICLES = frozenset("the a an".split())
_GENITIVES = frozenset(["'s", "’s", "'", "’"])
_CONTENT = frozenset("NOUN PROPN ADJ NUM".split())
_NUMBERS = {"Sing": 1, "Plur": 2}
_RELATIONS = {
    "nsubj": 1,
    "csubj": 1,
    "obj": 2,
    "iobj": 2,
    "obl": 3,
    "nmod": 4,
    "nmod:poss": 5,
    "conj": 6,
    "appos": 6,
    "compound": 6,
    "root": 7,
}

SENTENCE_STEPS = np.array([1, 2, 3, 4, 5, 7, 11, 17])
MENTION_STEPS = np.array([2, 3, 4, 5, 8, 12, 20, 40])

# name → number of values; the rows of `coreference.features` follow one another in this order.
FEATURES = {
    "sentence distance": 9,
    "mention distance": 9,
    "kinds": 144,
    "match": 16,
    "types": 121,
    "nesting": 3,
    "numbers": 9,
    "relations": 64,
    "link": 5,
}
OFFSETS = np.cumsum([0, *FEATURES.values()])[:-1]
ROWS = sum(FEATURES.values())


@dataclass
class Described:
    """A mention and what the features need to know of it. Places are 0-based in the sentence."""

    sentence: int
    start: int
    end: int
    head: int
    type: int
    kind: int
    text: str
    lemma: str
    content: frozenset[str]
    acronym: str
    number: int
    relation: int
    relation_name: str
    governor: int
    copular: bool


def head_of(start: int, end: int, heads: list[int]) -> int:
    """The first word of the span that a word outside governs. `heads` is 1-based, 0 the root."""
    for place in range(start, end + 1):
        if not start <= heads[place] - 1 <= end:
            return place
    return end


def describe(sentence: int, words, start: int, end: int, head: int, type: int) -> Described:
    """`words` have form, lemma, upos, feats, head and deprel."""
    span = words[start : end + 1]
    forms = [word.form.lower() for word in span]
    word = words[head]
    lowered = word.form.lower()
    if word.upos == "PRON" or lowered in _PRONOUNS and word.upos in ("DET", "X"):
        kind = _PRONOUNS.get(lowered, PRONOUN)
    elif word.upos == "PROPN":
        kind = PROPER
    elif forms[0] == "the":
        kind = DEFINITE
    elif forms[0] in _DEMONSTRATIVES:
        kind = DEMONSTRATIVE
    elif forms[0] in _POSSESSIVES:
        kind = POSSESSIVE
    else:
        kind = BARE
    bare = forms[1:] if forms[0] in _ARTICLES and len(forms) > 1 else forms
    if bare[-1] in _GENITIVES and len(bare) > 1:
        bare = bare[:-1]
    names = [each.form for each in span if each.upos == "PROPN" and each.form[:1].isupper()]
    if len(names) > 1:
        acronym = "".join(name[0] for name in names).lower()
    else:
        acronym = ""
    base = word.deprel.split(":")[0]
    return Described(
        sentence=sentence,
        start=start,
        end=end,
        head=head,
        type=type,
        kind=kind,
        text=" ".join(bare),
        lemma=word.lemma.lower(),
        content=frozenset(each.form.lower() for each in span if each.upos in _CONTENT),
        acronym=acronym,
        number=_NUMBERS.get(word.feats.get("Number", ""), 0),
        relation=_RELATIONS.get(word.deprel, _RELATIONS.get(base, 0)),
        relation_name=base,
        governor=word.head - 1,
        copular=any(each.deprel == "cop" and each.head - 1 == head for each in words),
    )


def _numbered(values: list[str], missing: str | None = None) -> np.ndarray:
    known: dict[str, int] = {}
    return np.array([-1 if v == missing else known.setdefault(v, len(known)) for v in values])


def features(mentions: list[Described]) -> np.ndarray:
    """[n, n, 9] row numbers for the table of features; row i is the later mention. Only j < i
    means anything."""
    n = len(mentions)

    def column(name: str) -> np.ndarray:
        return np.array([getattr(mention, name) for mention in mentions], dtype=np.int64)

    sentence, start, end, head = (column(x) for x in ("sentence", "start", "end", "head"))
    kind, type, number, relation = (column(x) for x in ("kind", "type", "number", "relation"))
    governor, copular = column("governor"), column("copular").astype(bool)
    same = sentence[:, None] == sentence[None, :]

    texts = [mention.text for mention in mentions]
    text = _numbered(texts)
    exact = text[:, None] == text[None, :]
    lemma = _numbered([mention.lemma for mention in mentions])
    # A pronoun matches by its form alone; its lemma says too little.
    nominal = kind >= PROPER
    headed = (lemma[:, None] == lemma[None, :]) & nominal[:, None] & nominal[None, :]
    words = {word: k for k, word in enumerate(sorted(set().union(*[m.content for m in mentions])))}
    held = np.zeros((n, max(1, len(words))), dtype=np.float32)
    for row, mention in enumerate(mentions):
        for word in mention.content:
            held[row, words[word]] = 1
    shared, sizes = held @ held.T, held.sum(1)
    smaller = np.minimum(sizes[:, None], sizes[None, :])
    contained = (shared == smaller) & (smaller > 0)
    pair = _numbered([m.acronym for m in mentions] + texts, missing="")
    short, full = pair[:n], pair[n:]
    acronym = (short[:, None] == full[None, :]) & (short >= 0)[:, None]
    acronym |= acronym.T
    match = exact + 2 * headed + 4 * contained + 8 * acronym

    inside = same & (start[:, None] >= start[None, :]) & (end[:, None] <= end[None, :])
    around = same & (start[:, None] <= start[None, :]) & (end[:, None] >= end[None, :])
    nesting = np.where(inside, 1, np.where(around, 2, 0))

    governed = same & (governor[:, None] == head[None, :])
    governs = same & (head[:, None] == governor[None, :])
    names = np.array([mention.relation_name for mention in mentions])
    apposed = governed & (names == "appos")[:, None] | governs & (names == "appos")[None, :]
    subject = names == "nsubj"
    predicated = governs & subject[None, :] & copular[:, None]
    predicated |= governed & subject[:, None] & copular[None, :]
    together = same & (governor[:, None] == governor[None, :])
    link = np.select([apposed, predicated, governed | governs, together], [1, 2, 3, 4], 0)

    order = np.arange(n)
    columns = [
        np.searchsorted(SENTENCE_STEPS, sentence[:, None] - sentence[None, :], side="right"),
        np.searchsorted(MENTION_STEPS, order[:, None] - order[None, :], side="right"),
        kind[:, None] * 12 + kind[None, :],
        match,
        type[:, None] * 11 + type[None, :],
        nesting,
        number[:, None] * 3 + number[None, :],
        relation[:, None] * 8 + relation[None, :],
        link,
    ]
    return np.stack(columns, axis=2).astype(np.int64) + OFFSETS


def candidates(mentions: list[Described]) -> np.ndarray:
    """[n, n] of bool: whether j may be the antecedent of i."""
    n = len(mentions)
    sentence = np.array([mention.sentence for mention in mentions])
    text = _numbered([mention.text for mention in mentions])
    near = sentence[:, None] - sentence[None, :] <= REACH
    earlier = np.arange(n)[:, None] > np.arange(n)[None, :]
    return earlier & (near | (text[:, None] == text[None, :]))


def links(scores: np.ndarray, allowed: np.ndarray) -> list[int]:
    """The antecedent of each mention: the best allowed one that scores above 0, the nearest of
    equals; -1 if none."""
    found = []
    for row, allow in zip(scores, allowed, strict=True):
        best, chosen = 0.0, -1
        for place in np.flatnonzero(allow)[::-1]:
            if row[place] > best:
                best, chosen = float(row[place]), int(place)
        found.append(chosen)
    return found


def clusters(antecedents: list[int]) -> list[int]:
    """The entity number of each mention, counted from 0 in the order of first mention."""
    entity: list[int] = []
    made = 0
    for antecedent in antecedents:
        if antecedent < 0:
            entity.append(made)
            made += 1
        else:
            entity.append(entity[antecedent])
    return entity


def entity_type(name: str) -> int:
    """The class number of an entity type, 0 if it is none of the known ones."""
    known = [vocabulary.NONE, *vocabulary.ENTITIES]
    return known.index(name) if name in known else 0
