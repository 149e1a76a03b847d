"""A session in time: the items that callers send, and the segments that v1 answers."""

from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from api.dosage import seconds_needed
from api.planner.rules.formulation import MOST_ITEMS
from api.v1.schemas.base import Line, Output, Slug
from api.v1.schemas.exercises import Seconds
from api.v1.schemas.plan_recommendations import LONGEST_SESSION
from api.v1.schemas.values import whole_number
from api.vocabulary import FootSide, SegmentKind

MOST_IN_SESSION = max(MOST_ITEMS.values())
MOST_SEGMENTS = 100_000
"""Of the longest routine that can be published."""

TEMPO = r"^\d{1,2}-\d{1,2}-\d{1,2}$"
Given = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Written = Annotated[str, StringConstraints(max_length=2000)]


class Sent(BaseModel):
    """A part of a body: no unknown fields, and no numbers as text."""

    model_config = ConfigDict(extra="forbid", strict=True)


class TimedDosage(Sent):
    """A dose as a plan answers it. How often and `text` make no difference to its time.

    Either `duration_seconds` alone, or `hold_seconds` or `rep_seconds` with sets and repetitions.
    """

    sets: whole_number(1, 10) | None = None  # type: ignore[valid-type]
    reps: whole_number(1, 100) | None = None  # type: ignore[valid-type]
    reps_start: whole_number(1, 100) | None = None  # type: ignore[valid-type]
    hold_seconds: whole_number(1, 300) | None = None  # type: ignore[valid-type]
    rep_seconds: whole_number(1, 60) | None = None  # type: ignore[valid-type]
    rest_seconds: whole_number(0, 300) | None = None  # type: ignore[valid-type]
    tempo: Annotated[str, StringConstraints(pattern=TEMPO, max_length=8)] | None = Field(
        None, description="Seconds up, pause and down, as in 3-1-3; they add up to `rep_seconds`."
    )
    each_side: bool
    duration_seconds: whole_number(10, 3_600) | None = None  # type: ignore[valid-type]
    sessions_per_day: whole_number(1, 6) | None = None  # type: ignore[valid-type]
    days_per_week: whole_number(1, 7) | None = None  # type: ignore[valid-type]
    when: Given | None = None
    text: Written | None = None

    @field_validator("tempo")
    @classmethod
    def adds_up(cls, tempo: str | None, info: ValidationInfo) -> str | None:
        if tempo is not None and sum(map(int, tempo.split("-"))) != info.data.get("rep_seconds"):
            raise PydanticCustomError("contradicts_pace", "This must add up to rep_seconds.")
        return tempo

    @model_validator(mode="after")
    def takes_time(self) -> "TimedDosage":
        paces = (self.hold_seconds, self.rep_seconds)
        if (self.duration_seconds is None) == (paces == (None, None)):
            raise PydanticCustomError(
                "no_time", "Give duration_seconds, or else hold_seconds or rep_seconds."
            )
        return self


class TimedCaution(Sent):
    """A caution of a plan's item, which makes no difference here."""

    code: Given
    text: Written


class TimedRepeats(Sent):
    """Short repeats through the day, outside the session and its time."""

    times_per_day: whole_number(1, 2)  # type: ignore[valid-type]
    when: Given | None = None
    seconds_per_day: whole_number(0, 7_200)  # type: ignore[valid-type]
    text: Written | None = None


class TimedItem(Sent):
    """An item as a plan answers it. Only `exercise` and `dosage` make a difference."""

    number: whole_number(1, MOST_IN_SESSION) | None = None  # type: ignore[valid-type]
    exercise: Given = Field(description="The slug of an exercise.")
    position: Given | None = None
    dosage: TimedDosage
    seconds: whole_number(0, LONGEST_SESSION) | None = None  # type: ignore[valid-type]
    cautions: list[TimedCaution] | None = Field(None, max_length=40)
    also: TimedRepeats | None = None


class SessionItems(Sent):
    """The items of a session, in their order, as a plan answers them."""

    items: list[TimedItem] = Field(
        min_length=1,
        max_length=MOST_IN_SESSION,
        description=f"Together they take at most {LONGEST_SESSION} seconds.",
    )
    side: FootSide | None = Field(
        None,
        description="`side` of the request for the plan: exercises of each side begin with the"
        " right foot if it is `right`, and else with the left one.",
    )

    @field_validator("items")
    @classmethod
    def fit_a_session(cls, items: list[TimedItem]) -> list[TimedItem]:
        seconds = sum(seconds_needed(item.dosage) for item in items)
        if seconds > LONGEST_SESSION:
            raise PydanticCustomError(
                "too_much_time",
                "These take {seconds} seconds. A session takes {longest} or fewer.",
                {"seconds": seconds, "longest": LONGEST_SESSION},
            )
        return items


class TimelineSegment(Output):
    """One thing to do or to wait for; the next one begins when it ends.

    `side`, `set` and `rep` are those of the work that it is part of: what lies between two
    repetitions belongs to the next one, a `return` to the one that it ends.
    """

    at_ms: int = Field(description="Since the beginning of the session.", ge=0, le=36_000_000)
    ms: int = Field(ge=1, le=3_600_000)
    kind: SegmentKind = Field(
        description="`prepare` before an exercise, `switch` to the other side, `move` into the hold"
        " or as the work itself, `hold`, `return` from it, `rest` between sets and repetitions."
    )
    exercise: Slug
    side: FootSide
    set: int = Field(ge=1, le=100)
    rep: int = Field(ge=1, le=100)
    text: Line = Field(description="To show, or to be spoken.")
    marker: str | None = Field(
        description="The marker of the exercise's main animation that belongs to it: `setup` while"
        " one prepares, `move`, `hold` or `return`. Null for a rest and a change of sides, and if"
        " the animation has no such part.",
        max_length=40,
    )


class Timeline(Output):
    """A session second by second. `total_seconds` is that of the routine, or of the session."""

    total_seconds: Seconds
    segments: list[TimelineSegment] = Field(max_length=MOST_SEGMENTS)
