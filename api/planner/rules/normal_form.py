"""From a request as it came to its normal form."""

from collections.abc import Collection, Iterable

from api.planner.catalogue import Catalogue
from api.planner.rules.request import WEEKDAYS, MatchedText, NormalPlanRequest, PlanRequest
from api.planner.rules.statements import statements_in
from api.screening import needs_answer
from api.vocabulary import Position, words

DAYS_FOR = ("0", "03", "024", "0245", "01245", "012345", "0123456")
"""Which days (0 is Monday) a bare number of sessions a week means: as far apart as it goes."""

DEFAULT_MINUTES = 10
DEFAULT_SESSIONS = 3
DEFAULT_WEEKS = 6


def normal_form(
    request: PlanRequest,
    catalogue: Catalogue,
    text: MatchedText | None = None,
    removed: Collection[str] = (),
) -> NormalPlanRequest:
    """Return the normal form of a request that `validation.normalise` found nothing wrong with."""
    reached = sorted(set(request.reached), key=lambda one: one.exercise)
    stated = statements_in(request, catalogue, text)
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
        conditions=stated.conditions,
        cleared=stated.cleared,
        red_flags=stated.screened.signs,
        screened=stated.screened,
        grave_question=needs_answer(stated.screened.ask, catalogue.signs),
        pain_now=request.pain_now,
        side=request.side or "both",
        weeks_done=request.weeks_done or 0,
        reached=tuple(one for one in reached if one.exercise not in removed),
        reached_gone=tuple(one.exercise for one in reached if one.exercise in removed),
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
