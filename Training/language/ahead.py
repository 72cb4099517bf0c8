"""Makes batches ahead in worker processes, and brings each to the device in one copy.

A batch depends on its step alone, so it is the same wherever it is made.
"""

import collections
import concurrent.futures
import gc
import multiprocessing
from dataclasses import dataclass, fields, is_dataclass

import numpy as np
import torch

from .batches import Batch, Epochs

_ALIGNED = 16  # bytes, where a tensor may begin


@dataclass
class _Slot:
    """Where a tensor lies in the buffer."""

    start: int
    end: int
    type: torch.dtype
    shape: tuple[int, ...]


def flatten(batch: Batch) -> tuple[Batch, np.ndarray]:
    """The batch with slots for tensors, and all the tensors' bytes."""
    pieces: list[np.ndarray] = []
    size = 0

    def slot(tensor: torch.Tensor) -> _Slot:
        nonlocal size
        raw = tensor.contiguous().numpy().reshape(-1).view(np.uint8)
        found = _Slot(size, size + len(raw), tensor.dtype, tuple(tensor.shape))
        gap = -len(raw) % _ALIGNED
        pieces.extend([raw, np.zeros(gap, dtype=np.uint8)])
        size += len(raw) + gap
        return found

    shell = _mapped(batch, torch.Tensor, slot)
    return shell, np.concatenate(pieces)


def restored(shell: Batch, buffer: torch.Tensor) -> Batch:
    """The batch again, its tensors views of the buffer, wherever that is."""
    return _mapped(
        shell, _Slot, lambda at: buffer[at.start : at.end].view(at.type).view(at.shape)
    )


def _mapped(value, kind: type, change):
    if isinstance(value, kind):
        return change(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_mapped(item, kind, change) for item in value)
    if isinstance(value, dict):
        return {key: _mapped(item, kind, change) for key, item in value.items()}
    if is_dataclass(value):
        names = [each.name for each in fields(value)]
        return type(value)(**{n: _mapped(getattr(value, n), kind, change) for n in names})
    return value


# What the workers have from their parent: the epochs, and the plan of the epoch they are in.
_epochs: Epochs | None = None
_plan: tuple[int, list] | None = None


def _begin() -> None:
    torch.set_num_threads(1)


def _made(step: int) -> tuple[Batch, np.ndarray]:
    global _plan
    epoch, place = divmod(step, _epochs.steps)
    if _plan is None or _plan[0] != epoch:
        _plan = epoch, _epochs.plan(epoch)
    return flatten(_epochs.batch(_plan[1], epoch, place))


class Ahead:
    """The batches of steps from `start` on. With no workers each is made when it is asked for."""

    def __init__(self, epochs: Epochs, start: int, end: int, workers: int, device: torch.device):
        global _epochs
        _epochs = epochs
        self.device = device
        self.end = end
        self.next = start
        self.waiting: collections.deque = collections.deque()
        self.pool = None
        if workers:
            gc.freeze()  # what is there now is shared with the workers, not copied
            self.pool = concurrent.futures.ProcessPoolExecutor(
                workers, multiprocessing.get_context("fork"), initializer=_begin
            )
            self.room = 6 * workers
            self._ask()

    def _ask(self) -> None:
        while len(self.waiting) < self.room and self.next < self.end:
            self.waiting.append(self.pool.submit(_made, self.next))
            self.next += 1

    def take(self) -> Batch:
        """The next step's batch, on the device."""
        if self.pool is None:
            shell, buffer = _made(self.next)
            self.next += 1
        else:
            shell, buffer = self.waiting.popleft().result()
            self._ask()
        buffer = torch.from_numpy(buffer)
        if self.device.type == "cuda":
            buffer = buffer.pin_memory().to(self.device, non_blocking=True)
        return restored(shell, buffer)

    def close(self) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=False, cancel_futures=True)
