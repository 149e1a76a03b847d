"""What is asked: one normal form of a request, and the contradictions that it may hold.

The normal form has every default filled and every set sorted, so that two ways of asking for the
same thing are equal, have the same key, and get the same bytes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.planner.catalogue import Catalogue
from api.suggestions import nearest
from api.vocabulary import Goal, Level, Position, words

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_FOR = ("0", "03", "024", "0245", "01245", "012345", "0123456")
"""Which days (0 is Monday) a bare number of sessions a week means: as far apart as it goes."""

DEFAULT_MINUTES = 10
DEFAULT_SESSIONS = 3
DEFAULT_WEEKS = 6
MOST_COMPLAINTS = 10
SUGGESTIONS_FROM = 2_000
"""A suggestion is looked for among so many names at most."""
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
"""Days on which a plan may begin; beyond the calendar's end no week can be counted."""

STATED_BY_FLAG = {
    "child": "under_18",
    "plantar_fascia_rupture": "plantar_fascia_tear",
    "post_op_fracture_cast": "cast_or_recent_fracture",
    "pregnancy_dizzy_falls": "dizziness_or_falls",
    "stress_fracture": "cast_or_recent_fracture",
}
"""Warning signs that tell of a condition: what that forbids is forbidden, also of what the triage
rule leaves to the complaint (clinical rules: adults only, block until cleared, seated only)."""

STYLES = ("sessions", "one_a_day")
SIDES = ("left", "right", "both")


@dataclass(frozen=True)
class Asked:
    """The body as it came, its types checked: None is what was left out."""

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
class Matched:
    """What the matcher made of `complaint_text`: JSON values that the answer passes on.

    `outcome` is the matcher's; `question` is what to ask next, if anything.
    """

    outcome: str
    complaints: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    matches: tuple[Mapping[str, Any], ...] = ()
    question: str | None = None


@dataclass(frozen=True)
class PlanRequest:
    """The normal form. `days` in the order of the week; `equipment` is all that is at hand."""

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
    matches: tuple[Mapping[str, Any], ...]
    question: str | None

    @property
    def needs_answer(self) -> bool:
        """Say whether only the person can tell what is meant."""
        if self.text_outcome == "ambiguous":
            return True
        is_asked = self.complaints or self.regions or self.goals
        return self.text_outcome is not None and not is_asked


@dataclass(frozen=True)
class Mistake:
    """One thing wrong: where (JSON Pointer), what, and the smallest change that mends it."""

    pointer: str
    code: str
    detail: str
    suggestion: str | None


class Contradiction(ValueError):  # noqa: N818 - nothing broke; it was asked so
    """The request cannot be meant as it stands; `mistakes` is never empty."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(item.detail for item in self.mistakes))


def normalise(asked: Asked, catalogue: Catalogue, matched: Matched | None = None) -> PlanRequest:
    """Return the normal form; raises Contradiction with every mistake at once."""
    mistakes = [
        *nothing_asked(asked, matched),
        *unknown_names(asked, catalogue),
        *out_of_bounds(asked),
        *days_against_number(asked),
    ]
    if mistakes:
        raise Contradiction(mistakes)
    flags = sorted_set((*asked.red_flags, *(matched.red_flags if matched else ())))
    return PlanRequest(
        complaints=sorted_set((*asked.complaints, *(matched.complaints if matched else ()))),
        regions=sorted_set(asked.regions),
        goals=sorted_set(asked.goals),
        level=asked.level or "beginner",
        minutes_per_session=asked.minutes_per_session or DEFAULT_MINUTES,
        days=days_of(asked),
        weeks=asked.weeks or DEFAULT_WEEKS,
        start_date=asked.start_date.isoformat() if asked.start_date else None,
        style=asked.style or "sessions",
        equipment=at_hand(asked.equipment, catalogue),
        positions=sorted_set(words(Position) if asked.positions is None else asked.positions),
        exclude_exercises=sorted_set(asked.exclude_exercises),
        conditions=sorted_set((*asked.conditions, *stated_by(flags, catalogue))),
        cleared=sorted_set(asked.cleared),
        red_flags=flags,
        pain_now=asked.pain_now,
        side=asked.side or "both",
        text_outcome=matched.outcome if matched else None,
        matches=matched.matches if matched else (),
        question=matched.question if matched else None,
    )


def sorted_set(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def stated_by(flags: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Return the conditions that warning signs tell of, as far as the catalogue has them."""
    told = (STATED_BY_FLAG[flag] for flag in flags if flag in STATED_BY_FLAG)
    return [code for code in told if code in catalogue.conditions]


