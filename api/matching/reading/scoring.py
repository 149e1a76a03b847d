"""From what a text mentions to complaints in order, each with its reasons."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from api.matching.lexicon.compiled import PSEUDO, Lexicon
from api.matching.reading.mentions import Mention
from api.matching.reading.outcome import Matched
from api.matching.reading.rules import count_parts, find_rules_that_hold
from api.matching.reading.understanding import Understood

FURTHER = 0.02
"""What each further reason adds, so that two reasons beat one."""

MOST = 0.99
OVERSHADOWED = 0.6
"""What remains of a general complaint (foot pain) where a more exact one fits well."""

EXACT = 0.5
MENDED = 0.97
APART = 2
"""How many times as far apart words may stand where they can mean only one part of the body."""

EARLIER = 0.0005
"""What each word further back costs: between equals, the first one named."""


class Reason(NamedTuple):
    """One thing that speaks for a complaint: how much, what (labels), and where."""

    weight: float
    labels: tuple[str, ...]
    at: int


def rank(lexicon: Lexicon, understood: Understood) -> list[Matched]:
    """Return every complaint that something speaks for, best first; ties by slug."""
    reasons = collect(lexicon, understood)
    scores = {slug: combined(found) for slug, found in reasons.items()}
    exact = max((s for slug, s in scores.items() if slug not in lexicon.general), default=0.0)
    for slug in lexicon.general & scores.keys():
        if exact >= EXACT:
            scores[slug] *= OVERSHADOWED
    first = {slug: min(r.at for r in found if r.weight > 0) for slug, found in reasons.items()}
    order = sorted(scores, key=lambda s: (-(scores[s] - EARLIER * min(first[s], 100)), s))
    ranked: list[Matched] = []
    least = MOST
    for slug in order:
        # What is named first may stand above a slightly stronger one; its score says no less.
        least = min(scores[slug], least)
        ranked.append(Matched(slug, round(least, 3), because(reasons[slug])))
    return ranked


def collect(lexicon: Lexicon, understood: Understood) -> dict[str, list[Reason]]:
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for key, mention in understood.names:
        slug, weight, phrase = lexicon.named[key]
        reasons[slug].append(Reason(weight, (phrase,), mention.at))
    only_one = count_parts(lexicon.complaints, understood.concepts) == 1
    stretch = APART if only_one else 1
    for met in find_rules_that_hold(lexicon.complaints, understood.concepts, stretch=stretch):
        labels = tuple(
            lexicon.label(concept, understood.concepts)
            for concept in met.concepts
            if concept not in PSEUDO
        )
        labels = (met.rule.name,) if met.rule.name else labels
        weight = met.weight * (MENDED if any_mended(met.concepts, understood.concepts) else 1.0)
        reasons[met.rule.subject].append(Reason(weight, labels, met.at))
    return reasons


def any_mended(concepts: Iterable[str], present: dict[str, list[Mention]]) -> bool:
    return any(mention.mended for concept in concepts for mention in present.get(concept, ())[:1])


def combined(reasons: list[Reason]) -> float:
    """Return the best reason's weight, a little more for each other thing that was said."""
    best = max(reason.weight for reason in reasons)
    said = {label for reason in reasons for label in reason.labels}
    return min(MOST, best + FURTHER * min(3, len(said) - 1))


def because(reasons: list[Reason]) -> tuple[str, ...]:
    """Return the labels behind a score, strongest first, at most five."""
    ordered = sorted(reasons, key=lambda reason: (-reason.weight, reason.at, reason.labels))
    labels = dict.fromkeys(label for reason in ordered for label in reason.labels)
    return tuple(labels)[:5]
