"""The dose of an exercise in a partner's routine: the editors' dose, changed within its range."""

from collections.abc import Iterator, Mapping
from typing import Any

RANGED = ("sets", "reps", "hold_seconds")
CHECKED = (*RANGED, "rest_seconds")
"""How often is checked in `api.frequency`: it depends on the routine too."""

LONGEST_REST = 300


def wrong_numbers(
    exercise: Mapping[str, Any], changes: Mapping[str, int | None]
) -> Iterator[tuple[str, str]]:
    """Yield the name of each number outside its published range, and a sentence with the range."""
    for name, value in changes.items():
        if value is None or name not in CHECKED:
            continue
        allowed = allowed_numbers(exercise, name)
        if allowed is None:
            yield name, f"{exercise['slug']} has no {name} to change."
        elif not allowed[0] <= value <= allowed[1]:
            yield name, f"{name} of {exercise['slug']} must be from {allowed[0]} to {allowed[1]}."


def allowed_numbers(exercise: Mapping[str, Any], name: str) -> tuple[int, int] | None:
    """Return the lowest and the highest value; None if the exercise has no such number.

    A rest has no published range: it may be longer than the editors' rest, but not shorter.
    """
    own = exercise["dosage"][name]
    if own is None:
        return None
    if name in RANGED:
        span = exercise["dosage_range"][name]
        return None if span is None else (span[0], span[1])
    return own, LONGEST_REST
