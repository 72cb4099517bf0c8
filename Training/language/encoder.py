"""MiniLM: six transformer layers, 384 wide, on packed word pieces.

All pieces of a batch lie in one matrix without padding, so that only attention, which works on
groups of sentences of like length, ever sees a padded row. Tensor names are those of
`docs/language-model.md`.
"""

import os

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from .wordpieces import CASES

LAYERS, WIDTH, INNER, HEADS, VOCABULARY, POSITIONS = 6, 384, 1536, 12, 30522, 512
EPSILON = 1e-12
SCALE = (WIDTH // HEADS) ** -0.5
LOW = -1e4


class Layer(nn.Module):
    def __init__(self, dropout: float):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_output = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.output = nn.Linear(INNER, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = dropout

    def forward(self, x: torch.Tensor, groups, order) -> torch.Tensor:
        """x: [pieces, 384]. Each group is (rows [b, m], kept [b, m]): which pieces make its
        sentences, and which of those places are not padding. `order` [pieces] is each piece's
        place among all those of the groups, one group after another."""
        qkv = self.qkv(x)
        parts = []
        # On CPUs plain products are several times faster here than the fused attention, whose
        # tiles are made for longer rows.
        for rows, kept in groups:
            b, m = rows.shape
            parted = qkv.index_select(0, rows.flatten()).view(b, m, 3, HEADS, WIDTH // HEADS)
            q, k, v = parted.permute(2, 0, 3, 1, 4)
            scores = (q * SCALE) @ k.transpose(2, 3)
            scores = scores.masked_fill(~kept[:, None, None, :], LOW)
            out = (scores.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(b * m, WIDTH)
            parts.append(out)
        mixed = torch.cat(parts).index_select(0, order)
        attended = self._drop(self.attention_output(mixed))
        x = self.attention_norm(x + attended)
        inner = self._drop(self.output(functional.gelu(self.inner(x))))
        return self.output_norm(x + inner)

    def _drop(self, x):
        return functional.dropout(x, self.dropout, self.training)


class Encoder(nn.Module):
    def __init__(self, dropout: float = 0.1):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(len(CASES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = dropout
        nn.init.zeros_(self.case.weight)

    def forward(self, pieces, positions, cases, groups, order) -> list[torch.Tensor]:
        """The seven hidden states of every piece: embeddings, then each layer's output."""
        x = self.words(pieces) + self.positions(positions) + self.case(cases)
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        states = [x]
        for layer in self.layers:
            x = layer(x, groups, order)
            states.append(x)
        return states

    def load_minilm(self, folder: str) -> None:
        """Starts from MiniLM's weights; sentence A's token type goes into the positions."""
        source = load_file(os.path.join(folder, "model.safetensors"))
        source = {key.removeprefix("bert."): value for key, value in source.items()}

        def copy(target: nn.Module, name: str) -> None:
            target.weight.data.copy_(source[name + ".weight"])
            target.bias.data.copy_(source[name + ".bias"])

        self.words.weight.data.copy_(source["embeddings.word_embeddings.weight"])
        self.positions.weight.data.copy_(
            source["embeddings.position_embeddings.weight"]
            + source["embeddings.token_type_embeddings.weight"][0]
        )
        copy(self.norm, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            prefix = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                parts = [
                    source[f"{prefix}attention.self.{name}.{part}"]
                    for name in ("query", "key", "value")
                ]
                getattr(layer.qkv, part).data.copy_(torch.cat(parts))
            copy(layer.attention_output, prefix + "attention.output.dense")
            copy(layer.attention_norm, prefix + "attention.output.LayerNorm")
            copy(layer.inner, prefix + "intermediate.dense")
            copy(layer.output, prefix + "output.dense")
            copy(layer.output_norm, prefix + "output.LayerNorm")
