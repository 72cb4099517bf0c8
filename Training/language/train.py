"""Trains the model on EWT and GUM, several heads at once, and keeps the best epoch by dev scores.

Every step's sentences, disturbances and dropout depend on the seed, the epoch and the step alone,
so a run that was cut goes on from its checkpoint as if it had not been.
"""

import argparse
import json
import math
import os
import random
import time

import numpy as np
import torch

from . import evaluate, events, export, labels
from .ahead import Ahead
from .batches import Epochs, Packer
from .labels import Labels
from .model import LanguageModel, Shape
from .reader import Reader
from .treebank import load_part
from .wordpieces import WordPieces, bundled_model

# What a head's loss counts for. Losses are sums over all that a head decides, divided by the words
# of the batch: tags that are easy or many are held back.
WEIGHTS = {
    "upos": 1.0,
    "features": 0.2,
    "lemma": 0.3,
    "arc": 1.0,
    "relation": 1.0,
    "predicate": 0.5,
    "sense": 0.2,
    "role": 1.0,
    "mention": 1.0,
    "type": 0.7,
    "coreference": 0.5,
    "act": 3.0,
    "status": 2.0,
    "mode": 0.5,
    "context": 0.3,
    "part": 0.6,
    "pair": 4.0,
}

ENCODER_RATE, HEAD_RATE = 2e-4, 1.5e-3
LAYER_DECAY = 0.9  # each layer learns this much slower than the one above it
WARM_UP = 0.06
CLIP = 2.0
# How often losses are read, in steps: a GPU has to finish all that it was given for that.
READ = {"cpu": 20, "cuda": 60}
# What measuring and writing at the end may take, in seconds, of a run with a deadline.
RESERVE = 20
AVERAGE = 0.999  # decay of the running mean of the weights, which is what is kept


def device_for(name: str) -> torch.device:
    if name != "auto":
        return torch.device(name)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def named(device: torch.device) -> str:
    return torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"


def precision_for(name: str, device: torch.device) -> torch.dtype:
    """bf16 where the machine multiplies it faster than fp32."""
    if name == "auto":
        fast = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
        name = "bf16" if fast else "fp32"
    return {"bf16": torch.bfloat16, "fp32": torch.float32}[name]


# Heads that a model trained before does not have.
_NEW = ("event_", "parts.", "pairs.")


def parameter_groups(model: LanguageModel, share: float = 1.0) -> list[dict]:
    """`share` lowers the rates of all but the heads of events: what has been trained before needs
    smaller steps."""
    layers = len(model.encoder.layers)
    groups: dict[tuple[float, float], list] = {}
    for name, parameter in model.named_parameters():
        if name.startswith("encoder.layers."):
            above = layers - 1 - int(name.split(".")[2])
            rate = ENCODER_RATE * LAYER_DECAY**above
        elif name.startswith("encoder.case"):
            rate = HEAD_RATE
        elif name.startswith("encoder."):
            rate = ENCODER_RATE * LAYER_DECAY**layers
        else:
            rate = HEAD_RATE
        if not name.startswith(_NEW):
            rate *= share
        decay = 0.0 if parameter.dim() < 2 or name == "mix" else 0.01
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "weight_decay": decay}
        for (rate, decay), parameters in groups.items()
    ]


def rate_at(step: int, steps: int) -> float:
    """Linear warm-up, then half a cosine to a hundredth."""
    warm = max(1, round(steps * WARM_UP))
    if step < warm:
        return (step + 1) / warm
    done = (step - warm) / max(1, steps - warm)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done))


def fitting(planned: int, done: int, each: float, left: float) -> int:
    """How many of the planned epochs there is time for, of which some are done and each takes so
    many seconds."""
    return min(planned, done + max(0, int(left / max(each, 1e-3))))


def merit(
    ewt: dict[str, float], gum: dict[str, float], events: dict[str, float] | None = None
) -> float:
    """The figure by which epochs are compared."""
    chosen = (
        ewt["upos"],
        ewt["las"],
        ewt["las"],
        ewt["roles"],
        ewt["roles_given"],
        gum["mentions"],
        gum["coreference"],
    )
    value = sum(chosen) / len(chosen)
    return (value + events["acts"] + events["pairs"]) / 3 if events else value


