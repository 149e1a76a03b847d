"""The segments of a session as v1 answers them: as JSON, and as captions."""

from collections.abc import Sequence
from html import escape
from typing import Any

from api.timeline import SECOND, Item, Segment, timed_item

Json = dict[str, Any]


def items_of_routine(routine: Json) -> list[Item]:
    """Return the items of a routine's document as its version has them."""
    return [
        timed_item(item["exercise"]["slug"], item["exercise"]["name"], item["dosage"])
        for item in routine["items"]
    ]


def timeline_json(segments: Sequence[Segment]) -> Json:
    """Return a timeline. While no media is served, no part of a picture belongs to a segment."""
    return {
        "total_seconds": sum(segment.ms for segment in segments) // SECOND,
        "segments": [{**segment._asdict(), "marker": None} for segment in segments],
    }


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
