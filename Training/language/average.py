"""Averages the weights of runs that went on from the same model, and keeps the best on dev: one of
the runs or their mean.

Weights learnt apart from one beginning lie close enough together that their mean is a model too,
and often a better one than any of them.
"""

import argparse
import json
import os

import torch

from . import evaluate, events
from .batches import Packer
from .labels import Labels
from .model import LanguageModel, Shape
from .reader import Reader
from .train import device_for, merit, precision_for, sampled
from .treebank import load_part
from .wordpieces import WordPieces, bundled_model


def mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of tensors of equal names and shapes, summed in fp32."""
    for state in states[1:]:
        if {k: v.shape for k, v in state.items()} != {k: v.shape for k, v in states[0].items()}:
            raise ValueError("weights of different shapes cannot be averaged")
    return {
        name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]
    }


def measured(reader: Reader, dev: dict, held: list, precision) -> dict[str, dict[str, float]]:
    """Scores on dev parts and, if there are any, on the held sentences with events."""
    scores = {
        corpus: evaluate.measure(reader, sentences, precision)[0]
        for corpus, sentences in dev.items()
    }
    if held:
        scores["events"] = evaluate.measure_events(reader, held, precision)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="+", help="folders that training wrote")
    parser.add_argument("--output", required=True, help="a folder like theirs, of what is kept")
    parser.add_argument("--treebanks", required=True)
    parser.add_argument("--minilm")
    parser.add_argument("--corpus", help="what Corpus/export.py printed, to measure events on")
    parser.add_argument("--tokens", help="what chancery parse said of it")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--precision", default="auto", choices=("auto", "bf16", "fp32"))
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--apart", action="store_true", help="no mean: only the best of the runs")
    parser.add_argument(
        "--as-measured",
        action="store_true",
        help="of the runs believe what training measured, with the same --dev-share",
    )
    parser.add_argument("--dev-share", type=float, default=1.0, help="of dev documents measured")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    device = device_for(arguments.device)
    precision = precision_for(arguments.precision, device)
    runs = [
        torch.load(os.path.join(run, "best.pt"), "cpu", weights_only=True)
        for run in arguments.runs
    ]
    texts = []
    for run in arguments.runs:
        with open(os.path.join(run, "labels.json"), encoding="utf-8") as file:
            texts.append(file.read())
    if len(set(texts)) > 1:
        raise SystemExit("the runs have different labels.json: they did not begin alike")
    labels = Labels.read(os.path.join(arguments.runs[0], "labels.json"))
    packer = Packer(WordPieces(arguments.minilm or bundled_model()), labels)
    model = LanguageModel(labels, Shape(pooling=runs[0]["options"]["pooling"])).to(device)
    dev = {
        corpus: sampled(load_part(arguments.treebanks, corpus, "dev"), arguments.dev_share)
        for corpus in ("ewt", "gum")
    }
    held = events.held_out(arguments.corpus, arguments.tokens) if arguments.corpus else []
    offered = {name: run["state"] for name, run in zip(arguments.runs, runs, strict=True)}
    known = {name: run["best"]["scores"] for name, run in zip(arguments.runs, runs, strict=True)}
    if len(runs) > 1 and not arguments.apart:
        offered["the mean"] = mean(list(offered.values()))
    merits, best = {}, None
    for name, state in offered.items():
        scores = known.get(name) if arguments.as_measured else None
        if scores is None:
            model.load_state_dict(state)
            scores = measured(Reader(model, packer, device), dev, held, precision)
        merits[name] = merit(scores["ewt"], scores["gum"], scores.get("events"))
        for corpus, found in scores.items():
            print(evaluate.report(f"{name} {corpus}-dev", found), flush=True)
        print(f"{name} merit {merits[name]:.3f}", flush=True)
        if best is None or merits[name] > merits[best]:
            best, kept_scores = name, scores
    chosen = runs[arguments.runs.index(best)] if best in arguments.runs else runs[0]
    whole = best not in arguments.runs
    os.makedirs(arguments.output, exist_ok=True)
    seeds = [run["options"]["seed"] for run in runs] if whole else chosen["options"]["seed"]
    told = {
        **chosen,
        "options": {**chosen["options"], "seed": seeds},
        "state": offered[best],
        "best": {"merit": merits[best], "epoch": chosen["best"]["epoch"], "scores": kept_scores},
        "kept": f"the mean of {len(runs)} seeds" if whole else f"seed {chosen['options']['seed']}",
    }
    torch.save(told, os.path.join(arguments.output, "best.pt"))
    labels.write(os.path.join(arguments.output, "labels.json"))
    with open(os.path.join(arguments.output, "merits.json"), "w", encoding="utf-8") as file:
        file.write(json.dumps({os.path.basename(k): round(v, 3) for k, v in merits.items()}) + "\n")
    print(f"kept: {best}")


if __name__ == "__main__":
    main()
