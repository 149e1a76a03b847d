"""Requests: as they came, and in their normal form.

The normal form has every default filled and every set sorted, so that two ways of asking for the
same thing are equal, have the same key, and get the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.planner.catalogue import Catalogue
from api.triage import all_cleared, implied_by
from api.vocabulary import Goal, Level, Position, Weekday, words

WEEKDAYS = words(Weekday)
DAYS_FOR = ("0", "03", "024", "0245", "01245", "012345", "0123456")
"""Which days (0 is Monday) a bare number of sessions a week means: as far apart as it goes."""

DEFAULT_MINUTES = 10
DEFAULT_SESSIONS = 3
DEFAULT_WEEKS = 6

STYLES = ("sessions", "one_a_day")
SIDES = ("left", "right", "both")


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
    pain_now: int | None = None
    side: str | None = None


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

    `outcome` is the matcher's; `question` is what to ask next, if anything.
    """

    outcome: str
    complaints: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    matches: tuple[MatchedComplaint, ...] = ()
    question: str | None = None


@dataclass(frozen=True)
class NormalPlanRequest:
    """The normal form. `days` in the order of the week; `equipment` is all that is at hand.

    `conditions` are those stated and those that stated signs and conditions count as, and `cleared`
    is what a clinician cleared, with all that follows from it.
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
    pain_now: int | None
    side: str
    text_outcome: str | None
    matches: tuple[MatchedComplaint, ...]
    question: str | None

    @property
    def screening(self) -> str:
        """Return whether warning signs were asked for: "none", or "partial" if some were."""
        return "partial" if self.red_flags or self.text_outcome is not None else "none"

    @property
    def possible(self) -> tuple[str, ...]:
        """Return the complaint that an ambiguous text means most likely."""
        if self.text_outcome != "ambiguous":
            return ()
        return tuple(match.slug for match in self.matches[:1])

    @property
    def needs_answer(self) -> bool:
        """Return whether only the person can say which complaint is meant."""
        if self.text_outcome == "ambiguous":
            return True
        is_asked = self.complaints or self.regions or self.goals
        return self.text_outcome is not None and not is_asked


def normal_form(
    request: PlanRequest, catalogue: Catalogue, text: MatchedText | None = None
) -> NormalPlanRequest:
    """Return the normal form of a request that `validation.normalise` found nothing wrong with."""
    flags = sorted_set((*request.red_flags, *(text.red_flags if text else ())))
    stated = {*flags, *request.conditions}
    implied = implied_by(stated, catalogue.effects)
    positions = words(Position) if request.positions is None else request.positions
    return NormalPlanRequest(
        complaints=sorted_set((*request.complaints, *(text.complaints if text else ()))),
        regions=sorted_set(request.regions),
        goals=sorted_set(request.goals),
        level=request.level or "beginner",
        minutes_per_session=request.minutes_per_session or DEFAULT_MINUTES,
        days=days_of(request),
        weeks=request.weeks or DEFAULT_WEEKS,
        start_date=request.start_date.isoformat() if request.start_date else None,
        style=request.style or "sessions",
        equipment=at_hand(request.equipment, catalogue),
        positions=sorted_set(positions),
        exclude_exercises=sorted_set(request.exclude_exercises),
        conditions=sorted_set((*request.conditions, *implied)),
        cleared=sorted_set(all_cleared(request.cleared, stated, catalogue.effects)),
        red_flags=flags,
        pain_now=request.pain_now,
        side=request.side or "both",
        text_outcome=text.outcome if text else None,
        matches=text.matches if text else (),
        question=text.question if text else None,
    )


def sorted_set(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def days_of(request: PlanRequest) -> tuple[str, ...]:
    """Return the days asked for, or those that the number of sessions means."""
    if request.days is not None:
        return tuple(day for day in WEEKDAYS if day in request.days)
    chosen = DAYS_FOR[(request.sessions_per_week or DEFAULT_SESSIONS) - 1]
    return tuple(WEEKDAYS[int(number)] for number in chosen)


def at_hand(equipment: tuple[str, ...] | None, catalogue: Catalogue) -> tuple[str, ...]:
    """Return all equipment that may be used.

    None means what every household has, an empty list means nothing at all, and any other list
    means those things and the household's.
    """
    if equipment is not None and not equipment:
        return ()
    household = (code for code, thing in catalogue.equipment.items() if thing.household)
    return sorted_set((*(equipment or ()), *household))
