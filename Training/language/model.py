"""The whole network: the encoder, how words are read from it, and every head."""

from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional

from . import coreference
from .batches import IGNORED, Batch, Document
from .encoder import LAYERS, WIDTH, Encoder
from .heads import Antecedents, Arcs, Biaffine, Pairs, Projection, SpanTypes
from .labels import FEATURES, FIRST_TYPE, Labels

# Each kind of head reads its own mixture of the layers.
FAMILIES = ("morphology", "syntax", "roles", "entities", "events")


@dataclass(frozen=True)
class Shape:
    """Widths of the heads and how a word is read from its pieces (`first`, `ends` or `mean`)."""

    pooling: str = "first"
    tags: int = 256
    arcs: int = 256
    relations: int = 96
    predicates: int = 128
    roles: int = 112
    mentions: int = 112
    types: int = 112
    coreference: int = 128
    features: int = 48
    acts: int = 192
    parts: int = 96
    pairs: int = 128

    def __post_init__(self):
        if self.pooling not in ("first", "ends", "mean"):
            raise ValueError(f"pooling is first, ends or mean, not {self.pooling}")

    def as_dict(self) -> dict:
        return asdict(self)


class LanguageModel(nn.Module):
    def __init__(self, labels: Labels, shape: Shape, dropout: float = 0.1, wide: float = 0.3):
        """`dropout` is the encoder's, `wide` that of projections before bilinear forms."""
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(dropout)
        self.mix = nn.Parameter(torch.zeros(len(FAMILIES), LAYERS + 1))
        self.scale = nn.Parameter(torch.ones(len(FAMILIES)))
        with torch.no_grad():
            self.mix[:, -1] = 1.0
            self.mix[:, 0] = -1.0
        self.slices: dict[str, tuple[int, int]] = {}
        start = 0
        for name, values in [
            ("upos", labels.upos),
            *labels.features.items(),
            ("lemma", labels.lemma_rules),
        ]:
            self.slices[name] = (start, start + len(values))
            start += len(values)
        self.tag_hidden = Projection(WIDTH, shape.tags, 0.2)
        self.tag_output = nn.Linear(shape.tags, start)
        self.arc_dependent = Projection(WIDTH, shape.arcs, wide)
        self.arc_head = Projection(WIDTH, shape.arcs, wide)
        self.arcs = Arcs(shape.arcs)
        self.relation_dependent = Projection(WIDTH, shape.relations, wide)
        self.relation_head = Projection(WIDTH, shape.relations, wide)
        self.relations = Biaffine(len(labels.relations), shape.relations)
        self.predicate_hidden = Projection(WIDTH, shape.predicates, 0.2)
        self.predicate_output = nn.Linear(shape.predicates, 1 + len(labels.senses))
        self.role_predicate = Projection(WIDTH, shape.roles, wide)
        self.role_argument = Projection(WIDTH, shape.roles, wide)
        self.roles = Biaffine(len(labels.roles), shape.roles)
        self.mention_start = Projection(WIDTH, shape.mentions, wide)
        self.mention_end = Projection(WIDTH, shape.mentions, wide)
        self.mentions = Biaffine(1, shape.mentions)
        self.types = SpanTypes(WIDTH, shape.types, len(labels.entities) - 1, wide)
        self.antecedents = Antecedents(
            WIDTH, shape.coreference, len(labels.entities), coreference.ROWS, shape.features
        )
        self.event_slices: dict[str, tuple[int, int]] = {}
        start = 0
        for name, values in [
            ("act", labels.acts),
            ("status", labels.statuses),
            ("mode", labels.modes),
            ("context", labels.contexts),
        ]:
            self.event_slices[name] = (start, start + len(values))
            start += len(values)
        self.event_hidden = Projection(WIDTH, shape.acts, 0.2)
        self.event_output = nn.Linear(shape.acts, start)
        self.event_anchor = Projection(WIDTH, shape.parts, wide)
        self.event_actor = Projection(WIDTH, shape.parts, wide)
        self.parts = Biaffine(len(labels.parts), shape.parts)
        self.pairs = Pairs(WIDTH, shape.pairs, len(labels.acts) - FIRST_TYPE)
        self.dropout = dropout
        with torch.no_grad():
            # Most words are no argument of a predicate and most spans no mention.
            self.roles.bias[0] = 3.0
            self.mentions.bias[0] = -4.0

    def words(self, batch: Batch) -> dict[str, torch.Tensor]:
        """One vector a position and family, [positions, 384]: what every head reads."""
        states = self.encoder(
            batch.pieces, batch.positions, batch.cases, batch.attention, batch.order
        )
        pooled = torch.stack([self._pooled(state, batch) for state in states])
        weights = self.weights()
        vectors = (weights.to(pooled.dtype) @ pooled.flatten(1)).view(
            len(FAMILIES), -1, WIDTH
        )
        vectors = functional.dropout(vectors, 0.15, self.training)
        return dict(zip(FAMILIES, vectors, strict=True))

    def weights(self) -> torch.Tensor:
        """[families, layers]: what each layer's state counts for."""
        return torch.softmax(self.mix, 1) * self.scale[:, None]

    def _pooled(self, state: torch.Tensor, batch: Batch) -> torch.Tensor:
        if self.shape.pooling == "first":
            return state[batch.first]
        if self.shape.pooling == "ends":
            return 0.5 * (state[batch.first] + state[batch.last])
        count = len(batch.first)
        summed = state.new_zeros(count + 1, WIDTH).index_add(0, batch.owner, state)
        return summed[:count] / batch.sizes[:, None].to(state.dtype)

    # What the heads say. Rows are positions: each sentence's start, then its words.

    def tag_scores(self, words) -> torch.Tensor:
        return self.tag_output(self.tag_hidden(words["morphology"]))

    def predicate_scores(self, words) -> torch.Tensor:
        """[positions, 1 + senses]: is a predicate, then its senses."""
        return self.predicate_output(self.predicate_hidden(words["roles"]))

    def arc_vectors(self, words):
        return self.arc_dependent(words["syntax"]), self.arc_head(words["syntax"])

    def relation_vectors(self, words):
        return self.relation_dependent(words["syntax"]), self.relation_head(words["syntax"])

    def role_vectors(self, words):
        return self.role_predicate(words["roles"]), self.role_argument(words["roles"])

    def type_scores(self, words, heads, starts, ends) -> torch.Tensor:
        """[n, types] of mentions, from the positions of their head, first and last word."""
        vectors = words["entities"]
        return self.types(*(vectors.index_select(0, at) for at in (heads, starts, ends)))

    def mention_vectors(self, words):
        return self.mention_start(words["entities"]), self.mention_end(words["entities"])

    def event_scores(self, words) -> torch.Tensor:
        """[positions, acts + statuses + modes + contexts]"""
        return self.event_output(self.event_hidden(words["events"]))

    def part_vectors(self, words):
        return self.event_anchor(words["events"]), self.event_actor(words["events"])

    def pair_addends(self, vectors, scores, anchors, actors, source, target):
        """`Pairs.addends` from the rows of sentences: vectors, event scores, and part vectors,
        each [q, m, …]."""
        start, end = self.event_slices["act"]
        acts = scores[..., start:end].float().log_softmax(-1)[..., FIRST_TYPE:]
        parts = self.parts.square(anchors, actors).float().log_softmax(-1)
        return self.pairs.addends(vectors, acts, parts, source, target)

    def antecedent_scores(self, words, document: Document) -> torch.Tensor:
        vectors = words["entities"]
        mentions = self.antecedents.mentions(
            vectors[document.heads],
            vectors[document.starts],
            vectors[document.ends],
            document.types,
            self.dropout,
        )
        return self.antecedents(mentions, document.features)

    def losses(self, batch: Batch, precision=torch.float32) -> dict[str, torch.Tensor]:
        """Sums of negative log likelihoods, by head; to be divided by the words of the batch.

        Nothing here waits for the device: sizes are those of the batch's tensors alone."""
        device = batch.pieces.device.type
        with torch.autocast(device, precision, enabled=precision != torch.float32):
            words = self.words(batch)
            tags = self.tag_scores(words)
            predicates = self.predicate_scores(words)
            events = self.event_scores(words)
            parts = self.part_vectors(words)
            told = self._event_graph_scores(batch, words["events"], events, parts)
            scores = self._graph_scores(batch, words)
            antecedents = [self.antecedent_scores(words, each) for each in batch.documents]
            types = [self.type_scores(words, d.heads, d.starts, d.ends) for d in batch.documents]
        targets = batch.targets
        zero = torch.zeros((), device=tags.device)
        tags, predicates = tags.float(), predicates.float()
        found = {"arc": zero, "role": zero, "mention": zero}
        parts = tags.split([end - start for start, end in self.slices.values()], dim=1)
        for name, part in zip(self.slices, parts, strict=True):
            kind = name if name in ("upos", "lemma") else "features"
            found[kind] = found.get(kind, 0.0) + _cross(part, targets[name])
        found["predicate"] = _binary(predicates[:, 0], targets["predicate"])
        found["sense"] = _cross(predicates[:, 1:], targets["sense"])
        found["relation"] = _cross(scores["relation"].float(), targets["relation"])
        for name, loss in (("arc", _cross), ("role", _cross), ("mention", _binary)):
            for logits, target in scores[name]:
                found[name] = found[name] + loss(logits.float(), target)
        # Type 0 is one that the vocabulary does not know.
        found["type"] = sum(
            (_cross(s.float(), d.types - 1) for s, d in zip(types, batch.documents)), start=zero
        )
        found["coreference"] = sum(
            (_antecedent_loss(s.float(), d) for s, d in zip(antecedents, batch.documents)),
            start=zero,
        )
        return found | self._event_losses(batch, events.float(), told)

    def _event_losses(self, batch, events, told) -> dict[str, torch.Tensor]:
        targets = batch.targets
        found = {}
        for name in ("act", "status"):
            start, end = self.event_slices[name]
            found[name] = _cross(events[:, start:end], targets[name])
        anchored = events[targets["anchors"]]
        for name in ("mode", "context"):
            start, end = self.event_slices[name]
            found[name] = functional.binary_cross_entropy_with_logits(
                anchored[:, start:end], targets[name], reduction="sum"
            )
        for name in ("part", "pair"):
            found[name] = sum(
                (_cross(logits.float(), target) for logits, target in told[name]),
                start=torch.zeros((), device=events.device),
            )
        return found

    def _event_graph_scores(self, batch, vectors, events, parts) -> dict:
        found: dict = {"part": [], "pair": []}
        for group in batch.groups:
            if group.anchors is not None:
                actors = _rows(parts[1], group.rows.index_select(0, group.tellers))
                scores = self.parts.crossed(parts[0].index_select(0, group.anchors), actors)
                found["part"].append((scores.flatten(0, 1), group.parts.flatten()))
            if group.paired is not None:
                rows = group.rows.index_select(0, group.paired)
                addends = self.pair_addends(
                    _rows(vectors, rows),
                    _rows(events, rows),
                    _rows(parts[0], rows),
                    _rows(parts[1], rows),
                    group.sources,
                    group.targets,
                )
                kept = group.kept.index_select(0, group.paired)
                kept[:, 0] = False
                found["pair"].append((self.pairs.scores(addends, kept), group.types))
        return found

    def _graph_scores(self, batch, words) -> dict:
        arcs, relations = self.arc_vectors(words), self.relation_vectors(words)
        roles, mentions = self.role_vectors(words), self.mention_vectors(words)
        found: dict = {"arc": [], "role": [], "mention": []}
        heads = batch.targets["head"]
        for group in batch.groups:
            scores = self.arcs(_rows(arcs[0], group.rows), _rows(arcs[1], group.rows))
            scores = scores.float().masked_fill(~group.kept[:, None, :], -1e4)
            found["arc"].append((scores.flatten(0, 1), _where(heads, group)))
            if group.predicates is not None:
                arguments = _rows(roles[1], group.rows.index_select(0, group.owners))
                predicates = roles[0].index_select(0, group.predicates)
                scores = self.roles.crossed(predicates, arguments)
                found["role"].append((scores.flatten(0, 1), group.roles.flatten()))
            if group.annotated is not None:
                chosen = group.rows.index_select(0, group.annotated)
                starts, ends = (_rows(side, chosen) for side in mentions)
                scores = self.mentions.square(starts, ends)
                found["mention"].append((scores.flatten(), group.mentions.flatten()))
        governors = relations[1].index_select(0, batch.targets["governor"])
        found["relation"] = self.relations.pairs(relations[0], governors)
        return found


def _rows(vectors: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
    """[n, d], row numbers of any shape → [*rows, d]"""
    return vectors.index_select(0, rows.flatten()).view(*rows.shape, -1)


def _binary(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The loss of yes or no where the target is known."""
    known = target != IGNORED
    return functional.binary_cross_entropy_with_logits(
        logits, (target * known).float(), known.float(), reduction="sum"
    )


def _where(values: torch.Tensor, group) -> torch.Tensor:
    return torch.where(group.kept, values[group.rows], IGNORED).flatten()


def _cross(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return functional.cross_entropy(logits, target, ignore_index=IGNORED, reduction="sum")


def _antecedent_loss(scores: torch.Tensor, document: Document) -> torch.Tensor:
    # The likelihood of any true antecedent, or of none (score 0) where there is none.
    low = torch.finfo(torch.float32).min / 4
    scores = scores.masked_fill(~document.allowed, low)
    true = document.same & document.allowed
    none = torch.where(true.any(1), low, 0.0)[:, None]
    zero = torch.zeros_like(none)
    right = torch.cat([none, scores.masked_fill(~true, low)], 1).logsumexp(1)
    return (torch.cat([zero, scores], 1).logsumexp(1) - right).sum()
