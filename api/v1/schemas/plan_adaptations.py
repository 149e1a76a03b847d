"""How a plan goes on: the check-ins that callers send, and what v1 makes of them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from api.adaptation import check_ins as bounds
from api.planner.rules import request_bounds
from api.v1.schemas.base import Digest, Name, Output, Slug, SourceReference, Text
from api.v1.schemas.plan_recommendations import (
    IsoDate,
    PlanRecommendation,
    PlanSession,
    Remark,
)
from api.v1.schemas.plan_requests import Given, PlanRequest, ReachedDose
from api.v1.schemas.safety import MOST_ANSWERS, MOST_CODES, StatedFlag
from api.v1.schemas.safety_checks import CheckedPerson, SettledAnswer
from api.v1.schemas.values import Day, whole_number
from api.vocabulary import (
    CheckInFeedback,
    DoneShare,
    DoseChange,
    FootSide,
    Goal,
    Level,
    NextMorning,
    PlanStyle,
    Position,
    Weekday,
)

Unread = Annotated[str, StringConstraints(max_length=2000)]


class CheckedDosage(ReachedDose):
    """The dose that was asked for, as the plan answers it. `sets`, `reps` and `hold_seconds` count.

    The other members make no difference, so leave them out of a long history.
    """

    reps_start: whole_number(1, 100) | None = None  # type: ignore[valid-type]
    rep_seconds: whole_number(1, 3_600) | None = None  # type: ignore[valid-type]
    rest_seconds: whole_number(0, 3_600) | None = None  # type: ignore[valid-type]
    tempo: Annotated[str, StringConstraints(max_length=12)] | None = None
    each_side: bool | None = None
    duration_seconds: whole_number(1, 36_000) | None = None  # type: ignore[valid-type]
    sessions_per_day: whole_number(1, 100) | None = None  # type: ignore[valid-type]
    days_per_week: whole_number(1, 7) | None = None  # type: ignore[valid-type]
    when: Given | None = None
    text: Unread | None = None


class CheckedItem(BaseModel):
    """How one exercise of a session went."""

    model_config = ConfigDict(extra="forbid")

    exercise: Given = Field(
        description="Its slug. If the exercise was removed from the catalogue, `items` says so."
    )
    dosage: CheckedDosage
    done: DoneShare = Field(description="How much of that dose was done.")
    pain_during: whole_number(*bounds.PAIN) | None = Field(  # type: ignore[valid-type]
        None, description="The worst pain in it, from 0 to 10."
    )
    feedback: CheckInFeedback | None = None


class CheckIn(BaseModel):
    """A session and how it went, or a day without one. Send it again when more is known of it.

    On one date an exercise has one dose and one report: say the same in each check-in, or say it
    once.
    """

    model_config = ConfigDict(extra="forbid")

    date: Day = Field(description="The day of the session; not after `today`.")
    items: list[CheckedItem] = Field(max_length=bounds.MOST_ITEMS)
    pain_during: whole_number(*bounds.PAIN) | None = Field(  # type: ignore[valid-type]
        None,
        description="The worst pain in the session, from 0 to 10. It counts for each of its"
        " exercises: if only one hurt, send it there.",
    )
    pain_next_morning: NextMorning | None = Field(
        None,
        description="The pain of the morning after, compared with the mornings before. `none`:"
        " there was none. It belongs to this session, however late you learn of it.",
    )
    first_step_pain: whole_number(*bounds.PAIN) | None = Field(  # type: ignore[valid-type]
        None, description="Pain at the first steps on the morning of this date, from 0 to 10."
    )
    effort: whole_number(*bounds.EFFORT) | None = Field(  # type: ignore[valid-type]
        None, description="How hard the session was, from 1 to 10."
    )
    red_flags: list[Given] | None = Field(
        None, max_length=MOST_CODES, description="Codes of warning signs that came up."
    )
    note: Annotated[str, StringConstraints(min_length=1, max_length=bounds.LONGEST_NOTE)] | None = (
        Field(
            None,
            description="In the person's own words. It is read for warning signs and conditions,"
            " and for nothing else. We do not store or log it.",
        )
    )


class PlanAdaptationRequest(BaseModel):
    """A plan's request, and everything that was reported since: nothing of it is kept."""

    model_config = ConfigDict(extra="forbid")

    request: PlanRequest = Field(
        description="The request for the plan, or `request` of the last answer. `pain_now` counts"
        " only as long as there is no check-in."
    )
    today: Day = Field(
        description="The person's own date,"
        f" {request_bounds.FIRST_DAY.year} to {request_bounds.LAST_DAY.year}."
    )
    check_ins: list[CheckIn] = Field(
        max_length=bounds.MOST_CHECK_INS,
        description="All check-ins since the plan began, in any order. Their notes have at most"
        f" {bounds.LONGEST_NOTES} characters together.",
    )

    @field_validator("check_ins")
    @classmethod
    def notes_can_be_read(cls, check_ins: list[CheckIn]) -> list[CheckIn]:
        if sum(len(one.note or "") for one in check_ins) > bounds.LONGEST_NOTES:
            raise PydanticCustomError(
                "notes_too_long",
                "All notes together must have {most} or fewer characters. Leave out old ones.",
                {"most": bounds.LONGEST_NOTES},
            )
        return check_ins


