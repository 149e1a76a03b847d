"""What a match answers: frozen values, without any word of the person who asked."""

from dataclasses import dataclass
from typing import Literal

from api.triage import Triage
from api.vocabulary import Tier

Outcome = Literal["matched", "ambiguous", "unrecognised", "seek_care"]


@dataclass(frozen=True)
class MatchedComplaint:
    """A complaint that fits. `because` names what spoke for it, in the lexicon's words."""

    complaint: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class RaisedFlag:
    """A warning sign that was stated, and what in the text stated it."""

    code: str
    tier: Tier
    because: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """The answer. At most three `matches`, best first; `red_flags` gravest first."""

    outcome: Outcome
    matches: tuple[MatchedComplaint, ...]
    question: str | None
    red_flags: tuple[RaisedFlag, ...]
    advice: str | None
    triage: Triage | None
