#!/usr/bin/env python3
"""Fits the weights of counterparts.tsv: whom an act is done to where its sentence tells nobody.

    chancery explain --format jsonl articles.jsonl > explained.jsonl
    Training/Judging/counterparts.py explained.jsonl events.jsonl [explained events …] > weights.tsv

Takes every coding with known sources and no target, or one that was guessed, whose type and sources are
those of a true event, and learns by a softmax over nobody and all actors of the article whom the true
events name. Prints the weights, and on standard error how often the likeliest is right by
cross-validation over articles. The features are those of Sources/Stages/3-Extract/ArticleCast.swift.
"""

import collections
import json
import math
import random
import sys

import numpy

FEATURES = """nobody nobodyOfSeveral nobodyAsked
own ownOfPolice ownOfPeople ownOfArmy before behind distance sentenceBefore actedBefore first party foremost acted suffered quarrel
answered struckBefore stateless""".split()
PLACE = {name: place for place, name in enumerate(FEATURES)}
PENALTY = 2.0
FOLDS = 8
LEFT_OUT = {"RETREAT", "MOBILIZE", "CONSULT", "COOPERATE", "AGREE", "CONCEDE", "STATEMENT"}
HOSTILE = {"ACCUSE", "REJECT", "THREATEN", "SANCTION", "ASSAULT", "COERCE", "MOBILIZE", "PROTEST"}
POLICE = {"COP", "JUD", "LEG"}
PEOPLE = set("CVL OPP PTY SOC REB AGR LAB EDU REL JRN UAF PRE ELI NGO BUS MED REF".split())

Act = collections.namedtuple("Act", "sentence start type sources targets chance")


def owner(entity):
    return entity.split("/")[0] if entity else None


def owners(actors):
    return frozenset(owner(actor["entity"]) for actor in actors if actor.get("entity"))


def targets(coding):
    return [] if "implied" in coding["features"] else coding["targets"]


def cast(sentences):
    """The acts of an article, and where each of its actors is named."""
    acts, named = [], collections.defaultdict(list)
    for sentence in sentences:
        for coding in sentence["candidates"]:
            chance = coding["act"]["chance"] if coding.get("act") else 0.3
            sources = owners(coding["sources"])
            if sources and chance >= 0.1:
                acts.append(Act(sentence["sentence"], coding["triggerSpan"][0], coding["type"],
                                sources, owners(targets(coding)), chance))
        seen = set()
        for mention in sentence["mentions"]:
            key = (mention["span"][0], mention.get("entity"))
            if mention.get("entity") and key not in seen:
                seen.add(key)
                named[owner(mention["entity"])].append((sentence["sentence"], mention["span"][0]))
    return acts, named


def row(**values):
    features = numpy.zeros(len(FEATURES))
    for name, value in values.items():
        features[PLACE[name]] = value
    return features


def example(sentence, coding, acts, named):
    """The actors of whom one may be meant, nobody first, and the features of each."""
    sources, kind = owners(coding["sources"]), coding["type"]
    number, start = sentence["sentence"], coding["triggerSpan"][0]
    sectors = {actor["entity"].split("/")[1] for actor in coding["sources"] if "/" in actor["entity"]}
    ranked = sorted((name for name in named if name not in ("IGO", "NGO")),
                    key=lambda name: (-len(named[name]), name))
    others = ranked + sorted(name for name in sources if name not in named)
    foremost = next((name for name in ranked if name not in sources), None)
    rows = [row(nobody=1, nobodyOfSeveral=len(sources) > 1, nobodyAsked=kind == "REQUEST")]
    whole = sum(act.chance for act in acts)
    for other in others:
        if other in sources:
            rows.append(row(own=1, ownOfPolice=bool(sectors & POLICE),
                            ownOfPeople=bool(sectors & PEOPLE), ownOfArmy="MIL" in sectors))
            continue
        places = named[other]
        acted = suffered = quarrel = party = 0
        answered = has_acted = struck = False
        for act in acts:
            is_source, is_target = other in act.sources, other in act.targets
            upon = is_target and bool(act.sources & sources)
            by = is_source and bool(act.targets & sources)
            if not (is_source or is_target):
                continue
            party += act.chance
            acted += act.chance * (upon and (act.sentence, act.start) != (number, start))
            suffered += act.chance * by
            quarrel += act.chance * ((upon or by) and act.type in HOSTILE)
            has_acted |= is_source and act.sentence == number - 1
            struck |= is_target and act.sentence == number - 1
            answered |= by and act.sentence >= number - 2 and (act.sentence, act.start) < (number, start)
        rows.append(row(
            before=any(place[0] == number and place[1] < start for place in places),
            behind=any(place[0] == number and place[1] >= start for place in places),
            distance=math.log(1 + min(abs(place[0] - number) + (place[0] > number) for place in places)),
            sentenceBefore=any(place[0] == number - 1 for place in places),
            first=any(place[0] == 0 for place in places), foremost=other == foremost,
            stateless=len(other) != 3 or other in ("UNO", "EUR"),
            acted=math.log(1 + acted), suffered=math.log(1 + suffered),
            quarrel=math.log(1 + quarrel) if kind in HOSTILE else 0,
            party=math.log((party + 0.3) / (whole + 1)), answered=answered, actedBefore=has_acted,
            struckBefore=struck))
    return ["-"] + others, numpy.array(rows)


