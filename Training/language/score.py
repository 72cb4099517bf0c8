"""Scores of readings against the treebanks, from gold tokens."""

from collections import Counter

import numpy as np

from .labels import FEATURES
from .reader import Reading
from .treebank import Sentence


def f1(right: int, found: int, gold: int) -> float:
    """In percent; 0 where nothing was to be found and nothing was."""
    return 200.0 * right / (found + gold) if found + gold else 0.0


def _percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 0.0


def words(gold: list[Sentence], readings: list[Reading]) -> dict[str, float]:
    """Tags and trees. `las` compares relations without subtypes, as the CoNLL 2018 scorer does;
    `las_full` with them."""
    counts = Counter()
    for sentence, reading in zip(gold, readings, strict=True):
        for true, read in zip(sentence.words, reading.words, strict=True):
            counts["words"] += 1
            counts["upos"] += true.upos == read.upos
            counts["lemmas"] += true.lemma in ("_", read.lemma)
            same = [true.feats.get(name) == read.feats.get(name) for name in FEATURES]
            counts["features"] += all(same)
            if true.upos in ("VERB", "AUX"):
                counts["verbs"] += 1
                counts["tense"] += same[FEATURES.index("Tense")]
                counts["mood"] += same[FEATURES.index("Mood")]
            if true.head == read.head:
                counts["uas"] += 1
                counts["las"] += true.deprel.split(":")[0] == read.deprel.split(":")[0]
                counts["las_full"] += true.deprel == read.deprel
    found = {
        name: _percent(counts[name], counts["words"])
        for name in ("upos", "lemmas", "features", "uas", "las", "las_full")
    }
    for name in ("tense", "mood"):
        found[name] = _percent(counts[name], counts["verbs"])
    return found


def roles(gold: list[Sentence], readings: list[Reading]) -> dict[str, float]:
    """Predicates by word; roles by predicate, argument head and label, once looked for at the
    true predicates and once at those found."""
    counts = Counter()
    for sentence, reading in zip(gold, readings, strict=True):
        if not sentence.has_roles:
            continue
        true = {i: w.predicate for i, w in enumerate(sentence.words) if w.predicate}
        arguments = {
            (predicate - 1, i, label)
            for i, word in enumerate(sentence.words)
            for predicate, label in word.arguments
        }
        given, predicted = set(), set()
        for predicate, pairs in reading.roles.items():
            triples = {(predicate, word, label) for word, label in pairs}
            if predicate in true:
                given |= triples
            if predicate in reading.predicates:
                predicted |= triples
        counts["predicates"] += len(true.keys() & reading.predicates.keys())
        counts["predicates found"] += len(reading.predicates)
        counts["predicates gold"] += len(true)
        for predicate in true.keys() & reading.predicates.keys():
            counts["rolesets"] += true[predicate] == reading.predicates[predicate]
        counts["gold"] += len(arguments)
        for name, triples in (("given", given), ("predicted", predicted)):
            counts[name] += len(triples & arguments)
            counts[name + " found"] += len(triples)
    return {
        "predicates": f1(
            counts["predicates"], counts["predicates found"], counts["predicates gold"]
        ),
        "rolesets": _percent(counts["rolesets"], counts["predicates"]),
        "roles_given": f1(counts["given"], counts["given found"], counts["gold"]),
        "roles": f1(counts["predicted"], counts["predicted found"], counts["gold"]),
    }


def mentions(gold: list[Sentence], readings: list[Reading]) -> dict[str, float]:
    """`mentions` by span and type, `spans` by span alone."""
    counts = Counter()
    for sentence, reading in zip(gold, readings, strict=True):
        true = {(m.start, m.end, m.type) for m in sentence.mentions()}
        read = set(reading.mentions)
        counts["right"] += len(true & read)
        counts["spans"] += len({m[:2] for m in true} & {m[:2] for m in read})
        counts["found"] += len(read)
        counts["gold"] += len(true)
    return {
        "mentions": f1(counts["right"], counts["found"], counts["gold"]),
        "spans": f1(counts["spans"], counts["found"], counts["gold"]),
    }


def events(gold: list[Sentence], readings: list[Reading]) -> dict[str, float]:
    """`anchors` by word, `acts` by word and type; of acts that are right `status`, `modes` (the
    whole set) and `parts` by word and part; `told` whether a sentence has any event."""
    counts = Counter()
    for sentence, reading in zip(gold, readings, strict=True):
        true = {event.anchor: event for event in reversed(sentence.events)}
        read = {told.anchor: told for told in reading.events}
        counts["told"] += bool(true) == bool(read)
        counts["sentences"] += 1
        counts["found"] += len(read)
        counts["gold"] += len(true)
        for anchor in true.keys() & read.keys():
            counts["anchors"] += 1
            event, told = true[anchor], read[anchor]
            if event.type != told.type:
                continue
            counts["acts"] += 1
            counts["status"] += event.status == told.status
            counts["modes"] += set(event.modes) == set(told.modes)
            parts = {(word, "speaker") for word in event.speaker}
            parts |= {(word, "target") for phrase in event.targets for word in phrase}
            parts |= {(word, "source") for phrase in event.sources for word in phrase}
            counts["part"] += len(parts & set(told.parts))
            counts["parts found"] += len(told.parts)
            counts["parts gold"] += len(parts)
    return {
        "told": _percent(counts["told"], counts["sentences"]),
        "anchors": f1(counts["anchors"], counts["found"], counts["gold"]),
        "acts": f1(counts["acts"], counts["found"], counts["gold"]),
        "status": _percent(counts["status"], counts["acts"]),
        "modes": _percent(counts["modes"], counts["acts"]),
        "parts": f1(counts["part"], counts["parts found"], counts["parts gold"]),
    }


