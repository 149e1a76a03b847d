"""What the layer suspects in a text, and what made it suspicious."""

from collections.abc import Mapping
from itertools import chain
from typing import Literal, NamedTuple

from api.matching.layer.evidence import Evidence
from api.matching.layer.weights import ODDS, Layer

MOST_ASKED = 3
REASONS_SHOWN = 5
SHORTEST_REASON = 3

DOUBTED = 4 * ODDS
"""Where every sign is weaker, what the rules raise is most likely a false alarm."""

DISMISSED = -2 * ODDS
"""Where every sign is weaker, what the rules only would ask for is not worth a question."""

EXCLUDED = -4 * ODDS
"""Where every sign is weaker, what the rules raise is not even asked for in a text that seems to be
about something else than a body, and signs of somebody else are asked for instead of raised."""

Level = Literal["alarm", "ask"]


class Suspicion(NamedTuple):
    """A warning sign that a text may have: raise it (`alarm`), or ask for it (`ask`).

    `stands_alone`: it is worth asking for even if another sign explains why there seems to be any.
    """

    code: str
    level: Level
    strength: int
    stands_alone: bool = True


class Opinion(NamedTuple):
    """What the layer makes of a text.

    `suspicions` are at most one sign to raise, and behind it those to ask for, strongest first. It
    `doubts` if it holds that the text most likely has no sign at all, `dismisses` if it is nearly
    sure of that, and `excludes` if it has hardly any doubt left.
    """

    suspicions: tuple[Suspicion, ...] = ()
    doubts: bool = False
    dismisses: bool = False
    excludes: bool = False


def opinion(layer: Layer, evidence: Evidence) -> Opinion:
    """Return what the layer makes of a text; one that has learned nothing has no opinion."""
    strengths, common = layer.divided(evidence.numbers(layer.vocabulary))
    greatest = max(strengths.values(), default=DOUBTED)
    return Opinion(
        suspected(layer, strengths, common),
        doubts=greatest < DOUBTED,
        dismisses=greatest < DISMISSED,
        excludes=greatest < EXCLUDED,
    )


def suspected(layer: Layer, strengths: Mapping[str, int], common: int) -> tuple[Suspicion, ...]:
    """Return the signs that are strong enough.

    If several are strong enough to be raised, the strongest is; the others are asked for.
    """
    favour = max(0, common)
    strong = [(code, of) for code, of in strengths.items() if of >= layer.least[code]]
    ranked = sorted(strong, key=lambda one: (-one[1], one[0]))
    raised = [(code, of) for code, of in ranked if of >= layer.alarm[code]][:1]
    asked = [
        (code, of) for code, of in ranked if of >= layer.ask[code] and (code, of) not in raised
    ]
    return (
        *(Suspicion(code, "alarm", of) for code, of in raised),
        *(
            Suspicion(code, "ask", of, stands_alone=of - favour >= layer.ask[code])
            for code, of in asked[:MOST_ASKED]
        ),
    )


def greatest_strength(layer: Layer, evidence: Evidence) -> int:
    """Return how strongly a text speaks for the sign for which it speaks most."""
    return max(layer.strengths(evidence.features).values(), default=0)


def reasons(layer: Layer, code: str, evidence: Evidence) -> tuple[str, ...]:
    """Return the words and codes of concepts that speak for a sign most, strongest first.

    Pieces of words say little.
    """
    features, numbers = evidence.features, evidence.numbers(layer.vocabulary)
    speaking = layer.speaking_for(
        code,
        chain(features.concepts, features.words),
        chain(numbers.concepts, numbers.words),
    )
    ordered = sorted(speaking, key=lambda found: (-found.weight, found.feature))
    said = (name for found in ordered for name in found.feature.split("+"))
    names = dict.fromkeys(name.strip("[]") for name in said if len(name) >= SHORTEST_REASON)
    return tuple(names)[:REASONS_SHOWN]
