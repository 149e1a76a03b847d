"""The triage rule: whether exercises may be offered at all. One table decides for every address.

Whatever is stated (a complaint, a warning sign, a condition) is a `Fact`, and its effect says what
it leaves of the exercises. Of several facts the strictest counts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from api.vocabulary import GRAVE, Offers, SelfCare, Tier, words

Decision = Literal["exercises", "with_care", "after_clearance", "see_clinician", "seek_care"]
"""From the least strict to the strictest: all exercises that fit, those that are allowed, none
until a clinician has cleared it, none, none and care at once."""

OFFERING: tuple[Decision, ...] = ("exercises", "with_care")
"""The decisions with which exercises may be offered."""

STRICTNESS = words(Decision)

DECISIONS: Mapping[Offers, Decision] = {
    "none": "see_clinician",
    "after_clearance": "after_clearance",
    "restricted": "with_care",
    "unchanged": "exercises",
}
"""The decision that follows from what a fact leaves of the exercises."""

OFFERED_BY: Mapping[SelfCare, Offers] = {
    "no": "none",
    "after_clearance": "after_clearance",
    "with_care": "restricted",
    "yes": "unchanged",
}
"""What a complaint leaves of the exercises, by its `self_care`."""


@dataclass(frozen=True)
class Effect:
    """What a warning sign or a condition does to exercises, as an editor wrote it.

    `counts_as` are conditions that it implies, `chooses_variant` the variant of a complaint that
    holds then, and `clears` conditions for which it says that a clinician agreed to exercise.
    """

    offers: Offers
    counts_as: tuple[str, ...] = ()
    chooses_variant: str | None = None
    clears: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Effect":
        """Return the effect that the document of a sign or a condition states."""
        written = document["effect"]
        return cls(
            offers=written["offers"],
            counts_as=tuple(written["counts_as"]),
            chooses_variant=written["chooses_variant"],
            # A document that an earlier release published has no `clears`.
            clears=tuple(written.get("clears", ())),
        )


@dataclass(frozen=True)
class Fact:
    """A complaint, a warning sign or a condition that was stated; only a sign has a tier."""

    code: str
    effect: Effect
    tier: Tier | None = None


def complaint_fact(slug: str, self_care: SelfCare) -> Fact:
    return Fact(slug, Effect(OFFERED_BY[self_care]))


def triage(facts: Iterable[Fact], cleared: Collection[str] = ()) -> Decision:
    """Return the decision for everything that was stated: the strictest of all.

    `cleared` has the codes and slugs of what a clinician cleared; unstated is not cleared. Without
    any fact the decision is "exercises".
    """
    return max((decide(fact, cleared) for fact in facts), key=STRICTNESS.index, default="exercises")


def decide(fact: Fact, cleared: Collection[str]) -> Decision:
    """Return the decision for one fact, by the table of the contract."""
    if fact.tier in GRAVE:
        return "seek_care"
    if fact.effect.offers == "after_clearance" and is_cleared(fact, cleared):
        return "exercises"
    return DECISIONS[fact.effect.offers]


def awaits_clearance(fact: Fact, cleared: Collection[str]) -> bool:
    """Say whether a fact forbids exercises only until a clinician has cleared it."""
    return decide(fact, cleared) == "after_clearance"


def is_cleared(fact: Fact, cleared: Collection[str]) -> bool:
    """Say whether a fact is cleared: itself, or every condition that it counts as.

    Those conditions are facts of their own, so a sign that counts as one is cleared with it.
    """
    counts_as = fact.effect.counts_as
    return fact.code in cleared or (bool(counts_as) and all(code in cleared for code in counts_as))


def implied_by(stated: Iterable[str], effects: Mapping[str, Effect]) -> frozenset[str]:
    """Return the conditions that stated signs and conditions count as, directly or in turn.

    `effects` are those of every sign and condition by code; a code without one is left out.
    """
    found: set[str] = set()
    ahead = list(stated)
    while ahead:
        effect = effects.get(ahead.pop())
        new = {code for code in effect.counts_as if code in effects} - found if effect else set()
        found |= new
        ahead += new
    return frozenset(found)


def implied_by_words(
    signs: Iterable[str], conditions: Collection[str], effects: Mapping[str, Effect]
) -> frozenset[str]:
    """Return the conditions that a text's signs count as, directly or in turn.

    A sign may stand for several conditions (pregnancy, dizziness, falls). It counts as those of
    them that the text states, and as all if it states none: who is pregnant has not fallen.
    """
    direct: set[str] = set()
    for sign in signs:
        counts_as = effects[sign].counts_as
        direct |= set(counts_as) & set(conditions) or set(counts_as)
    return implied_by(direct, effects) | direct


def all_cleared(
    cleared: Iterable[str], stated: Iterable[str], effects: Mapping[str, Effect]
) -> frozenset[str]:
    """Return all that is cleared: what was named, and what a stated condition says is cleared."""
    return frozenset((*cleared, *(code for one in stated for code in effects[one].clears)))
