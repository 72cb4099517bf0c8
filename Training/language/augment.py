"""Disturbs a small share of the training sentences as headlines, agencies and splitters do."""

import copy
import random

from .treebank import Sentence

# Shares of sentences, one disturbance each.
LOWER, UPPER, TITLE, CUT, CURLY = 0.04, 0.03, 0.03, 0.06, 0.08

_QUOTES = {"'": "’", "''": "”", "``": "“", "n't": "n’t", "--": "—", "-": "–"}


def _recased(sentence: Sentence, change) -> Sentence:
    for word in sentence.words:
        word.form = change(word)
    return sentence


def _titled(word) -> str:
    small = word.upos in ("ADP", "CCONJ", "DET", "PART") and len(word.form) < 5
    return word.form if small else word.form[:1].upper() + word.form[1:]


def _curly(sentence: Sentence) -> Sentence:
    opened = False
    for word in sentence.words:
        if word.form == '"':
            word.form, opened = ("”" if opened else "“"), not opened
        elif word.form in _QUOTES and word.form != "-":
            word.form = _QUOTES[word.form]
        elif word.form.startswith("'") and len(word.form) <= 3:
            word.form = "’" + word.form[1:]
    return sentence


def _without_final_point(sentence: Sentence) -> Sentence:
    last = len(sentence.words)
    if last < 3 or sentence.words[-1].upos != "PUNCT":
        return sentence
    if any(word.head == last for word in sentence.words) or sentence.words[-1].misc:
        return sentence
    del sentence.words[-1]
    return sentence


def disturbed(sentence: Sentence, chance: random.Random) -> Sentence:
    """The sentence itself, most of the time, or a changed copy of it."""
    draw = chance.random()
    for share, change in (
        (LOWER, lambda copied: _recased(copied, lambda word: word.form.lower())),
        (UPPER, lambda copied: _recased(copied, lambda word: word.form.upper())),
        (TITLE, lambda copied: _recased(copied, _titled)),
        (CUT, _without_final_point),
        (CURLY, _curly),
    ):
        if draw < share:
            return change(copy.deepcopy(sentence))
        draw -= share
    return sentence
