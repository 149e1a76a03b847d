"""A partner's routine: the definition that the partner sends, and the answers."""

from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError, PydanticKnownError

from api.v1.schemas.base import Line, Name, Output, PageOf, Path, RoutineSlug, Slug, Timestamp
from api.v1.schemas.exercises import Seconds
from api.v1.schemas.values import whole_number
from api.visible_text import normal_form, shows_nothing, unseen_character
from api.vocabulary import Goal, PartnerRoutineState, RoutineFormat, When

MOST_ITEMS = 20


def line(longest: int) -> Any:
    """Return the type of one line of text of at most so many characters; markup is plain text.

    A text is stored in NFC. One with a character that people cannot see is refused,
    and the error names the character.
    """
    stripped = StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)
    return Annotated[str, stripped, AfterValidator(partial(visible, longest))]


def visible(longest: int, text: str) -> str:
    text = normal_form(text)
    unseen = unseen_character(text)
    if unseen is not None:
        raise PydanticCustomError(
            "unseen_character",
            "This must be one line of text that people can see. Leave out {character}.",
            {"character": unseen},
        )
    if shows_nothing(text):
        raise PydanticCustomError("nothing_to_see", "This shows nothing. Write at least one word.")
    if len(text) > longest:
        raise PydanticKnownError("string_too_long", {"max_length": longest})
    return text


class Written(BaseModel):
    """A body from a partner: no unknown fields, and no numbers as text."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_serialization_defaults_required=True
    )


class DoseChange(Written):
    """Numbers that replace those of the exercise's own dose in this routine.

    Sets, repetitions and holds must lie inside the exercise's `dosage_range`; a rest may be longer
    than the exercise's own, but not shorter. How often it is done follows from the schedule; here
    it can be less often, and never more often than the exercise's own dose says.
    """

    sets: whole_number(1, 10) | None = None  # type: ignore[valid-type]
    reps: whole_number(1, 100) | None = None  # type: ignore[valid-type]
    hold_seconds: whole_number(1, 300) | None = None  # type: ignore[valid-type]
    rest_seconds: whole_number(0, 300) | None = None  # type: ignore[valid-type]
    sessions_per_day: whole_number(1, 6) | None = None  # type: ignore[valid-type]
    days_per_week: whole_number(1, 7) | None = None  # type: ignore[valid-type]


class DefinitionItem(Written):
    exercise: Slug
    dosage: DoseChange | None = Field(None, description="By default the exercise's own dose.")
    note: line(400) | None = Field(None, description="Shown with the exercise.")  # type: ignore[valid-type]


class DefinitionSchedule(Written):
    """When to do the routine. An exercise to do less often has its own schedule in `items`."""

    sessions_per_day: whole_number(1, 6)  # type: ignore[valid-type]
    days_per_week: whole_number(1, 7)  # type: ignore[valid-type]
    when: When | None = None
    text: line(400)  # type: ignore[valid-type]


class RoutineDefinition(Written):
    """A routine as its partner writes it. Times, level, equipment and regions are computed."""

    name: line(120) = Field(examples=["Morning feet"])  # type: ignore[valid-type]
    summary: line(400)  # type: ignore[valid-type]
    goal: Goal
    format: RoutineFormat
    complaints: Annotated[list[Slug] | None, AfterValidator(lambda found: found or [])] = Field(
        [],
        max_length=12,
        description="The complaints it is for; none may need a clinician first.",
    )
    items: list[DefinitionItem] = Field(min_length=1, max_length=MOST_ITEMS)
    schedule: DefinitionSchedule


class PartnerRoutineSummary(Output):
    """One of your routines. `published_at` and `version` belong to the newest version."""

    slug: RoutineSlug
    url: Path
    name: Name
    state: PartnerRoutineState
    reason: Line | None = Field(description="Why its public addresses answer 410, if they do.")
    revision: int = Field(description="Counts every change.", ge=1, le=2_147_483_647)
    version: int | None = Field(ge=1, le=10_000)
    total_seconds: Seconds
    created_at: Timestamp
    updated_at: Timestamp
    published_at: Timestamp | None


class PartnerRoutine(PartnerRoutineSummary):
    """One of your routines, complete. You can change `definition` and send it back."""

    definition: RoutineDefinition


class PartnerRoutinePage(PageOf):
    items: list[PartnerRoutineSummary] = Field(max_length=100)
