"""Tables of the scores in the manifests of models: of one as the model card has it, of several
trained with different seeds side by side."""

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
    if len(manifests) == 1:
        return _card(manifests[0]["scores"])
    seeds = [str(manifest["training"]["seed"]) for manifest in manifests]
    lines = ["| figure | " + " | ".join(f"seed {seed}" for seed in seeds) + " | mean | sd |"]
    lines.append("|---" * (len(seeds) + 3) + "|")
    for part, names in FIGURES.items():
        for name in names:
            values = [manifest["scores"][part][name] for manifest in manifests]
            cells = [*values, statistics.mean(values), statistics.stdev(values)]
            lines.append(f"| {part} {name} | " + " | ".join(f"{v:.2f}" for v in cells) + " |")
    return "\n".join(lines)


def _card(scores: dict[str, dict[str, float]]) -> str:
    parts = list(FIGURES)
    lines = ["| figure | " + " | ".join(parts) + " |", "|---" * (len(parts) + 1) + "|"]
    for name in dict.fromkeys(name for part in parts for name in scores[part]):
        cells = [f"{scores[part][name]:.1f}" if name in scores[part] else "" for part in parts]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
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