Clusters = list[set]


def coreference(documents: list[tuple[Clusters, Clusters]]) -> dict[str, float]:
    """MUC, B³, entity CEAF and their mean over documents of (true, found) clusters of mentions.
    Clusters of one mention are left out on both sides, as in the CoNLL shared tasks."""
    names = ("muc", "b3", "ceaf")
    sums = {name: np.zeros(4) for name in names}
    for true, found in documents:
        true = [cluster for cluster in true if len(cluster) > 1]
        found = [cluster for cluster in found if len(cluster) > 1]
        sums["muc"] += _muc(true, found)
        sums["b3"] += _b3(true, found)
        sums["ceaf"] += _ceaf(true, found)
    values = {}
    for name in names:
        recalled, gold, right, read = sums[name]
        recall, precision = recalled / gold if gold else 0, right / read if read else 0
        both = recall + precision
        values[name] = float(200 * recall * precision / both) if both else 0.0
    values["coreference"] = sum(values.values()) / len(names)
    return values


def _owners(clusters: Clusters) -> dict:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _muc(true: Clusters, found: Clusters) -> np.ndarray:
    def links(clusters: Clusters, others: Clusters) -> tuple[int, int]:
        owners = _owners(others)
        kept = whole = 0
        for cluster in clusters:
            parts = {owners[m] for m in cluster if m in owners}
            alone = sum(m not in owners for m in cluster)
            kept += len(cluster) - len(parts) - alone
            whole += len(cluster) - 1
        return kept, whole

    return np.array([*links(true, found), *links(found, true)], dtype=float)


def _b3(true: Clusters, found: Clusters) -> np.ndarray:
    def part(clusters: Clusters, others: Clusters) -> tuple[float, int]:
        owners = _owners(others)
        summed = 0.0
        for cluster in clusters:
            shared = Counter(owners[m] for m in cluster if m in owners)
            summed += sum(count * count for count in shared.values()) / len(cluster)
        return summed, sum(len(cluster) for cluster in clusters)

    return np.array([*part(true, found), *part(found, true)], dtype=float)


def _ceaf(true: Clusters, found: Clusters) -> np.ndarray:
    if not true or not found:
        return np.array([0, len(true), 0, len(found)], dtype=float)
    shared = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in found] for a in true])
    best = assigned(shared)
    return np.array([best, len(true), best, len(found)])


def assigned(values: np.ndarray) -> float:
    """The largest sum of values with no row and no column taken twice, after Kuhn and Munkres."""
    costs = -values if len(values) <= values.shape[1] else -values.T
    n, m = costs.shape
    rows, columns = np.zeros(n + 1), np.zeros(m + 1)  # potentials; place 0 stands for none
    taken, way = np.zeros(m + 1, dtype=int), np.zeros(m + 1, dtype=int)
    for row in range(1, n + 1):
        taken[0], column = row, 0
        least, used = np.full(m + 1, np.inf), np.zeros(m + 1, dtype=bool)
        while taken[column]:
            used[column] = True
            slack = costs[taken[column] - 1] - rows[taken[column]] - columns[1:]
            better = ~used[1:] & (slack < least[1:])
            least[1:][better] = slack[better]
            way[1:][better] = column
            following = int(np.where(used, np.inf, least).argmin())
            step = least[following]
            rows[taken[used]] += step
            columns[used] -= step
            least[~used] -= step
            column = following
        while column:
            taken[column] = taken[way[column]]
            column = way[column]
    return -float(sum(costs[taken[c] - 1, c - 1] for c in range(1, m + 1) if taken[c]))


def clusters_of(sentences: list[Sentence]) -> Clusters:
    """The true clusters of a document; a mention is (sentence, start, end)."""
    found: dict[str, set] = {}
    for number, sentence in enumerate(sentences):
        for mention in sentence.mentions():
            found.setdefault(mention.identity, set()).add((number, mention.start, mention.end))
    return list(found.values())


def clusters_read(readings: list[Reading]) -> Clusters:
    found: dict[int, set] = {}
    for number, reading in enumerate(readings):
        for (start, end, _), entity in zip(reading.mentions, reading.entities, strict=True):
            found.setdefault(entity, set()).add((number, start, end))
    return list(found.values())
