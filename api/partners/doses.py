"""The dose of an exercise in a partner's routine: the editors' one, changed within its range."""

from collections.abc import Iterator, Mapping
from typing import Any

RANGED = ("sets", "reps", "hold_seconds")
LONGEST_REST = 300


def wrong_numbers(
    exercise: Mapping[str, Any], changes: Mapping[str, int | None]
) -> Iterator[tuple[str, str]]:
    """Yield each number outside of what is published for the exercise, and what would be right."""
    for name, value in changes.items():
        if value is None:
            continue
        allowed = allowed_numbers(exercise, name)
        if allowed is None:
            yield name, f"{exercise['slug']} has no {name} to change."
        elif not allowed[0] <= value <= allowed[1]:
            yield name, f"{name} of {exercise['slug']} lies between {allowed[0]} and {allowed[1]}."


def allowed_numbers(exercise: Mapping[str, Any], name: str) -> tuple[int, int] | None:
    """Return the lowest and the highest value; None where the exercise has no such number.

    A rest may be longer than the editors' one, never shorter: nothing is published of it.
    """
    own = exercise["dosage"][name]
    if own is None:
        return None
    if name in RANGED:
        span = exercise["dosage_range"][name]
        return None if span is None else (span[0], span[1])
    return own, LONGEST_REST