class StepDosage(Output):
    """The numbers of a dose that change, null if one does not apply, and the dose in words."""

    sets: int | None = Field(ge=1, le=100)
    reps: int | None = Field(ge=1, le=100)
    hold_seconds: int | None = Field(ge=1, le=36_000)
    text: str = Field(max_length=300)


class ItemStep(Output):
    """What becomes of one exercise, and why."""

    exercise: Slug
    name: Name = Field(description="Its slug if the catalogue has it no more.")
    before: StepDosage | None = Field(
        description="The dose of its last check-in, or else where an earlier plan left it; null if"
        " nothing is known."
    )
    after: StepDosage | None = Field(description="Null if it is out.")
    change: DoseChange = Field(
        description="`out`: the plan goes on without it. `new`: it takes the place of one that is"
        " out."
    )
    rule: str = Field(description="Code of the rule. New codes may come.", max_length=40)
    text: Text
    source: SourceReference | None = Field(description="Null if the rule is editorial.")


class SentReached(Output):
    exercise: Slug
    dosage: "SentDose"


class SentDose(Output):
    sets: int | None = Field(ge=1, le=100)
    reps: int | None = Field(ge=1, le=100)
    hold_seconds: int | None = Field(ge=1, le=36_000)


class NextPlanRequest(Output):
    """The request to send next time, with all check-ins. What you sent is in it as you sent it.

    New are the weeks, `start_date`, `reached`, `exclude_exercises` and `pain_now`.
    """

    complaints: list[Given] | None = Field(max_length=request_bounds.MOST_COMPLAINTS)
    complaint_text: str | None = Field(max_length=2000)
    regions: list[Given] | None = Field(max_length=20)
    goals: list[Goal] | None = Field(max_length=6)
    level: Level | None
    minutes_per_session: int | None = Field(ge=1, le=60)
    days: list[Weekday] | None = Field(max_length=14)
    sessions_per_week: int | None = Field(ge=1, le=7)
    weeks: int | None = Field(ge=1, le=12)
    start_date: IsoDate | None
    style: PlanStyle | None
    equipment: list[Given] | None = Field(max_length=30)
    positions: list[Position] | None = Field(max_length=8)
    exclude_exercises: list[Given] | None = Field(max_length=50)
    conditions: list[Given] | None = Field(max_length=MOST_CODES)
    cleared: list[Given] | None = Field(max_length=MOST_CODES)
    red_flags: list[Given] | None = Field(max_length=MOST_CODES)
    pain_now: int | None = Field(ge=0, le=10)
    side: FootSide | None
    weeks_done: int | None = Field(ge=0, le=52)
    reached: list[SentReached] | None = Field(max_length=request_bounds.MOST_REACHED)
    answers: list[SettledAnswer] | None = Field(max_length=MOST_ANSWERS)
    person: CheckedPerson | None


class PlanAdaptation(Output):
    """What to do today, why, and the rest of the plan.

    `go_on`: as planned. `hold`: nothing goes up. `ease`: less of something. `pause`: no session
    today, for the reason that `advice` gives, or because `plan.ask_first` has a question to ask
    first. Any other decision offers no exercise: show `advice`, and none of the exercises.
    """

    decision: str = Field(
        description="`go_on`, `hold`, `ease`, `pause`, or `after_clearance`, `see_clinician`,"
        " `seek_care`. New words may come: show no exercise for one that you do not know.",
        max_length=40,
    )
    items: list[ItemStep] = Field(
        description="Each exercise of the plan, then new ones, then those that are gone.",
        max_length=1_000,
    )
    remarks: list[Remark] = Field(
        description="Rules that speak about the whole plan, by their code.", max_length=20
    )
    today: PlanSession | None = Field(
        description="Today's session; null if there is none. What was missed is not added."
    )
    next_session_on: IsoDate | None = Field(description="The next day with a session, after today.")
    plan: PlanRecommendation = Field(
        description="The rest of the plan, from this week on. No dose rises in it by itself: the"
        " check-ins raise them."
    )
    request: NextPlanRequest
    red_flags: list[StatedFlag] = Field(
        description="Warning signs of the request, of check-ins and of notes.", max_length=80
    )
    advice: str | None = Field(
        description="What to do, in paragraphs; null if nothing special.", max_length=40_000
    )
    review_due: IsoDate | None = Field(
        description="The day on which to look at the whole: today or later. Null if none is left."
    )
    rules_version: Digest = Field(
        description="It changes with the rules. The bundle has them as `adaptation_rules`."
    )
