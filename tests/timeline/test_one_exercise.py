"""The timeline of one exercise: each second of its formula, each side, set and repetition."""

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given

from api.dosage import seconds_needed
from api.timeline import Segment, TimedDose
from tests.timeline.dosed import (
    Dose,
    check_order,
    counted,
    doses,
    looked_at,
    paced,
    seconds,
    segments_of,
)

CROSSINGS = ("move", "return")
"""Getting into a hold and out of it, inside the pauses of a held dose."""

Repetition = tuple[str, int, int]
"""Side, set, repetition."""


def spans(dose: TimedDose, segments: list[Segment]) -> dict[Repetition, range]:
    """Return the milliseconds of the work of each repetition, in the order of the segments."""
    found: dict[Repetition, range] = {}
    for one in segments:
        is_crossing = dose.hold_seconds is not None and one.kind in CROSSINGS
        if one.kind in ("move", "hold", "return") and not is_crossing:
            place, end = (one.side, one.set, one.rep), one.at_ms + one.ms
            found[place] = range(found.get(place, range(one.at_ms, 0)).start, end)
    return found


def pause(dose: TimedDose, before: Repetition, after: Repetition) -> int:
    """Return the seconds that the formula for time has between two repetitions."""
    if before[0] != after[0]:
        return 5
    return 2 if before[1] == after[1] else dose.rest_seconds or 0


