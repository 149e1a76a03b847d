"""Doses to draw, and what holds for the segments of any of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from api.messages.files import get_messages
from api.timeline import Item, Segment, TimedDose, timeline

ENGLISH = get_messages("en")

looked_at = settings(max_examples=200, deadline=None, derandomize=True)


@dataclass(frozen=True)
class Dose:
    """A dose; nothing is said of what is left out."""

    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    rep_seconds: int | None = None
    rest_seconds: int | None = None
    tempo: str | None = None
    each_side: bool = False
    duration_seconds: int | None = None


def numbers(low: int, high: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(low, high)


counted = st.builds(
    Dose,
    sets=numbers(1, 4),
    reps=numbers(1, 8),
    hold_seconds=numbers(1, 90),
    rep_seconds=st.integers(1, 60),
    rest_seconds=numbers(0, 4) | numbers(5, 90),
    each_side=st.booleans(),
)
paced = st.builds(
    lambda dose, parts: replace(dose, tempo="-".join(map(str, parts)), rep_seconds=sum(parts)),
    counted,
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)),
)
lasting = st.builds(Dose, each_side=st.booleans(), duration_seconds=st.integers(10, 3_600))
doses = counted | paced | lasting


def segments_of(*dosed: TimedDose, **how: Any) -> list[Segment]:
    items = [Item(f"exercise-{number}", "Calf Stretch", dose) for number, dose in enumerate(dosed)]
    return timeline(items, ENGLISH, **how)


def seconds(segments: Sequence[Segment]) -> float:
    return sum(segment.ms for segment in segments) / 1000


def check_order(segments: Sequence[Segment]) -> None:
    """Each segment takes time, and begins when the one before it ends."""
    assert segments[0].at_ms == 0
    assert all(segment.ms > 0 for segment in segments)
    assert all(one.at_ms + one.ms == other.at_ms for one, other in pairwise(segments))
