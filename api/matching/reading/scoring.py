"""From mentions to ranked complaints, each with its reasons."""

from collections import defaultdict
from typing import NamedTuple

from api.matching.lexicon.compiled import COMPUTED, LITERAL, Lexicon
from api.matching.reading.mentions import Mention
from api.matching.reading.outcome import MatchedComplaint
from api.matching.reading.rules import RuleThatHolds, count_parts, find_rules_that_hold
from api.matching.reading.understanding import Understanding

FURTHER = 0.02
"""The addition for each further reason, so that two reasons beat one."""

MOST_FURTHER = 3
MOST = 0.99
OVERSHADOWED = 0.6
"""The factor for a general complaint (foot pain) if a more exact one fits well."""

EXACT = 0.5
CORRECTED = 0.97
"""The factor for a rule's weight if one of its words was a corrected typo."""

APART = 2
"""How many times as far apart words may be if they can mean only one part of the body."""

EARLIER = 0.0005
"""The deduction for each word further back: between equals, the first one named wins."""

FARTHEST_BACK = 100
REASONS_SHOWN = 5


class Reason(NamedTuple):
    """One thing that speaks for a complaint: how much, by which labels, and where it is said.

    `said` is what counts as one more thing that was said: the labels, or a name of the complaint.
    """

    weight: float
    labels: tuple[str, ...]
    at: int
    said: tuple[str, ...]


def rank(lexicon: Lexicon, understood: Understanding) -> list[MatchedComplaint]:
    """Return every complaint that something speaks for, best first; ties by slug."""
    reasons = collect_reasons(lexicon, understood)
    scores = score_complaints(lexicon, reasons)
    first = {slug: min(r.at for r in found if r.weight > 0) for slug, found in reasons.items()}

    def order(slug: str) -> tuple[float, str]:
        return EARLIER * min(first[slug], FARTHEST_BACK) - scores[slug], slug

    ranked: list[MatchedComplaint] = []
    least = MOST
    for slug in sorted(scores, key=order):
        # A complaint named first may come before a slightly stronger one; its score says no less.
        least = min(scores[slug], least)
        ranked.append(MatchedComplaint(slug, round(least, 3), because(reasons[slug])))
    return ranked


def score_complaints(lexicon: Lexicon, reasons: dict[str, list[Reason]]) -> dict[str, float]:
    """Return the score of each complaint; general ones step back if an exact one fits well."""
    scores = {slug: combined_weight(found) for slug, found in reasons.items()}
    exact = max((s for slug, s in scores.items() if slug not in lexicon.general), default=0.0)
    for slug in lexicon.general & scores.keys():
        if exact >= EXACT:
            scores[slug] *= OVERSHADOWED
    return scores


def collect_reasons(lexicon: Lexicon, understood: Understanding) -> dict[str, list[Reason]]:
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for mention in understood.names:
        name = lexicon.names.by_key[mention.concept]
        phrase = (name.phrase,)
        reasons[name.complaint].append(Reason(name.weight, phrase, mention.at, phrase))
    only_one = count_parts(lexicon.complaints, understood.concepts) == 1
    stretch = APART if only_one else 1
    for found in find_rules_that_hold(lexicon.complaints, understood.concepts, stretch=stretch):
        reasons[found.rule.subject].append(reason_of(lexicon, found, understood.concepts))
    return reasons


def reason_of(lexicon: Lexicon, found: RuleThatHolds, mentions: dict[str, list[Mention]]) -> Reason:
    """Return a rule's reason for its complaint.

    Its labels are those of its concepts: a name that the rule was made from may be in any language.
    """
    name = (found.rule.name,) if found.rule.name else ()
    named = (c for c in found.concepts if c not in COMPUTED and not c.startswith(LITERAL))
    labels = tuple(lexicon.label(concept, mentions) for concept in named) or name
    first = (mention for concept in found.concepts for mention in mentions.get(concept, ())[:1])
    corrected = any(mention.corrected for mention in first)
    weight = found.weight * (CORRECTED if corrected else 1.0)
    return Reason(weight, labels, found.at, name or labels)


def combined_weight(reasons: list[Reason]) -> float:
    """Return the best reason's weight, a little more for each other thing that was said."""
    best = max(reason.weight for reason in reasons)
    said = {thing for reason in reasons for thing in reason.said}
    return min(MOST, best + FURTHER * min(MOST_FURTHER, len(said) - 1))


def because(reasons: list[Reason]) -> tuple[str, ...]:
    """Return the labels behind a score, strongest first."""
    ordered = sorted(reasons, key=lambda reason: (-reason.weight, reason.at, reason.labels))
    labels = dict.fromkeys(label for reason in ordered for label in reason.labels)
    return tuple(labels)[:REASONS_SHOWN]
