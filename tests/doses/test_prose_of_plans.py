"""No text of a plan contradicts a dose of it: 100 plans, and 1,000 with SOAK."""

from typing import Any

import pytest

from seed.doses_in_prose import claims_of, contradictions
from tests.planner.requests import Answer, ask, case_from, items_of, seeded
from tests.soak import rounds

PLANS = rounds(short=100, long=1_000)

WITH_AN_EXERCISE = ("steps", "reasons", "swaps", "cautions")


def texts_of(exercise: dict[str, Any]) -> list[str]:
    return [part["text"] for name in WITH_AN_EXERCISE for part in exercise[name]]


def plans() -> list[Answer]:
    """Return plans for random people, with the seed's exercises."""
    found: list[Answer] = []
    seed = 0
    while len(found) < PLANS:
        case = case_from("seed", seed)
        _, answer = ask(case.asked, seeded())
        found += [answer] if answer["outcome"] == "plan" else []
        seed += 1
    return found


@pytest.mark.soak
def test_texts_of_a_plan_name_no_number_and_each_dose_says_its_own() -> None:
    found = []
    for answer in plans():
        for exercise in answer["exercises"]:
            for text in texts_of(exercise):
                found += [f"{exercise['slug']}: {claim.words}" for claim in claims_of(text)]
        for item in items_of(answer):
            dosage = item["dosage"]
            said = [*contradictions(dosage["text"], dosage)]
            texts = [caution["text"] for caution in item["cautions"]]
            said += [claim for text in texts for claim in contradictions(text, dosage)]
            found += [f"{item['exercise']}: {claim.words}" for claim in said]

    assert found == []
