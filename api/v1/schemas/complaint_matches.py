"""What a person types, and what v1 answers to it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.v1.schemas.base import Line, Output, Reference, Slug, Text
from api.vocabulary import Tier

LONGEST_TEXT = 2_000


class ComplaintText(BaseModel):
    """What hurts, in a person's own words and in any of their languages."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        min_length=1,
        max_length=LONGEST_TEXT,
        description="A few words or a whole story. It is neither kept nor logged.",
        examples=["my heel kills me when I get out of bed"],
    )


class MatchedComplaint(Output):
    """A complaint that fits, and the concepts that spoke for it."""

    complaint: Reference
    score: float = Field(
        description="How well it fits, 0 to 1. Comparable within one answer only.", ge=0, le=1
    )
    because: list[Annotated[str, Field(max_length=80)]] = Field(
        description="What was understood, in the lexicon's words, not in the person's.",
        max_length=5,
    )


class RaisedFlag(Output):
    """A warning sign that the text states."""

    code: Slug
    tier: Tier
    sign: Line
    advice: Text


class ComplaintMatch(Output):
    """What a text means.

    `matched`: the first match is meant. `ambiguous`: two or three fit, and `question` tells them
    apart. `unrecognised`: nothing here is meant. `seek_care`: care comes first, and no exercise
    should be offered, whatever `matches` says.
    """

    outcome: Literal["matched", "ambiguous", "unrecognised", "seek_care"] = Field(
        description="New values may come."
    )
    matches: list[MatchedComplaint] = Field(description="Best first.", max_length=3)
    question: Line | None = Field(description="What to ask next, if anything.")
    red_flags: list[RaisedFlag] = Field(description="Gravest first.", max_length=40)
    advice: Text | None = Field(description="What to do or to write now; null: nothing special.")
