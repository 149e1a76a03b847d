"""From which strength on a sign is raised or asked for: as many false ones as we allow.

The strengths are those of layers that had not learned from the writer of the sentence, so the
thresholds hold for writers whom the layer does not know.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from api.matching.layer.suspicions import DOUBTED
from api.matching.layer.weights import Layer
from api.screening import Sign
from api.vocabulary import Tier
from scripts.layer.sentences import Sentence

ALARMS: Mapping[Tier, float] = {"emergency": 0.0092, "urgent": 0.0081, "see_clinician": 0.0101}
QUESTIONS: Mapping[Tier, float] = {"emergency": 0.038, "urgent": 0.0183, "see_clinician": 0.0255}
"""Shares of the texts without a sign that a tier may raise or ask for, beside what the rules raise.

Emergencies may ask most: missing none of them matters most. With these shares, about 4 % of the
texts in `tests/matching/opened` have a false alarm, and 7 to 8 % of the calm ones are asked.
"""


class Held(NamedTuple):
    """A sentence, and its strengths by a layer that has not learned from its writer."""

    sentence: Sentence
    strengths: Mapping[str, int]


def with_thresholds(layer: Layer, held: Sequence[Held], signs: Mapping[str, Sign]) -> Layer:
    """Return a layer with the thresholds that held-out sentences without a sign allow."""
    calm = [h for h in held if not h.sentence.labelled.red_flag | h.sentence.labelled.borderline]
    silent = [h.strengths for h in calm if not is_raised(h)]
    return replace(
        layer,
        alarm=by_code(silent, len(calm), ALARMS, signs),
        ask=by_code(silent, len(calm), QUESTIONS, signs),
    )


def is_raised(held: Held) -> bool:
    """Say whether the rules raise a sign, and the layer does not doubt it."""
    return held.sentence.raised and max(held.strengths.values()) >= DOUBTED


def by_code(
    silent: Sequence[Mapping[str, int]],
    calm: int,
    shares: Mapping[Tier, float],
    signs: Mapping[str, Sign],
) -> dict[str, int]:
    """Return the threshold of each sign: that of its tier.

    A threshold for each sign would be learned from one or two false alarms, and from luck.
    """
    least = {
        tier: threshold(
            [max(found[code] for code in signs if signs[code].tier == tier) for found in silent],
            int(share * calm),
        )
        for tier, share in shares.items()
    }
    return {code: least[sign.tier] for code, sign in sorted(signs.items())}


def threshold(strengths: Sequence[int], allowed: int) -> int:
    """Return the least strength that at most so many reach."""
    return sorted(strengths, reverse=True)[allowed] + 1
