"""The exercises that help with a complaint, in the shape of v1: stored pieces, put together."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from api.messages import Messages
from api.messages.dose_texts import Step, steps_at, with_forms
from api.reviews import Review, weakest
from api.serialisation import serialise
from api.triage import complaint_fact, triage

Content = Mapping[str, Any]

FROM_COMPLAINT = (
    "evidence",
    "rationale",
    "source",
    "dosage",
    "dosage_range",
    "from_week",
    "evidence_notes",
)
FROM_EXERCISE = ("feel", "contraindications", "contributors", "interpretation")
BEFORE_ITEMS = ("red_flags", "asks")
AFTER_ITEMS = ("pain_rule", "plan_shape", "self_care_advice", "evidence_note")

MOST_PARTS = 200
"""Exercises whose parts a process keeps, by their content; the least used ones make room."""


class StoredExercise(Protocol):
    """A published exercise, as `api.queries.documents` returns it."""

    @property
    def body(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def forms(self) -> str | None: ...


class HelpingExercise(Protocol):
    """An exercise that a complaint recommends, as `api.queries.complaints` returns it."""

    @property
    def link(self) -> Content: ...
    @property
    def exercise(self) -> StoredExercise: ...
    @property
    def messages(self) -> Messages: ...


class Help(Protocol):
    """The help for a complaint, as `api.queries.complaints` returns it."""

    @property
    def complaint(self) -> Content: ...
    @property
    def notice(self) -> str | None: ...
    @property
    def stop_rule(self) -> str: ...
    @property
    def exercises(self) -> Sequence[HelpingExercise]: ...


class Parts(NamedTuple):
    """The parts of an exercise that answers are made of.

    `rest` is JSON: the members that are answered as they are stored. Nothing here is changed.
    """

    steps: Content
    dosage: Content
    review: Review
    rest: str


def complaint_exercises(found: Help) -> str:
    """Return the ranked exercises of a complaint, with the safety advice that belongs to them."""
    complaint = found.complaint
    parts = [parts_of(item.exercise.body, item.exercise.forms) for item in found.exercises]
    before = {
        "complaint": {"slug": complaint["slug"], "name": complaint["name"]},
        "self_care": complaint["self_care"],
        "decision": triage([complaint_fact(complaint["slug"], complaint["self_care"])]),
        "screening": "none",
        "notice": found.notice,
        **{name: complaint[name] for name in BEFORE_ITEMS},
    }
    after = {
        "avoid": complaint["avoid"],
        "stop_rule": found.stop_rule,
        **{name: complaint[name] for name in AFTER_ITEMS},
        **{name: complaint[name] for name in ("licence", "attribution")},
        "review": weakest([complaint["review"], *(part.review for part in parts)]),
    }
    items = ",".join(helping_exercises(found.exercises, parts))
    return f'{serialise(before)[:-1]},"items":[{items}],{serialise(after)[1:]}'


def helping_exercises(
    exercises: Sequence[HelpingExercise], parts: Sequence[Parts]
) -> Iterator[str]:
    """Yield each exercise's summary with its dose and steps, and why it is recommended, as JSON."""
    for item, part in zip(exercises, parts, strict=True):
        link = item.link
        members = {
            **{name: link[name] for name in FROM_COMPLAINT},
            "steps": steps_for(link, part, item.messages),
        }
        yield (
            f'{{"rank":{link["rank"]},"exercise":{item.exercise.summary},'
            f"{serialise(members)[1:-1]},{part.rest[1:]}"
        )


def steps_for(link: Content, part: Parts, messages: Messages) -> list[Step]:
    """Return the steps of an exercise, which name the dose that a complaint has for it."""
    return steps_at(part.steps, link["dosage"] or part.dosage, messages)


@lru_cache(maxsize=MOST_PARTS)
def parts_of(body: str, forms: str | None) -> Parts:
    """Return the parts of an exercise, by what is stored of it: they can never be outdated."""
    exercise = with_forms(json.loads(body), None if forms is None else json.loads(forms))
    return Parts(
        steps={name: exercise[name] for name in ("steps", "step_forms")},
        dosage=exercise["dosage"],
        review=exercise["review"],
        rest=serialise({name: exercise[name] for name in FROM_EXERCISE}),
    )
