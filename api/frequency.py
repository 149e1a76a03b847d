"""How often an exercise is done in a routine: as its schedule says, or less often."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PER = {"sessions_per_day": "a day", "days_per_week": "days a week"}
EVENING = {"end_of_day", "before_bed"}

Numbers = Mapping[str, Any]
"""Of a dose, of an item's changes or of a schedule, by field; None or absent if not said."""

Place = tuple[str | int, ...]
"""Of a field in a routine, as in `("items", 0, "dosage", "sessions_per_day")`."""


@dataclass(frozen=True)
class Use:
    """An exercise in a routine: its own dose, and the numbers that the routine sets differently."""

    exercise: str
    dose: Numbers
    changes: Numbers


def turns_of(routine_format: str | None, items: Sequence[Any]) -> int:
    """Return on how many days each exercise comes once: 1 if all are done together."""
    return max(len(items), 1) if routine_format == "one_a_day" else 1


def seconds_of_a_day(seconds: Sequence[int], turns: int) -> tuple[int, int]:
    """Return how long the shortest and the longest day of a routine take.

    `seconds` are those of its exercises. They are done together on each day, or in turns.
    """
    return (sum(seconds), sum(seconds)) if turns == 1 else (min(seconds), max(seconds))


def frequency_in_routine(use: Use, schedule: Numbers, turns: int) -> dict[str, Any]:
    """Return `sessions_per_day`, `days_per_week` and `when` of an exercise in a routine.

    What the item says counts, else the schedule, but never more than the exercise's own. Where
    exercises take turns and the days of a week cannot be divided evenly, the days are None.
    """
    days = schedule["days_per_week"]
    by_turn = None if days % turns else days // turns
    planned = {"sessions_per_day": schedule["sessions_per_day"], "days_per_week": by_turn}
    numbers = {name: use.changes.get(name) or planned[name] for name in PER}
    for name, number in numbers.items():
        if number is not None and use.dose[name] is not None:
            numbers[name] = min(number, use.dose[name])
    return {**numbers, "when": time_of_day(use.dose, schedule, numbers["sessions_per_day"])}


def time_of_day(dose: Numbers, schedule: Numbers, sessions: int) -> str | None:
    """Return when an exercise is done that is done so many times a day in a routine.

    The routine's time counts, unless the exercise leaves out some of its sessions or is for
    another time of the day; then None is returned. A time of the exercise counts where the
    routine has none, unless it belongs to one of several sessions of which only some are done here.
    """
    of_routine, own = schedule["when"], dose["when"]
    own_sessions = dose["sessions_per_day"] or 1
    if of_routine is None:
        return own if own_sessions <= sessions else None
    fits = own in (None, of_routine) or own_sessions > 1 or {own, of_routine} <= EVENING
    return of_routine if fits and sessions == schedule["sessions_per_day"] else None


def too_often(
    uses: Sequence[Use | None], schedule: Numbers, turns: int
) -> Iterator[tuple[Place, str]]:
    """Yield the place and a sentence for each number above what exercise or routine allow.

    Of a schedule that is too frequent for several exercises, the one is named that is done least
    often. An exercise that is None, or a number that is missing, cannot be judged and is left out.
    """
    for name, per in PER.items():
        planned = schedule.get(name)
        left = planned if planned is None or name != "days_per_week" else planned / turns
        tightest: Use | None = None
        for at, use in enumerate(uses):
            if use is None:
                continue
            own, said = use.dose[name], use.changes.get(name)
            if said is not None:
                for sentence in above(use.exercise, said, own, left, per):
                    yield ("items", at, "dosage", name), sentence
            elif own is not None and left is not None and own < left:
                tightest = use if tightest is None or own < tightest.dose[name] else tightest
        if tightest is not None:
            yield ("schedule", name), for_schedule(tightest, name, per)


def above(exercise: str, said: int, own: int | None, left: float | None, per: str) -> Iterator[str]:
    """Yield a sentence if a number is above the exercise's own, or else above the routine's."""
    if own is not None and said > own:
        yield f"{exercise} is for {own} {per} at most."
    elif left is not None and said > left:
        most = f"{int(left)} {per} at most" if left >= 1 else "less than once a week"
        yield f"In this routine {exercise} is done {most}, as its schedule and format say."


def for_schedule(use: Use, name: str, per: str) -> str:
    return (
        f"{use.exercise} is for {use.dose[name]} {per} at most: do the routine less often, or set"
        f" {name} in the dosage of this exercise."
    )
