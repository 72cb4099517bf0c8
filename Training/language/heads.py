"""The parts that read the encoder: small projections and bilinear forms.

`Leaky` is max(x, 0.1 x). Shapes are those of `docs/language-model.md`.
"""

import torch
from torch import nn
from torch.nn import functional

SLOPE = 0.1


class Projection(nn.Module):
    """leaky(W x + b), with dropout while training."""

    def __init__(self, inputs: int, outputs: int, dropout: float):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        self.dropout = dropout
        nn.init.xavier_uniform_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(self, x):
        x = functional.leaky_relu(self.linear(x), SLOPE)
        return functional.dropout(x, self.dropout, self.training)


class Arcs(nn.Module):
    """s(i, j) = d_i · B h_j + c · h_j: how well word j governs word i."""

    def __init__(self, width: int):
        super().__init__()
        self.bilinear = nn.Parameter(torch.randn(width, width) / width)
        self.head = nn.Parameter(torch.zeros(width))

    def forward(self, dependents, heads):
        """[b, m, d], [b, m, d] → [b, m, m]"""
        left = dependents @ self.bilinear + self.head
        return left @ heads.transpose(1, 2)


class Biaffine(nn.Module):
    """s_l(x, y) = x · B_l y + p_l · x + q_l · y + b_l for each label l."""

    def __init__(self, labels: int, width: int):
        super().__init__()
        self.bilinear = nn.Parameter(torch.randn(labels, width, width) / width)
        self.left = nn.Parameter(torch.zeros(labels, width))
        self.right = nn.Parameter(torch.zeros(labels, width))
        self.bias = nn.Parameter(torch.zeros(labels))

    def _turned(self, x):
        # [n, d] → [n, labels, d]: B_l transposed times x, plus q_l.
        labels, width, _ = self.bilinear.shape
        turned = x @ self.bilinear.permute(1, 0, 2).reshape(width, labels * width)
        return turned.view(-1, labels, width) + self.right

    def pairs(self, x, y):
        """[n, d], [n, d] → [n, labels]: each row of x with the same row of y."""
        crossed = (self._turned(x) @ y[:, :, None]).squeeze(-1)
        return crossed + x @ self.left.T + self.bias

    def crossed(self, x, y):
        """[k, d], [k, m, d] → [k, m, labels]: each row of x with all of its own y."""
        scores = y @ self._turned(x).transpose(1, 2)
        return scores + (x @ self.left.T + self.bias)[:, None, :]

    def square(self, x, y):
        """[b, m, d], [b, m, d] → [b, m, m, labels]"""
        b, m, width = x.shape
        labels = len(self.bias)
        turned = self._turned(x.reshape(b * m, width)).view(b, m * labels, width)
        scores = (turned @ y.transpose(1, 2)).view(b, m, labels, m).transpose(2, 3)
        return scores + (x @ self.left.T + self.bias)[:, :, None, :]


class Pairs(nn.Module):
    """What happens between two phrases, over all words that may tell it: see `scores`."""

    def __init__(self, inputs: int, hidden: int, types: int):
        super().__init__()
        self.trigger = nn.Linear(inputs, hidden)
        self.source = nn.Linear(inputs, hidden, bias=False)
        self.target = nn.Linear(inputs, hidden, bias=False)
        self.output = nn.Linear(hidden, types)
        # What it costs a target to look like a second source, as in talks.
        self.shared = nn.Parameter(torch.full((1,), -1.0))
        # Begins as what the words say alone.
        nn.init.zeros_(self.output.weight)
        nn.init.zeros_(self.output.bias)

    def addends(self, vectors, acts, parts, source, target):
        """[q, m, types]: what each word i of q sentences adds to the score of each type.

        `vectors` [q, m, inputs]; `acts` [q, m, types] log P(type at i); `parts` [q, m, m, 4]
        log P(part of word j at i); `source` and `target` [q, m] of bool: the phrases."""
        left = _mean(parts[..., 1], source[:, None, :])
        shared = torch.logaddexp(parts[..., 2], parts[..., 1] + self.shared)
        right = _mean(shared, target[:, None, :])
        of_source = _mean(self.source(vectors).transpose(1, 2), source[:, None, :])
        of_target = _mean(self.target(vectors).transpose(1, 2), target[:, None, :])
        hidden = self.trigger(vectors) + (of_source + of_target)[:, None, :]
        said = self.output(functional.leaky_relu(hidden, SLOPE))
        return acts + said + (left + right)[:, :, None]

    def scores(self, addends, words):
        """[q, types]: the log of the sum over the sentence's words ([q, m] of bool)."""
        return addends.masked_fill(~words[:, :, None], -1e4).logsumexp(1)


def _mean(values, chosen):
    # The mean of the last dimension over what is chosen of it.
    kept = chosen.to(values.dtype)
    return (values * kept).sum(-1) / kept.sum(-1).clamp(min=1)


class SpanTypes(nn.Module):
    """What kind of thing a mention is: O leaky(P [v_head, v_first, v_last] + b) + o."""

    def __init__(self, inputs: int, width: int, types: int, dropout: float):
        super().__init__()
        self.hidden = Projection(3 * inputs, width, dropout)
        self.output = nn.Linear(width, types)

    def forward(self, head, first, last):
        """Word vectors [n, inputs] of three places of each mention → [n, types]"""
        return self.output(self.hidden(torch.cat([head, first, last], 1)))


class Antecedents(nn.Module):
    """How well mention j is what mention i takes up:
    s(i, j) = c_i · B c_j + a · c_i + e · c_j + w · leaky(sum of features' rows) + b."""

    def __init__(self, inputs: int, width: int, types: int, features: int, hidden: int):
        super().__init__()
        self.places = nn.Linear(inputs, 3 * width)  # head, first word, last word
        self.types = nn.Parameter(torch.zeros(types, width))
        self.bilinear = nn.Parameter(torch.randn(width, width) / width)
        self.left = nn.Parameter(torch.zeros(width))
        self.right = nn.Parameter(torch.zeros(width))
        self.features = nn.Parameter(torch.randn(features, hidden) * 0.1)
        self.output = nn.Parameter(torch.randn(hidden) * 0.1)
        self.bias = nn.Parameter(torch.zeros(1))
        nn.init.xavier_uniform_(self.places.weight)

    def mentions(self, head, first, last, types, dropout: float):
        """Word vectors [n, 384] of three places of each mention, and type numbers → [n, width]"""
        places = self.places(torch.cat([head, first, last]))
        width = self.bilinear.shape[0]
        n = len(head)
        summed = (
            places[:n, :width]
            + places[n : 2 * n, width : 2 * width]
            + places[2 * n :, 2 * width :]
            + self.types[types]
        )
        return functional.dropout(functional.leaky_relu(summed, SLOPE), dropout, self.training)

    def forward(self, mentions, features):
        """[n, width], row numbers [n, n, kinds] → [n, n]: row i, column j."""
        crossed = (mentions @ self.bilinear) @ mentions.T
        rows = functional.embedding(features.long(), self.features)
        summed = functional.leaky_relu(rows.sum(2), SLOPE)
        linear = (mentions @ self.left)[:, None] + (mentions @ self.right)[None, :]
        return crossed + linear + summed @ self.output + self.bias
