"""Random check-ins, and the same ones with more pain or less done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from api.adaptation.check_ins import CheckedItem, CheckIn, Numbers
from api.adaptation.progression import Progression, progression_for
from api.planner.catalogue import Dosage, DosageRange
from api.vocabulary import CheckInFeedback, DoneShare, NextMorning, words

TODAY = date(2026, 11, 30)
MORNINGS: tuple[NextMorning | None, ...] = (None, "none", "better", "same", "worse")
"""From the least pain to the most."""

DONE: tuple[DoneShare, ...] = words(DoneShare)  # type: ignore[assignment]
FEEDBACK: tuple[CheckInFeedback | None, ...] = (None, None, "too_easy", "too_hard", "pain", "bored")
T = TypeVar("T")

LASTING = Dosage(
    sets=None,
    reps=None,
    reps_start=None,
    hold_seconds=None,
    rep_seconds=None,
    rest_seconds=None,
    tempo=None,
    each_side=False,
    duration_seconds=180,
    sessions_per_day=None,
    days_per_week=None,
    when=None,
)
"""The dose of an exercise that just lasts some minutes."""


def random_progression(source: Random) -> Progression:
    """Return the doses of a random exercise: held, moved, or just lasting."""
    if source.random() < 0.05:
        return progression_for(LASTING, DosageRange(None, None, None))
    sets, reps, hold = (random_span(source, most) for most in (4, 20, 60))
    is_held = source.random() < 0.6
    dosage = Dosage(
        sets=source.randint(*sets),
        reps=source.randint(*reps),
        reps_start=None,
        hold_seconds=source.randint(*hold) if is_held else None,
        rep_seconds=None if is_held else 4,
        rest_seconds=30,
        tempo=None,
        each_side=True,
        duration_seconds=None,
        sessions_per_day=None,
        days_per_week=None,
        when=None,
    )
    return progression_for(dosage, DosageRange(sets, reps, hold if is_held else None))


def random_span(source: Random, most: int) -> tuple[int, int]:
    low = source.randint(1, most)
    return low, source.randint(low, most)


def random_history(
    source: Random, progressions: dict[str, Progression], today: date = TODAY, most: int = 9
) -> list[CheckIn]:
    """Return check-ins of people who are mostly well, with everything that may go wrong."""
    day = today - timedelta(days=source.choice((0, 1, 1, 1, 2, 2, 2, 3, 3, 12, 31)))
    steps = {
        slug: source.randrange(len(progression.steps)) for slug, progression in progressions.items()
    }
    is_sore = source.random() < 0.4
    found = []
    for _ in range(source.randint(1, most)):
        items = []
        for slug, progression in progressions.items():
            if source.random() < 0.85:
                items.append(
                    random_item(source, slug, progression.steps[steps[slug]], is_sore=is_sore)
                )
            if source.random() < 0.2:
                steps[slug] = max(0, steps[slug] - 1)
        found.append(random_check_in(source, day, items, is_sore=is_sore))
        if source.random() < 0.1:
            found.append(random_check_in(source, day, items[:1], is_sore=is_sore))
        day -= timedelta(days=source.choice((1, 2, 2, 2, 2, 3, 3, 4, 4, 10, 40)))
    return found


def random_item(source: Random, slug: str, dosage: Numbers, *, is_sore: bool) -> CheckedItem:
    return CheckedItem(
        exercise=slug,
        dosage=dosage,
        done="all" if source.random() < 0.85 else source.choice(DONE),
        pain_during=random_pain(source, is_sore=is_sore),
        feedback=source.choice(FEEDBACK) if source.random() < 0.2 else None,
    )


def random_check_in(
    source: Random, day: date, items: Sequence[CheckedItem], *, is_sore: bool
) -> CheckIn:
    return CheckIn(
        date=day,
        items=tuple(items),
        pain_during=random_pain(source, is_sore=is_sore),
        pain_next_morning=source.choice(MORNINGS[: 5 if is_sore else 4]),
        first_step_pain=random_pain(source, is_sore=is_sore),
        effort=source.choice((None, 3, 5, 7, 8, 9, 10)) if source.random() < 0.3 else None,
    )


def random_pain(source: Random, *, is_sore: bool) -> int | None:
    if source.random() < 0.5:
        return None
    return source.choice((0, 1, 2, 3, 3, 4, 5, 6, 8, 10) if is_sore else (0, 1, 2, 3))


def worse(source: Random, check_ins: Sequence[CheckIn]) -> list[CheckIn]:
    """Return the check-ins with more pain or less done in some places, and less in none.

    What two check-ins of a date say about one exercise stays the same in both.
    """
    changed: dict[tuple[date, str], CheckedItem] = {}
    found = []
    for one in check_ins:
        items = []
        for item in one.items:
            key = one.date, item.exercise
            if key not in changed:
                changed[key] = worse_item(source, item)
            items.append(changed[key])
        found.append(worse_check_in(source, replace(one, items=tuple(items))))
    return found


def worse_item(source: Random, item: CheckedItem) -> CheckedItem:
    more = replace(item, pain_during=more_pain(source, item.pain_during))
    if source.random() < 0.2:
        more = replace(more, done=DONE[source.randint(0, DONE.index(item.done))])
    if source.random() < 0.1 and item.feedback != "bored":
        more = replace(more, feedback="pain")
    return more


def worse_check_in(source: Random, one: CheckIn) -> CheckIn:
    morning = one.pain_next_morning
    if source.random() < 0.2:
        morning = source.choice(MORNINGS[MORNINGS.index(morning) :])
    return replace(
        one,
        pain_during=more_pain(source, one.pain_during),
        pain_next_morning=morning,
        first_step_pain=more_pain(source, one.first_step_pain),
    )


def more_pain(source: Random, pain: int | None) -> int | None:
    return pain if source.random() < 0.75 else source.randint(pain or 0, 10)


def shuffled(source: Random, check_ins: Sequence[CheckIn]) -> list[CheckIn]:
    """Return the check-ins in another order, and the items of each in another one too."""
    found = [replace(one, items=tuple(another(source, one.items))) for one in check_ins]
    return another(source, found)


def another(source: Random, things: Sequence[T]) -> list[T]:
    found = list(things)
    source.shuffle(found)
    return found
