"""The forward pass once more, from the file alone and without PyTorch.

It follows `docs/language-model.md` line by line, one sentence at a time, slowly. The tests hold it
against the trained network, so that what is written there is known to be enough.
"""

import json
import os

import numpy as np
from safetensors import safe_open
from scipy.special import erf

from .labels import Labels
from .wordpieces import END, START, WordPieces, case

EPSILON = 1e-12


class Reference:
    def __init__(self, folder: str, wordpieces: WordPieces):
        with safe_open(os.path.join(folder, "model.safetensors"), "np") as file:
            self.tensors = {k: file.get_tensor(k).astype(np.float32) for k in file.keys()}
            self.layout = json.loads(file.metadata()["layout"])
        self.labels = Labels.read(os.path.join(folder, "labels.json"))
        self.wordpieces = wordpieces

    def __getitem__(self, name: str) -> np.ndarray:
        return self.tensors[name]

    def linear(self, name: str, x: np.ndarray) -> np.ndarray:
        return x @ self[name + ".weight"].T + self[name + ".bias"]

    def projection(self, name: str, x: np.ndarray) -> np.ndarray:
        return leaky(self.linear(name, x))

    def norm(self, name: str, x: np.ndarray) -> np.ndarray:
        centered = x - x.mean(-1, keepdims=True)
        scaled = centered / np.sqrt((centered**2).mean(-1, keepdims=True) + EPSILON)
        return scaled * self[name + ".weight"] + self[name + ".bias"]

    def states(self, forms: list[str]) -> list[np.ndarray]:
        """The seven states of every piece, [pieces, 384]."""
        pieces, cases = [START], [0]
        for form in forms:
            found = self.wordpieces.pieces(form)
            pieces += found
            cases += [case(form)] * len(found)
        pieces, cases = [*pieces, END], [*cases, 0]
        x = self["embeddings.words"][pieces] + self["embeddings.case"][cases]
        x = self.norm("embeddings.norm", x + self["embeddings.positions"][: len(pieces)])
        states = [x]
        for layer in range(6):
            name = f"encoder.{layer}."
            attended = self.attention(self.linear(name + "attention.qkv", x))
            attended = self.linear(name + "attention.output", attended)
            y = self.norm(name + "attention.norm", x + attended)
            inner = self.linear(name + "feed.inner", y)
            inner = inner * 0.5 * (1 + erf(inner / np.sqrt(2.0)))
            x = self.norm(name + "feed.norm", y + self.linear(name + "feed.output", inner))
            states.append(x)
        return states

    @staticmethod
    def attention(qkv: np.ndarray) -> np.ndarray:
        found = []
        for head in range(12):
            q, k, v = (qkv[:, part + 32 * head : part + 32 * head + 32] for part in (0, 384, 768))
            scores = q @ k.T / np.sqrt(32.0)
            weights = np.exp(scores - scores.max(1, keepdims=True))
            found.append(weights / weights.sum(1, keepdims=True) @ v)
        return np.concatenate(found, axis=1)

    def words(self, forms: list[str]) -> dict[str, np.ndarray]:
        """Family → [1 + n, 384]."""
        states = self.states(forms)
        spans = [(0, 1)]
        for form in forms:
            start = spans[-1][1]
            spans.append((start, start + len(self.wordpieces.pieces(form))))
        read = {
            "first": lambda state, a, b: state[a],
            "ends": lambda state, a, b: (state[a] + state[b - 1]) / 2,
            "mean": lambda state, a, b: state[a:b].mean(0),
        }[self.layout["pooling"]]
        pooled = np.stack([[read(state, a, b) for a, b in spans] for state in states])
        mixed = np.tensordot(self["mixture"], pooled, axes=1)
        return dict(zip(self.layout["families"], mixed, strict=True))

    def biaffine(self, name: str, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """[a, d], [b, d] → [a, b, labels]"""
        crossed = np.einsum("ai,lij,bj->abl", x, self[name + ".bilinear"], y, optimize=True)
        left = (x @ self[name + ".left"].T)[:, None, :]
        return crossed + left + (y @ self[name + ".right"].T)[None] + self[name + ".bias"]

    def scores(self, forms: list[str]) -> dict[str, np.ndarray]:
        """All logits of a sentence. Rows of `tags` and `predicates` are words; the others go
        from word to word or, for arcs and relations, from positions to positions."""
        words = self.words(forms)
        hidden = self.projection("tags.hidden", words["morphology"][1:])
        predicate = self.projection("predicates.hidden", words["roles"][1:])
        syntax, entities = words["syntax"], words["entities"][1:]
        dependents = self.projection("arcs.dependent", syntax)
        heads = self.projection("arcs.head", syntax)
        return {
            "tags": self.linear("tags.output", hidden),
            "predicates": self.linear("predicates.output", predicate),
            "arcs": dependents @ self["arcs.bilinear"] @ heads.T + heads @ self["arcs.right"],
            "relations": self.biaffine(
                "relations",
                self.projection("relations.dependent", syntax),
                self.projection("relations.head", syntax),
            ),
            "roles": self.biaffine(
                "roles",
                self.projection("roles.predicate", words["roles"][1:]),
                self.projection("roles.argument", words["roles"][1:]),
            ),
            "mentions": self.biaffine(
                "mentions",
                self.projection("mentions.start", entities),
                self.projection("mentions.end", entities),
            )[..., 0],
            "events": self.linear(
                "events.output", self.projection("events.hidden", words["events"][1:])
            ),
            "parts": self.biaffine(
                "events.parts",
                self.projection("events.anchor", words["events"][1:]),
                self.projection("events.actor", words["events"][1:]),
            ),
        }

    def types(self, forms: list[str], places: list[tuple[int, int, int]]) -> np.ndarray:
        """[mentions, types] from the head, the first and the last word of each, from 0."""
        vectors = self.words(forms)["entities"][1:]
        joined = np.stack([np.concatenate(vectors[list(three)]) for three in places])
        return self.linear("types.output", self.projection("types.hidden", joined))

    def pair(self, forms: list[str], source: list[int], target: list[int]) -> np.ndarray:
        """[words, types]: what each word adds to the score of each type between two phrases."""
        scores = self.scores(forms)
        vectors = self.words(forms)["events"][1:]
        start, end = self.layout["events"]["act"]
        acts = log_softmax(scores["events"][:, start:end])[:, 2:]
        parts = log_softmax(scores["parts"])
        left = parts[:, source, 1].mean(1)
        shared = np.logaddexp(parts[..., 2], parts[..., 1] + self["events.pair.shared"])
        right = shared[:, target].mean(1)
        hidden = self.linear("events.pair.trigger", vectors)
        hidden += (vectors[source] @ self["events.pair.source.weight"].T).mean(0)
        hidden += (vectors[target] @ self["events.pair.target.weight"].T).mean(0)
        said = self.linear("events.pair.output", leaky(hidden))
        return acts + said + (left + right)[:, None]

    def antecedents(self, places, types, features) -> np.ndarray:
        """[n, n] from the vectors of head, first and last word [3, n, 384], the mentions' type
        numbers and the features' rows [n, n, 9]."""
        width = self["coreference.bilinear"].shape[0]
        blocks = self["coreference.places.weight"].reshape(3, width, -1)
        raw = np.einsum("pni,poi->no", places, blocks)
        raw += self["coreference.places.bias"].reshape(3, width).sum(0)
        c = leaky(raw + self["coreference.types"][types])
        f = leaky(self["coreference.features"][features].sum(2))
        linear = (c @ self["coreference.left"])[:, None] + (c @ self["coreference.right"])[None]
        crossed = c @ self["coreference.bilinear"] @ c.T
        return crossed + linear + f @ self["coreference.output"] + self["coreference.bias"]


def log_softmax(x: np.ndarray) -> np.ndarray:
    shifted = x - x.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def leaky(x: np.ndarray) -> np.ndarray:
    return np.maximum(x, 0.1 * x)
