"""The learned order of complaints: how strongly a text speaks for each, and what the rules say.

The weights are those of a `Layer` whose heads are complaints; its first head, `ANY_COMPLAINT`,
says whether a text is about the body at all. What the rules found enters as features
of its own:

    clues   {arch-pain}   {arch-pain} 1 of 0.7   {}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.matching.layer.vocabulary import Vocabulary
from api.matching.layer.weights import Layer

ANY_COMPLAINT = "any_complaint"
"""The head that says whether a text has a complaint or a sign; it counts for every complaint."""

NO_CLUE = "{}"
"""The clue that the rules found nothing."""


@dataclass(frozen=True)
class Ranking:
    """The learned weights of complaints. It is silent (`speaks` is None) if none was learned.

    A text whose strongest complaint stays below `speaks` is about something else.
    """

    layer: Layer = field(default_factory=Layer)
    speaks: int | None = None

    @classmethod
    def from_plain(cls, data: Mapping[str, Any], vocabulary: Vocabulary | None = None) -> "Ranking":
        """Build it from the same in mappings and strings, as JSON holds them."""
        unused = dict.fromkeys(data["complaints"], 0)
        plain = {"alarm": unused, "ask": unused, "weights": data["weights"]}
        layer = Layer.from_plain(plain, ANY_COMPLAINT, vocabulary)
        return cls(layer, data["speaks"])


def clues_of(found: Sequence[tuple[str, float]]) -> frozenset[str]:
    """Return as features the complaints that the rules found, best first, with their scores."""
    places = enumerate(found, start=1)
    clues = {f"{{{slug}}} {place} of 0.{int(score * 10)}" for place, (slug, score) in places}
    return frozenset(clues | {f"{{{slug}}}" for slug, _ in found} or {NO_CLUE})