class TestOneExercise:
    @looked_at
    @given(doses)
    def test_takes_the_seconds_of_the_formula(self, dose: Dose) -> None:
        segments = segments_of(dose)

        assert seconds(segments) == seconds_needed(dose)
        check_order(segments)

    @looked_at
    @given(counted | paced)
    def test_has_each_repetition_once_and_the_formula_s_pauses_between(self, dose: Dose) -> None:
        sides = ["left", "right"] if dose.each_side else ["both"]
        sets, reps = range(1, (dose.sets or 1) + 1), range(1, (dose.reps or 1) + 1)

        found = spans(dose, segments_of(dose))

        assert list(found) == list(product(sides, sets, reps))
        assert {len(span) for span in found.values()} == {
            1000 * (dose.hold_seconds or dose.rep_seconds or 0)
        }
        assert next(iter(found.values())).start == (5000 if dose.each_side else 10_000)
        for (before, worked), (after, next_one) in pairwise(found.items()):
            assert next_one.start - worked.stop == 1000 * pause(dose, before, after)

    @looked_at
    @given(counted | paced)
    def test_counts_its_rests_and_its_changes_of_side(self, dose: Dose) -> None:
        segments = segments_of(dose)
        sides = 2 if dose.each_side else 1
        rests = [one for one in segments if one.kind == "rest" and one.rep == 1]

        assert len(rests) == (sides * ((dose.sets or 1) - 1) if dose.rest_seconds else 0)
        assert [one.kind for one in segments].count("switch") == sides - 1
        assert [one.kind for one in segments].count("prepare") == 1

    @looked_at
    @given(counted.filter(lambda dose: dose.hold_seconds is not None))
    def test_of_holds_ends_with_the_last_one(self, dose: Dose) -> None:
        kinds = [one.kind for one in segments_of(dose)]

        assert kinds[-1] == "hold"
        assert kinds.count("return") <= kinds.count("hold") - 1
        assert kinds[:2] == ["prepare", "move"]

    def test_with_a_tempo_goes_up_stays_and_goes_down(self) -> None:
        dose = Dose(reps=2, rep_seconds=7, tempo="3-1-3")

        assert [(one.kind, one.ms, one.rep) for one in segments_of(dose)] == [
            ("prepare", 10_000, 1),
            ("move", 3000, 1),
            ("hold", 1000, 1),
            ("return", 3000, 1),
            ("rest", 2000, 2),
            ("move", 3000, 2),
            ("hold", 1000, 2),
            ("return", 3000, 2),
        ]

    def test_goes_into_a_hold_and_out_of_it_in_the_pauses(self) -> None:
        dose = Dose(sets=2, reps=2, hold_seconds=10, rest_seconds=30, each_side=True)

        left = [(one.kind, one.ms, one.set, one.rep) for one in segments_of(dose)][:14]

        assert left == [
            ("prepare", 4000, 1, 1),
            ("move", 1000, 1, 1),
            ("hold", 10_000, 1, 1),
            ("return", 1000, 1, 1),
            ("move", 1000, 1, 2),
            ("hold", 10_000, 1, 2),
            ("return", 1000, 1, 2),
            ("rest", 28_000, 2, 1),
            ("move", 1000, 2, 1),
            ("hold", 10_000, 2, 1),
            ("return", 1000, 2, 1),
            ("move", 1000, 2, 2),
            ("hold", 10_000, 2, 2),
            ("return", 1000, 2, 2),
        ]

    @pytest.mark.parametrize(
        ("rest", "parts"),
        [
            (1, [("return", 250), ("rest", 500), ("move", 250)]),
            (2, [("return", 500), ("rest", 1000), ("move", 500)]),
            (4, [("return", 1000), ("rest", 2000), ("move", 1000)]),
            (0, []),
        ],
    )
    def test_keeps_half_of_a_short_rest(self, rest: int, parts: list[tuple[str, int]]) -> None:
        dose = Dose(sets=2, hold_seconds=10, rest_seconds=rest)
        assert [(one.kind, one.ms) for one in segments_of(dose)][3:-1] == parts

    def test_that_just_lasts_is_shared_by_its_sides(self) -> None:
        both = segments_of(Dose(duration_seconds=181, each_side=True))
        together = segments_of(Dose(duration_seconds=180))

        assert [(one.kind, one.side, one.ms) for one in both] == [
            ("move", "left", 91_000),
            ("move", "right", 90_000),
        ]
        assert [(one.kind, one.side, one.ms) for one in together] == [("move", "both", 180_000)]

    @pytest.mark.parametrize(
        ("first_side", "sides"),
        [(None, ["left", "right"]), ("both", ["left", "right"]), ("right", ["right", "left"])],
    )
    def test_begins_with_the_side_that_the_plan_is_about(
        self, first_side: Any, sides: list[str]
    ) -> None:
        dose = Dose(hold_seconds=30, each_side=True)

        segments = segments_of(dose, first_side=first_side)

        assert list(dict.fromkeys(one.side for one in segments)) == sides
        assert f"Start with your {sides[0]} foot." in segments[0].text
        switch = next(one for one in segments if one.kind == "switch")
        assert switch.text == f"Change sides. Now your {sides[1]} foot."

    @pytest.mark.parametrize(
        ("dose", "said"),
        [
            (
                Dose(sets=2, reps=2, hold_seconds=90, rest_seconds=60),
                [
                    "Get ready: Calf Stretch.",
                    "Move into place.",
                    "Hold for 90 seconds. Number 1 of 2.",
                    "Come back.",
                    "Move into place.",
                    "Hold for 90 seconds. Number 2 of 2.",
                    "Come back.",
                    "Rest. Next is set 2 of 2.",
                ],
            ),
            (
                Dose(reps=2, rep_seconds=7, tempo="3-1-3"),
                [
                    "Get ready: Calf Stretch.",
                    "Lift for 3 seconds. Number 1 of 2.",
                    "Stay there for 1 second.",
                    "Lower for 3 seconds.",
                    "Short pause.",
                    "Lift for 3 seconds. Number 2 of 2.",
                ],
            ),
            (Dose(rep_seconds=4), ["Get ready: Calf Stretch.", "Move for 4 seconds."]),
            (Dose(duration_seconds=120), ["Calf Stretch: go on for 2 minutes."]),
            (
                Dose(duration_seconds=180, each_side=True),
                [
                    "Calf Stretch: start with your left foot. Go on for 90 seconds.",
                    "Now your right foot. Go on for 90 seconds.",
                ],
            ),
        ],
        ids=["held", "tempo", "moved", "lasting", "lasting-on-each-side"],
    )
    def test_says_what_to_do(self, dose: Dose, said: list[str]) -> None:
        assert [one.text for one in segments_of(dose)][: len(said)] == said

    def test_with_a_tempo_that_is_no_part_of_its_pace_has_whole_repetitions(self) -> None:
        kinds = [one.kind for one in segments_of(Dose(rep_seconds=6, tempo="3-1-3"))]
        assert kinds == ["prepare", "move"]
