"""Random requests to a catalogue, those of the seed, and how many examples a test looks at."""

import os
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from api.messages.files import get_messages
from api.planner.catalogue import Catalogue
from api.planner.documents import TYPES, catalogue_of
from api.planner.plan import make_plan
from api.planner.rules.request import (
    SIDES,
    STYLES,
    WEEKDAYS,
    NormalPlanRequest,
    PlanRequest,
    ReachedDose,
)
from api.planner.rules.validation import normalise
from api.triage import OFFERING, STRICTNESS
from api.v1.answers.plan_recommendations import plan_recommendation
from api.vocabulary import Goal, Level, Position, words
from tests.databases import seed_content
from tests.planner.catalogues import SHAPES, catalogue_from, one, some
from tests.publishing.built import build_all

Answer = dict[str, Any]

EXAMPLES = int(os.environ.get("INSTEP_TEST_PLANS", "40"))
"""Examples of each property; a figure for the documents takes thousands."""

looked_at = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="INSTEP_TEST_PLANS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
"""Everyday runs look at the same examples each time; thorough ones at new ones."""


@cache
def seeded() -> Catalogue:
    """The seed's catalogue, from the documents that its files make."""
    content = seed_content()
    built = build_all(content).values()
    documents = {
        kind: [
            item.quotable if kind == "exercise" else item.content
            for item in built
            if item.type == kind
        ]
        for kind in TYPES
    }
    notices = {entry.value.code: entry.value.text for entry in content.notices}
    return catalogue_of(documents, notices)


def asked_from(random: Random, catalogue: Catalogue) -> PlanRequest:
    """Return a request that names only what the catalogue has, and that is no contradiction."""
    complaints, conditions = sorted(catalogue.complaints), sorted(catalogue.conditions)
    regions = some(random, sorted(catalogue.regions), 0, 2) if random.random() < 0.3 else ()
    goals = some(random, words(Goal), 0, 2) if random.random() < 0.4 else ()
    stated = some(random, conditions, 0, 2) if random.random() < 0.4 else ()
    few = 4 if random.random() < 0.2 else 2
    days: dict[str, Any] = {"sessions_per_week": one(random, [None, 1, 2, 3, 4, 5, 6, 7])}
    if random.random() < 0.5:
        days = {"days": some(random, WEEKDAYS, 1, 7)}
    return PlanRequest(
        complaints=some(random, complaints, 0 if goals or regions else 1, few),
        regions=regions,
        goals=goals,
        level=one(random, [None, *words(Level)]),
        minutes_per_session=one(random, [None, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60]),
        weeks=one(random, [None, 1, 2, 3, 4, 6, 8, 12]),
        style=one(random, [None, *STYLES]),
        equipment=one(random, [None, None, (), some(random, sorted(catalogue.equipment), 1, 2)]),
        positions=one(random, [None, None, some(random, words(Position), 1, 3)]),
        exclude_exercises=some(random, sorted(catalogue.exercises), 0, 2)
        if random.random() < 0.4
        else (),
        conditions=stated,
        cleared=(*(stated if random.random() < 0.5 else ()), *some(random, complaints, 0, 1)),
        red_flags=some(random, sorted(catalogue.red_flags), 1, 1) if random.random() < 0.1 else (),
        pain_now=one(random, [None, None, 0, 2, 4, 6, 9]),
        side=one(random, [None, *SIDES]),
        **days,
    )


def left_off(random: Random, catalogue: Catalogue) -> dict[str, Any]:
    """Return where an earlier plan may have ended: weeks done, and doses, true ones and others."""
    exercises = some(random, sorted(catalogue.exercises), 0, 6)
    return {
        "weeks_done": one(random, [None, 0, 1, 2, 3, 4, 5, 8, 11, 52]),
        "reached": tuple(
            ReachedDose(
                slug,
                sets=one(random, [None, 1, 2, 3, random.randint(1, 100)]),
                reps=one(random, [None, 5, 8, random.randint(1, 30), random.randint(1, 100)]),
                hold_seconds=one(random, [None, 10, random.randint(1, 60), 36_000]),
            )
            for slug in exercises
        ),
    }


class Case(NamedTuple):
    """A catalogue and a request to it; shown by how it was made."""

    catalogue: Catalogue
    asked: PlanRequest
    shape: str
    seed: int

    def __repr__(self) -> str:
        return f"Case of {self.shape!r} from {self.seed}: {self.asked}"


def case_from(shape: str, seed: int) -> Case:
    source = Random(seed)  # noqa: S311 - nothing secret
    catalogue = seeded() if shape == "seed" else catalogue_from(source, shape)
    asked = asked_from(source, catalogue)
    if source.random() < 0.5:
        asked = replace(asked, **left_off(source, catalogue))
    if shape == "contraindicated":
        asked = replace(asked, conditions=("sore",))
    return Case(catalogue, asked, shape, seed)


def cases(shapes: tuple[str, ...] = ("seed", *SHAPES)) -> st.SearchStrategy[Case]:
    """Draw a catalogue (the seed's among them) and a request to it."""
    return st.builds(case_from, st.sampled_from(shapes), st.integers(0, 2**64))


def ask(
    asked: PlanRequest, catalogue: Catalogue, **changes: Any
) -> tuple[NormalPlanRequest, Answer]:
    """Return the normal form of a request and its answer."""
    request = normalise(replace(asked, **changes), catalogue)
    return request, plan_recommendation(make_plan(request, catalogue), get_messages("en"))


def items_of(answer: Answer) -> list[dict[str, Any]]:
    """Return every item of a plan: of each phase and each session."""
    return [
        item
        for phase in answer["phases"]
        for session in phase["sessions"]
        for item in session["items"]
    ]


def values_of(statement: Answer, name: str) -> list[str]:
    """Return the values of a statement's parameter."""
    return next(item["values"] for item in statement["parameters"] if item["name"] == name)


def is_refused(answer: Answer) -> bool:
    """Say whether no exercise may be offered."""
    return answer["outcome"] in STRICTNESS and answer["outcome"] not in OFFERING


def used(answer: Answer) -> set[str]:
    return {item["exercise"] for item in items_of(answer)}
