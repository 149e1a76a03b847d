"""The request for a plan, and the plan that v1 answers."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.planner.rules import request_bounds as bounds
from api.v1.schemas.base import (
    Line,
    Name,
    Output,
    Reference,
    Slug,
    SourceReference,
    Terms,
    Text,
)
from api.v1.schemas.complaint_matches import LONGEST_TEXT, MatchedComplaint
from api.v1.schemas.exercises import Dosage
from api.vocabulary import Goal, Kind, Level, Position, SelfCare, Tier, Weekday, When

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly."""

LONGEST_SESSION = bounds.MINUTES_PER_SESSION.high * 60
"""Seconds."""

Count = Annotated[int, Field(ge=0, le=1_000_000)]
Week = Annotated[int, Field(ge=bounds.WEEKS.low, le=bounds.WEEKS.high)]
Given = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Whole = Annotated[int, Field(strict=True)]
Ids = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$", max_length=64)]
IsoDate = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$", max_length=10)]


class PlanRequest(BaseModel):
    """A request for a plan. At least one of `complaints`, `complaint_text`, `regions`, `goals`.

    Order and repetition in lists make no difference.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"complaints": ["plantar-heel-pain"], "days": ["mon", "wed", "fri"], "weeks": 6}
            ]
        },
    )

    complaints: list[Given] = Field(
        [], max_length=bounds.MOST_COMPLAINTS, description="Slugs of complaints."
    )
    complaint_text: str | None = Field(
        None,
        min_length=1,
        max_length=LONGEST_TEXT,
        description="What hurts, in the person's own words. It is neither kept nor logged.",
    )
    regions: list[Given] = Field(
        [], max_length=20, description="Slugs of body regions; what lies inside belongs to them."
    )
    goals: list[Goal] = Field([], max_length=6)
    level: Level | None = Field(None, description="At most this one; `beginner` if left out.")
    minutes_per_session: Whole | None = Field(
        None,
        ge=bounds.MINUTES_PER_SESSION.low,
        le=bounds.MINUTES_PER_SESSION.high,
        description="The longest a sitting may take; 10 if left out.",
    )
    days: list[Weekday] | None = Field(
        None, min_length=1, max_length=14, description="On which days; if left out, see below."
    )
    sessions_per_week: Whole | None = Field(
        None,
        ge=bounds.SESSIONS_PER_WEEK.low,
        le=bounds.SESSIONS_PER_WEEK.high,
        description="Days as far apart as they go; 3 if both are left out.",
    )
    weeks: Whole | None = Field(
        None, ge=bounds.WEEKS.low, le=bounds.WEEKS.high, description="6 if left out."
    )
    start_date: Annotated[date, Field(json_schema_extra={"maxLength": 10})] | None = Field(
        None,
        description=f"First day of week 1, {bounds.FIRST_DAY.year} to {bounds.LAST_DAY.year};"
        " the answer then carries dates.",
    )
    style: Literal["sessions", "one_a_day"] | None = Field(
        None,
        description="`sessions`: a short series of up to six exercises (if left out);"
        " `one_a_day`: one exercise to add to a usual workout.",
    )
    equipment: list[Given] | None = Field(
        None,
        max_length=30,
        description="Codes of what is at hand beside household things; `[]`: nothing at all.",
    )
    positions: list[Position] | None = Field(
        None, min_length=1, max_length=8, description="Which ones are possible; all if left out."
    )
    exclude_exercises: list[Given] = Field([], max_length=50)
    conditions: list[Given] = Field([], max_length=40, description="Codes of what holds.")
    cleared: list[Given] = Field(
        [],
        max_length=40,
        description="Conditions and complaints that a clinician has cleared for exercise.",
    )
    red_flags: list[Given] = Field([], max_length=40, description="Codes of signs that are there.")
    pain_now: Whole | None = Field(
        None,
        ge=bounds.PAIN_NOW.low,
        le=bounds.PAIN_NOW.high,
        description="0 is none, 10 the worst.",
    )
    side: Literal["left", "right", "both"] | None = Field(
        None, description="Which foot it is about; that one begins. `both` if left out."
    )


class Parameter(Output):
    """A named value of a sentence. Slugs and codes as they are, whole numbers in digits."""

    name: str = Field(max_length=40)
    values: list[Annotated[str, StringConstraints(max_length=400)]] = Field(max_length=50)


class Statement(Output):
    """A statement: a code to switch on, the sentence, and the things and numbers in it."""

    code: str = Field(description="New codes may come.", max_length=40)
    text: Text
    parameters: list[Parameter] = Field(
        description="The values in the sentence, to write a sentence of your own.", max_length=8
    )
    source: SourceReference | None = Field(description="Null where it is editorial.")


class LeftOut(Statement):
    """An exercise that is not in the plan, with the first reason against it.

    Reasons are looked at in this order: seek_care_first, excluded_by_you, contraindicated,
    avoid_for_complaint, needs_clearance, unsupported_position, pain_too_high, above_level,
    equipment_missing, position_not_offered, no_effect_shown, caution_only, not_recommended,
    too_long, less_useful.
    """

    exercise: Reference


class PlanSwap(Statement):
    """A gentler form, or a swap; `exercise` is its slug if it is another one of this plan."""

    exercise: Reference | None


class PlannedExercise(Reference):
    kind: Kind


class ShortRepeats(Output):
    """Short repeats through the day, beside the sitting and outside its time."""

    times_per_day: int = Field(ge=1, le=2)
    when: When | None
    seconds_per_day: int = Field(ge=0, le=7_200)
    text: str = Field(description="How often and when, as a sentence.", max_length=300)


class PlanItem(Output):
    number: int = Field(ge=1, le=6)
    exercise: PlannedExercise
    position: Position
    dosage: Dosage = Field(description="In this phase; it stays within what is published.")
    seconds: int = Field(
        description="With rests, side change and change-over.", ge=0, le=LONGEST_SESSION
    )
    cautions: list[Statement] = Field(max_length=40)
    reasons: list[Statement] = Field(max_length=40)
    swaps: list[PlanSwap] = Field(max_length=4)
    also: ShortRepeats | None


class PlanSession(Output):
    day: Weekday
    total_seconds: int = Field(ge=0, le=LONGEST_SESSION)
    items: list[PlanItem] = Field(max_length=6)


class PlannedPhase(Output):
    """Weeks at one dose, both included, counted from 1; dates where a `start_date` was given."""

    from_week: Week
    to_week: Week
    from_date: IsoDate | None
    to_date: IsoDate | None
    sessions: list[PlanSession] = Field(max_length=7)


class DayWithoutSession(Statement):
    day: Weekday


class PlanEngine(Output):
    """The proof of the plan. If `objective` equals `bound`, no better plan exists."""

    version: str = Field(max_length=16)
    inputs_digest: Ids = Field(description="Of everything in the catalogue that plans hang on.")
    objective: int = Field(ge=0, le=LARGEST)
    bound: int = Field(
        description="No plan for this request has a larger objective.", ge=0, le=LARGEST
    )


class TriagedFlag(Output):
    code: Slug
    tier: Tier
    sign: Line
    advice: Text
    source: SourceReference | None


class TriagedComplaint(Output):
    complaint: Reference
    self_care: SelfCare
    decision: str = Field(max_length=24)
    notice: Text | None


class BlockingCondition(Output):
    """A stated condition with which nothing is offered until a clinician has cleared it."""

    code: Slug
    name: Name
    advice: Text
    source: SourceReference | None


class PlanTriage(Output):
    """Whether exercises may be offered, and the reasons for this decision."""

    decision: str = Field(
        description="`exercises`, `after_clearance`, `no_self_care` or `seek_care`.", max_length=24
    )
    red_flags: list[TriagedFlag] = Field(max_length=80)
    complaints: list[TriagedComplaint] = Field(max_length=11)
    conditions: list[BlockingCondition] = Field(max_length=40)


class PlanRecommendation(Terms):
    """A plan, or why there is none.

    `seek_care`: a clinician comes first, `triage` says why. `needs_answer`: ask `question` and
    come again. `nothing_fits`: `change` names the smallest change that would help.
    """

    outcome: Literal["plan", "seek_care", "needs_answer", "nothing_fits"]
    plan_key: Ids = Field(
        description="The same key and language: the same bytes. Digest of the request in its"
        " normal form, the catalogue's inputs and the engine's version."
    )
    engine: PlanEngine
    triage: PlanTriage
    question: Text | None = Field(description="What to ask next, if anything.")
    matches: list[MatchedComplaint] = Field(
        description="What `complaint_text` was taken to mean, best first.", max_length=3
    )
    phases: list[PlannedPhase] = Field(max_length=6)
    days_without_session: list[DayWithoutSession] = Field(max_length=7)
    coverage: list[Statement] = Field(
        description="What the plan does for each complaint, goal and region asked for, and where"
        " it falls short of what is usual.",
        max_length=80,
    )
    left_out: list[LeftOut] = Field(
        description="Exercises that evidence speaks of here, and those excluded by the caller, the"
        " most valuable first.",
        max_length=50,
    )
    left_out_counts: dict[str, Count] = Field(
        description="How many of the others are left out, by code.", max_length=20
    )
    progression: list[Statement] = Field(max_length=20)
    pain_rule: Statement
    review_after_weeks: list[Week] = Field(
        description="After which weeks to look again; the plan's last week is the last of them.",
        max_length=12,
    )
    review_dates: list[IsoDate] = Field(
        description="The same as dates; empty without `start_date`.", max_length=12
    )
    change: Statement | None = Field(description="Where nothing fits: what would help.")
    notice: Text = Field(description="To be shown above everything else.")
