"""A dose as documents carry it."""

from typing import Any

from api.languages import FALLBACK
from api.messages.dosage import dosage_text
from api.messages.files import get_messages
from api.models.dosages import DosageColumns
from api.models.exercises import Exercise

FIELDS = (
    "sets",
    "reps",
    "reps_start",
    "hold_seconds",
    "rep_seconds",
    "rest_seconds",
    "tempo",
    "each_side",
    "duration_seconds",
    "sessions_per_day",
    "days_per_week",
    "when",
)


def dosage_content(row: DosageColumns) -> dict[str, Any]:
    """Return a dose as documents carry it: its numbers, and `text`, which says them."""
    numbers = dosage_numbers(row)
    return {**numbers, "text": dosage_text(numbers, get_messages(FALLBACK))}


def dosage_numbers(row: DosageColumns) -> dict[str, Any]:
    return {field: getattr(row, field) for field in FIELDS}


def dosage_range_content(exercise: Exercise) -> dict[str, Any]:
    """Return what is published as `[lowest, highest]`, null where nothing is."""
    return {
        name: None if low is None else [low, getattr(exercise, f"range_{name}_max")]
        for name in ("sets", "reps", "hold_seconds")
        for low in [getattr(exercise, f"range_{name}_min")]
    }