def right(coding, events):
    """Whom the true events name, "-" for nobody; empty if none is of this type and by these."""
    sources, found, required, nobody = owners(coding["sources"]), set(), False, False
    for event in events:
        if event["type"] != coding["type"]:
            continue
        by, upon = (frozenset(map(owner, event[side])) for side in ("sources", "targets"))
        names = set()
        if by == sources:
            nobody |= not upon
            names = upon if len(upon) == 1 else set()
        found |= names
        required |= bool(names) and event.get("required", True)
    return found | ({"-"} if nobody and not required else set())


def examples(explained, events):
    true = collections.defaultdict(list)
    for line in open(events):
        event = json.loads(line)
        true[event["article"], event["sentence"]].append(event)
    articles = collections.defaultdict(list)
    for line in open(explained):
        sentence = json.loads(line)
        articles[sentence["article"]].append(sentence)
    for article, sentences in articles.items():
        sentences.sort(key=lambda sentence: sentence["sentence"])
        acts, named = cast(sentences)
        for sentence in sentences:
            kinds = {mention["span"][0]: mention["kind"] for mention in sentence["mentions"]}
            for coding in sentence["candidates"]:
                if coding["type"] in LEFT_OUT or not coding["sources"]:
                    continue
                if not all(actor.get("entity") for actor in coding["sources"]):
                    continue
                if any(actor.get("entity") or kinds.get(actor["span"][0]) != "name"
                       for actor in targets(coding)):
                    continue
                names = right(coding, true[article, sentence["sentence"] + 1])
                others, rows = example(sentence, coding, acts, named)
                if names & set(others):
                    yield article, rows, numpy.array([other in names for other in others])


def chances(weights, rows):
    sums = rows @ weights
    powers = numpy.exp(sums - sums.max())
    return powers / powers.sum()


def fitted(data):
    weights = numpy.zeros(len(FEATURES))
    first, second = numpy.zeros_like(weights), numpy.zeros_like(weights)
    for step in range(1, 401):
        slope = PENALTY * weights
        for _, rows, names in data:
            found = chances(weights, rows)
            wanted = found * names / (found * names).sum()
            slope = slope - (wanted - found) @ rows
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights = weights - 0.06 * (first / (1 - 0.9 ** step)) / (
            numpy.sqrt(second / (1 - 0.999 ** step)) + 1e-8)
    return weights


def main(paths):
    data = [item for pair in zip(paths[::2], paths[1::2]) for item in examples(*pair)]
    articles = sorted({article for article, _, _ in data})
    random.Random(1).shuffle(articles)
    judged = []
    for fold in (set(articles[place::FOLDS]) for place in range(FOLDS)):
        weights = fitted([item for item in data if item[0] not in fold])
        for article, rows, names in data:
            if article in fold:
                found = chances(weights, rows)
                best = 1 + int(found[1:].argmax())
                judged.append((found[best], bool(names[best])))
    for least in (0.8, 0.6, 0.5, 0.4, 0.3):
        taken = [is_right for chance, is_right in judged if chance >= least]
        print(f"{least}: {sum(taken)} of {len(taken)} right, of {len(judged)}", file=sys.stderr)
    for name, weight in zip(FEATURES, fitted(data)):
        print(f"{name}\t{weight:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
