"""The plan that v1 answers."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.planner.rules import request_bounds as bounds
from api.v1.schemas.base import (
    Digest,
    Name,
    Output,
    Path,
    Reference,
    Slug,
    SourceReference,
    Terms,
    Text,
)
from api.v1.schemas.complaint_matches import MatchedComplaint
from api.v1.schemas.exercises import Dosage, Step
from api.v1.schemas.media import ANIMATION, POSTER, Picture
from api.v1.schemas.safety import AskedDecision, AskFirst, Screening, StatedFlag
from api.vocabulary import Kind, Position, Weekday, When

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly."""

LONGEST_SESSION = bounds.MINUTES_PER_SESSION.high * 60
"""Seconds."""

PlanOutcome = Literal[
    "plan", "needs_answer", "nothing_fits", "after_clearance", "see_clinician", "seek_care"
]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Week = Annotated[int, Field(ge=1, le=bounds.WEEKS_DONE.high + bounds.WEEKS.high)]
IsoDate = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$", max_length=10)]


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
    source: SourceReference | None = Field(description="Null if it is editorial.")


class Remark(Output):
    """A statement without values: a code to switch on, and the sentence."""

    code: str = Field(description="New codes may come.", max_length=40)
    text: Text


class LeftOut(Remark):
    """An exercise that is not in the plan, with the first reason against it.

    Reasons are looked at in this order: seek_care_first, excluded_by_you, contraindicated,
    avoid_for_complaint, needs_clearance, unsupported_position, not_seated, pain_too_high,
    too_early, above_level, equipment_missing, position_not_offered, no_effect_shown, caution_only,
    not_recommended, too_long, less_useful.
    """

    exercise: Reference


class PlanSwap(Remark):
    """A gentler form, or a swap; `exercise` names it if it is another one of this plan."""

    exercise: Reference | None


class PlannedExercise(Output):
    """What holds for an exercise of the plan in all phases; `items` refer to it by its slug."""

    slug: Slug
    url: Path
    name: Name
    kind: Kind
    poster: Picture | None = Field(description=POSTER)
    animation: Picture | None = Field(description=ANIMATION)
    steps: list[Step] = Field(max_length=12)
    reasons: list[Statement] = Field(max_length=40)
    swaps: list[PlanSwap] = Field(
        description="At most one, for now. The exercise itself has every easier way.", max_length=4
    )
    cautions: list[Remark] = Field(max_length=40)


class ShortRepeats(Output):
    """Short repeats through the day, outside the session and its time."""

    times_per_day: int = Field(ge=1, le=2)
    when: When | None
    seconds_per_day: int = Field(ge=0, le=7_200)
    text: str = Field(description="How often and when, as a sentence.", max_length=300)


class PlanItem(Output):
    number: int = Field(ge=1, le=6)
    exercise: Slug = Field(description="Its slug. `exercises` has the rest, once.")
    position: Position
    dosage: Dosage = Field(description="In this phase; it stays within what is published.")
    seconds: int = Field(
        description="Includes rests, changing sides and moving on.", ge=0, le=LONGEST_SESSION
    )
    cautions: list[Remark] = Field(
        description="Cautions for this phase, besides those of the exercise.", max_length=40
    )
    also: ShortRepeats | None


class PlanSession(Output):
    """One session, and the days to do it on."""

    name: str = Field(description="`A`, `B` or `C`, the same in every phase.", max_length=8)
    days: list[Weekday] = Field(min_length=1, max_length=7)
    total_seconds: int = Field(ge=0, le=LONGEST_SESSION)
    items: list[PlanItem] = Field(max_length=6)


class PlannedPhase(Output):
    """Weeks at one dose, both included; the dates are null without `start_date`.

    Weeks are counted from 1, and after `weeks_done` from there. A complaint may delay an exercise:
    it is in no phase before its week, and its time stays free.
    """

    number: int = Field(ge=1, le=12)
    from_week: Week
    to_week: Week
    from_date: IsoDate | None
    to_date: IsoDate | None
    sessions: list[PlanSession] = Field(max_length=7)


class DayWithoutSession(Remark):
    """A day without a session: in no week, or (`session_later`) not in the first ones."""

    day: Weekday


class PlanEngine(Output):
    """The proof of the plan. If `objective` equals `bound`, no better plan exists."""

    version: str = Field(max_length=16)
    inputs_digest: Digest = Field(
        description="Digest of everything in the catalogue that plans depend on."
    )
    objective: int = Field(ge=0, le=LARGEST)
    bound: int = Field(
        description="No plan for this request has a larger objective.", ge=0, le=LARGEST
    )


class PlanRecommendation(Terms):
    """A plan, or why there is none.

    `plan`: follow it. `needs_answer`: ask `question` or `ask_first`, then send it again.
    `nothing_fits`: `change` names the smallest change that would help. Otherwise no exercise may be
    offered; the outcome is then the `decision`, and `advice` says what to do.
    """

    outcome: PlanOutcome
    decision: AskedDecision
    screening: Screening
    red_flags: list[StatedFlag] = Field(
        description="The warning signs that were stated.", max_length=80
    )
    advice: str | None = Field(
        description="What to do about signs, complaints and conditions, in paragraphs; null if"
        " nothing special.",
        max_length=20_000,
    )
    plan_key: Digest = Field(
        description="The same key and language give the same bytes. A digest of the request in its"
        " normal form, the catalogue's inputs and the engine's version."
    )
    engine: PlanEngine
    question: Text | None = Field(description="What to ask next, if anything.")
    ask_first: AskFirst
    matches: list[MatchedComplaint] = Field(
        description="What `complaint_text` was taken to mean, best first.", max_length=3
    )
    exercises: list[PlannedExercise] = Field(
        description="Each exercise of the plan once, in the order of the first week.", max_length=18
    )
    phases: list[PlannedPhase] = Field(max_length=12)
    days_without_session: list[DayWithoutSession] = Field(max_length=7)
    coverage: list[Statement] = Field(
        description="What the plan does for each complaint, goal and region asked for, and where"
        " it falls short of what is usual.",
        max_length=80,
    )
    left_out: list[LeftOut] = Field(
        description="Exercises with evidence for this request, and those the caller excluded. The"
        " most valuable come first.",
        max_length=50,
    )
    left_out_counts: dict[str, Count] = Field(
        description="How many other exercises are left out, by code.", max_length=20
    )
    progression: list[Statement] = Field(max_length=20)
    pain_rule: Statement
    review_after_weeks: list[Week] = Field(
        description="The weeks after which to check progress. The plan's last week is always one.",
        max_length=12,
    )
    review_dates: list[IsoDate] = Field(
        description="The same as dates; empty without `start_date`.", max_length=12
    )
    change: Statement | None = Field(
        description="If nothing fits: what would help. If the sessions are too short for all that"
        " helps: the fewest minutes that bring more help; `coverage` says which."
    )
    notice: Text = Field(description="Show it above everything else.")