def days_of(asked: Asked) -> tuple[str, ...]:
    if asked.days is not None:
        return tuple(day for day in DAYS if day in asked.days)
    chosen = DAYS_FOR[(asked.sessions_per_week or DEFAULT_SESSIONS) - 1]
    return tuple(DAYS[int(number)] for number in chosen)


def at_hand(equipment: tuple[str, ...] | None, catalogue: Catalogue) -> tuple[str, ...]:
    """Left out: what every household has. Empty: nothing at all. Else: those, and the household."""
    if equipment is not None and not equipment:
        return ()
    household = (code for code, thing in catalogue.equipment.items() if thing.household)
    return sorted_set((*(equipment or ()), *household))


def nothing_asked(asked: Asked, matched: Matched | None) -> list[Mistake]:
    if asked.complaints or asked.regions or asked.goals or matched is not None:
        return []
    detail = "Name a complaint, a region or a goal; or describe it in complaint_text."
    return [Mistake("/complaints", "nothing_asked", detail, None)]


def unknown_names(asked: Asked, catalogue: Catalogue) -> list[Mistake]:
    clearable = [*catalogue.conditions, *catalogue.complaints]
    known: list[tuple[str, Iterable[str], Collection[str]]] = [
        ("complaints", asked.complaints, catalogue.complaints),
        ("regions", asked.regions, catalogue.regions),
        ("goals", asked.goals, words(Goal)),
        ("equipment", asked.equipment or (), catalogue.equipment),
        ("positions", asked.positions or (), words(Position)),
        ("exclude_exercises", asked.exclude_exercises, catalogue.exercises),
        ("conditions", asked.conditions, catalogue.conditions),
        ("cleared", asked.cleared, clearable),
        ("red_flags", asked.red_flags, catalogue.red_flags),
        ("days", asked.days or (), DAYS),
    ]
    return [
        unknown(f"/{field}/{at}", value, names)
        for field, values, names in known
        for at, value in enumerate(values)
        if value not in names
    ] + [
        unknown(f"/{field}", value, names)
        for field, value, names in (
            ("level", asked.level, words(Level)),
            ("style", asked.style, STYLES),
            ("side", asked.side, SIDES),
        )
        if value is not None and value not in names
    ]


def unknown(pointer: str, value: str, names: Collection[str]) -> Mistake:
    near = nearest(value, sorted(names)[:SUGGESTIONS_FROM])
    return Mistake(pointer, "unknown", f"{value[:80]} is not known here.", near)


def out_of_bounds(asked: Asked) -> list[Mistake]:
    bounds = (
        ("minutes_per_session", asked.minutes_per_session, 3, 60),
        ("sessions_per_week", asked.sessions_per_week, 1, 7),
        ("weeks", asked.weeks, 1, 12),
        ("pain_now", asked.pain_now, 0, 10),
        ("complaints", len(asked.complaints), 0, MOST_COMPLAINTS),
    )
    found = [
        Mistake(
            f"/{field}",
            "out_of_bounds",
            f"{field} goes from {low} to {high}.",
            str(min(max(value, low), high)),
        )
        for field, value, low, high in bounds
        if value is not None and not low <= value <= high
    ]
    if asked.start_date is not None and not FIRST <= asked.start_date <= LAST:
        detail = f"start_date lies from {FIRST} to {LAST}."
        found.append(Mistake("/start_date", "out_of_bounds", detail, None))
    for field, values in (("days", asked.days), ("positions", asked.positions)):
        if values is not None and not values:
            detail = f"{field} is empty; name at least one, or leave it out."
            found.append(Mistake(f"/{field}", "empty", detail, None))
    return found


def days_against_number(asked: Asked) -> list[Mistake]:
    if asked.days is None or asked.sessions_per_week is None:
        return []
    number = len(set(asked.days))
    if number == asked.sessions_per_week:
        return []
    detail = f"{number} days are named, and sessions_per_week says {asked.sessions_per_week}."
    return [Mistake("/sessions_per_week", "contradicts_days", detail, str(number))]
