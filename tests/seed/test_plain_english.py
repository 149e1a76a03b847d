"""Every English text of the seed is plain; what is not yet is on a list that only gets shorter."""

import pytest

from seed.content import Content
from seed.plain_english import LIMITS, LONGEST_SENTENCE, faults, kind_of, passages
from tests.seed.factories import edited

STILL_TO_DO: frozenset[str] = frozenset(
    {
        "seed/exercises/achilles-tendon-stretch.yaml",
        "seed/exercises/calf-stretch.yaml",
        "seed/exercises/gentle-foot-and-ankle-stretch.yaml",
        "seed/exercises/plantar-heel-stretch.yaml",
        "seed/exercises/seated-heel-raise.yaml",
        "seed/exercises/single-leg-balance.yaml",
        "seed/exercises/single-leg-heel-raise.yaml",
        "seed/exercises/standing-heel-lifts.yaml",
        "seed/exercises/toe-flutters.yaml",
        "seed/exercises/toe-stretch.yaml",
        "seed/exercises/towel-grab-exercise.yaml",
        "seed/insights.yaml",
        "seed/routines/first-steps-in-the-morning.yaml",
    }
)
"""Files that nobody has rewritten yet. A rewritten file is taken off, and none is ever added."""


def found(content: Content) -> dict[str, list[str]]:
    by_file: dict[str, list[str]] = {}
    for passage in passages(content):
        by_file.setdefault(passage.file, []).extend(map(str, faults(passage)))
    return by_file


def test_every_text_is_plain(content: Content) -> None:
    wrong = [
        fault
        for file, faults_of_file in found(content).items()
        if file not in STILL_TO_DO
        for fault in faults_of_file
    ]

    assert wrong == []


def test_only_files_with_something_left_to_do_are_on_the_list(content: Content) -> None:
    left = {file for file, faults_of_file in found(content).items() if faults_of_file}

    assert STILL_TO_DO - left == set()


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
        ("Immediately discontinue physical activity; seek professional evaluation.", "grade"),
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


@pytest.mark.parametrize(
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
        ("red_flags", ("name",), None),
    ],
)
def test_a_text_has_the_kind_of_its_place(
    resource: str, place: tuple[str | int, ...], kind: str | None
) -> None:
    assert kind_of(resource, place) == kind
