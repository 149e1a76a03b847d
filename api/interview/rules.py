"""The rules of the safety check, read from their published document."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from api.screening import Sign, Signs
from api.statements import Effects
from api.triage import Effect
from api.vocabulary import SelfCare, Tier

Json = Mapping[str, Any]

Kind = Literal["red_flag", "condition", "which_complaint", "person"]
Voice = Literal["you", "child", "someone_else"]
"""To whom the words speak: to the person, about a child, or about somebody else."""

Words = Mapping[str, str]
"""A text in each voice."""

PERSON, WHICH_COMPLAINT = "person", "which_complaint"
"""The codes of the screens that come before all others."""


@dataclass(frozen=True)
class Question:
    """`screen` is the code of the screen on which the editors put it; `help` explains its words.

    `sign` describes a warning sign; `advice` says what to do about a sign or a condition.
    """

    code: str
    kind: Kind
    tier: Tier | None
    name: str
    sign: str | None
    advice: str | None
    text: Words
    help: str | None
    screen: str
    settles: tuple[str, ...]


@dataclass(frozen=True)
class ComplaintRules:
    """What to ask for with a complaint. `regions` are those that it lies in, or that lie in it.

    `notice` says why no exercise is offered, or what to mind.
    """

    slug: str
    name: str
    self_care: SelfCare
    notice: str | None
    signs: tuple[str, ...]
    conditions: tuple[str, ...]
    regions: frozenset[str]


@dataclass(frozen=True, eq=False)
class InterviewRules:
    """`questions` are in the order in which they are asked, `titles` by the code of a screen."""

    version: str
    questions: Mapping[str, Question]
    titles: Mapping[str, Words]
    complaints: Mapping[str, ComplaintRules]
    signs: Signs
    effects: Effects
    settled_by: Mapping[str, frozenset[str]]
    """For a sign or condition the questions that together make its own needless."""

    @classmethod
    def from_plain(cls, document: Json) -> "InterviewRules":
        """Read the document that `api.v1.documents.screens` makes."""
        questions = {item["code"]: question_of(item) for item in document["questions"]}
        settled_by: dict[str, set[str]] = {}
        for question in questions.values():
            for code in question.settles:
                settled_by.setdefault(code, set()).add(question.code)
        return cls(
            version=document["rules_version"],
            questions=questions,
            titles={item["code"]: dict(item["title"]) for item in document["screens"]},
            complaints={item["slug"]: complaint_of(item) for item in document["complaints"]},
            signs={
                item["code"]: Sign(item["tier"], item["only_with"], frozenset(item["risk_factors"]))
                for item in document["questions"]
                if item["kind"] == "red_flag"
            },
            effects={
                item["code"]: Effect.of(item)
                for item in document["questions"]
                if item["effect"] is not None
            },
            settled_by={code: frozenset(by) for code, by in settled_by.items()},
        )

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each question in the order."""
        return {code: at for at, code in enumerate(self.questions)}

    @cached_property
    def settled_last_first(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The codes that others settle, with those, the last ones of the order first."""
        by_place = sorted(self.settled_by.items(), key=lambda item: -self.place[item[0]])
        return tuple(by_place)

    @cached_property
    def regions(self) -> frozenset[str]:
        """The regions that a complaint has anything to do with."""
        return frozenset().union(*(one.regions for one in self.complaints.values()))

    @cached_property
    def condition_codes(self) -> frozenset[str]:
        return frozenset(self.effects.keys() - self.signs.keys())

    def of_kind(self, kind: Kind) -> tuple[str, ...]:
        return tuple(code for code, item in self.questions.items() if item.kind == kind)


def question_of(item: Json) -> Question:
    return Question(
        code=item["code"],
        kind=item["kind"],
        tier=item["tier"],
        name=item["name"],
        sign=item["sign"],
        advice=item["advice"],
        text=dict(item["text"]),
        help=item["help"],
        screen=item["screen"],
        settles=tuple(item["settles"]),
    )


def complaint_of(item: Json) -> ComplaintRules:
    return ComplaintRules(
        slug=item["slug"],
        name=item["name"],
        self_care=item["self_care"],
        notice=item["notice"],
        signs=tuple(item["red_flags"]),
        conditions=tuple(item["conditions"]),
        regions=frozenset(item["regions"]),
    )
