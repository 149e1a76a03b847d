"""The request for a plan."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.planner.rules import request_bounds as bounds
from api.v1.schemas.complaint_matches import LONGEST_TEXT
from api.v1.schemas.safety import MOST_CODES, Answers, WhoItIs
from api.v1.schemas.values import Day, whole_number
from api.vocabulary import FootSide, Goal, Level, PlanStyle, Position, Weekday

Given = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class ReachedDose(BaseModel):
    """The numbers of a dose that rise from week to week; null if one does not apply."""

    model_config = ConfigDict(extra="forbid")

    sets: whole_number(*bounds.REACHED["sets"]) | None = None  # type: ignore[valid-type]
    reps: whole_number(*bounds.REACHED["reps"]) | None = None  # type: ignore[valid-type]
    hold_seconds: whole_number(*bounds.REACHED["hold_seconds"]) | None = None  # type: ignore[valid-type]


class Reached(BaseModel):
    """The dose at which an earlier plan left an exercise: there it begins now."""

    model_config = ConfigDict(extra="forbid")

    exercise: Given
    dosage: ReachedDose


class PlanRequest(BaseModel):
    """A request for a plan. At least one of `complaints`, `complaint_text`, `regions`, `goals`.

    Order and repetition in lists make no difference; null means the same as leaving a field out.
    """

    model_config = ConfigDict(extra="forbid")

    complaints: list[Given] | None = Field(
        None, max_length=bounds.MOST_COMPLAINTS, description="Slugs of complaints."
    )
    complaint_text: str | None = Field(
        None,
        min_length=1,
        max_length=LONGEST_TEXT,
        description="What hurts, in the person's own words. We do not keep or log it.",
    )
    regions: list[Given] | None = Field(
        None, max_length=20, description="Slugs of body regions. Each includes what lies inside it."
    )
    goals: list[Goal] | None = Field(None, max_length=6)
    level: Level | None = Field(
        None, description="The highest level to use; `beginner` if left out."
    )
    minutes_per_session: whole_number(*bounds.MINUTES_PER_SESSION) | None = Field(  # type: ignore[valid-type]
        None,
        description="The longest a session may take; 10 if left out.",
    )
    days: list[Weekday] | None = Field(
        None,
        min_length=1,
        max_length=14,
        description="The days to exercise. If left out, `sessions_per_week` decides.",
    )
    sessions_per_week: whole_number(*bounds.SESSIONS_PER_WEEK) | None = Field(  # type: ignore[valid-type]
        None,
        description="How many days, as far apart as possible; 3 if both are left out.",
    )
    weeks: whole_number(*bounds.WEEKS) | None = Field(  # type: ignore[valid-type]
        None, description="6 if left out."
    )
    start_date: Day | None = Field(
        None,
        description="First day of the first week of this plan,"
        f" {bounds.FIRST_DAY.year} to {bounds.LAST_DAY.year}; the answer then carries dates.",
    )
    style: PlanStyle | None = Field(
        None,
        description="`sessions`: a short series of up to six exercises (if left out);"
        " `one_a_day`: one exercise to add to a usual workout.",
    )
    equipment: list[Given] | None = Field(
        None,
        max_length=30,
        description="Codes of what is at hand besides household things. `[]` means nothing at all.",
    )
    positions: list[Position] | None = Field(
        None,
        min_length=1,
        max_length=8,
        description="The positions that are possible; all if left out.",
    )
    exclude_exercises: list[Given] | None = Field(None, max_length=50)
    conditions: list[Given] | None = Field(
        None, max_length=MOST_CODES, description="Codes of the conditions that apply."
    )
    cleared: list[Given] | None = Field(
        None,
        max_length=MOST_CODES,
        description="What a clinician has cleared for exercise: codes of conditions and red flags,"
        " slugs of complaints and exercises. Unstated is not cleared.",
    )
    red_flags: list[Given] | None = Field(
        None, max_length=MOST_CODES, description="Codes of the warning signs that are present."
    )
    pain_now: whole_number(*bounds.PAIN_NOW) | None = Field(  # type: ignore[valid-type]
        None,
        description="0 is none, 10 the worst.",
    )
    side: FootSide | None = Field(
        None,
        description="Which foot it is about. The plan begins with that one. `both` if left out.",
    )
    weeks_done: whole_number(*bounds.WEEKS_DONE) | None = Field(  # type: ignore[valid-type]
        None,
        description="Weeks of earlier plans that are done; 0 if left out. The first `from_week` is"
        " one more, it begins at `start_date`, and `weeks` are further weeks.",
    )
    reached: list[Reached] | None = Field(
        None,
        max_length=bounds.MOST_REACHED,
        description="The doses at which an earlier plan left off. An exercise of the plan begins"
        " there, or at the nearest dose inside its `dosage_range`. Exercises that are not named"
        " begin low.",
    )
    answers: Answers = None
    person: WhoItIs = None
