"""The dose of an exercise for a complaint: whole, with the origin of what differs."""

from typing import Any

import pytest

from api.records.base import Claim, Provenance
from api.records.complaints import Helper, Variant
from seed.content import Content
from tests.publishing.built import document
from tests.publishing.test_builders import helper
from tests.seed.factories import edited


def with_dose(content: Content, **fields: Any) -> Content:
    """Return the content with a calf stretch for cramps that has its own dose and week."""
    given = {"exercise": "calf-stretch", "grade": "editorial", "result": "supports"}
    changed = Helper.model_validate(given | {"rationale": "Because."} | fields)
    return edited(
        content,
        "complaints",
        "foot-cramps",
        exercises=[changed],
        provenance=Provenance(default=Claim(origin="reference", source="digiovanni-2003")),
    )


class TestDosesOfComplaints:
    def test_the_whole_dose_is_served_with_what_differs(self, content: Content) -> None:
        own = document(content, "exercise", "calf-stretch")
        changed = with_dose(
            content,
            dosage={"reps": 2, "hold_seconds": 10, "when": "before_bed"},
            dosage_range={"hold_seconds": [10, 20]},
            from_week=3,
        )

        [served] = document(changed, "complaint", "foot-cramps")["exercises"]

        differs = {"reps": 2, "reps_start": None, "hold_seconds": 10, "when": "before_bed"}
        text = served["dosage"]["text"]
        assert served["dosage"] == {**own["dosage"], **differs, "text": text}
        assert "hold each for 10 seconds" in text
        assert "just before bed" in text
        assert served["dosage_range"] == {**own["dosage_range"], "hold_seconds": [10, 20]}
        assert served["from_week"] == 3

    def test_an_exercise_without_a_dose_of_its_own_has_the_usual_one(
        self, content: Content
    ) -> None:
        own = document(content, "exercise", "calf-stretch")

        [served] = document(with_dose(content), "complaint", "foot-cramps")["exercises"]

        assert (served["dosage"], served["dosage_range"]) == (own["dosage"], own["dosage_range"])
        assert served["from_week"] is None

    def test_a_repetition_to_begin_with_that_is_out_of_the_range_is_left_out(
        self, content: Content
    ) -> None:
        changed = with_dose(content, dosage={"reps": 4}, dosage_range={"reps": [3, 4]})

        [served] = document(changed, "complaint", "foot-cramps")["exercises"]

        assert (served["dosage"]["reps"], served["dosage"]["reps_start"]) == (4, None)

    @pytest.mark.parametrize(
        ("exercise", "dosage", "cleared"),
        [
            ("calf-stretch", {"duration_seconds": 60}, ("sets", "reps", "hold_seconds")),
            ("toe-stretch", {"sets": 1, "reps": 3, "hold_seconds": 10}, ("duration_seconds",)),
            ("seated-point-and-flex", {"hold_seconds": 5}, ("rep_seconds", "tempo")),
            ("plantar-heel-stretch", {"rep_seconds": 4}, ("hold_seconds",)),
        ],
        ids=["lasting", "counted", "held", "moved"],
    )
    def test_one_way_to_count_takes_the_place_of_another(
        self, content: Content, exercise: str, dosage: dict[str, int], cleared: tuple[str, ...]
    ) -> None:
        changed = with_dose(content, exercise=exercise, dosage=dosage)

        [served] = document(changed, "complaint", "foot-cramps")["exercises"]

        assert {name: served["dosage"][name] for name in dosage} == dosage
        assert [served["dosage"][name] for name in cleared] == [None] * len(cleared)

    def test_what_differs_has_its_own_source(self, content: Content) -> None:
        changed = with_dose(
            content,
            dosage={"reps": 2},
            dosage_range={"reps": [2, 3]},
            dosage_source="hallegraeff-2012",
            from_week=2,
        )

        fields = document(changed, "complaint", "foot-cramps")["provenance"]["fields"]

        assert fields == {
            "exercises.0.dosage.reps": {"origin": "reference", "source": "hallegraeff-2012"},
            "exercises.0.dosage_range.reps": {"origin": "reference", "source": "hallegraeff-2012"},
            "exercises.0.from_week": {"origin": "editorial", "source": None},
        }

    def test_a_variant_has_doses_of_its_own(self, content: Content) -> None:
        stated = helper("calf-stretch", "supports").model_copy(update={"from_week": 4})
        variant = Variant(condition="sprain_later", note="Later on.", exercises=[stated], avoid=[])
        changed = edited(content, "complaints", "ankle-sprain", variants=[variant])

        served = document(changed, "complaint", "ankle-sprain")

        assert [item["from_week"] for item in served["variants"][0]["exercises"]] == [4]
        assert served["variants"][0]["exercises"][0]["dosage"]["hold_seconds"] == 30
