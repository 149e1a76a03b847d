"""Numbers in prose: what a text claims of a dose, and whether the dose says the same."""

from typing import Any

import pytest

from seed.checks import check
from seed.content import Content
from seed.doses_in_prose import ANY, claims_of, contradictions
from tests.cases import in_one_test
from tests.messages.test_dosage import EMPTY
from tests.seed.factories import edited, value_of

DOSE: dict[str, Any] = {
    **EMPTY,
    "sets": 2,
    "reps": 10,
    "reps_start": 5,
    "hold_seconds": 15,
    "rest_seconds": 60,
    "sessions_per_day": 1,
    "days_per_week": 3,
}


@in_one_test(
    ("text", "claim"),
    [
        ("Hold for 30 seconds.", ("seconds", 30, 30)),
        ("Hold for five full seconds.", ("seconds", 5, 5)),
        ("A 30-second hold.", ("seconds", 30, 30)),
        ("Hold 15–30 s.", ("seconds", 15, 30)),
        ("Hold for 15 to 30 seconds.", ("seconds", 15, 30)),
        ("For two minutes.", ("minutes", 2, 2)),
        ("A few quiet minutes.", ("minutes", 2, 5)),
        ("Three times a day.", ("a_day", 3, 3)),
        ("Once each working day.", ("a_day", 1, 1)),
        ("Twice daily.", ("a_day", 2, 2)),
        ("One or two rounds a day.", ("a_day", 1, 2)),
        ("At least five days a week.", ("days", 5, ANY)),
        ("Three times a week.", ("days", 3, 3)),
        ("Every other day.", ("days", 3, 4)),
        ("Leave a day between.", ("days", 3, 4)),
        ("Every night, with care.", ("days", 7, 7)),
        ("In two sets.", ("sets", 2, 2)),
        ("Do it twice on each side.", ("reps", 2, 2)),
        ("Five on each side are enough.", ("reps", 5, 5)),
        ("Do 20.", ("reps", 20, 20)),
        ("Ten slow holds.", ("reps", 10, 10)),
        ("Three short holds, please.", ("reps", 3, 3)),
    ],
)
def test_a_number_with_a_unit_of_a_dose_is_a_claim(text: str, claim: tuple[str, int, int]) -> None:
    assert [(found.kind, found.low, found.high) for found in claims_of(text)] == [claim]


@in_one_test(
    "text",
    [
        "Turn your back foot in by roughly 45 degrees.",
        "Pain no more than 3 out of 10.",
        "For six weeks.",
        "Two or three good sessions.",
        "That counts as one.",
        "One circle each way is one repetition.",
        "Step three says more.",
        "The smaller ones go up.",
        "In a trial, ten holds of 30 seconds helped.",
        "Four weeks of daily drills helped 24 healthy adults.",
        "The odds are 1.54 times as high.",
        "It counts twice as much.",
        "When you feel the tendon begin to stretch, hold.",
        "Warm up with five to ten minutes of easy walking.",
    ],
)
def test_any_other_number_is_none(text: str) -> None:
    assert not claims_of(text)


@in_one_test(
    ("text", "contradicted"),
    [
        ("Hold for 15 seconds.", []),
        ("Hold for 30 seconds.", ["30 seconds"]),
        ("Rest for one minute.", []),
        ("Rest for two minutes.", ["Rest for two minutes"]),
        ("Hold for one minute.", ["one minute"]),
        ("2 sets of 10 on each side.", []),
        ("Begin with five on each side.", []),
        ("Do 20.", []),
        ("Do 12.", ["Do 12"]),
        ("Do it twice.", ["twice"]),
        ("Once a day, three days a week.", []),
        ("Twice a day, every day.", ["Twice a day", "every day"]),
        ("Every other day.", []),
    ],
)
def test_a_claim_agrees_with_the_number_of_the_dose(text: str, contradicted: list[str]) -> None:
    assert [claim.words for claim in contradictions(text, DOSE)] == contradicted


def test_a_number_that_the_dose_lacks_agrees_with_nothing() -> None:
    assert len(contradictions("Hold for 5 seconds, twice a day.", EMPTY)) == 2


