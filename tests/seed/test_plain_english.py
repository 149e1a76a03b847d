"""Every English text of the seed is plain, and what is not is named with its place."""

import pytest

from api.records.screens import Screen
from seed.content import Content
from seed.plain_english import LIMITS, LONGEST_SENTENCE, faults, kind_of, passages
from tests.cases import in_one_test
from tests.seed.factories import edited, value_of

HARD = "Immediately discontinue physical activity; seek professional evaluation."


def test_every_text_is_plain(content: Content) -> None:
    assert [str(fault) for passage in passages(content) for fault in faults(passage)] == []


def test_every_record_has_a_passage_and_every_kind_occurs(content: Content) -> None:
    read = list(passages(content))

    assert {passage.kind for passage in read} == {*LIMITS, None}
    assert {f"seed/{name}.yaml" for name in ("red_flags", "lexicon/messages")} <= {
        passage.file for passage in read
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Rest. " + "Put your foot up " * 7 + "now.", f"{LONGEST_SENTENCE + 4} words"),
        (HARD, "grade"),
        ("It hurts. Our note: rest it.", "our-note"),
        ("How far to turn it is told in two ways.", "is-told"),
        ("Wear color in the center.", "american"),
        ("Do the program.", "american"),
    ],
)
def test_what_is_not_plain_is_named_with_its_place(content: Content, text: str, named: str) -> None:
    changed = edited(content, "red_flags", "pe", advice=text)

    (passage,) = [
        each for each in passages(changed) if each.record == "pe" and each.kind == "advice"
    ]

    assert any(named in fault.message for fault in faults(passage))
    assert all(
        str(fault).startswith("seed/red_flags.yaml: pe advice: ") for fault in faults(passage)
    )


def test_each_question_on_a_screen_is_read_by_itself(content: Content) -> None:
    """One hard question among many easy ones is found."""
    screen: Screen = value_of(content, "screens", "nerves")
    questions = [one.model_copy(update={"someone_else": HARD}) for one in screen.questions]
    changed = edited(content, "screens", "nerves", questions=questions)

    found = [fault for each in passages(changed) for fault in faults(each)]

    assert [(fault.file, fault.record) for fault in found] == [
        ("seed/screens.yaml", "neuro_progressive")
    ]


@pytest.mark.parametrize(
    ("text"),
    [
        "Have you been told that your bones are thin?",
        "The colour changes in the centre of the programme.",
        "Put your foot on a cushion, 2 metres away.",
    ],
)
def test_plain_texts_are_no_mistake(content: Content, text: str) -> None:
    changed = edited(content, "red_flags", "pe", advice=text)

    assert not [
        fault
        for each in passages(changed)
        if each.record == "pe" and each.kind == "advice"
        for fault in faults(each)
    ]


@in_one_test(
    ("resource", "place", "kind"),
    [
        ("exercises", ("steps", 0, "text"), "steps"),
        ("exercises", ("cues",), "cues"),
        ("exercises", ("summary",), "notes"),
        ("exercises", ("easier", 0, "criterion"), "advice"),
        ("complaints", ("plan_shape", "summary"), "advice"),
        ("complaints", ("variants", 0, "note"), "advice"),
        ("complaints", ("variants", 0, "exercises", 1, "evidence_notes", 0, "text"), "notes"),
        ("complaints", ("exercises", 0, "rationale"), "notes"),
        ("sources", ("note",), "notes"),
        ("body_regions", ("connected_to", 0, "why"), "notes"),
        ("complaints", ("avoid", 0, "why"), "advice"),
        ("red_flags", ("question",), "questions"),
        ("screens", ("questions", 0, "child"), "questions"),
        ("screens", ("questions", 0, "someone_else"), "questions"),
        ("screens", ("questions", 0, "text"), "advice"),
        ("red_flags", ("name",), None),
    ],
)
def test_a_text_has_the_kind_of_its_place(
    resource: str, place: tuple[str | int, ...], kind: str | None
) -> None:
    assert kind_of(resource, place) == kind
