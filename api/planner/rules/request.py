"""Requests: as they came, and in their normal form.

The normal form has every default filled and every set sorted, so that two ways of asking for the
same thing are equal, have the same key, and get the same bytes. `normal_form` makes it.
"""

from dataclasses import dataclass
from datetime import date

from api.screening import UNKNOWN_PERSON, Answer, Person, Screened
from api.vocabulary import Goal, Level, Position, Weekday, words

WEEKDAYS = words(Weekday)
STYLES = ("sessions", "one_a_day")
SIDES = ("left", "right", "both")


@dataclass(frozen=True)
class ReachedDose:
    """The dose at which an earlier plan left an exercise; a number that was not told is None."""

    exercise: str
    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None


@dataclass(frozen=True)
class PlanRequest:
    """The request with its types checked; a field that the caller left out is None."""

    complaints: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    level: Level | None = None
    minutes_per_session: int | None = None
    days: tuple[str, ...] | None = None
    sessions_per_week: int | None = None
    weeks: int | None = None
    start_date: date | None = None
    style: str | None = None
    equipment: tuple[str, ...] | None = None
    positions: tuple[Position, ...] | None = None
    exclude_exercises: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    person: Person = UNKNOWN_PERSON
    pain_now: int | None = None
    side: str | None = None
    weeks_done: int | None = None
    reached: tuple[ReachedDose, ...] = ()


@dataclass(frozen=True)
class MatchedComplaint:
    """One complaint that a text may mean; `because` are the words of the text that say so."""

    slug: str
    name: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class MatchedText:
    """The matcher's result for `complaint_text`.

    `outcome` is the matcher's; `question` is what to ask next, if anything. `complaints` is the one
    to plan for, `meant` are all that an ambiguous text may mean, `red_flags` and `conditions` are
    what it states, and `suspected` the signs that it may mean.
    """

    outcome: str
    complaints: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    suspected: tuple[str, ...] = ()
    matches: tuple[MatchedComplaint, ...] = ()
    question: str | None = None


@dataclass(frozen=True)
class NormalPlanRequest:
    """The normal form. `days` in the order of the week; `equipment` is all that is at hand.

    `conditions` are those stated and those that stated signs and conditions count as, and `cleared`
    is what a clinician cleared, with all that follows from it. `screened` has the signs that are
    left to ask for; with a grave one among them there is `grave_question`.

    `weeks` come after `weeks_done`. `reached` is sorted by exercise; `reached_gone` are those that
    the catalogue had once.
    """

    complaints: tuple[str, ...]
    regions: tuple[str, ...]
    goals: tuple[str, ...]
    level: Level
    minutes_per_session: int
    days: tuple[str, ...]
    weeks: int
    start_date: str | None
    style: str
    equipment: tuple[str, ...]
    positions: tuple[str, ...]
    exclude_exercises: tuple[str, ...]
    conditions: tuple[str, ...]
    cleared: tuple[str, ...]
    red_flags: tuple[str, ...]
    screened: Screened
    grave_question: bool
    pain_now: int | None
    side: str
    weeks_done: int
    reached: tuple[ReachedDose, ...]
    reached_gone: tuple[str, ...]
    text_outcome: str | None
    matches: tuple[MatchedComplaint, ...]
    question: str | None

    @property
    def last_week(self) -> int:
        """Return the last week of the plan, counted from the first week of the first plan."""
        return self.weeks_done + self.weeks

    @property
    def possible(self) -> tuple[str, ...]:
        """Return the complaint that a text means most likely, before a question is answered."""
        if self.text_outcome not in ("ambiguous", "needs_answer"):
            return ()
        return tuple(match.slug for match in self.matches[:1])

    @property
    def needs_answer(self) -> bool:
        """Return whether only the person can say which complaint or which sign it is."""
        if self.grave_question or self.text_outcome == "ambiguous":
            return True
        is_asked = self.complaints or self.regions or self.goals
        return self.text_outcome is not None and not is_asked
