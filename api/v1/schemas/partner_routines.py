"""A partner's routine: as it is written, and as its owner reads it."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from api.v1.schemas.base import Line, Name, Output, PageOf, RoutineSlug, Slug, Timestamp
from api.v1.schemas.exercises import Seconds
from api.vocabulary import Goal, PartnerRoutineState, RoutineFormat, When

MOST_ITEMS = 20
HIDDEN = {
    *(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))),
    *(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    "\u2028",
    "\u2029",
    "\ufeff",
}
"""Control characters, other ends of lines, and what turns the direction of the text around it."""


def plain(text: str) -> str:
    if HIDDEN & set(text):
        raise ValueError("one line of plain text, without control characters")
    return text


def line(longest: int) -> Any:
    """Return the type of one line of text. It is shown as it is written: markup is only text."""
    stripped = StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)
    return Annotated[str, stripped, AfterValidator(plain)]


class Written(BaseModel):
    """What a partner sends: nothing unknown, and no number as text."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_serialization_defaults_required=True
    )


class DoseChange(Written):
    """Numbers that this routine sets differently from the exercise's own dose.

    Sets, repetitions and holds lie inside the exercise's `dosage_range`; a rest may be longer than
    its own, not shorter.
    """

    sets: int | None = Field(None, ge=1, le=10)
    reps: int | None = Field(None, ge=1, le=100)
    hold_seconds: int | None = Field(None, ge=1, le=300)
    rest_seconds: int | None = Field(None, ge=0, le=300)


class DefinitionItem(Written):
    exercise: Slug
    dosage: DoseChange | None = Field(None, description="Left out: the exercise's own dose.")
    note: line(400) | None = Field(None, description="Shown with the exercise.")  # type: ignore[valid-type]


class DefinitionSchedule(Written):
    """When to do it; no more often than each of its exercises is meant."""

    sessions_per_day: int = Field(ge=1, le=6)
    days_per_week: int = Field(ge=1, le=7)
    when: When | None = None
    text: line(400)  # type: ignore[valid-type]


class RoutineDefinition(Written):
    """A routine as its partner writes it. Times, level, equipment and regions we work out."""

    name: line(120) = Field(examples=["Morning feet"])  # type: ignore[valid-type]
    summary: line(400)  # type: ignore[valid-type]
    goal: Goal
    format: RoutineFormat
    complaints: list[Slug] = Field(
        [], max_length=12, description="What it is made for; none where a clinician comes first."
    )
    items: list[DefinitionItem] = Field(min_length=1, max_length=MOST_ITEMS)
    schedule: DefinitionSchedule


class PartnerRoutineSummary(Output):
    """A routine of yours. `published_at` and `version` are those of the newest version."""

    slug: RoutineSlug
    name: Name
    state: PartnerRoutineState = Field(description="New values may come.")
    reason: Line | None = Field(description="Why its public addresses answer 410, if they do.")
    revision: int = Field(description="Counts every change.", ge=1, le=2_147_483_647)
    version: int | None = Field(ge=1, le=10_000)
    total_seconds: Seconds
    created_at: Timestamp
    updated_at: Timestamp
    published_at: Timestamp | None


class PartnerRoutine(PartnerRoutineSummary):
    """A routine of yours, with all that you wrote; `definition` can be sent back, changed."""

    definition: RoutineDefinition


class PartnerRoutinePage(PageOf):
    items: list[PartnerRoutineSummary] = Field(max_length=100)
