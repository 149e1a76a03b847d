"""Warning signs and decisions, as requests name them and answers say them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api import screening
from api.triage import Decision
from api.v1.schemas.base import Line, Output, Slug, SourceReference, Text
from api.vocabulary import AgeGroup, AnswerWord, Tier, WhoItIsAbout

MOST_CODES, MOST_ANSWERS = 100, 250
"""More than there are warning signs or conditions, and than there are questions."""

Screening = Annotated[
    screening.Screening,
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
    """A warning sign that the text or an answer states."""

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
    Field(
        description="Signs to ask for first, the gravest first, three at a time. Send the answers"
        " with the same request, and the next ones come, until none is left.",
        max_length=3,
    ),
]


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
        None,
        max_length=MOST_ANSWERS,
        description="All answers so far, in any order: codes of red flags and conditions, and"
        " `under_18`, `over_65`, `someone_else`. `unsure` counts as yes. An answer never lifts a"
        " sign that the text states.",
    ),
]
WhoItIs = Annotated[Person | None, Field(description="Whom it is about.")]


def answers_of(given: list[Answer] | None) -> tuple[screening.Answer, ...]:
    return tuple(screening.Answer(one.code, one.answer) for one in given or ())


def person_of(given: Person | None) -> screening.Person:
    return screening.Person(given.age_group, given.about) if given else screening.UNKNOWN_PERSON
