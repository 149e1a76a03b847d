"""Guarantee 7: order means nothing; what is not used changes nothing; more never means less."""

from dataclasses import fields, replace
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.planner.catalogue import Catalogue
from api.serialisation import serialise
from tests.planner.requests import Answer, Case, ask, cases, is_refused, looked_at, used

SEEDS = st.integers(0, 2**32)
PROTECTING = {
    "seek_care_first",
    "contraindicated",
    "avoid_for_complaint",
    "needs_clearance",
    "unsupported_position",
    "not_seated",
}
"""Codes of what a condition may forbid."""


def shuffled(catalogue: Catalogue, random: Random) -> Catalogue:
    """Return the same catalogue, read in another order."""

    def turned(things: Any) -> dict[str, Any]:
        return dict(random.sample(sorted(things.items()), len(things)))

    names = [field.name for field in fields(catalogue)]
    return Catalogue(**{name: turned(getattr(catalogue, name)) for name in names})


def is_not_less(more: Answer, less: Answer) -> bool:
    """Compare objectives. Where its node budget ended a search, its bound has to be enough."""
    engine = more["engine"]
    if engine["objective"] == engine["bound"]:
        return bool(engine["objective"] >= less["engine"]["objective"])
    return bool(engine["bound"] >= less["engine"]["objective"])


def is_proven(answer: Answer) -> bool:
    return bool(answer["engine"]["objective"] == answer["engine"]["bound"])


@looked_at
@given(cases(), SEEDS)
def test_the_order_of_lists_and_of_rows_changes_no_byte(case: Case, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    lists: dict[str, Any] = {
        field.name: (*random.sample(value, len(value)), *value[:1])
        for field in fields(case.asked)
        if isinstance(value := getattr(case.asked, field.name), tuple)
    }

    _, answer = ask(case.asked, case.catalogue)
    _, turned = ask(replace(case.asked, **lists), shuffled(case.catalogue, random))

    assert serialise(turned) == serialise(answer)


@looked_at
@given(cases(), SEEDS)
def test_excluding_what_is_not_used_leaves_the_phases_as_they_are(case: Case, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    _, answer = ask(case.asked, case.catalogue)
    unused = sorted(set(case.catalogue.exercises) - used(answer))
    if not unused or not is_proven(answer):
        return

    without = (*case.asked.exclude_exercises, random.choice(unused))
    _, again = ask(case.asked, case.catalogue, exclude_exercises=without)

    assert not is_proven(again) or again["phases"] == answer["phases"]


@looked_at
@given(cases(), st.integers(1, 30))
def test_more_minutes_never_lower_the_objective(case: Case, minutes: int) -> None:
    request, answer = ask(case.asked, case.catalogue)
    longer = min(60, request.minutes_per_session + minutes)

    _, more = ask(case.asked, case.catalogue, minutes_per_session=longer)

    assert is_not_less(more, answer)


@looked_at
@given(cases(), SEEDS)
def test_more_equipment_never_lowers_the_objective(case: Case, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    request, answer = ask(case.asked, case.catalogue)
    another = random.choice(sorted(case.catalogue.equipment))

    _, more = ask(case.asked, case.catalogue, equipment=(*request.equipment, another))

    assert is_not_less(more, answer)


@looked_at
@given(cases(), SEEDS)
def test_one_more_condition_never_allows_what_was_forbidden(case: Case, seed: int) -> None:
    """But for those that say which of two kinds it is, or that a clinician agreed.

    Such a condition is asked for to allow more.
    """
    random = Random(seed)  # noqa: S311
    _, answer = ask(case.asked, case.catalogue)
    another = random.choice(
        [
            condition.code
            for condition in case.catalogue.conditions.values()
            if condition.effect.chooses_variant is None and not condition.effect.clears
        ]
    )

    _, more = ask(case.asked, case.catalogue, conditions=(*case.asked.conditions, another))

    assert not is_refused(answer) or is_refused(more)
    forbidden = {i["exercise"]["slug"] for i in answer["left_out"] if i["code"] in PROTECTING}
    assert not forbidden & used(more)


@looked_at
@given(cases())
def test_the_same_request_has_the_same_key_and_another_one_has_another(case: Case) -> None:
    request, answer = ask(case.asked, case.catalogue)
    _, again = ask(case.asked, case.catalogue)
    _, other = ask(case.asked, case.catalogue, weeks=1 + request.weeks % 12)

    assert serialise(again) == serialise(answer)
    assert other["plan_key"] != answer["plan_key"]
