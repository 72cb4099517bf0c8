"""Writes a model of random weights and few dimensions, with what the network says of a few
sentences, for the test that runs where no trained weights are.

    python -m language.small ../Tests/ModelTests/Fixtures/small

The network is the one that is trained; only its sizes are smaller. The vocabulary is cut to letters
and the pieces that the sentences need.
"""

import argparse
import json
import os
from dataclasses import replace

import torch
from safetensors.torch import save_file

from . import encoder, fixture, labels, model, treebank
from .batches import Packer
from .export import FORMAT, Folded, _layout, _NAMES, digest, tensors
from .reader import Reader
from .wordpieces import CASES, WordPieces, bundled_model

LAYERS, WIDTH, INNER, POSITIONS = 2, 64, 96, 80

TEXTS = """Norway and Kenya signed an accord in Nairobi on 3 May .
The Norwegian foreign minister praised it ; she said " it opens doors " .
He did n't agree .

Ceaușescu 's NEIGHBOURS , 王毅 said , misunderestimated \u200b him
OPEC – the Organisation of Petroleum Exporting Countries – met in Vienna , its seat .
Its members ' envoys said that they would meet again , if they could .

Éire and the UN want the UN Relief Agency to stay .
iPhone sales in N'Djamena fell by 1,234.5 per cent \U0001f1f9\U0001f1f7 .
Go !"""

# Sentences whose labels, rules and rolesets the small model knows.
GOLD = """# newdoc id = small
# sent_id = small-1
# srl = yes
1\tNorway\tNorway\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tArg=4:ARG0
2\tand\tand\tCCONJ\tCC\t_\t3\tcc\t_\t_
3\tKenya\tKenya\tPROPN\tNNP\tNumber=Sing\t1\tconj\t_\t_
4\tsigned\tsign\tVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\tPred=sign.01
5\taccords\taccord\tNOUN\tNNS\tNumber=Plur\t4\tobj\t_\tArg=4:ARG1
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

"""


def vocabulary(folder: str, words: list[str]) -> list[str]:
    """The pieces of MiniLM that the words need, all single characters of them, and the special."""
    whole = WordPieces(bundled_model())
    with open(os.path.join(bundled_model(), "vocab.txt"), encoding="utf-8") as file:
        known = file.read().split("\n")
    used = {piece for word in words for piece in whole.pieces(word)}
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    singles = {*letters, *("##" + letter for letter in letters)}
    # Every third piece of the words is left out, so that words fall apart.
    kept = {known[piece] for order, piece in enumerate(sorted(used)) if order % 3} | singles
    # The special pieces stand where MiniLM has them, because the trainer knows their numbers.
    rows = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    rows += sorted(kept - set(rows))
    with open(os.path.join(folder, "vocab.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    return rows


def shrink(pieces: int) -> None:
    """Makes the network's sizes small, in every module that uses them."""
    encoder.LAYERS = model.LAYERS = LAYERS
    encoder.WIDTH = model.WIDTH = WIDTH
    encoder.INNER, encoder.POSITIONS, encoder.VOCABULARY = INNER, POSITIONS, pieces
    encoder.HEADS = WIDTH // 32


def names() -> dict[str, str]:
    return {
        name: inner
        for name, inner in _NAMES.items()
        if not name.startswith("encoder.") or int(name.split(".")[1]) < LAYERS
    }


def written(folder: str, network, pieces: str) -> None:
    metadata = {
        "format": FORMAT,
        "shape": json.dumps(network.shape.as_dict()),
        "layout": json.dumps(_layout(network)),
    }
    path = os.path.join(folder, "model.safetensors")
    save_file(tensors(network.state_dict()), path, metadata=metadata)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    folder = parser.parse_args().folder
    os.makedirs(folder, exist_ok=True)
    words = [word for line in TEXTS.split("\n") for word in line.split(" ") if word]
    rows = vocabulary(folder, words)
    shrink(len(rows))
    _NAMES_KEPT = names()
    _NAMES.clear()
    _NAMES.update(_NAMES_KEPT)

    known = replace(
        labels.build(treebank.parse(GOLD)),
        relations=["root", "nsubj", "obj", "appos", "cop", "nmod:poss", "punct", "parataxis"],
        senses=["01", "02", "03"],
        roles=[labels.NONE, "ARG0", "ARG1", "ARGM-TMP"],
        lemma_rules=["l-0-", "k-0-", "l-1-", "l-2-", "t-0-", "u-0-", "n-0-", "l-3-y", "l-9-be"],
        acts=[labels.NONE, "inside", "AGREE", "CONSULT", "ASSAULT"],
        statuses=["occurred", "planned", "negated"],
        modes=["CONSULT/visit", "ASSAULT/drone"],
        contexts=["military", "legal", "trade"],
    )
    known.features["Number"] = [labels.NONE, "Sing", "Plur"]
    known.features["Tense"] = [labels.NONE, "Past", "Pres"]
    known.write(os.path.join(folder, "labels.json"))
    torch.manual_seed(7)
    shape = model.Shape(
        pooling="mean", tags=16, arcs=16, relations=8, predicates=8, roles=8, mentions=8,
        types=8, coreference=16, features=8, acts=24, parts=8, pairs=16,
    )
    network = model.LanguageModel(known, shape).eval()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name.startswith("encoder") and "norm" not in name:
                parameter.normal_(0, 0.2)
            elif not name.startswith("encoder"):
                parameter.normal_(0, 0.5)
        network.mentions.bias -= 3
    with open(os.path.join(folder, "sentences.txt"), "w", encoding="utf-8") as file:
        file.write(TEXTS + "\n")
    packer = Packer(WordPieces(folder, plain=True), known)
    texts = fixture.texts(os.path.join(folder, "sentences.txt"))
    with torch.no_grad():
        # Each act as likely as another, and each part in it, so that all of them occur.
        batch = packer.pack([sentence for text in texts for sentence in text])
        vectors = network.words(batch)
        network.event_output.bias -= network.event_scores(vectors).mean(0)
        anchors, actors = network.part_vectors(vectors)
        network.parts.bias -= network.parts.square(anchors[None], actors[None]).mean((0, 1, 2))
    written(folder, network, folder)

    # Once more from the file, so that the rounded weights are used.
    from safetensors import safe_open

    with safe_open(os.path.join(folder, "model.safetensors"), "pt") as file:
        stored = {name: file.get_tensor(name).float() for name in file.keys()}
    folded = Folded(known, shape)
    state = folded.state_dict()
    state.update({inner: stored[name] for name, inner in _NAMES.items()})
    folded.load_state_dict(state)
    folded.mixture = stored["mixture"]
    reader = Reader(folded.eval(), packer, torch.device("cpu"))
    rows = []
    for sentences in texts:
        readings = reader.read(sentences, [list(range(len(sentences)))], keep_scores=True)
        row = {"sentences": []}
        for sentence, reading in zip(sentences, readings, strict=True):
            entry = fixture.described(reader, sentence, reading)
            entry["states"] = fixture.traced(reader, sentence)
            row["sentences"].append(entry)
        antecedents = readings[0].scores.get("antecedents")
        if antecedents is not None:
            row["antecedents"] = fixture.rounded(
                [antecedents[i, :i].max() for i in range(1, len(antecedents))]
            )
        rows.append(row)
    weights = digest(os.path.join(folder, "model.safetensors"))
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as file:
        file.write(f'{{"format": "{FORMAT}", "weights": "{weights}", "texts": [\n')
        file.write(",\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
        file.write("\n]}\n")


if __name__ == "__main__":
    main()
