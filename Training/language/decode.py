"""From scores to decisions, without PyTorch: trees, roles, mentions."""

import numpy as np


def tree(scores: np.ndarray) -> list[int]:
    """The heads of words 1 … n in the best tree in which exactly one word hangs from the root.

    `scores[i, j]` says how well j governs i, for 0 … n where 0 is the root; row 0 is not read.
    Maximum spanning tree after Chu, Liu and Edmonds; a second root is ruled out by taking from
    every root arc more than any two trees can differ in all their other arcs together.
    """
    n = len(scores) - 1
    if n < 1:
        return []
    scores = scores.astype(np.float64)
    np.fill_diagonal(scores, -np.inf)
    heads = np.argmax(scores, axis=1)
    heads[0] = 0
    if np.count_nonzero(heads[1:] == 0) != 1 or _cycle(heads):
        finite = scores[1:][np.isfinite(scores[1:])]
        span = float(finite.max() - finite.min()) if len(finite) else 0.0
        scores[1:, 0] -= (n + 1) * (span + 1)
        heads = _spanning(scores)
    return [int(head) for head in heads[1:]]


def _cycle(heads: np.ndarray) -> list[int]:
    """The nodes of one cycle, or none. Node 0 is the root."""
    state = [0] * len(heads)  # 0 not seen, otherwise the walk that saw it
    state[0] = -1
    for start in range(1, len(heads)):
        node = start
        while state[node] == 0:
            state[node] = start
            node = int(heads[node])
        if state[node] == start:
            cycle, first = [node], node
            while (node := int(heads[node])) != first:
                cycle.append(node)
            return sorted(cycle)
    return []


def _spanning(scores: np.ndarray) -> np.ndarray:
    """The best tree over nodes with root 0; several nodes may hang from the root."""
    heads = np.argmax(scores, axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(scores)), inside)
    size = len(outside) + 1  # the cycle becomes the last node
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, inside)]
    smaller[:-1, -1] = leaving.max(axis=1)
    leaves = inside[leaving.argmax(axis=1)]
    kept = scores[inside, heads[inside]]
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    smaller[-1, :-1] = entering.max(axis=0)
    enters = inside[entering.argmax(axis=0)]
    found = _spanning(smaller)
    for place, node in enumerate(outside):
        if node != 0:
            head = found[place]
            heads[node] = leaves[place] if head == size - 1 else outside[head]
    heads[enters[found[-1]]] = outside[found[-1]]
    return heads


def relations(scores: np.ndarray, heads: list[int], root: int) -> list[int]:
    """The label of each word's arc, [n, labels]; the root's label belongs to the root alone."""
    scores = scores.copy()
    found = []
    for row, head in zip(scores, heads, strict=True):
        if head == 0:
            found.append(root)
        else:
            row[root] = -np.inf
            found.append(int(row.argmax()))
    return found


# How likely a role must be, by how near the word is to the predicate in the tree; 0.05 less for
# roles that are given once.
NEAR, ASIDE, FAR = 0.45, 0.7, 0.9


def nearness(predicate: int, heads: list[int]) -> list[float]:
    """The limit for each word, 0-based, from its governor's number from 1 (0: the root): near are
    dependents, siblings and words above, aside the dependents of words farther above."""
    above, head = set(), heads[predicate]
    while head > 0 and head not in above:
        above.add(head)
        head = heads[head - 1]
    limits = []
    for word, head in enumerate(heads):
        if head == predicate + 1 or word + 1 in above or (head > 0 and head == heads[predicate]):
            limits.append(NEAR)
        else:
            limits.append(ASIDE if head in above else FAR)
    return limits


def roles(
    scores: np.ndarray, predicate: int, once: frozenset[int], heads: list[int]
) -> list[tuple[int, int]]:
    """(word, label) for the arguments of a predicate, from [n, labels] where label 0 is "none".

    Pairs that are likelier than the limit for the word are taken by their chance, the greatest
    first (the earlier word, then the lower label of equals), one label a word; a label in `once` is
    given to one word only, so that the next word that wanted it gets its second choice, if it has
    one. Words are 0-based; a predicate is not its own argument.
    """
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    offered = sorted(
        (-float(chances[word, label]), word, label)
        for word, limit in enumerate(nearness(predicate, heads))
        for label in range(1, scores.shape[1])
        if chances[word, label] > limit - 0.05 * (label in once)
    )
    taken: dict[int, int] = {}
    given: set[int] = set()
    for _, word, label in offered:
        if word != predicate and word not in taken and label not in given:
            taken[word] = label
            if label in once:
                given.add(label)
    return sorted(taken.items())


def mentions(scores: np.ndarray, widest: int) -> list[tuple[int, int]]:
    """(first word, last word) of the spans taken, from [n, n] of scores, which are above 0 where
    there is a mention. The best first, the earlier and then the shorter of equals; a span that
    crosses one already taken is dropped."""
    n = len(scores)
    starts, ends = np.nonzero(scores > 0)
    offered = sorted(
        (-float(scores[start, end]), int(start), int(end))
        for start, end in zip(starts, ends, strict=True)
        if start <= end and end - start < widest
    )
    taken: list[tuple[int, int]] = []
    for _, start, end in offered:
        crossing = any(
            first < start <= last < end or start < first <= end < last for first, last in taken
        )
        if not crossing:
            taken.append((start, end))
    assert n == 0 or all(end < n for _, end in taken)
    return sorted(taken, key=lambda span: (span[0], -span[1]))


def sense(scores: np.ndarray, senses: list[str], known: dict[str, int] | None) -> str:
    """The best sense; among those `known` for the word, if any of them has a score."""
    allowed = [i for i, name in enumerate(senses) if known and name in known]
    if not allowed:
        if known:
            return max(known, key=lambda name: (known[name], name))
        allowed = list(range(len(senses)))
    return senses[max(allowed, key=lambda i: (scores[i], -i))]


def lemma(form: str, upos: str, order, rules: list[str], exceptions: dict, apply) -> str:
    """The exception for this form and part of speech, else the best rule that fits the form."""
    exception = exceptions.get((form.lower(), upos))
    if exception is not None:
        return exception
    for number in order:
        made = apply(rules[number], form)
        if made is not None:
            return made
    return form.lower()


def acts(scores: np.ndarray, threshold: float = 0.5) -> list[tuple[int, int]]:
    """The words that begin a trigger, each with its act, from [words, acts]: those of which it is
    likelier than `threshold` that they begin any. Acts 0 and 1 are none and "goes on"."""
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    chances = shifted / shifted.sum(1, keepdims=True)
    return [
        (int(word), int(scores[word, 2:].argmax()) + 2)
        for word in np.nonzero(1 - chances[:, 0] - chances[:, 1] > threshold)[0]
    ]