def sentences(content: Content) -> list[str]:
    return [f"{found.file}: {found.field}: {found.message}" for found in check(content)]


class TestContent:
    """The check of the content: what editors wrote before there were placeholders is refused."""

    @pytest.mark.parametrize(
        ("slug", "field", "text", "words"),
        [
            ("toe-flutters", "feel", "Do 20.", "Do 20"),
            ("calf-stretch", "summary", "Hold it for 30 seconds.", "30 seconds"),
            ("standing-heel-lifts", "summary", "Do them every other day.", "every other day"),
        ],
    )
    def test_a_text_of_an_exercise_names_no_number_of_a_dose(
        self, content: Content, slug: str, field: str, text: str, words: str
    ) -> None:
        wrong = edited(content, "exercises", slug, **{field: text})

        assert sentences(wrong) == [
            f"seed/exercises/{slug}.yaml: {field}:"
            f" “{words}” belongs to the dose; a step takes a placeholder for it"
        ]

    def test_a_step_names_none_but_by_placeholders(self, content: Content) -> None:
        steps = list(value_of(content, "exercises", "calf-stretch").steps)
        steps[0] = steps[0].model_copy(update={"text": "Hold for 30 seconds."})
        wrong = edited(content, "exercises", "calf-stretch", steps=steps)

        assert sentences(wrong) == [
            "seed/exercises/calf-stretch.yaml: steps.0.text:"
            " “30 seconds” belongs to the dose; a step takes a placeholder for it"
        ]

    def test_a_rationale_names_none(self, content: Content) -> None:
        helpers = list(value_of(content, "complaints", "foot-pain").exercises)
        helpers[1] = helpers[1].model_copy(update={"rationale": "Do it twice a day."})
        wrong = edited(content, "complaints", "foot-pain", exercises=helpers)

        assert sentences(wrong) == [
            "seed/complaints/foot-pain.yaml: exercises.1.rationale:"
            " “twice a day” is not what the dose beside it says"
        ]

    def test_a_usual_plan_agrees_with_one_of_its_exercises(self, content: Content) -> None:
        shape = value_of(content, "complaints", "flat-feet").plan_shape
        summary = "Doming every day, and lifts twice a week, for 20 minutes."
        wrong = edited(
            content,
            "complaints",
            "flat-feet",
            plan_shape=shape.model_copy(update={"summary": summary}),
        )

        assert sentences(wrong) == [
            "seed/complaints/flat-feet.yaml: plan_shape.summary:"
            " “twice a week” is not what the dose beside it says"
        ]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Every day.", "Every day"),
            ("Twice a day, three days a week.", "Twice a day"),
            ("Three days a week, a few minutes.", "a few minutes"),
        ],
    )
    def test_the_words_of_a_schedule_agree_with_its_numbers(
        self, content: Content, text: str, words: str
    ) -> None:
        schedule = value_of(content, "routines", "strong-arches").schedule
        wrong = edited(
            content,
            "routines",
            "strong-arches",
            schedule=schedule.model_copy(update={"text": text}),
        )

        assert sentences(wrong) == [
            "seed/routines/strong-arches.yaml: schedule.text:"
            f" “{words}” is not what the dose beside it says"
        ]

    def test_a_note_agrees_with_the_dose_of_its_item(self, content: Content) -> None:
        items = list(value_of(content, "routines", "before-bed-cramps").items)
        items[0] = items[0].model_copy(update={"note": "Three holds of 30 seconds."})
        wrong = edited(content, "routines", "before-bed-cramps", items=items)

        assert sentences(wrong) == [
            "seed/routines/before-bed-cramps.yaml: items.0.note:"
            " “30 seconds” is not what the dose beside it says"
        ]

    def test_an_exercise_for_another_time_of_day_is_named(self, content: Content) -> None:
        schedule = value_of(content, "routines", "tight-toes-reset").schedule
        wrong = edited(
            content,
            "routines",
            "tight-toes-reset",
            schedule=schedule.model_copy(update={"when": None}),
        )

        assert sentences(wrong) == [
            "seed/routines/tight-toes-reset.yaml: items.1:"
            " toe-stretch is for end_of_day: set it as `when` of the schedule"
        ]
