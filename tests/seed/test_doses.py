"""Doses of complaints: only what differs, whole together, and begun when the plan says so."""

from typing import Any

import pytest

from api.records.exercises import Dosage
from seed.content import Content
from tests.seed.factories import edited, value_of
from tests.seed.test_rules import sentences

PAIN = "seed/complaints/plantar-heel-pain.yaml"


def with_first_dose(content: Content, **fields: Any) -> Content:
    """Return the content with fields of heel pain's first exercise, the plantar heel stretch."""
    first, *rest = value_of(content, "complaints", "plantar-heel-pain").exercises
    changed = type(first).model_validate(first.model_dump(exclude_none=True) | fields)
    return edited(content, "complaints", "plantar-heel-pain", exercises=[changed, *rest])


@pytest.mark.parametrize(
    ("fields", "mistake"),
    [
        (
            {"dosage": {"hold_seconds": 30}},
            "exercises.0.dosage.hold_seconds: 30 is outside the published range [10, 15]",
        ),
        (
            {"dosage": {"reps": 10}},
            "exercises.0.dosage.reps: is the exercise's own already; leave it out",
        ),
        (
            {"dosage_range": {"reps": [5, 20]}},
            "exercises.0.dosage_range.reps: is the exercise's own already; leave it out",
        ),
        (
            {"dosage_range": {"reps": [5, 8]}},
            "exercises.0.dosage.reps: 10 is outside the published range [5, 8]",
        ),
        (
            {"dosage": {"each_side": False}},
            "exercises.0.dosage.each_side: contradicts the exercise",
        ),
        (
            {"dosage": {"sets": 10, "reps": 100, "hold_seconds": 15}},
            "exercises.0.dosage: takes 33970 seconds, more than 3600",
        ),
        (
            {"dosage": {"reps": 8}, "dosage_source": "nobody-2099"},
            "exercises.0.dosage_source: nobody-2099 is not among sources",
        ),
        ({"from_week": 3}, "exercises.0.from_week: is not 1, as plan_shape says"),
    ],
    ids=["too-long", "same", "same-range", "range", "sides", "endless", "source", "week"],
)
def test_a_dose_that_does_not_fit_is_reported(
    content: Content, fields: dict[str, Any], mistake: str
) -> None:
    assert f"{PAIN}: {mistake}" in sentences(with_first_dose(content, **fields))


def test_a_dose_inside_its_range_is_no_mistake(content: Content) -> None:
    fields = {"dosage": {"reps": 8, "each_side": True}, "dosage_range": {"reps": [4, 8]}}

    assert sentences(with_first_dose(content, **fields)) == []


def test_a_source_needs_the_dose_that_it_stands_behind(content: Content) -> None:
    with pytest.raises(ValueError, match="dosage_source needs a dosage"):
        with_first_dose(content, dosage_source="hallegraeff-2012")


def test_an_exercise_that_the_plan_brings_in_later_says_so(content: Content) -> None:
    helpers = value_of(content, "complaints", "plantar-heel-pain").exercises
    at, lifts = next(
        (at, item) for at, item in enumerate(helpers) if item.exercise == "standing-heel-lifts"
    )
    early = [*helpers[:at], lifts.model_copy(update={"from_week": None}), *helpers[at + 1 :]]

    mistakes = sentences(edited(content, "complaints", "plantar-heel-pain", exercises=early))

    assert f"{PAIN}: exercises.{at}.from_week: is not 3, as plan_shape says" in mistakes


def test_a_tempo_adds_up_to_the_seconds_of_a_repetition(content: Content) -> None:
    dosage = value_of(content, "exercises", "standing-heel-lifts").dosage.model_dump()

    with pytest.raises(ValueError, match="the seconds of tempo add up to rep_seconds"):
        Dosage.model_validate(dosage | {"rep_seconds": 8})
