"""The segments of a session as v1 answers them: as JSON, and as captions."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

from api.timeline import SECOND, Item, Segment, timed_item
from api.vocabulary import SegmentKind

Json = dict[str, Any]

Markers = Mapping[str, Collection[str]]
"""By the slug of an exercise, the names of the parts of its main loop."""

MARKERS: dict[SegmentKind, str] = {
    "prepare": "setup",
    "move": "move",
    "hold": "hold",
    "return": "return",
}
"""The part of a loop that belongs to a segment; none belongs to a rest or a change of sides."""


def items_of_routine(routine: Json) -> list[Item]:
    """Return the items of a routine's document as its version has them."""
    return [
        timed_item(item["exercise"]["slug"], item["exercise"]["name"], item["dosage"])
        for item in routine["items"]
    ]


def markers_of_routine(routine: Json) -> dict[str, list[str]]:
    """Return the markers of each exercise of a routine's document, by the loop that it froze.

    A document that an earlier release published has none.
    """
    exercises = [item["exercise"] for item in routine["items"]]
    return {
        one["slug"]: [mark["name"] for medium in one.get("media", ()) for mark in medium["markers"]]
        for one in exercises
    }


def timeline_json(segments: Sequence[Segment], markers: Markers) -> Json:
    return {
        "total_seconds": sum(segment.ms for segment in segments) // SECOND,
        "segments": [
            {**segment._asdict(), "marker": marker_of(segment, markers)} for segment in segments
        ],
    }


def marker_of(segment: Segment, markers: Markers) -> str | None:
    name = MARKERS.get(segment.kind)
    return name if name in markers.get(segment.exercise, ()) else None


def captions(segments: Sequence[Segment]) -> str:
    """Return WebVTT (W3C, WebVTT 1): a cue for each segment, with its number."""
    cues = (
        f"{number}\n{clock(segment.at_ms)} --> {clock(segment.at_ms + segment.ms)}\n"
        f"{escape(segment.text, quote=False)}\n"
        for number, segment in enumerate(segments, start=1)
    )
    return "\n".join(["WEBVTT\n", *cues])


def clock(ms: int) -> str:
    """Return a WebVTT timestamp: 90,500 ms is `00:01:30.500`."""
    seconds, rest = divmod(ms, SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
