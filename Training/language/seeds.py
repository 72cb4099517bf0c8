"""Compares models trained with different seeds by the scores in their manifests."""

import argparse
import json
import os
import statistics

FIGURES = {
    "ewt-test": ["upos", "lemmas", "features", "uas", "las", "roles_given", "roles"],
    "pud-test": ["upos", "uas", "las"],
    "gum-test": ["las", "mentions", "spans", "coreference"],
}


def table(manifests: list[dict]) -> str:
    """Markdown, a line a figure: each seed's score, the mean and the standard deviation."""
    seeds = [str(manifest["training"]["seed"]) for manifest in manifests]
    lines = ["| figure | " + " | ".join(f"seed {seed}" for seed in seeds) + " | mean | sd |"]
    lines.append("|---" * (len(seeds) + 3) + "|")
    for part, names in FIGURES.items():
        for name in names:
            values = [manifest["scores"][part][name] for manifest in manifests]
            spread = statistics.stdev(values) if len(values) > 1 else 0.0
            cells = [*values, statistics.mean(values), spread]
            lines.append(f"| {part} {name} | " + " | ".join(f"{v:.2f}" for v in cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", help="folders with a manifest.json")
    manifests = []
    for folder in parser.parse_args().folders:
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            manifests.append(json.load(file))
    print(table(manifests))


if __name__ == "__main__":
    main()
