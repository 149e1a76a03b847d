"""The result of a match: frozen values, without any word of the person who asked."""

from dataclasses import dataclass
from typing import Literal

from api.screening import Screened
from api.triage import Decision
from api.vocabulary import Tier

Outcome = Literal["matched", "ambiguous", "unrecognised", "needs_answer", "seek_care"]


@dataclass(frozen=True)
class MatchedComplaint:
    """A complaint that fits. `because` has the lexicon's labels of the reasons."""

    complaint: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class RaisedFlag:
    """A warning sign that was stated. `because` has the labels of the concepts that state it.

    It is empty if an answer states the sign.
    """

    code: str
    tier: Tier
    because: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """The answer, in no language yet: `reading.wording` puts it into words.

    `fit` is the outcome by the complaints alone, before any sign has its say. At most three
    `matches`, best first; `meant` are the slugs of those that the text means: one, or
    each that fits if it is ambiguous. `question` is the code of one. `red_flags` were stated, by
    the text or an answer, gravest first. `suspected` are signs that the text may mean, `conditions`
    those that it states, both by their codes; `screened` has the signs that are left to ask for.
    """

    outcome: Outcome
    fit: Outcome
    matches: tuple[MatchedComplaint, ...]
    meant: tuple[str, ...]
    question: str | None
    red_flags: tuple[RaisedFlag, ...]
    suspected: tuple[str, ...]
    conditions: tuple[str, ...]
    screened: Screened
    triage: Decision | None

    @property
    def ask(self) -> tuple[str, ...]:
        """Return the signs that the text may mean and that nothing settles, gravest first."""
        return self.screened.ask

    @property
    def ask_first(self) -> tuple[str, ...]:
        """Return those of them to ask for now."""
        return self.screened.ask_first

    @property
    def shown_signs(self) -> tuple[str, ...]:
        """Return every sign whose words the answer shows."""
        return (*self.screened.signs, *self.screened.at_risk, *self.ask_first)
