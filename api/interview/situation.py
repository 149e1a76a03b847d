"""What is known of a person at one point of the safety check."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.interview.rules import InterviewRules, Voice
from api.screening import (
    SOMEONE_ELSE,
    UNDER_18,
    UNKNOWN_PERSON,
    Answer,
    Person,
    Said,
    said,
)
from api.statements import Stated, Statements, facts_of, statements_of
from api.triage import Decision, Fact, complaint_fact, triage

MOST_COMPLAINTS = 10
"""A check, like a plan, is for so many complaints at most."""


@dataclass(frozen=True)
class TextFindings:
    """What a text says, as slugs and codes.

    `meant` are the complaints that it means, the best first; with `is_clear` it means one.
    """

    meant: tuple[str, ...] = ()
    is_clear: bool = False
    red_flags: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    suspected: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckRequest:
    """A request with its names checked. `text` is None if there was none.

    An answer to "which complaint?" has a slug for its code.
    """

    complaints: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    person: Person = UNKNOWN_PERSON
    text: TextFindings | None = None


@dataclass(frozen=True)
class Situation:
    """All that is known now.

    `complaints` are those it is about (with `is_named` the person named them), and `candidates`
    those among which the person has yet to choose. `nearby` are complaints of the regions, if none
    was chosen. `conditions` were stated by code or in the text.
    """

    complaints: tuple[str, ...]
    is_named: bool
    candidates: tuple[str, ...]
    nearby: tuple[str, ...]
    conditions: tuple[str, ...]
    spoken: Said
    text: TextFindings | None
    stated: Statements
    decision: Decision

    @property
    def voice(self) -> Voice:
        """Return to whom the words speak: a child mostly has somebody else answer."""
        if self.is_child and SOMEONE_ELSE not in self.spoken.denied:
            return "child"
        return "someone_else" if SOMEONE_ELSE in self.spoken.affirmed else "you"

    @property
    def is_child(self) -> bool:
        return UNDER_18 in self.spoken.affirmed or UNDER_18 in self.stated.conditions

    @property
    def is_recognised(self) -> bool:
        """Say whether anything is known that a decision can be about."""
        signs = self.stated.screened.signs or self.stated.screened.at_risk
        return bool(self.complaints or self.nearby or signs)


def situation_of(rules: InterviewRules, request: CheckRequest) -> Situation:
    """Return what is known after all that was stated and answered."""
    spoken = said(request.answers, request.person)
    complaints = complaints_of(rules, request, spoken)
    candidates = () if complaints else candidates_of(rules, request)
    is_closed = bool(complaints) or spoken.denied.issuperset(candidates)
    of_text = request.text.conditions if request.text else ()
    conditions = tuple(sorted({*request.conditions, *of_text}))
    stated = statements_of(
        Stated(
            spoken=spoken,
            conditions=conditions,
            red_flags=(),
            cleared=request.cleared,
            of_complaints=signs_of(rules, complaints),
            text=request.text,
        ),
        rules.effects,
        rules.signs,
    )
    return Situation(
        complaints=complaints,
        is_named=bool(request.complaints) or not spoken.affirmed.isdisjoint(complaints),
        candidates=() if is_closed else tuple(c for c in candidates if c not in spoken.denied),
        nearby=candidates if request.regions and not complaints else (),
        conditions=conditions,
        spoken=spoken,
        text=request.text,
        stated=stated,
        decision=triage(facts(rules, complaints, stated), stated.cleared),
    )


def complaints_of(rules: InterviewRules, request: CheckRequest, spoken: Said) -> tuple[str, ...]:
    """Return the complaints that it is about: those named or chosen, or else the one meant."""
    chosen = [slug for slug in rules.complaints if slug in spoken.affirmed]
    named = list(dict.fromkeys([*request.complaints, *chosen]))
    if named:
        return tuple(sorted(named[:MOST_COMPLAINTS]))
    meant = request.text.meant[:1] if request.text and request.text.is_clear else ()
    return tuple(slug for slug in meant if slug not in spoken.denied)


def candidates_of(rules: InterviewRules, request: CheckRequest) -> tuple[str, ...]:
    """Return the complaints to choose from: those that a text may mean, or of the regions, or all.

    In the order in which the editors list them.
    """
    if request.text and request.text.meant:
        return request.text.meant
    listed = rules.of_kind("which_complaint")
    asked = set(request.regions)
    nearby = tuple(slug for slug in listed if not asked.isdisjoint(rules.complaints[slug].regions))
    return nearby or listed


def signs_of(rules: InterviewRules, complaints: Iterable[str]) -> frozenset[str] | None:
    """Return the signs that belong to complaints; None without a complaint."""
    found = [rules.complaints[slug] for slug in complaints]
    return frozenset(code for one in found for code in one.signs) if found else None


def facts(rules: InterviewRules, complaints: Iterable[str], stated: Statements) -> list[Fact]:
    """Return all that the triage rule decides on."""
    found = [complaint_fact(slug, rules.complaints[slug].self_care) for slug in complaints]
    signs = facts_of(stated.conditions, stated.screened, rules.effects, rules.signs)
    return [*found, *signs]
