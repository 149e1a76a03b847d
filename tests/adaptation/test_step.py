"""The step rule by itself, property by property, each named by what it promises.

`SOAK=1 pytest tests/adaptation/test_step.py` looks at 1,000,000 pairs of histories, which differ in
that one has more pain or less done, and prints how many.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.adaptation.check_ins import CheckIn, Numbers
from api.adaptation.history import Session, history_of
from api.adaptation.progression import Progression, is_at_most
from api.adaptation.step import ExerciseHistory, Step, person_of, step_of
from tests.adaptation.histories import TODAY, random_history, random_progression, shuffled, worse
from tests.adaptation.worlds import rules
from tests.planner.requests import looked_at
from tests.soak import rounds

PAIRS = rounds(short=400, long=1_000_000)
SLUGS = ("heel-lifts", "calf-stretch")


class Pair(NamedTuple):
    """Two histories of one exercise, the second with more pain or less done, and their steps."""

    progression: Progression
    asked: ExerciseHistory
    first: Step
    second: Step
    sessions: tuple[Session, ...]
    shuffled: Step


def pairs(source: Random) -> Iterator[Pair]:
    """Yield the pair of each exercise in a random pair of histories."""
    progressions = {slug: random_progression(source) for slug in SLUGS}
    is_short = source.random() < 0.2
    most = {
        slug: source.choice(progression.steps) if is_short else progression.top
        for slug, progression in progressions.items()
    }
    is_cleared = source.random() < 0.1
    check_ins = random_history(source, progressions)
    others = worse(source, check_ins)
    first = steps(check_ins, progressions, most, is_cleared=is_cleared)
    second = steps(others, progressions, most, is_cleared=is_cleared)
    mixed = steps(shuffled(source, check_ins), progressions, most, is_cleared=is_cleared)
    for slug, progression in progressions.items():
        asked, step = first[slug]
        yield Pair(progression, asked, step, second[slug][1], asked.sessions, mixed[slug][1])


def steps(
    check_ins: Sequence[CheckIn],
    progressions: dict[str, Progression],
    most: dict[str, Numbers],
    *,
    is_cleared: bool,
) -> dict[str, tuple[ExerciseHistory, Step]]:
    history, numbers = history_of(check_ins), rules().numbers
    person, found = person_of(history, TODAY, numbers), {}
    for slug, progression in progressions.items():
        sessions = history.sessions.get(slug, ())
        asked = ExerciseHistory(progression, most[slug], sessions, None, 2, is_cleared)
        found[slug] = asked, step_of(asked, person, numbers)
    return found


def is_up(pair: Pair) -> bool:
    before, after = pair.first.before, pair.first.after
    return before is not None and after is not None and not is_at_most(after, before)


def more_pain_or_less_done_never_gives_a_higher_dose(pair: Pair) -> bool:
    after, other = pair.first.after, pair.second.after
    return other is None or (after is not None and is_at_most(other, after))


def a_dose_stays_within_its_published_range_and_its_time(pair: Pair) -> bool:
    after = pair.first.after
    return after is None or (
        all(
            number is None or limits is None or limits[0] <= number <= limits[1]
            for number, limits in zip(after, pair.progression.limits, strict=True)
        )
        and is_at_most(after, pair.asked.most)
    )


def a_rise_is_one_number(pair: Pair) -> bool:
    before, after = pair.first.before, pair.first.after
    changed = [one != other for one, other in zip(before or (), after or (), strict=False)]
    return not is_up(pair) or sum(changed) == 1


def nothing_rises_within_48_hours(pair: Pair) -> bool:
    rises = [
        later.date
        for earlier, later in zip(pair.sessions, pair.sessions[1:], strict=False)
        if earlier.dosage != later.dosage and is_at_most(earlier.dosage, later.dosage)
    ]
    return not is_up(pair) or not rises or (TODAY - rises[-1]).days >= 2


def nothing_rises_after_pain_above_5_in_it(pair: Pair) -> bool:
    return not is_up(pair) or pair.sessions[-1].pain <= 5


def a_rise_takes_the_good_sessions_that_its_rule_names(pair: Pair) -> bool:
    if not is_up(pair):
        return True
    needed = {"good_sessions": 3, "too_easy": 2}[pair.first.rule]
    last = pair.sessions[-needed:]
    return len(last) == needed and all(
        one.done == "all"
        and one.pain <= 3
        and not one.is_worse
        and one.effort <= 7
        and one.feedback not in ("pain", "too_hard")
        and one.dosage == last[-1].dosage
        and one.date < TODAY
        for one in last
    )


def the_order_of_check_ins_makes_no_difference(pair: Pair) -> bool:
    return pair.first == pair.shuffled


def after_two_flare_ups_it_is_out_until_it_is_cleared(pair: Pair) -> bool:
    flares = {one.date for one in pair.sessions if one.pain > 5 or one.is_worse}
    return (pair.first.after is None) == (len(flares) >= 2 and not pair.asked.is_cleared)


PROMISES: tuple[Callable[[Pair], bool], ...] = (
    more_pain_or_less_done_never_gives_a_higher_dose,
    a_dose_stays_within_its_published_range_and_its_time,
    a_rise_is_one_number,
    nothing_rises_within_48_hours,
    nothing_rises_after_pain_above_5_in_it,
    a_rise_takes_the_good_sessions_that_its_rule_names,
    the_order_of_check_ins_makes_no_difference,
    after_two_flare_ups_it_is_out_until_it_is_cleared,
)


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
@looked_at
@given(st.integers(0, 2**32))
def test_promise(promise: Callable[[Pair], bool], seed: int) -> None:
    assert all(map(promise, pairs(Random(seed))))  # noqa: S311


def test_every_promise_holds_for_many_pairs_and_every_rule_is_met() -> None:
    source, found, broken = Random(48), Counter[str](), Counter[str]()  # noqa: S311
    count = 0
    while count < PAIRS:
        for pair in pairs(source):
            count += 1
            found[pair.first.rule] += 1
            broken.update(one.__name__ for one in PROMISES if not one(pair))

    sys.stdout.write(f"\n{count} pairs, {broken.total()} broken, {dict(found)}\n")
    assert broken == Counter()
    assert {"good_sessions", "two_flare_ups", "missed", "long_break", "pain_too_high"} <= {*found}
