"""The result of a match: frozen values, without any word of the person who asked."""

from dataclasses import dataclass
from typing import Literal

from api.triage import Decision
from api.vocabulary import Tier

Outcome = Literal["matched", "ambiguous", "unrecognised", "seek_care"]


@dataclass(frozen=True)
class MatchedComplaint:
    """A complaint that fits. `because` has the lexicon's labels of the reasons."""

    complaint: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class RaisedFlag:
    """A warning sign that was stated. `because` has the labels of the concepts that state it."""

    code: str
    tier: Tier
    because: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """The answer, in no language yet: `reading.wording` puts it into words.

    At most three `matches`, best first; `red_flags` gravest first. `question` is the code of one.
    """

    outcome: Outcome
    matches: tuple[MatchedComplaint, ...]
    question: str | None
    red_flags: tuple[RaisedFlag, ...]
    triage: Decision | None
