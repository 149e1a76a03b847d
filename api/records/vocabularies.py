"""An app's questions (`conditions.yaml`, `red_flags.yaml`, `equipment.yaml`), and notices."""

from pydantic import Field

from api.records.base import Code, Line, Name, Record, Slug, Text
from api.vocabulary import ConditionEffect, Tier


class Condition(Record):
    """A fact about the person that changes the advice.

    `effect` says how: nothing until a clinician cleared it, only seated or supported, as each
    exercise's contraindications say, or it chooses a variant of a complaint. `rationale` names the
    clinical rule behind it in plain words.
    """

    code: Code
    name: Name
    question: Line
    effect: ConditionEffect
    rationale: Line
    advice: Line
    source: Slug | None = None


class RedFlag(Record):
    """A warning sign. `sign` describes it, `advice` says what to do.

    `counts_as` are the conditions that a sign for a clinician implies: what they forbid is then
    forbidden (clinical rules: adults only, block until cleared, seated only).
    """

    code: Code
    name: Name
    question: Line
    sign: Line
    tier: Tier
    effect: Line
    counts_as: list[Code] = Field([], max_length=4)
    advice: Line
    source: Slug | None = None


class Equipment(Record):
    """A thing an exercise uses; `household` things are taken to be at hand."""

    code: Slug
    name: Name
    question: Line
    effect: Line
    advice: Line
    household: bool


class Notice(Record):
    """A sentence that many answers carry (the stop rule, for example)."""

    code: Code
    text: Text
