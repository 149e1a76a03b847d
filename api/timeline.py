"""A session in time: from its exercises and their doses to the segments that a player counts down.

Pure: items and messages in, segments out. The segments follow one another without a gap, and take
exactly the seconds of the formula for time (`api.dosage.seconds_needed`).

- An exercise begins with its change-over: all of it is `prepare`, or, with each side, one half is
  `prepare` and the other `switch`. A dose that is a plain stretch of time has neither.
- A held repetition is one `hold`. Getting into it (`move`) and out of it (`return`) lie inside the
  pause before and after it; the last one has no pause after it, and so no `return`.
- A moved repetition is one `move`. With a tempo it is `move`, `hold` and `return`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import SimpleNamespace
from typing import Any, NamedTuple, Protocol

from api.dosage import CHANGE_OVER_SECONDS, GAP_SECONDS, Dose
from api.messages import Messages
from api.messages.dosage import duration
from api.vocabulary import FootSide, SegmentKind

SECOND = 1_000
"""Milliseconds."""

CROSSING_MS = 1_000
"""Getting into a hold, or out of it (editorial); in a short pause, a quarter of it."""

TEMPO_KINDS: tuple[SegmentKind, ...] = ("move", "hold", "return")


class TimedDose(Dose, Protocol):
    """The numbers of a dose, and its tempo (lift-pause-lower in seconds, as in 3-1-3)."""

    @property
    def tempo(self) -> str | None: ...


@dataclass(frozen=True)
class Item:
    """One exercise of a session: its slug, its name as people say it, and its dose."""

    exercise: str
    name: str
    dose: TimedDose


def timed_item(exercise: str, name: str, dosage: Mapping[str, Any]) -> Item:
    """Return an item whose dose is a mapping, as documents and requests hold it."""
    dose: Any = SimpleNamespace(**dosage)
    return Item(exercise, name, dose)


class Place(NamedTuple):
    """One repetition of an item; sets and repetitions count from 1."""

    side: FootSide
    set: int
    rep: int


class Segment(NamedTuple):
    """One thing to do or to wait for, from `at_ms` on, for `ms` milliseconds.

    Its side, set and repetition are those of the work that it is part of. A `return` belongs to the
    repetition that it ends, and whatever else lies between two repetitions to the next one.
    """

    at_ms: int
    ms: int
    kind: SegmentKind
    exercise: str
    side: FootSide
    set: int
    rep: int
    text: str


class Part(NamedTuple):
    """A segment before it has its place in the session."""

    kind: SegmentKind
    ms: int
    place: Place
    text: str


def timeline(
    items: Iterable[Item], messages: Messages, first_side: FootSide | None = None
) -> list[Segment]:
    """Return the segments of a session in their order, with their texts.

    Exercises of each side begin on the left unless `first_side` is `right`.
    """
    found: list[Segment] = []
    at_ms = 0
    words = Words(cache(messages.text), cache(partial(duration, messages=messages)))
    for item in items:
        for part in Course(item, words, sides_of(item.dose, first_side)).parts():
            if part.ms:
                found.append(
                    Segment(at_ms, part.ms, part.kind, item.exercise, *part.place, part.text)
                )
                at_ms += part.ms
    return found


def sides_of(dose: Dose, first_side: FootSide | None) -> tuple[FootSide, ...]:
    if not dose.each_side:
        return ("both",)
    return ("right", "left") if first_side == "right" else ("left", "right")


def tempo_of(dose: TimedDose) -> tuple[int, ...]:
    """Return the seconds of lift, pause and lower; empty if the repetition has no such parts."""
    parts = tuple(map(int, (dose.tempo or "0").split("-")))
    is_whole = sum(parts) == dose.rep_seconds and len(parts) == len(TEMPO_KINDS)
    return parts if is_whole and not dose.hold_seconds else ()


@dataclass(frozen=True)
class Words:
    """The texts of one session, each made once: `text` by code, `duration` of whole seconds."""

    text: Callable[..., str]
    duration: Callable[[int], str]


@dataclass(frozen=True)
class Course:
    """The course of one item: its repetitions, and what lies between them."""

    item: Item
    words: Words
    sides: tuple[FootSide, ...]

    def parts(self) -> Iterator[Part]:
        """Yield the parts in their order; one without any time has 0 milliseconds."""
        if self.item.dose.duration_seconds is not None:
            yield from self.lasting(self.item.dose.duration_seconds)
            return
        before = None
        for place in self.places():
            yield from self.between(before, place)
            yield from self.repetition(place)
            before = place

    def places(self) -> Iterator[Place]:
        dose = self.item.dose
        for side in self.sides:
            for number in range(1, (dose.sets or 1) + 1):
                for rep in range(1, (dose.reps or 1) + 1):
                    yield Place(side, number, rep)

    def lasting(self, seconds: int) -> Iterator[Part]:
        """Yield a plain stretch of time, which two sides share by whole seconds."""
        share = -(-seconds // len(self.sides))
        for number, side in enumerate(self.sides):
            part = min(share, seconds - number * share)
            code = f"timeline.go_on_{'next' if number else 'first'}_{side}"
            text = self.words.text(
                code, exercise=self.item.name, duration=self.words.duration(part)
            )
            yield Part("move", part * SECOND, Place(side, 1, 1), text)

    def between(self, before: Place | None, place: Place) -> Iterator[Part]:
        """Yield what lies between two repetitions, or before the first (`before` is None)."""
        pause = self.pause(before, place)
        if not self.item.dose.hold_seconds:
            yield pause
            return
        is_gap = before is not None and before[:2] == place[:2]
        crossing = pause.ms // 2 if is_gap else min(CROSSING_MS, pause.ms // 4)
        if before is not None:
            yield Part("return", crossing, before, self.words.text("timeline.come_back"))
        crossings = 1 if before is None else 2
        yield pause._replace(ms=pause.ms - crossings * crossing)
        yield Part("move", crossing, place, self.words.text("timeline.move_into"))

    def pause(self, before: Place | None, place: Place) -> Part:
        dose, change = self.item.dose, CHANGE_OVER_SECONDS * SECOND // len(self.sides)
        if before is None:
            text = self.words.text(f"timeline.prepare_{place.side}", exercise=self.item.name)
            return Part("prepare", change, place, text)
        if before.side != place.side:
            return Part("switch", change, place, self.words.text(f"timeline.switch_{place.side}"))
        if before.set == place.set:
            return Part("rest", GAP_SECONDS * SECOND, place, self.words.text("timeline.pause"))
        text = self.words.text("timeline.rest", set=place.set, sets=dose.sets)
        return Part("rest", (dose.rest_seconds or 0) * SECOND, place, text)

    def repetition(self, place: Place) -> Iterator[Part]:
        dose = self.item.dose
        if dose.hold_seconds:
            yield self.work("hold", "hold", dose.hold_seconds, place)
        elif tempo := tempo_of(dose):
            for kind, word, seconds in zip(
                TEMPO_KINDS, ("lift", "stay", "lower"), tempo, strict=True
            ):
                yield self.work(kind, word, seconds, place)
        else:
            yield self.work("move", "repeat", dose.rep_seconds or 0, place)

    def work(self, kind: SegmentKind, word: str, seconds: int, place: Place) -> Part:
        """Return a part of a repetition; its text counts if there are several."""
        reps = self.item.dose.reps or 1
        is_counted = reps > 1 and word in ("hold", "lift", "repeat")
        code = f"timeline.{word}_{'counted' if is_counted else 'once'}"
        text = self.words.text(
            code, duration=self.words.duration(seconds), rep=place.rep, reps=reps
        )
        return Part(kind, seconds * SECOND, place, text)
