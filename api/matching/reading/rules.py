"""Which rules hold: their concepts are mentioned, near enough to each other."""

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from api.matching.lexicon.rules import CompiledRule, RuleBook
from api.matching.reading.mentions import Mention, gap

MAX_ANCHORS = 4
"""At most so many mentions of one concept are looked at; more would only repeat themselves."""

NEARER_BY = 4
"""A sign belongs to the nearest part of the body, and to those at most this much farther away."""

STRAY = 0.62
"""The factor for a rule whose sign is nearer to another part of the body."""

Mentions = Mapping[str, Sequence[Mention]]
"""The mentions of one text by concept."""


class RuleThatHolds(NamedTuple):
    """How strongly a rule holds (0 to 1), through which concepts, and where the first one is."""

    rule: CompiledRule
    weight: float
    concepts: tuple[str, ...]
    at: int


def find_rules_that_hold(
    book: RuleBook, mentions: Mentions, *, of: Container[str] | None = None, stretch: int = 1
) -> list[RuleThatHolds]:
    """Return every rule that the mentions of one text fulfil.

    If `of` is given, only rules that speak for one of these subjects are tried. Words may be
    `stretch` times as far apart as the rule says.
    """
    mentioned = mentions.keys()
    indexed = (rule for concept in mentions for rule in book.by_concept.get(concept, ()))
    once = {id(rule): rule for rule in indexed if of is None or rule.subject in of}.values()
    worth_trying = [rule for rule in once if rule.condition.may_hold(mentioned)]
    if not worth_trying:
        return []
    nearest = distances_to_parts(book, mentions)
    first = {concept: found[:MAX_ANCHORS] for concept, found in mentions.items()}
    tried = (try_rule(book, rule, first, nearest, rule.within * stretch) for rule in worth_trying)
    return [holds for holds in tried if holds is not None]


def count_parts(book: RuleBook, mentions: Mentions) -> int:
    """Return how many different parts of the body are named, not counting wide ones (leg)."""
    return len((book.parts - book.wide) & mentions.keys())


def distances_to_parts(book: RuleBook, mentions: Mentions) -> dict[Mention, int]:
    """Return for each mention of a sign how far away the nearest part of the body is."""
    exact = [c for c in mentions if c in book.parts and c not in book.wide]
    parts = sorted({(m.at, m.to): m for c in exact for m in mentions[c]}.items())
    starts = [at for (at, _), _ in parts]
    nearest: dict[Mention, int] = {}
    for concept in mentions.keys() & book.signs if parts else ():
        for mention in mentions[concept][:MAX_ANCHORS]:
            behind = bisect_right(starts, mention.at)
            beside = parts[max(0, behind - 1) : behind + 1]
            nearest[mention] = min(gap(mention, part) for _, part in beside)
    return nearest


def try_rule(
    book: RuleBook,
    rule: CompiledRule,
    mentions: Mentions,
    nearest: Mapping[Mention, int],
    within: int,
) -> RuleThatHolds | None:
    """Return the strongest way in which a rule holds, or None.

    Each mention of the first group is an anchor; of every other group the mention nearest to it
    is taken. `mentions` has no more of a concept than `MAX_ANCHORS`.
    """
    anchors, *pools = [
        [m for concept in group if concept in mentions for m in mentions[concept]]
        for group in rule.condition.groups
    ]
    best: RuleThatHolds | None = None
    for anchor in anchors[: 2 * MAX_ANCHORS]:
        chosen = nearest_to(anchor, pools, within)
        if chosen is None:
            continue
        weight = rule.weight * closeness(book, chosen, within, nearest)
        if weight > 0 and (best is None or weight > best.weight):
            concepts = tuple(mention.concept for mention in chosen)
            best = RuleThatHolds(rule, weight, concepts, min(mention.at for mention in chosen))
            if weight >= rule.weight:
                # It cannot hold more strongly.
                break
    return best


def nearest_to(
    anchor: Mention, pools: Sequence[Sequence[Mention]], within: int
) -> tuple[Mention, ...] | None:
    """Return the anchor with the nearest mention of each pool; None if one is too far away."""
    chosen = [anchor]
    for pool in pools:
        best, least = None, within + 1
        for mention in pool:
            # As `gap`, which is called too often here.
            behind = anchor.at <= mention.at
            distance = mention.at - anchor.to if behind else anchor.at - mention.to
            if distance < least:
                best, least = mention, distance
                if distance <= 0:
                    break
        if best is None:
            return None
        chosen.append(best)
    return tuple(chosen)


def closeness(
    book: RuleBook, chosen: Sequence[Mention], within: int, nearest: Mapping[Mention, int]
) -> float:
    """Return 1 for words side by side, less for words apart, 0 beyond the rule's reach."""
    first = min(chosen, key=attrgetter("at"))
    farthest = max(0, max(mention.at for mention in chosen) - first.to)
    if farthest > within:
        return 0.0
    close = 1.0 if farthest <= within / 2 else 1.0 - 0.2 * (farthest / within)
    return close * (STRAY if has_stray_sign(book, chosen, nearest) else 1.0)


def has_stray_sign(
    book: RuleBook, chosen: Sequence[Mention], nearest: Mapping[Mention, int]
) -> bool:
    """Say whether a sign is clearly nearer to a part of the body that the rule does not mean.

    In "my heel hurts and my toe is numb", *numb* is nearer to the toe than to the heel.
    """
    parts = [m for m in chosen if m.concept in book.parts]
    return bool(parts) and any(
        min(gap(sign, part) for part in parts) > nearest[sign] + NEARER_BY
        for sign in chosen
        if sign in nearest
    )
