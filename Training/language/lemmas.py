"""Lemmas as edit rules: how many letters to cut from a word's end, what to add, which case.

A rule is written `case-cut-addition`, as in `l-3-y` (studies → study). Case is `l` (lower the
form), `k` (keep it), `t` (lower it, then raise the first letter), `u` (raise all) or `n` (take the
commas out of a number). Before the rules comes a list of forms that were seen with one lemma
(was → be, took → take), by part of speech. Letters are Unicode scalars.
"""

from collections import Counter, defaultdict


_ORDER = {"PROPN": "klut", "NUM": "lktun"}


def _cased(form: str, case: str) -> str:
    if case == "k":
        return form
    if case == "n":
        return form.replace(",", "")
    lowered = form.lower()
    if case == "l":
        return lowered
    return lowered.upper() if case == "u" else lowered[:1].upper() + lowered[1:]


def apply(rule: str, form: str) -> str | None:
    """The lemma that the rule makes of a form; None where the form is too short for it."""
    case, cut, addition = rule.split("-", 2)
    base = _cased(form, case)
    kept = len(base) - int(cut)
    if kept < 0 or (kept == 0 and not addition):
        return None
    return base[:kept] + addition


def derive(form: str, lemma: str, upos: str) -> str | None:
    """The rule that makes the lemma of the form with the least cutting and adding, the usual case
    of equals; None if form and lemma have nothing in common and the lemma has letters of its own
    case."""
    best = None
    for case in _ORDER.get(upos, "lktu"):
        base = _cased(form, case)
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        cut, addition = len(base) - common, lemma[common:]
        # A rule that throws the whole form away has not found the case.
        if common > 0 and (best is None or cut + len(addition) < best[0]):
            best = cut + len(addition), f"{case}-{cut}-{addition}"
    if best is not None:
        return best[1]
    return f"l-{len(form.lower())}-{lemma}" if lemma == lemma.lower() else None


# Parts of speech whose lemma is nearly always the form, in one case or another.
_PLAIN = frozenset("PROPN PUNCT SYM X".split())
# Forms seen with several lemmas are left to the rules unless one has this share.
_CERTAIN = 0.9


def vocabulary(sentences, least_forms: int = 3, least_tokens: int = 5):
    """(rules, exceptions) of the training part: rules that fit at least `least_forms` different
    forms, most frequent first, and {(lower-cased form, part of speech): lemma} for forms whose
    lemma is known and either another word or out of the rules' reach."""
    forms: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    seen: dict[tuple[str, str], Counter[tuple[str, str | None]]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            if word.lemma == "_" or word.upos == "X":
                continue
            rule = derive(word.form, word.lemma, word.upos)
            if rule is not None:
                forms[rule].add(word.form.lower())
                counts[rule] += 1
            if "Typo" not in word.feats:
                seen[word.form.lower(), word.upos][word.lemma, rule] += 1
    rules = [
        rule
        for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if len(forms[rule]) >= least_forms and count >= least_tokens
    ]
    known = set(rules)
    exceptions = {}
    for (form, upos), lemmas in seen.items():
        (lemma, rule), count = min(lemmas.items(), key=lambda item: (-item[1], item[0][0]))
        share = count / sum(lemmas.values())
        other = upos not in _PLAIN and lemma != form
        if (rule not in known and share > 0.5) or (other and share >= _CERTAIN):
            exceptions[form, upos] = lemma
    return rules, dict(sorted(exceptions.items()))
