"""Placeholders in the content: known ones, at texts with a dose that has the number."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.records.exercises import Step
from seed.checks import check
from seed.content import Content
from tests.seed.factories import edited, value_of


def sentences(content: Content) -> list[str]:
    return [f"{found.file}: {found.field}: {found.message}" for found in check(content)]


def with_step(content: Content, slug: str, text: str, plain: str | None = "Hold.") -> Content:
    """Return the content with the text of an exercise's first step replaced."""
    first, *rest = value_of(content, "exercises", slug).steps
    changed = Step(phase=first.phase, text=text, plain=plain)
    return edited(content, "exercises", slug, steps=[changed, *rest])


def with_note(content: Content, slug: str, note: str) -> Content:
    first, *rest = value_of(content, "routines", slug).items
    changed = type(first)(exercise=first.exercise, dosage=first.dosage, note=note)
    return edited(content, "routines", slug, items=[changed, *rest])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Hold for {hold_second}.",
            "{hold_second} is no placeholder; did you mean {hold_seconds}?",
        ),
        (
            "Hold for {x}.",
            "{x} is no placeholder; there are hold_seconds, rep_seconds, duration_seconds,"
            " lift_seconds, pause_seconds, lower_seconds, reps",
        ),
        ("Do it for {duration_seconds}.", "a dose beside it has no number for {duration_seconds}"),
        (
            "Hold for {hold_seconds} seconds.",
            "a placeholder has its unit in it; leave out the word behind it",
        ),
    ],
)
def test_a_wrong_placeholder_of_a_step_is_named(content: Content, text: str, message: str) -> None:
    wrong = with_step(content, "calf-stretch", text)

    assert sentences(wrong) == [f"seed/exercises/calf-stretch.yaml: steps.0.text: {message}"]


def test_a_note_of_a_routine_has_the_dose_of_its_item(content: Content) -> None:
    routine = "before-bed-cramps"
    right = with_note(content, routine, "Only {hold_seconds} at a time.")
    wrong = with_note(content, routine, "Only {rep_seconds} at a time.")

    assert sentences(right) == []
    assert sentences(wrong) == [
        f"seed/routines/{routine}.yaml: items.0.note:"
        " a dose beside it has no number for {rep_seconds}"
    ]


@pytest.mark.parametrize(
    ("resource", "slug", "file", "fields", "place"),
    [
        ("exercises", "calf-stretch", "exercises/calf-stretch", {"feel": "A {reps} pull."}, "feel"),
        (
            "routines",
            "desk-feet",
            "routines/desk-feet",
            {"summary": "Four, {reps}."},
            "summary",
        ),
        ("equipment", "towel", "equipment", {"advice": "A thin one, {reps}."}, "advice"),
    ],
)
def test_a_placeholder_without_a_dose_beside_it_is_named(
    content: Content, resource: str, slug: str, file: str, fields: dict[str, Any], place: str
) -> None:
    wrong = edited(content, resource, slug, **fields)

    assert sentences(wrong) == [f"seed/{file}.yaml: {place}: {{reps}} has no dose beside it here"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Hold for {hold_seconds}.", None), ("Hold.", "Hold."), ("Hold {reps}.", "Hold {reps}.")],
)
def test_a_step_has_a_plain_form_if_and_only_if_it_has_placeholders(
    text: str, plain: str | None
) -> None:
    with pytest.raises(ValidationError):
        Step(phase="hold", text=text, plain=plain)
