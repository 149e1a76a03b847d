"""What the player of a page counts down: the timeline of its exercises."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.messages import Messages
from api.timeline import SECOND, Segment, timed_item, timeline

LONG_PAUSE_MS = 5 * SECOND
"""A shorter pause is over before a screen reader has said that it begins."""

Json = Mapping[str, Any]


def course(items: Sequence[Json], messages: Messages) -> list[dict[str, Any]]:
    """Return the segments of all exercises in their order, for `walk.js`.

    An item has its `exercise` and its `dosage`, as in a routine. `item` is its place in the list,
    counted from 0. A dose that is worked up to begins with its first repetitions, as the page says.
    """
    return [
        {
            "item": number,
            "kind": segment.kind,
            "ms": segment.ms,
            "side": segment.side,
            "text": segment.text,
            "said": is_said(segment, item["dosage"]),
        }
        for number, item in enumerate(items)
        for segment in segments(item, messages)
    ]


def segments(item: Json, messages: Messages) -> list[Segment]:
    dosage = item["dosage"]
    dose = {**dosage, "reps": dosage["reps_start"] or dosage["reps"]}
    exercise = item["exercise"]
    return timeline([timed_item(exercise["slug"], exercise["name"], dose)], messages)


def is_said(segment: Segment, dosage: Json) -> bool:
    """Return whether a segment is announced aloud, and whether one can go back to it."""
    if segment.kind in ("move", "return"):
        return segment.kind == "move" and not dosage["hold_seconds"]
    if segment.kind == "hold":
        return bool(dosage["hold_seconds"])
    return segment.kind != "rest" or segment.ms >= LONG_PAUSE_MS
