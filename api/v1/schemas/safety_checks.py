"""The safety check: what is known, and what to ask next."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.interview.screens import MOST_SCREENS
from api.interview.situation import MOST_COMPLAINTS
from api.v1.schemas.base import Digest, Line, Name, Output, Slug
from api.v1.schemas.complaint_matches import LONGEST_TEXT, MatchedComplaint
from api.v1.schemas.plan_requests import Given
from api.v1.schemas.safety import (
    MOST_ANSWERS,
    MOST_CODES,
    Answers,
    AskedDecision,
    RaisedFlag,
    WhoItIs,
)
from api.vocabulary import AgeGroup, AnswerWord, Tier, WhoItIsAbout

MOST_REGIONS = 20

QuestionKind = Literal["red_flag", "condition", "which_complaint", "person"]


class SafetyCheckRequest(BaseModel):
    """All that is known so far; nothing of it is kept. Without anything, the check starts anew."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(
        None,
        min_length=1,
        max_length=LONGEST_TEXT,
        description="What hurts, in the person's own words. Beside `complaints` it is read for"
        " signs and conditions only. We do not store or log it.",
        examples=["my heel kills me when I get out of bed"],
    )
    complaints: list[Given] | None = Field(
        None, max_length=MOST_COMPLAINTS, description="Slugs of complaints."
    )
    regions: list[Given] | None = Field(
        None,
        max_length=MOST_REGIONS,
        description="Slugs of body regions: the person then chooses among the complaints there.",
    )
    cleared: list[Given] | None = Field(
        None,
        max_length=MOST_CODES,
        description="What a clinician has cleared for exercise, as in a plan request.",
    )
    conditions: list[Given] | None = Field(
        None, max_length=MOST_CODES, description="Codes of conditions that are known to apply."
    )
    person: WhoItIs = None
    answers: Answers = Field(
        None,
        max_length=MOST_ANSWERS,
        description="All answers so far, in any order: send each question's code. Of a screen"
        " `which_complaint` the chosen one is enough. `unsure` counts as yes.",
    )


class CheckQuestion(Output):
    """A question to answer with yes, no or not sure."""

    code: Slug = Field(description="Send it back as the `code` of an answer.")
    kind: QuestionKind
    tier: Tier | None = Field(description="Of a warning sign.")
    text: Line
    help: Line | None = Field(description="What its words mean; show it on demand.")


class CheckScreen(Output):
    """Questions to show together. “None of these” is a no to each of them."""

    number: int = Field(ge=1, le=MOST_SCREENS)
    title: Line
    questions: list[CheckQuestion] = Field(min_length=1, max_length=MOST_CODES)


class HeldCondition(Output):
    """A condition that holds: stated, answered, or implied by another statement."""

    code: Slug
    name: Name


class SettledAnswer(Output):
    code: Slug
    answer: AnswerWord


class CheckedPerson(Output):
    age_group: AgeGroup | None
    about: WhoItIsAbout | None


class PlanRequestPart(Output):
    """The part of a plan request that the check knows. Add minutes and days, and post it."""

    complaint_text: str | None = Field(max_length=LONGEST_TEXT)
    complaints: list[Slug] = Field(max_length=MOST_COMPLAINTS)
    regions: list[Slug] = Field(max_length=MOST_REGIONS)
    cleared: list[Slug] = Field(max_length=MOST_CODES)
    conditions: list[Slug] = Field(max_length=MOST_CODES)
    red_flags: list[Slug] = Field(max_length=MOST_CODES)
    answers: list[SettledAnswer] = Field(max_length=MOST_ANSWERS)
    person: CheckedPerson


class SafetyCheck(Output):
    """The next screen, or the decision at the end.

    While `done` is false, show `screen` and send its answers with all earlier ones. At the end
    `decision` says whether exercises may be offered; `plan_request` then asks for a plan. It is a
    check before exercise, and no diagnosis.
    """

    done: bool
    decision: AskedDecision | None = Field(
        description="Whether exercises may be offered; null until `done`, and if no complaint was"
        " recognised and no sign stated."
    )
    screen: CheckScreen | None
    screens_left_at_most: int = Field(
        description="How many screens there can still be, this one included; it never grows.",
        ge=0,
        le=MOST_SCREENS,
    )
    matches: list[MatchedComplaint] = Field(
        description="The complaints that the text may mean, best first.", max_length=3
    )
    red_flags: list[RaisedFlag] = Field(
        description="The warning signs that were stated or answered yes, gravest first.",
        max_length=MOST_CODES,
    )
    conditions: list[HeldCondition] = Field(max_length=MOST_CODES)
    denied: list[Slug] = Field(
        description="Codes of signs, conditions and complaints that were denied.",
        max_length=MOST_ANSWERS,
    )
    advice: Annotated[str, Field(max_length=40_000)] | None = Field(
        description="What to do, in paragraphs; null until `done`, and if nothing special."
    )
    plan_request: PlanRequestPart
    rules_version: Digest = Field(
        description="It changes with the signs, conditions and screens; the bundle has the same."
    )