class Run:
    def __init__(self, options: argparse.Namespace):
        self.options = options
        self.began = time.monotonic()
        self.device = device_for(options.device)
        self.precision = precision_for(options.precision, self.device)
        gpu = self.device.type == "cuda"
        self.workers = options.workers if options.workers >= 0 else 4 * gpu
        os.makedirs(options.output, exist_ok=True)
        training = [
            sentence
            for corpus in ("ewt", "gum")
            for sentence in load_part(options.treebanks, corpus, "train")
        ]
        self.labels: Labels = (
            Labels.read(os.path.join(options.initial, "labels.json"))
            if options.initial
            else labels.build(training)
        )
        self.labels.write(self._path("labels.json"))
        minilm = options.minilm or bundled_model()
        # Calls are dear on a GPU, padding is not.
        self.packer = Packer(WordPieces(minilm), self.labels, groups=2 if gpu else 5)
        self.dev = {c: load_part(options.treebanks, c, "dev") for c in ("ewt", "gum")}
        if options.sample < 1:
            training = sampled(training, options.sample)
        told = self._told(training)
        share = min(options.sample, options.dev_share)
        self.dev = {c: sampled(dev, share) for c, dev in self.dev.items()}
        self.epochs = Epochs(
            self.packer, training, options.seed, options.pieces, told, options.passes
        )
        self.steps = self.planned = self.epochs.steps * options.epochs
        torch.manual_seed(options.seed)
        self.model = LanguageModel(self.labels, Shape(pooling=options.pooling))
        if options.initial:
            export.resume(self.model, options.initial)
        else:
            self.model.encoder.load_minilm(minilm)
        self.model.to(self.device)
        # The same tensors as long as the model lives: loading a state copies into them.
        self.weights = self.model.state_dict()
        self.mean = {k: v.detach().clone() for k, v in self.weights.items()}
        self.optimizer = torch.optim.AdamW(
            parameter_groups(self.model, options.share), betas=(0.9, 0.98), eps=1e-6, fused=True
        )
        self.counts = torch.tensor(list(WEIGHTS.values()), device=self.device)
        self.base_rates = [group["lr"] for group in self.optimizer.param_groups]
        self.step = 0
        self.best = {"merit": -1.0, "epoch": -1}
        self.seconds = 0.0
        self.until = 0.0  # of these, up to the end of the last epoch

    def _path(self, name: str) -> str:
        return os.path.join(self.options.output, name)

    def _told(self, training) -> list:
        """The sentences of the corpus that train: all but its dev part, whose written sentences
        are kept for measuring."""
        self.held: list = []
        if not self.options.corpus:
            return []
        corpus = events.lines(self.options.corpus)
        held = {row["id"] for row in corpus if row["split"] == "dev"}
        events.attach([row for row in corpus if row["id"] not in held], training)
        written = events.own(corpus, events.read_tokens(corpus, self.options.tokens))
        self.held = [s for s in written if s.identifier in held]
        return [s for s in written if s.identifier not in held] + [
            s for s in training if s.events is not None
        ]

    def train(self) -> None:
        self._resume()
        each, where = self.epochs.steps, named(self.device)
        self._say(f"{each} steps an epoch, {self.steps} in all, on {where}")
        batches = Ahead(self.epochs, self.step, self.planned, self.workers, self.device)
        try:
            self._train(batches)
        finally:
            batches.close()

    def _train(self, batches: Ahead) -> None:
        mark = time.monotonic()
        sums: torch.Tensor | None = None
        words, read, every = 0, self.step, READ[self.device.type]
        while self.step < self.steps:
            batch = batches.take()
            losses = self._update(batch)
            sums = losses if sums is None else sums + losses
            words += batch.words
            self.step += 1
            ends = self.step % self.epochs.steps == 0
            if self.step % every == 0 or ends or self.step == self.options.steps:
                values = sums.tolist()
                now = time.monotonic()
                self.seconds += now - mark
                self._tell(values, words, (self.step - read) / (now - mark))
                mark, sums, words, read = now, None, 0, self.step
            if self.step == self.options.steps:
                return
            if ends:
                if self._end_of_epoch(self.step // self.epochs.steps - 1):
                    break
                mark = time.monotonic()
            elif self.device.type == "cpu" and self.step % max(1, self.epochs.steps // 4) == 0:
                self._save()

    def _tell(self, values: list[float], words: int, speed: float) -> None:
        losses = {n: round(v / words, 4) for n, v in zip(WEIGHTS, values, strict=True)}
        total = sum(WEIGHTS[name] * value for name, value in losses.items())
        if not math.isfinite(total):
            raise SystemExit(f"the loss is {total} at step {self.step}: {losses}")
        self._log("losses.jsonl", {"step": self.step, **losses})
        self._say(
            f"step {self.step}/{self.steps}  {self.seconds:.0f} s  {speed:.2f} steps/s  "
            f"loss {total:.3f}"
        )

    def _say(self, text: str) -> None:
        print(f"[{time.monotonic() - self.began:.0f} s] {text}", flush=True)

    def _update(self, batch) -> torch.Tensor:
        """One step; the losses in the order of `WEIGHTS`, which nobody has waited for."""
        torch.manual_seed(self.options.seed * 1_000_003 + self.step)
        rate = rate_at(self.step, self.steps)
        for group, base in zip(self.optimizer.param_groups, self.base_rates, strict=True):
            group["lr"] = base * rate
        found = self.model.losses(batch, self.precision)
        losses = torch.stack([found[name] for name in WEIGHTS])
        self.optimizer.zero_grad()
        ((losses * self.counts).sum() / batch.words).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.optimizer.step()
        kept = min(AVERAGE, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(
                list(self.mean.values()), [self.weights[name] for name in self.mean], 1 - kept
            )
        return losses.detach()

    def _shorten(self, epoch: int) -> None:
        """Leaves out the epochs that would end after the deadline, so that the rates still fall
        to their end."""
        if not self.options.deadline:
            return
        left = self.options.deadline - RESERVE - (time.monotonic() - self.began)
        each, self.until = self.seconds - self.until, self.seconds
        before = self.steps // self.epochs.steps
        # The first epoch is slow; later, rates that have fallen do not rise again.
        planned = self.options.epochs if 2 * (epoch + 1) <= before else before
        epochs = fitting(planned, epoch + 1, each, left)
        if epochs != before:
            self.steps = epochs * self.epochs.steps
            self._say(f"ends after epoch {epochs}, to be done in time")

    def _end_of_epoch(self, epoch: int) -> bool:
        """Measures the mean weights on dev if it is time for that; true if it is time to stop."""
        self._shorten(epoch)
        if (epoch + 1) % self.options.measure_every and self.step < self.steps:
            return False
        started = time.monotonic()
        scores = self._measure()
        value = merit(scores["ewt"], scores["gum"], scores.get("events"))
        row = {"epoch": epoch + 1, "step": self.step, "seconds": round(self.seconds)}
        row["merit"] = round(value, 3)
        for corpus, found in scores.items():
            row[corpus] = {name: round(score, 2) for name, score in found.items()}
        self._log("curves.jsonl", row)
        for corpus, found in scores.items():
            print(evaluate.report(f"epoch {epoch + 1} {corpus}-dev", found), flush=True)
        self._say(f"epoch {epoch + 1} merit {value:.3f}  ({time.monotonic() - started:.0f} s)")
        if value > self.best["merit"]:
            self.best = {"merit": value, "epoch": epoch + 1, "scores": scores}
            kept = {"state": self.mean, "best": self.best, **self._told_of()}
            _replace(self._path("best.pt"), kept)
        self._save()
        return epoch + 1 - self.best["epoch"] >= self.options.patience

    def _told_of(self) -> dict:
        """What a manifest says of the run."""
        return {
            "options": _identity(self.options),
            "step": self.step,
            "seconds": self.seconds,
            "device": named(self.device),
            "precision": str(self.precision).removeprefix("torch."),
        }

    def _measure(self) -> dict[str, dict[str, float]]:
        trained = {k: v.detach().clone() for k, v in self.weights.items()}
        self.model.load_state_dict(self.mean)
        reader = Reader(self.model, self.packer, self.device)
        scores = {
            corpus: evaluate.measure(reader, dev, self.precision)[0]
            for corpus, dev in self.dev.items()
        }
        if self.held:
            scores["events"] = evaluate.measure_events(reader, self.held, self.precision)
        self.model.load_state_dict(trained)
        self.model.train()
        return scores

    def _save(self) -> None:
        state = {
            **self._told_of(),
            "model": self.weights,
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
            "steps": self.steps,
            "best": self.best,
        }
        _replace(self._path("checkpoint.pt"), state)

    def _resume(self) -> None:
        path = self._path("checkpoint.pt")
        if not os.path.exists(path):
            return
        state = torch.load(path, map_location=self.device, weights_only=True)
        if state["options"] != _identity(self.options):
            raise SystemExit(
                f"{path} is of a run with other options {state['options']}: remove it to start anew"
            )
        self.model.load_state_dict(state["model"])
        self.mean = state["mean"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.best, self.seconds = state["step"], state["best"], state["seconds"]
        self.steps, self.until = state["steps"], self.seconds
        print(f"goes on at step {self.step}", flush=True)

    def _log(self, name: str, row: dict) -> None:
        with open(self._path(name), "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def _identity(options: argparse.Namespace) -> dict:
    """The options a run cannot change on the way."""
    keys = ("seed", "epochs", "pieces", "pooling", "sample", "passes", "share")
    return {key: getattr(options, key) for key in keys}


def _replace(path: str, value) -> None:
    # A run may be cut while it writes.
    torch.save(value, path + ".part")
    os.replace(path + ".part", path)


def sampled(sentences, share: float):
    """Every so many documents, for trials."""
    documents = list(dict.fromkeys(sentence.document for sentence in sentences))
    chosen = set(documents[:: max(1, round(1 / share))])
    return [sentence for sentence in sentences if sentence.document in chosen]


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", required=True, help="the folder of treebanks")
    parser.add_argument("--output", required=True, help="a folder for checkpoints and curves")
    parser.add_argument("--minilm", help="the folder of MiniLM; default: the installed package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--pieces", type=int, default=1600, help="word pieces a step")
    parser.add_argument("--pooling", default="first", choices=("first", "ends", "mean"))
    parser.add_argument("--patience", type=int, default=4, help="epochs without a better one")
    parser.add_argument("--sample", type=float, default=1.0, help="share of documents, for trials")
    parser.add_argument(
        "--dev-share", type=float, default=1.0, help="share of dev documents measured each epoch"
    )
    parser.add_argument(
        "--measure-every", type=int, default=1, help="epochs; the last is always measured"
    )
    parser.add_argument(
        "--deadline", type=float, default=0, help="seconds; what would end later is left out"
    )
    parser.add_argument("--steps", type=int, default=0, help="stop after so many, for trials")
    parser.add_argument("--initial", help="the folder of a model to go on from, not from MiniLM")
    parser.add_argument(
        "--share", type=float, default=1.0, help="of the rates, for what was trained before"
    )
    parser.add_argument("--corpus", help="what Corpus/export.py printed, to learn events from")
    parser.add_argument("--tokens", help="what chancery parse said of it")
    parser.add_argument("--passes", type=int, default=1, help="over the corpus, each epoch")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--precision", default="auto", choices=("auto", "bf16", "fp32"))
    parser.add_argument("--threads", type=int, default=0, help="0: as many as there are cores")
    parser.add_argument(
        "--workers", type=int, default=-1, help="that make batches; default: 4 for a GPU, else none"
    )
    return parser


def main() -> None:
    arguments = options().parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.set_float32_matmul_precision("high")
    random.seed(arguments.seed)
    np.random.seed(arguments.seed)
    Run(arguments).train()


if __name__ == "__main__":
    main()
