"""Warning signs and decisions, as requests name them and answers say them."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from api.triage import Decision
from api.v1.schemas.base import Line, Output, Slug, SourceReference, Text
from api.vocabulary import AgeGroup, AnswerWord, Tier, WhoItIsAbout

Screening = Annotated[
    Literal["none", "partial", "complete"],
    Field(
        description="Whether emergency and urgent signs were asked for: `complete` when each that"
        " applies was stated or answered, `none` when nothing was said of signs."
    ),
]
AskedDecision = Annotated[
    Decision,
    Field(
        description="Whether exercises may be offered: `exercises` (all that fit), `with_care` (the"
        " allowed ones), `after_clearance` (none until a clinician has cleared it),"
        " `see_clinician` (none), `seek_care` (none, and care at once)."
    ),
]


class RaisedFlag(Output):
    """A warning sign that the text states."""

    code: Slug
    tier: Tier
    sign: Line
    advice: Text


class StatedFlag(RaisedFlag):
    """A warning sign that was stated."""

    source: SourceReference | None


class SignToAsk(Output):
    """A sign that the text may mean but does not clearly state: ask before anything else."""

    code: Slug
    tier: Tier
    question: Line


AskFirst = Annotated[
    list[SignToAsk],
    Field(description="Signs to ask for first, the gravest first; empty for now.", max_length=3),
]


def not_yet(value: Any) -> Any:
    """Return an empty value; refuse any other, because it would be ignored."""
    if value:
        raise PydanticCustomError("not_supported_yet", "This is not read yet: leave it out.")
    return value


NotYet = AfterValidator(not_yet)
"""A field whose type is settled and that a later version reads."""


class Answer(BaseModel):
    """An answer to a question about a warning sign or a condition."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    answer: AnswerWord


class Person(BaseModel):
    """Whom it is about."""

    model_config = ConfigDict(extra="forbid")

    age_group: AgeGroup | None = None
    about: WhoItIsAbout | None = None


Answers = Annotated[
    list[Answer] | None,
    Field(
        None, max_length=80, description="Answers to signs asked for. Not read yet: leave it out."
    ),
    NotYet,
]
WhoItIs = Annotated[
    Person | None, Field(description="Whom it is about. Not read yet: leave it out."), NotYet
]
