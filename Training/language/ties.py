"""How a word hangs together with a predicate in the tree, as row numbers of two small tables.

Positions count from 0, the sentence's start, which governs the root and itself. The program does
the same where the model runs: see `docs/language-model.md`.
"""

import torch

# The first that holds of predicate i and word j, and whose relation to its governor tells more.
PATHS = ("child", "parent", "sibling", "grandchild", "uncle", "grandparent")
# How far apart they stand: the number of steps that the distance in words reaches.
STEPS = (2, 3, 4, 6, 9, 14, 21)
DISTANCES = 2 * (len(STEPS) + 1)


def path_rows(relations: int) -> int:
    """Rows of the table of paths: a row for each path and relation, and one for no such path."""
    return len(PATHS) * relations + 1


def paths(places, heads, relations, count: int) -> torch.Tensor:
    """[k, m] rows for predicates at `places` [k] and every position of their sentences, from each
    position's head and relation number, both [k, m]; `count` is the number of relations."""
    k, m = heads.shape
    i = places[:, None]
    j = torch.arange(m, device=heads.device).expand(k, m)
    of_i, said_i = heads.gather(1, i), relations.gather(1, i)
    above_i, above_j = heads.gather(1, of_i), heads.gather(1, heads)
    found = torch.full_like(heads, len(PATHS) * count)
    # The first that holds is written last.
    for number, holds, said in (
        (5, above_i == j, said_i),
        (4, heads == above_i, relations),
        (3, above_j == i, relations),
        (2, heads == of_i, relations),
        (1, of_i == j, said_i),
        (0, heads == i, relations),
    ):
        found = torch.where(holds, number * count + said, found)
    return found


def distances(places, width: int) -> torch.Tensor:
    """[k, width] rows: 0 … 7 for words before the predicate, 8 … 15 for those after it."""
    apart = torch.arange(width, device=places.device)[None, :] - places[:, None]
    near = sum((apart.abs() >= step).long() for step in STEPS)
    return near + (apart > 0).long() * (len(STEPS) + 1)
