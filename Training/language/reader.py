"""Reads sentences with a trained model: what the running program does, here for measuring."""

import itertools
from dataclasses import dataclass, field

import numpy as np
import torch

from . import coreference, decode, lemmas
from .batches import WIDEST_MENTION, Packer, document
from .labels import CORE_ROLES, FEATURES, NONE, Labels
from .model import LanguageModel
from .treebank import Sentence, Word


@dataclass
class Told:
    """An event that was read: its anchor, what it is, and what each word is to it."""

    anchor: int
    type: str
    status: str
    modes: list[str]
    contexts: list[str]
    parts: list[tuple[int, str]]


@dataclass
class Reading:
    """What was read in one sentence. Words and spans are 0-based; heads are as in `Word`."""

    words: list[Word]
    predicates: dict[int, str] = field(default_factory=dict)
    roles: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    entities: list[int] = field(default_factory=list)
    events: list[Told] = field(default_factory=list)
    scores: dict[str, np.ndarray] = field(default_factory=dict)


class Reader:
    def __init__(self, model: LanguageModel, packer: Packer, device: torch.device):
        self.model = model.eval()
        self.packer = packer
        self.labels: Labels = packer.labels
        self.device = device
        self.exceptions = self.labels.exceptions()
        self.rolesets = {(lemma, upos): row for lemma, upos, *row in self.labels.rolesets}
        self.once = frozenset(
            number for number, role in enumerate(self.labels.roles) if role in CORE_ROLES
        )
        self.root = self.labels.relations.index("root")

    @torch.inference_mode()
    def read(
        self,
        sentences: list[Sentence],
        documents: list[list[int]] | None = None,
        keep_scores: bool = False,
        pieces: int = 4000,
        precision: torch.dtype = torch.float32,
    ) -> list[Reading]:
        """Reads the sentences' forms, and nothing else of them but which words are predicates, for
        whose roles it then looks too. `documents` lists the sentences' numbers of each text, for
        coreference."""
        found: list[Reading | None] = [None] * len(sentences)
        for numbers in documents or []:
            self._read_document(sentences, numbers, found, keep_scores, precision)
        rest = [i for i in range(len(sentences)) if found[i] is None]
        rest.sort(key=lambda i: len(sentences[i].words))
        while rest:
            chosen, room = [], pieces
            while rest and (not chosen or room >= self.packer.length(sentences[rest[0]])):
                room -= self.packer.length(sentences[rest[0]])
                chosen.append(rest.pop(0))
            part = [sentences[i] for i in chosen]
            readings, _, _ = self._read_batch(part, keep_scores, precision)
            for number, reading in zip(chosen, readings, strict=True):
                found[number] = reading
        return found

    def _read_document(self, sentences, numbers, found, keep_scores, precision) -> None:
        described, vectors, places, base = [], [], [], 0
        for start in range(0, len(numbers), 100):
            part = numbers[start : start + 100]
            readings, words, batch = self._read_batch(
                [sentences[i] for i in part], keep_scores, precision
            )
            vectors.append(words["entities"])
            for order, (number, reading) in enumerate(zip(part, readings, strict=True)):
                found[number] = reading
                places.append(base + batch.offsets[order])
                heads = [word.head for word in reading.words]
                for first, last, type in reading.mentions:
                    head = coreference.head_of(first, last, heads)
                    described.append(
                        coreference.describe(
                            start + order,
                            reading.words,
                            first,
                            last,
                            head,
                            coreference.entity_type(type),
                        )
                    )
            base += len(batch.first)
        if not described:
            return
        whole = document(described, places)
        scores = self._antecedents(torch.cat(vectors), whole, precision)
        entities = coreference.clusters(coreference.links(scores, whole.allowed.numpy()))
        for mention, entity in zip(described, entities, strict=True):
            found[numbers[mention.sentence]].entities.append(entity)
        if keep_scores:
            found[numbers[0]].scores["antecedents"] = scores

    def _antecedents(self, vectors, whole, precision) -> np.ndarray:
        with self._autocast(precision):
            scores = self.model.antecedent_scores(
                {"entities": vectors},
                type(whole)(
                    **{
                        key: value.to(self.device) if value is not None else None
                        for key, value in vars(whole).items()
                    }
                ),
            )
        return scores.float().cpu().numpy()

    def _autocast(self, precision):
        return torch.autocast(self.device.type, precision, enabled=precision != torch.float32)

    def _read_batch(self, sentences, keep_scores, precision):
        batch = self.packer.pack(sentences).to(self.device)
        model = self.model
        with self._autocast(precision):
            words = model.words(batch)
            tags = model.tag_scores(words)
            predicates = model.predicate_scores(words)
            arcs, relations = model.arc_vectors(words), model.relation_vectors(words)
            mentions = model.mention_vectors(words)
            events, parts = model.event_scores(words), model.part_vectors(words)
        tags, predicates = tags.float().cpu().numpy(), predicates.float().cpu().numpy()
        events = events.float().cpu().numpy()
        readings: list[Reading | None] = [None] * len(sentences)
        taken: list[list[tuple[int, int]]] = [[] for _ in sentences]
        for group in batch.groups:
            with self._autocast(precision):
                arc = model.arcs(arcs[0][group.rows], arcs[1][group.rows]).float().cpu().numpy()
                spans = model.mentions.square(mentions[0][group.rows], mentions[1][group.rows])
                spans = spans[..., 0].float().cpu().numpy()
            for row, number in enumerate(group.sentences):
                offset, size = batch.offsets[number], len(sentences[number].words)
                reading = self._tags(sentences[number], tags[offset + 1 : offset + 1 + size])
                readings[number] = reading
                score = arc[row, : size + 1, : size + 1]
                heads = decode.tree(score)
                span = spans[row, 1 : size + 1, 1 : size + 1]
                for word, head in zip(reading.words, heads, strict=True):
                    word.head = head
                taken[number] = decode.mentions(span, WIDEST_MENTION)
                reading.scores = {"arcs": score, "mentions": span} if keep_scores else {}
        self._types(batch, readings, taken, words, precision)
        self._finish(sentences, batch, readings, relations, words, predicates, precision)
        self._events(batch, readings, events, parts, precision)
        if keep_scores:
            for number, reading in enumerate(readings):
                offset, size = batch.offsets[number], len(sentences[number].words)
                reading.scores["acts"] = events[offset + 1 : offset + 1 + size]
                reading.scores["tags"] = tags[offset + 1 : offset + 1 + size]
                reading.scores["predicates"] = predicates[offset + 1 : offset + 1 + size]
        return readings, words, batch

    def _types(self, batch, readings, taken, words, precision) -> None:
        """The types of the spans taken, once the trees tell which words head them."""
        places = []
        for reading, offset, spans in zip(readings, batch.offsets, taken, strict=True):
            heads = [word.head for word in reading.words]
            for first, last in spans:
                head = coreference.head_of(first, last, heads)
                places.append([offset + 1 + at for at in (head, first, last)])
        if not places:
            return
        with self._autocast(precision):
            columns = torch.tensor(places, device=self.device).T
            scores = self.model.type_scores(words, *columns).float().cpu().numpy()
        names = iter(self.labels.entities[1 + type] for type in scores.argmax(1))
        rows = iter(scores)
        for reading, spans in zip(readings, taken, strict=True):
            reading.mentions = [(first, last, next(names)) for first, last in spans]
            if "arcs" in reading.scores:
                reading.scores["types"] = np.array([next(rows) for _ in spans])

    def _events(self, batch, readings, events, parts, precision) -> None:
        slices = {k: slice(*v) for k, v in self.model.event_slices.items()}
        for reading, offset in zip(readings, batch.offsets, strict=True):
            size = len(reading.words)
            rows = events[offset + 1 : offset + 1 + size]
            for anchor, act in decode.acts(rows[:, slices["act"]]):
                with self._autocast(precision):
                    scores = self.model.parts.crossed(
                        parts[0][offset + 1 + anchor : offset + 2 + anchor],
                        parts[1][None, offset + 1 : offset + 1 + size],
                    )[0]
                scores = scores.float().cpu().numpy()
                if "arcs" in reading.scores:
                    reading.scores[f"parts {anchor}"] = scores
                type = self.labels.acts[act]
                row = rows[anchor]
                modes = zip(self.labels.modes, row[slices["mode"]], strict=True)
                contexts = zip(self.labels.contexts, row[slices["context"]], strict=True)
                best = scores.argmax(1)
                reading.events.append(
                    Told(
                        anchor=anchor,
                        type=type,
                        status=self.labels.statuses[row[slices["status"]].argmax()],
                        modes=[m for m, s in modes if s > 0 and m.startswith(type + "/")],
                        contexts=[name for name, s in contexts if s > 0],
                        parts=[(j, self.labels.parts[k]) for j, k in enumerate(best) if k],
                    )
                )

    @torch.inference_mode()
    def pairs(self, sentences, asked, precision=torch.float32) -> list[np.ndarray]:
        """What happens between two phrases: `asked` has (sentence's number, words of the source,
        words of the target), 0-based; returns [words, types] of addends for each. The score of
        a type is the log of the sum of their exponentials over the words."""
        found = []
        for number, source, target in asked:
            batch = self.packer.pack([sentences[number]]).to(self.device)
            size = len(sentences[number].words)
            masks = torch.zeros(2, 1, size, dtype=torch.bool, device=self.device)
            masks[0, 0, source] = True
            masks[1, 0, target] = True
            with self._autocast(precision):
                words = self.model.words(batch)
                anchors, actors = self.model.part_vectors(words)
                addends = self.model.pair_addends(
                    words["events"][None, 1:],
                    self.model.event_scores(words)[None, 1:],
                    anchors[None, 1:],
                    actors[None, 1:],
                    masks[0],
                    masks[1],
                )
            found.append(addends[0].float().cpu().numpy())
        return found

    def _tags(self, sentence: Sentence, scores: np.ndarray) -> Reading:
        slices = self.model.slices
        best = {
            name: scores[:, start:end].argmax(axis=1)
            for name, (start, end) in slices.items()
            if name != "lemma"
        }
        start, end = slices["lemma"]
        orders = (-scores[:, start:end]).argsort(axis=1, kind="stable")
        words = []
        for i, word in enumerate(sentence.words):
            upos = self.labels.upos[best["upos"][i]]
            values = ((name, self.labels.features[name][best[name][i]]) for name in FEATURES)
            lemma = decode.lemma(
                word.form,
                upos,
                orders[i],
                self.labels.lemma_rules,
                self.exceptions,
                lemmas.apply,
            )
            feats = {name: value for name, value in sorted(values) if value != NONE}
            words.append(Word(word.form, lemma, upos, "_", feats, 0, "_", "_", list(word.misc)))
        return Reading(words)

    def _finish(self, sentences, batch, readings, relations, words, predicates, precision):
        """Relations of the chosen arcs and roles of the predicates, all sentences at once."""
        dependents, governors, tasks = [], [], []
        for number, reading in enumerate(readings):
            offset = batch.offsets[number]
            for place, word in enumerate(reading.words, 1):
                dependents.append(offset + place)
                governors.append(offset + word.head)
                if predicates[offset + place, 0] > 0:
                    reading.predicates[place - 1] = ""
                if place - 1 in reading.predicates or sentences[number].words[place - 1].predicate:
                    tasks.append((number, place))
        with self._autocast(precision):
            scores = self.model.relations.pairs(relations[0][dependents], relations[1][governors])
        scores = scores.float().cpu().numpy()
        done = 0
        for reading in readings:
            size = len(reading.words)
            heads = [word.head for word in reading.words]
            part = scores[done : done + size]
            found = decode.relations(part, heads, self.root)
            for word, label in zip(reading.words, found, strict=True):
                word.deprel = self.labels.relations[label]
            if "arcs" in reading.scores:
                reading.scores["relations"] = part
            done += size
        self._roles(batch, readings, tasks, words, predicates, precision)

    def _roles(self, batch, readings, tasks, words, predicates, precision):
        with self._autocast(precision):
            roles = self.model.role_vectors(words)
        for number, group in itertools.groupby(tasks, key=lambda task: task[0]):
            places = [place for _, place in group]
            reading, offset = readings[number], batch.offsets[number]
            size = len(reading.words)
            with self._autocast(precision):
                scores = self.model.roles.crossed(
                    roles[0][[offset + place for place in places]],
                    roles[1][offset + 1 : offset + 1 + size].expand(len(places), -1, -1),
                )
            scores = scores.float().cpu().numpy()
            for place, table in zip(places, scores, strict=True):
                self._argue(reading, place - 1, table, predicates[offset + place, 1:])

    def _argue(self, reading: Reading, predicate: int, scores, senses) -> None:
        """The arguments of one predicate and, if it was found and not told, its roleset."""
        reading.roles[predicate] = [
            (word, self.labels.roles[label])
            for word, label in decode.roles(
                scores, predicate, self.once, [word.head for word in reading.words]
            )
        ]
        if "arcs" in reading.scores:
            reading.scores[f"roles {predicate}"] = scores
        if predicate in reading.predicates:
            word = reading.words[predicate]
            frame, known = self.rolesets.get((word.lemma, word.upos), (word.lemma, None))
            sense = decode.sense(senses, self.labels.senses, known)
            reading.predicates[predicate] = f"{frame}.{sense}"
