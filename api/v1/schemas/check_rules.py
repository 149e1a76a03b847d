"""The rules of the safety check, for apps that work offline: a line of the bundle."""

from typing import Annotated

from pydantic import Field

from api.v1.schemas.base import Digest, Line, Name, Output, Slug, Text
from api.v1.schemas.safety import MOST_CODES
from api.v1.schemas.safety_checks import QuestionKind
from api.v1.schemas.vocabularies import Effect
from api.vocabulary import SelfCare, Tier

Codes = Annotated[list[Slug], Field(max_length=MOST_CODES)]


class InVoices(Output):
    """A text to the person themselves, about a child, and about another person."""

    you: Line
    child: Line
    someone_else: Line


class RuleQuestion(Output):
    """A question in its place in the order.

    If all questions that have a code in `settles` are asked, the question of that code is not, but
    for a risk factor of a sign that applies.
    """

    code: Slug
    kind: QuestionKind
    tier: Tier | None
    screen: Slug = Field(
        description="Its screen; the title is that of the screen if all fit there."
    )
    name: Line
    text: InVoices
    help: Line | None
    sign: Line | None
    advice: Text | None
    settles: Codes
    only_with: Slug | None
    risk_factors: Codes
    effect: Effect | None


class RuleScreen(Output):
    code: Slug
    title: InVoices


class RuleComplaint(Output):
    """What to ask for with a complaint."""

    slug: Slug
    name: Name
    self_care: SelfCare
    notice: Text | None
    red_flags: Codes
    conditions: Codes
    regions: list[Slug] = Field(
        description="Regions that it lies in, or that lie in it.", max_length=1_000
    )


class CheckRules(Output):
    """All that `POST /v1/safety-checks` follows from, but for the reading of texts."""

    rules_version: Digest
    questions: list[RuleQuestion] = Field(
        description="In the order in which they are asked.", max_length=1_000
    )
    screens: list[RuleScreen] = Field(max_length=100)
    complaints: list[RuleComplaint] = Field(max_length=1_000)
