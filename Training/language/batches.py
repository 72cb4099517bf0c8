"""Packs sentences into the tensors that the model takes, with their targets if they have any."""

import random
from dataclasses import dataclass, field

import numpy as np
import torch

from . import coreference, lemmas
from .augment import disturbed
from .labels import FEATURES, FIRST_TYPE, Labels
from .treebank import Sentence
from .wordpieces import END, START, WordPieces, case

IGNORED = -1
LONGEST_SENTENCE = 510  # word pieces, as many as MiniLM has positions for
WIDEST_MENTION = 64  # words


@dataclass
class Group:
    """Sentences of like length. Rows index positions: 0 is the sentence's start, then its words."""

    sentences: list[int]
    rows: torch.Tensor  # [b, m]
    kept: torch.Tensor  # [b, m] of bool
    predicates: torch.Tensor | None = None  # [k] positions
    owners: torch.Tensor | None = None  # [k] the sentence's number in the group
    roles: torch.Tensor | None = None  # [k, m]
    annotated: torch.Tensor | None = None  # the numbers in the group of sentences with mentions
    mentions: torch.Tensor | None = None  # [annotated, m, m], start × end: 1 is a mention
    anchors: torch.Tensor | None = None  # [e] positions of words that begin a trigger
    tellers: torch.Tensor | None = None  # [e] the anchor's sentence's number in the group
    parts: torch.Tensor | None = None  # [e, m] what each word is to the anchor
    paired: torch.Tensor | None = None  # [q] the number in the group of the sentence of a pair
    sources: torch.Tensor | None = None  # [q, m] of bool: the words of the one who acts
    targets: torch.Tensor | None = None  # [q, m] of bool
    types: torch.Tensor | None = None  # [q] the pair's type, from 0


@dataclass
class Document:
    """Mentions of one document's sentences, in order, for coreference."""

    heads: torch.Tensor
    starts: torch.Tensor
    ends: torch.Tensor
    types: torch.Tensor
    features: torch.Tensor
    allowed: torch.Tensor
    same: torch.Tensor | None = None


@dataclass
class Batch:
    pieces: torch.Tensor
    positions: torch.Tensor
    cases: torch.Tensor
    attention: list[tuple[torch.Tensor, torch.Tensor]]
    order: torch.Tensor  # [pieces] each piece's place among the padded rows of `attention`
    owner: torch.Tensor  # [pieces] the position each piece belongs to; the last is nobody's
    sizes: torch.Tensor  # [positions] how many pieces each has
    first: torch.Tensor  # [positions] the first piece of each
    last: torch.Tensor
    offsets: list[int]  # where each sentence's positions begin
    groups: list[Group]
    words: int
    targets: dict[str, torch.Tensor] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)

    def to(self, device: torch.device) -> "Batch":
        if device.type == "cpu":
            return self

        def moved(value):
            if isinstance(value, torch.Tensor):
                return value.to(device, non_blocking=True)
            if isinstance(value, list):
                return [moved(item) for item in value]
            if isinstance(value, tuple):
                return tuple(moved(item) for item in value)
            if isinstance(value, dict):
                return {key: moved(item) for key, item in value.items()}
            if isinstance(value, (Group, Document)):
                return type(value)(**{k: moved(v) for k, v in vars(value).items()})
            return value

        return Batch(**{key: moved(value) for key, value in vars(self).items()})


def _grouped(lengths: list[int], most: int) -> list[list[int]]:
    # Cuts the sentences, sorted by length, where the padding saved is greatest, greedily.
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    groups = [order]
    while len(groups) < most:
        best = (0, 0, 0)
        for number, group in enumerate(groups):
            longest = lengths[group[-1]]
            for cut in range(1, len(group)):
                saved = cut * (longest - lengths[group[cut - 1]])
                best = max(best, (saved, number, cut))
        saved, number, cut = best
        if saved < 64:
            break
        groups[number : number + 1] = [groups[number][:cut], groups[number][cut:]]
    return groups


