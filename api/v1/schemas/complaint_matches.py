"""A person's own words, and v1's answer to them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.matching.transport import MAX_CHARACTERS
from api.v1.schemas.base import Line, Output, Reference, Text
from api.v1.schemas.safety import (
    MOST_CODES,
    Answers,
    AskedDecision,
    AskFirst,
    RaisedFlag,
    Screening,
    WhoItIs,
)

LONGEST_TEXT = MAX_CHARACTERS


class ComplaintText(BaseModel):
    """A complaint in a person's own words, in any language."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        min_length=1,
        max_length=LONGEST_TEXT,
        description="A few words or a whole story. We do not store or log it.",
        examples=["my heel kills me when I get out of bed"],
    )
    answers: Answers = None
    person: WhoItIs = None


class MatchedComplaint(Output):
    """A complaint that fits, and the concepts that suggest it."""

    complaint: Reference
    score: float = Field(
        description="How well it fits, 0 to 1. Comparable within one answer only.", ge=0, le=1
    )
    because: list[Annotated[str, Field(max_length=80)]] = Field(
        description="The understood concepts, in the lexicon's words, not in the person's.",
        max_length=5,
    )


class ComplaintMatch(Output):
    """The meaning of a text.

    `matched`: the first match fits best. `ambiguous`: two or three fit; ask `question`.
    `unrecognised`: no complaint fits. `needs_answer`: ask `ask_first` before anything else.
    `seek_care`: care comes first; offer no exercise, even if there are `matches`.
    """

    outcome: Literal["matched", "ambiguous", "unrecognised", "needs_answer", "seek_care"]
    matches: list[MatchedComplaint] = Field(description="Best first.", max_length=3)
    question: Line | None = Field(description="The next question for the person, if there is one.")
    red_flags: list[RaisedFlag] = Field(description="The most urgent first.", max_length=MOST_CODES)
    ask_first: AskFirst
    decision: AskedDecision | None = Field(
        description="Whether exercises may be offered for the first match; null: no complaint and"
        " no sign was recognised."
    )
    screening: Screening
    advice: Text | None = Field(
        description="What to do, or what to write instead; null if nothing special."
    )
