"""What helps beside exercises: for every complaint, and without medicines."""

import re

import pytest

from api.records.complaints import Complaint, SelfCareAdvice
from seed.checks import check
from seed.content import Content
from tests.seed.factories import edited

MEDICINE = re.compile(
    r"\b(?:paracetamol|ibuprofen|aspirin|naproxen|diclofenac|codeine|\d+\s*(?:mg|ml|tablets?))\b",
    re.IGNORECASE,
)


def own_advice(content: Content) -> dict[str, list[SelfCareAdvice]]:
    """Return the advice of each complaint that has its own plan."""
    return {
        entry.value.slug: entry.value.self_care_advice
        for entry in content.complaints
        if entry.value.same_plan_as is None
    }


def test_every_complaint_says_what_else_helps_and_when_to_see_somebody(content: Content) -> None:
    for slug, advice in own_advice(content).items():
        assert len(advice) >= 5, slug
        assert "when_to_come_back" in {item.topic for item in advice}, slug


def test_what_may_hold_no_exercise_still_says_what_to_do_meanwhile(content: Content) -> None:
    refused = [
        entry.value
        for entry in content.complaints
        if entry.value.self_care in ("no", "after_clearance")
    ]

    assert {complaint.slug for complaint in refused} >= {"foot-fracture", "hip-pain"}
    assert all(complaint.self_care_advice for complaint in refused)


def test_no_medicine_and_no_amount_is_named(content: Content) -> None:
    for slug, advice in own_advice(content).items():
        for item in advice:
            assert not MEDICINE.search(item.text), (slug, item.text)


@pytest.mark.parametrize("text", ["Take ibuprofen.", "Take 400 mg twice.", "Two or 3 tablets."])
def test_a_medicine_or_an_amount_is_found(text: str) -> None:
    assert MEDICINE.search(text)


def test_a_source_that_nobody_listed_is_told(content: Content) -> None:
    advice = SelfCareAdvice(topic="shoes", text="Wear soft shoes.", source="nobody-2099")
    wrong = edited(content, "complaints", "bunion", self_care_advice=[advice])

    assert any(
        mistake.field == "self_care_advice.0.source"
        and mistake.message.startswith("nobody-2099 is not among sources")
        for mistake in check(wrong)
    )


def test_a_complaint_with_the_plan_of_another_has_its_advice_too(content: Content) -> None:
    fasciitis = next(
        entry.value for entry in content.complaints if entry.value.slug == "plantar-fasciitis"
    )
    shoes = {"topic": "shoes", "text": "Wear soft shoes."}

    with pytest.raises(ValueError, match="same_plan_as takes"):
        Complaint.model_validate(fasciitis.model_dump() | {"self_care_advice": [shoes]})