def _padded(starts: list[int], lengths: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(lengths)
    places = np.arange(longest)
    kept = places[None, :] < np.array(lengths)[:, None]
    rows = np.where(kept, np.array(starts)[:, None] + places[None, :], np.array(starts)[:, None])
    return torch.from_numpy(rows), torch.from_numpy(kept)


class Packer:
    """Makes batches of sentences; keeps what it needs to know of words and labels."""

    def __init__(self, wordpieces: WordPieces, labels: Labels, groups: int = 5):
        """`groups` of sentences of like length a batch, at most: many spare padding, few spare
        calls."""
        self.wordpieces = wordpieces
        self.labels = labels
        self.groups = groups
        self._numbers = {
            name: {label: number for number, label in enumerate(values)}
            for name, values in [
                ("upos", labels.upos),
                ("lemma", labels.lemma_rules),
                ("relation", labels.relations),
                ("sense", labels.senses),
                ("role", labels.roles),
                ("entity", labels.entities),
                ("act", labels.acts),
                ("status", labels.statuses),
                ("mode", labels.modes),
                ("context", labels.contexts),
                ("part", labels.parts),
                *labels.features.items(),
            ]
        }

    def length(self, sentence: Sentence) -> int:
        """Word pieces, [CLS] and [SEP] included."""
        return 2 + sum(len(self.wordpieces.pieces(word.form)) for word in sentence.words)

    def pack(
        self,
        sentences: list[Sentence],
        targets: bool = False,
        documents: list[list[int]] | None = None,
    ) -> Batch:
        """`documents` lists the sentences' numbers of each stretch of text whose gold mentions
        take part in coreference."""
        pieces, positions, cases, owner, first, last = [], [], [], [], [], []
        piece_starts, piece_lengths, offsets = [], [], []
        for sentence in sentences:
            begin = len(pieces)
            piece_starts.append(begin)
            offsets.append(len(first))
            first.append(begin)
            last.append(begin)
            pieces.append(START)
            cases.append(0)
            owner.append(offsets[-1])
            for word in sentence.words:
                found = self.wordpieces.pieces(word.form)
                first.append(len(pieces))
                pieces.extend(found)
                last.append(len(pieces) - 1)
                cases.extend([case(word.form)] * len(found))
                owner.extend([len(first) - 1] * len(found))
            pieces.append(END)
            cases.append(0)
            owner.append(-1)
            length = len(pieces) - begin
            if length > LONGEST_SENTENCE + 2:
                raise ValueError(f"sentence {sentence.identifier}: {length} word pieces")
            piece_lengths.append(length)
            positions.extend(range(length))
        owner = np.array(owner)
        owner[owner < 0] = len(first)
        batch = Batch(
            pieces=torch.tensor(pieces),
            positions=torch.tensor(positions),
            cases=torch.tensor(cases),
            attention=[],
            order=torch.empty(0),
            owner=torch.from_numpy(owner),
            sizes=torch.from_numpy(np.bincount(owner, minlength=len(first) + 1)[: len(first)]),
            first=torch.tensor(first),
            last=torch.tensor(last),
            offsets=offsets,
            groups=[],
            words=len(first) - len(sentences),
        )
        order, base = np.zeros(len(pieces), dtype=np.int64), 0
        for members in _grouped(piece_lengths, most=self.groups):
            rows, kept = _padded(
                [piece_starts[i] for i in members], [piece_lengths[i] for i in members]
            )
            order[rows[kept].numpy()] = base + np.flatnonzero(kept.numpy())
            base += rows.numel()
            batch.attention.append((rows, kept))
            rows, kept = _padded(
                [offsets[i] for i in members], [len(sentences[i].words) + 1 for i in members]
            )
            batch.groups.append(Group(sentences=members, rows=rows, kept=kept))
        batch.order = torch.from_numpy(order)
        if targets:
            self._add_targets(batch, sentences)
        for numbers in documents or []:
            described, identities = self._described(sentences, numbers)
            if len(described) > 1:
                batch.documents.append(document(described, offsets, identities))
        return batch

    def _add_targets(self, batch: Batch, sentences: list[Sentence]) -> None:
        count = len(batch.first)
        names = ["upos", "lemma", "head", "relation", "predicate", "sense", *FEATURES]
        names += ["act", "status"]
        arrays = {name: np.full(count, IGNORED, dtype=np.int64) for name in names}
        arrays["governor"] = np.arange(count)  # positions of the batch, not of the sentence
        for sentence, offset in zip(sentences, batch.offsets, strict=True):
            for place, word in enumerate(sentence.words, offset + 1):
                arrays["upos"][place] = self._number("upos", word.upos)
                arrays["head"][place] = word.head
                arrays["governor"][place] = offset + max(0, word.head)
                arrays["relation"][place] = self._number("relation", word.deprel)
                for name in FEATURES if word.upos != "_" else ():
                    value = word.feats.get(name)
                    arrays[name][place] = 0 if value is None else self._number(name, value)
                if word.lemma != "_" and word.upos not in ("X", "_"):
                    rule = lemmas.derive(word.form, word.lemma, word.upos)
                    arrays["lemma"][place] = self._number("lemma", rule)
                if sentence.has_roles:
                    arrays["predicate"][place] = int(word.predicate is not None)
                    if word.predicate and "." in word.predicate:
                        sense = word.predicate.rsplit(".", 1)[1]
                        arrays["sense"][place] = self._number("sense", sense)
            if sentence.events is not None:
                self._add_acts(arrays, sentence, offset)
        batch.targets = {name: torch.from_numpy(array) for name, array in arrays.items()}
        batch.targets |= self._several(sentences, batch.offsets)
        for group in batch.groups:
            self._add_graphs(group, sentences, batch.offsets)

    def _add_acts(self, arrays, sentence: Sentence, offset: int) -> None:
        arrays["act"][offset + 1 : offset + 1 + len(sentence.words)] = 0
        for event in sentence.events:
            for word in event.words:
                arrays["act"][offset + 1 + word] = self._number("act", "inside")
        # An act that two types share is learnt as the first.
        for event in reversed(sentence.events):
            place = offset + 1 + event.anchor
            arrays["act"][place] = self._number("act", event.type)
            arrays["status"][place] = self._number("status", event.status)

    def _several(self, sentences, offsets) -> dict[str, torch.Tensor]:
        """Of each anchor, in the order of sentences: its position, modes and contexts."""
        rows: dict[int, tuple[set[int], set[int]]] = {}
        for sentence, offset in zip(sentences, offsets, strict=True):
            for event in sentence.events or []:
                modes, contexts = rows.setdefault(offset + 1 + event.anchor, (set(), set()))
                modes.update(self._number("mode", mode) for mode in event.modes)
                contexts.update(self._number("context", name) for name in event.contexts)
        found = {"anchors": torch.tensor(list(rows), dtype=torch.long)}
        for name, place in (("mode", 0), ("context", 1)):
            table = torch.zeros(len(rows), len(self._numbers[name]))
            for number, row in enumerate(rows.values()):
                table[number, sorted(n for n in row[place] if n >= 0)] = 1
            found[name] = table
        return found

    def _add_parts(self, group: Group, sentences, offsets) -> None:
        width = group.rows.shape[1]
        anchors, tellers, parts, pairs = [], [], [], []
        for row, number in enumerate(group.sentences):
            sentence = sentences[number]
            for event in sentence.events or []:
                table = np.full(width, IGNORED, dtype=np.int64)
                table[1 : len(sentence.words) + 1] = 0
                for part, phrases in (
                    ("speaker", [event.speaker]),
                    ("target", event.targets),
                    ("source", event.sources),
                ):
                    for phrase in phrases:
                        table[[word + 1 for word in phrase]] = self._number("part", part)
                anchors.append(offsets[number] + 1 + event.anchor)
                tellers.append(row)
                parts.append(table)
                type = self._number("act", event.type) - FIRST_TYPE
                pairs += [(row, source, target, type) for source, target in event.pairs()]
        if anchors:
            group.anchors = torch.tensor(anchors)
            group.tellers = torch.tensor(tellers)
            group.parts = torch.from_numpy(np.stack(parts))
        if pairs:
            masks = np.zeros((2, len(pairs), width), dtype=bool)
            for order, (_, source, target, _) in enumerate(pairs):
                masks[0, order, [word + 1 for word in source]] = True
                masks[1, order, [word + 1 for word in target]] = True
            group.paired = torch.tensor([pair[0] for pair in pairs])
            group.sources, group.targets = torch.from_numpy(masks[0]), torch.from_numpy(masks[1])
            group.types = torch.tensor([pair[3] for pair in pairs])

    def _add_graphs(self, group: Group, sentences, offsets) -> None:
        self._add_parts(group, sentences, offsets)
        width = group.rows.shape[1]
        predicates, owners, roles, annotated, spans = [], [], [], [], []
        for row, number in enumerate(group.sentences):
            sentence = sentences[number]
            if sentence.has_roles:
                table = {}
                for place, word in enumerate(sentence.words, 1):
                    if word.predicate:
                        table[place] = np.full(width, IGNORED, dtype=np.int64)
                        table[place][1 : len(sentence.words) + 1] = 0
                for place, word in enumerate(sentence.words, 1):
                    for predicate, label in word.arguments:
                        if predicate in table:
                            table[predicate][place] = self._number("role", label)
                for place, targets in table.items():
                    predicates.append(offsets[number] + place)
                    owners.append(row)
                    roles.append(targets)
            if sentence.corpus == "gum":
                size = len(sentence.words)
                table = np.full((width, width), IGNORED, dtype=np.int8)
                places = np.arange(width)
                apart = places[None, :] - places[:, None]
                real = (places >= 1) & (places <= size)
                scored = (apart >= 0) & (apart < WIDEST_MENTION) & real[:, None] & real[None, :]
                table[scored] = 0
                for mention in sentence.mentions():
                    if mention.end - mention.start < WIDEST_MENTION and mention.end < size:
                        table[mention.start + 1, mention.end + 1] = 1
                annotated.append(row)
                spans.append(table)
        if predicates:
            group.predicates = torch.tensor(predicates)
            group.owners = torch.tensor(owners)
            group.roles = torch.from_numpy(np.stack(roles))
        if annotated:
            group.annotated = torch.tensor(annotated)
            group.mentions = torch.from_numpy(np.stack(spans))

    def _number(self, kind: str, label: str | None) -> int:
        return self._numbers[kind].get(label, IGNORED)

    def _described(self, sentences: list[Sentence], numbers: list[int]):
        described, identities = [], []
        for number in numbers:
            words = sentences[number].words
            heads = [word.head for word in words]
            for mention in sentences[number].mentions():
                if mention.end >= len(words):
                    continue
                head = coreference.head_of(mention.start, mention.end, heads)
                described.append(
                    coreference.describe(
                        number,
                        words,
                        mention.start,
                        mention.end,
                        head,
                        coreference.entity_type(mention.type),
                    )
                )
                identities.append(mention.identity)
        return described, identities


def document(described, offsets: list[int], identities: list[str] | None = None) -> Document:
    """The tensors of mentions whose `sentence` is an index of `offsets`."""

    def places(name: str) -> torch.Tensor:
        return torch.tensor([offsets[m.sentence] + 1 + getattr(m, name) for m in described])

    same = None
    if identities is not None:
        known = np.array(identities)
        same = torch.from_numpy(known[:, None] == known[None, :])
    return Document(
        heads=places("head"),
        starts=places("start"),
        ends=places("end"),
        types=torch.tensor([mention.type for mention in described]),
        features=torch.from_numpy(coreference.features(described).astype(np.int16)),
        allowed=torch.from_numpy(coreference.candidates(described)),
        same=same,
    )


# What share of the treebank sentences in which nobody found an event is read for that each pass:
# they are many and much alike.
EMPTY_SHARE = 0.3


class Epochs:
    """What each step of training reads: a window of one document with mentions, a bucket of
    other sentences, and one of sentences whose events are known. Depends on nothing but the seed,
    the epoch and the step."""

    def __init__(
        self,
        packer: Packer,
        sentences: list[Sentence],
        seed: int,
        pieces: int = 1600,
        events: list[Sentence] = (),
        passes: int = 1,
    ):
        """`events` are read `passes` times each epoch."""
        self.packer = packer
        self.seed = seed
        self.passes = passes
        self.told = [s for s in events if s.events or s.corpus == "events"]
        self.empty = [s for s in events if not (s.events or s.corpus == "events")]
        self.window = pieces * 3 // 8
        self.documents: dict[str, list[Sentence]] = {}
        self.single: list[Sentence] = []
        for sentence in sentences:
            if sentence.corpus == "gum":
                self.documents.setdefault(sentence.document, []).append(sentence)
            else:
                self.single.append(sentence)
        self.lengths = {id(s): packer.length(s) for s in [*sentences, *events]}
        self.told = [s for s in self.told if self.lengths[id(s)] <= 256]
        self.empty = [s for s in self.empty if self.lengths[id(s)] <= 256]
        self.single = [s for s in self.single if self.lengths[id(s)] <= 256]
        words = sum(self.lengths[id(s)] for doc in self.documents.values() for s in doc)
        self.steps = max(1, round(words / self.window))

    def _windows(self, chance: random.Random) -> list[list[Sentence]]:
        windows = []
        for sentences in self.documents.values():
            # A first window of random length moves all the others' borders.
            room = chance.randint(self.window // 3, self.window)
            window: list[Sentence] = []
            for sentence in sentences:
                length = self.lengths[id(sentence)]
                if window and length > room:
                    windows.append(window)
                    window, room = [], self.window
                window.append(sentence)
                room -= length
            windows.append(window)
        chance.shuffle(windows)
        return windows

    def plan(self, epoch: int) -> list[list[list[Sentence]]]:
        """For each step of the epoch: the document windows, then a bucket of sentences and one of
        sentences with events."""
        chance = random.Random(f"{self.seed} {epoch}")
        windows = self._windows(chance)
        steps: list[list[list[Sentence]]] = [[] for _ in range(self.steps)]
        # Fill each step with windows in turn, the emptiest first.
        filled = [0] * self.steps
        for window in windows:
            target = min(range(self.steps), key=lambda step: filled[step])
            steps[target].append(window)
            filled[target] += sum(self.lengths[id(s)] for s in window)
        order = self.single[:]
        chance.shuffle(order)
        for step, bucket in zip(steps, self._buckets(order, chance), strict=True):
            step.append(bucket)
        order = []
        for _ in range(self.passes if self.told else 0):
            once = self.told + chance.sample(self.empty, round(len(self.empty) * EMPTY_SHARE))
            chance.shuffle(once)
            order += once
        for step, bucket in zip(steps, self._buckets(order, chance), strict=True):
            step.append(bucket)
        return steps

    def _buckets(self, order: list[Sentence], chance: random.Random) -> list[list[Sentence]]:
        """One bucket a step, of sentences of like length."""
        pool = max(1, len(order) // self.steps) * 20
        for start in range(0, len(order), pool):
            order[start : start + pool] = sorted(
                order[start : start + pool], key=lambda s: self.lengths[id(s)]
            )
        total = sum(self.lengths[id(s)] for s in order)
        buckets: list[list[Sentence]] = [[] for _ in range(self.steps)]
        read = 0
        for sentence in order:
            buckets[min(self.steps - 1, read * self.steps // max(1, total))].append(sentence)
            read += self.lengths[id(sentence)]
        chance.shuffle(buckets)
        return buckets

    def batch(self, plan, epoch: int, step: int) -> Batch:
        chance = random.Random(f"{self.seed} {epoch} {step}")
        *windows, bucket, told = plan[step]
        sentences: list[Sentence] = []
        documents = []
        for window in windows:
            documents.append(list(range(len(sentences), len(sentences) + len(window))))
            sentences.extend(window)
        sentences.extend(bucket)
        sentences.extend(told)
        sentences = [disturbed(sentence, chance) for sentence in sentences]
        return self.packer.pack(sentences, targets=True, documents=documents)
