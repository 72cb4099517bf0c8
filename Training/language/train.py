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
AVERAGE = 0.999  # decay of the running mean of the weights, which is what is kept


def device_for(name: str) -> torch.device:
    if name != "auto":
        return torch.device(name)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


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
        self.device = device_for(options.device)
        self.precision = precision_for(options.precision, self.device)
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
        self.packer = Packer(WordPieces(minilm), self.labels)
        self.dev = {c: load_part(options.treebanks, c, "dev") for c in ("ewt", "gum")}
        if options.sample < 1:
            training = _sampled(training, options.sample)
        told = self._told(training)
        share = min(options.sample, options.dev_share)
        self.dev = {c: _sampled(dev, share) for c, dev in self.dev.items()}
        self.epochs = Epochs(
            self.packer, training, options.seed, options.pieces, told, options.passes
        )
        self.steps = self.epochs.steps * options.epochs
        torch.manual_seed(options.seed)
        self.model = LanguageModel(self.labels, Shape(pooling=options.pooling))
        if options.initial:
            export.resume(self.model, options.initial)
        else:
            self.model.encoder.load_minilm(minilm)
        self.model.to(self.device)
        self.mean = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        self.optimizer = torch.optim.AdamW(
            parameter_groups(self.model, options.share), betas=(0.9, 0.98), eps=1e-6, fused=True
        )
        self.base_rates = [group["lr"] for group in self.optimizer.param_groups]
        self.step = 0
        self.best = {"merit": -1.0, "epoch": -1}
        self.seconds = 0.0

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
        mark = time.monotonic()
        sums: dict[str, float] = {}
        words, plan = 0, None
        while self.step < self.steps:
            epoch, place = divmod(self.step, self.epochs.steps)
            if place == 0 or plan is None:
                plan = self.epochs.plan(epoch)
            batch = self.epochs.batch(plan, epoch, place).to(self.device)
            for name, value in self._update(batch).items():
                sums[name] = sums.get(name, 0.0) + value
            words += batch.words
            self.step += 1
            if self.step % 20 == 0 or self.step % self.epochs.steps == 0:
                now = time.monotonic()
                self.seconds += now - mark
                mark = now
                losses = {name: round(value / words, 4) for name, value in sums.items()}
                self._log("losses.jsonl", {"step": self.step, **losses})
                print(
                    f"step {self.step}/{self.steps}  {self.seconds:.0f} s  "
                    f"loss {sum(WEIGHTS[k] * v for k, v in losses.items()):.3f}",
                    flush=True,
                )
                sums, words = {}, 0
            if self.step % self.epochs.steps == 0:
                if self._end_of_epoch(epoch):
                    break
                mark = time.monotonic()
            elif self.step % max(1, self.epochs.steps // 4) == 0:
                self._save()

    def _update(self, batch) -> dict[str, float]:
        torch.manual_seed(self.options.seed * 1_000_003 + self.step)
        for group, rate in zip(self.optimizer.param_groups, self.base_rates, strict=True):
            group["lr"] = rate * rate_at(self.step, self.steps)
        losses = self.model.losses(batch, self.precision)
        total = sum(WEIGHTS[name] * loss for name, loss in losses.items()) / batch.words
        if not torch.isfinite(total):
            raise SystemExit(f"the loss is {total} at step {self.step}: {losses}")
        self.optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.optimizer.step()
        kept = min(AVERAGE, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            state = self.model.state_dict()
            torch._foreach_lerp_(
                list(self.mean.values()), [state[name] for name in self.mean], 1 - kept
            )
        return {name: float(loss) for name, loss in losses.items()}

    def _end_of_epoch(self, epoch: int) -> bool:
        """Measures the mean weights on dev; true if it is time to stop."""
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
        print(f"epoch {epoch + 1} merit {value:.3f}  ({time.monotonic() - started:.0f} s)")
        if value > self.best["merit"]:
            self.best = {"merit": value, "epoch": epoch + 1, "scores": scores}
            _replace(self._path("best.pt"), {"state": self.mean, "best": self.best})
        self._save()
        return epoch + 1 - self.best["epoch"] >= self.options.patience

    def _measure(self) -> dict[str, dict[str, float]]:
        trained = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
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
            "options": _identity(self.options),
            "model": self.model.state_dict(),
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "best": self.best,
            "seconds": self.seconds,
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


def _sampled(sentences, share: float):
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
    return parser


def main() -> None:
    arguments = options().parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    random.seed(arguments.seed)
    np.random.seed(arguments.seed)
    Run(arguments).train()


if __name__ == "__main__":
    main()
