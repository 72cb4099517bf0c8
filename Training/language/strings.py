"""Writes strings of many kinds with the pieces and offsets that the `tokenizers` package gives
them, one JSON object a line, for the test that holds another cutter against it.

    python -m language.strings VOCABULARY COUNT OUTPUT
"""

import argparse
import json
import random

from tokenizers import BertWordPieceTokenizer

WORDS = """the of and Norway's n't government signed co-operation unaffordable Ceaușescu naïve
N'Djamena U.S. 3.14 1,234 e-mail@example.org https://example.org/a?b=c Straße İstanbul ΣΊΣΥΦΟΣ
Москва̀ Владимир мир שָׁלוֹם عَرَبِيّ हिन्दी ไทย 한국어 각 日本語 漢字かな 北京 ｶﾞ ﬁnance ½ ² Ⅷ Å Å ạ̈ q̣̇ ﷺ
supercalifragilisticexpialidocious antidisestablishmentarianism OPEC iPhone O’Brien “quoted” …
‘single’ — – a—b ©2020 €5 £3 $7 #tag @user 👍🏽 👨‍👩‍👧 🇹🇷 ☃ ✓ → ∑ ≠ º ª µ""".split()
MARKS = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡§«»¿‐‑‒–—―‖‘’‚“”„†•…‰′″‹›‼⁄⁅₎、。〈「）！？：｡･")
SPACES = [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u2028", "\u3000", "\x0b", "\x85"]
HIDDEN = ["\u200b", "\u200d", "\ufeff", "\u00ad", "\x00", "\x07", "\ufffd", "\ue000", "\u202e"]
COMBINING = ["\u0301", "\u0308", "\u0327", "\u0323", "\u0345", "\u3099", "\u05b8", "\u0651"]
BLOCKS = [
    (0x20, 0x7F), (0xA0, 0x250), (0x250, 0x370), (0x370, 0x530), (0x590, 0x700), (0x900, 0xE00),
    (0xE00, 0x1100), (0x1100, 0x1200), (0x1E00, 0x2000), (0x2000, 0x2C00), (0x3040, 0x3100),
    (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFB00), (0xFE00, 0x10000), (0x1F300, 0x1FA00),
    (0x20000, 0x20100),
]


def letters(chance: random.Random, length: int) -> str:
    first, last = chance.choice(BLOCKS)
    return "".join(chr(chance.randrange(first, last)) for _ in range(length))


def string(chance: random.Random) -> str:
    parts = []
    for _ in range(chance.randrange(1, 9)):
        draw = chance.random()
        if draw < 0.4:
            word = chance.choice(WORDS)
            if chance.random() < 0.2:
                word = word.upper()
            parts.append(word)
        elif draw < 0.5:
            parts.append(chance.choice(MARKS) * chance.randrange(1, 4))
        elif draw < 0.6:
            parts.append("".join(chance.choice("aeioubdklmnrst") for _ in range(chance.randrange(14))))
        elif draw < 0.62:
            parts.append("x" * chance.randrange(95, 106))
        elif draw < 0.8:
            parts.append(letters(chance, chance.randrange(1, 7)))
        elif draw < 0.88:
            parts.append(chance.choice(HIDDEN))
        else:
            parts.append("e" + "".join(chance.choice(COMBINING) for _ in range(chance.randrange(4))))
        if chance.random() < 0.6:
            parts.append(chance.choice(SPACES))
    return "".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vocabulary", help="vocab.txt")
    parser.add_argument("count", type=int)
    parser.add_argument("output")
    arguments = parser.parse_args()
    tokenizer = BertWordPieceTokenizer(arguments.vocabulary, lowercase=True, strip_accents=True)
    chance = random.Random(5)
    with open(arguments.output, "w", encoding="utf-8") as file:
        for _ in range(arguments.count):
            text = string(chance)
            found = tokenizer.encode(text, add_special_tokens=False)
            pieces = [[n, *offsets] for n, offsets in zip(found.ids, found.offsets, strict=True)]
            file.write(json.dumps({"text": text, "pieces": pieces}) + "\n")


if __name__ == "__main__":
    main()
