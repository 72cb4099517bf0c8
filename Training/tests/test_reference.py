import os
import tempfile
import unittest
from dataclasses import replace

import numpy as np
import torch
from safetensors.torch import save_file

from language import coreference, export, labels, treebank
from language.batches import Packer, document
from language.model import LanguageModel, Shape
from language.reference import Reference
from language.wordpieces import WordPieces, bundled_model

from .test_treebank import TEXT

SENTENCES = [
    "Norway and Kenya signed an accord in Nairobi .",
    "He did n't .",
    "Ceaușescu 's NEIGHBOURS , 王毅 said , misunderestimated \u200b him",
]


def made(folder: str, pooling: str) -> tuple[LanguageModel, labels.Labels]:
    """A model of random weights, written as a trained one is."""
    torch.manual_seed(4)
    vocabulary = replace(
        labels.build(treebank.parse(TEXT)),
        relations=["root", "nsubj", "obj"],
        senses=["01", "02"],
        roles=[labels.NONE, "ARG0", "ARG1"],
        lemma_rules=["l-0-", "k-0-"],
    )
    model = LanguageModel(vocabulary, Shape(pooling=pooling)).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.startswith("encoder") and "norm" not in name:
                parameter.normal_(0, 0.05)
            elif not name.startswith("encoder"):
                parameter.normal_(0, 0.1)
        model.mentions.bias += 2
        model.predicate_output.bias[0] += 2
    vocabulary.write(os.path.join(folder, "labels.json"))
    metadata = {
        "format": export.FORMAT,
        "shape": export.json.dumps(model.shape.as_dict()),
        "layout": export.json.dumps(export._layout(model)),
    }
    path = os.path.join(folder, "model.safetensors")
    save_file(export.tensors(model.state_dict()), path, metadata=metadata)
    return model, vocabulary


class Agreement(unittest.TestCase):
    """The network and what `docs/language-model.md` says of it give the same numbers."""

    @classmethod
    def setUpClass(cls):
        cls.wordpieces = WordPieces(bundled_model())
        cls.sentences = [
            treebank.Sentence(
                [treebank.Word(f, "_", "X", "_", {}, 0, "_", "_", []) for f in text.split(" ")]
            )
            for text in SENTENCES
        ]

    def test_every_head_agrees_whatever_the_pooling(self):
        for pooling in ("first", "ends", "mean"):
            with self.subTest(pooling), tempfile.TemporaryDirectory() as folder:
                made(folder, pooling)
                reader = export.load(folder)
                reference = Reference(folder, self.wordpieces)
                readings = reader.read(self.sentences, keep_scores=True)
                for sentence, reading in zip(self.sentences, readings, strict=True):
                    expected = reference.scores([w.form for w in sentence.words])
                    self.compare(reference, expected, reading)
                self.assertTrue(any(reading.mentions for reading in readings))
                self.assertTrue(any(reading.roles for reading in readings))

    def compare(self, reference, expected, reading):
        scores = reading.scores
        for name in ("tags", "predicates", "mentions"):
            np.testing.assert_allclose(scores[name], expected[name], atol=2e-4)
        np.testing.assert_allclose(scores["arcs"][1:], expected["arcs"][1:], atol=2e-4)
        for row, word in enumerate(reading.words):
            chosen = expected["relations"][row + 1, word.head]
            np.testing.assert_allclose(scores["relations"][row], chosen, atol=2e-4)
        acts = scores["acts"]
        np.testing.assert_allclose(acts, expected["events"], atol=2e-4)
        for told in reading.events:
            parts = scores[f"parts {told.anchor}"]
            np.testing.assert_allclose(parts, expected["parts"][told.anchor], atol=2e-4)
        heads = [word.head for word in reading.words]
        for predicate in reading.roles:
            found = scores[f"roles {predicate}"]
            np.testing.assert_allclose(found, expected["roles"][predicate], atol=2e-4)
        if reading.mentions:
            forms = [word.form for word in reading.words]
            places = [
                (coreference.head_of(first, last, heads), first, last)
                for first, last, _ in reading.mentions
            ]
            types = reference.types(forms, places)
            np.testing.assert_allclose(scores["types"], types, atol=2e-4)
            names = [reference.labels.entities[1 + row.argmax()] for row in types]
            self.assertEqual(names, [type for _, _, type in reading.mentions])

    def test_what_happens_between_two_phrases_agrees(self):
        with tempfile.TemporaryDirectory() as folder:
            made(folder, "mean")
            reader = export.load(folder)
            reference = Reference(folder, self.wordpieces)
            found = reader.pairs(self.sentences, [(0, [0], [2]), (0, [2], [4, 5])])
            forms = [w.form for w in self.sentences[0].words]
            for addends, (source, target) in zip(found, [([0], [2]), ([2], [4, 5])], strict=True):
                expected = reference.pair(forms, source, target)
                np.testing.assert_allclose(addends, expected, atol=2e-4)

    def test_coreference_agrees(self):
        sentence = treebank.parse(TEXT)[0]
        with tempfile.TemporaryDirectory() as folder:
            made(folder, "mean")
            reader = export.load(folder)
            reference = Reference(folder, self.wordpieces)
            described = [
                coreference.describe(0, sentence.words, m.start, m.end, m.head, 1)
                for m in sentence.mentions()
            ]
            packer = Packer(self.wordpieces, reader.labels)
            batch = packer.pack([sentence])
            with torch.inference_mode():
                words = reader.model.words(batch)
                scores = reader.model.antecedent_scores(words, document(described, batch.offsets))
            vectors = reference.words([w.form for w in sentence.words])["entities"][1:]
            places = np.stack(
                [vectors[[getattr(m, at) for m in described]] for at in ("head", "start", "end")]
            )
            expected = reference.antecedents(places, [1, 1], coreference.features(described))
            np.testing.assert_allclose(scores.numpy(), expected, atol=2e-4)


if __name__ == "__main__":
    unittest.main()
