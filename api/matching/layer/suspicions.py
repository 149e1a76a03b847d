"""What the layer suspects in a text, and what made it suspicious."""

from typing import Literal, NamedTuple

from api.matching.layer.evidence import Evidence, Features
from api.matching.layer.weights import Layer

MOST_ASKED = 3
REASONS_SHOWN = 5
SHORTEST_REASON = 3

Level = Literal["alarm", "ask"]


class Suspicion(NamedTuple):
    """A warning sign that a text may have: raise it (`alarm`), or ask for it (`ask`).

    `because` are the words and the codes of concepts that spoke for it most, strongest first.
    `stands_alone`: it is worth asking for even if another sign explains why there seems to be any.
    """

    code: str
    level: Level
    because: tuple[str, ...] = ()
    stands_alone: bool = True


def suspicions(layer: Layer, evidence: Evidence) -> tuple[Suspicion, ...]:
    """Return at most one sign to raise, and behind it those to ask for, strongest first.

    If several are strong enough to be raised, the strongest is; the others are asked for.
    """
    features = evidence.features
    strengths, common = layer.divided(features)
    favour = max(0, common)
    strong = (code for code, strength in strengths.items() if strength >= layer.least[code])
    ranked = sorted(strong, key=lambda code: (-strengths[code], code))
    raised = [code for code in ranked if strengths[code] >= layer.alarm[code]][:1]
    asked = [code for code in ranked if strengths[code] >= layer.ask[code] and code not in raised]
    return (
        *(
            Suspicion(
                code,
                "alarm",
                reasons(layer, code, features),
            )
            for code in raised
        ),
        *(
            Suspicion(
                code,
                "ask",
                stands_alone=strengths[code] - favour >= layer.ask[code],
            )
            for code in asked[:MOST_ASKED]
        ),
    )


def greatest_strength(layer: Layer, evidence: Evidence) -> int:
    """Return how strongly a text speaks for the sign for which it speaks most."""
    return max(layer.strengths(evidence.features).values(), default=0)


def reasons(layer: Layer, code: str, features: Features) -> tuple[str, ...]:
    """Return the words and codes of concepts that speak for a sign; pieces of words say little."""
    speaking = layer.speaking_for(code, (*features.concepts, *features.words))
    ordered = sorted(speaking, key=lambda found: (-found.weight, found.feature))
    said = (name for found in ordered for name in found.feature.split("+"))
    names = dict.fromkeys(name.strip("[]") for name in said if len(name) >= SHORTEST_REASON)
    return tuple(names)[:REASONS_SHOWN]
