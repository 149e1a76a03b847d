"""Random people: what they write, what they state, and the plan that they ask for."""

from functools import cache
from random import Random
from typing import Any, NamedTuple

from tests.decisions.table import Facts, Table
from tests.matching.cases import BY_EDITORS, cases


@cache
def sentences(flagged: bool) -> tuple[str, ...]:
    """Return labelled sentences of the editors' cases: with a warning sign, or without one."""
    found = [case for file in BY_EDITORS for case in cases(file)]
    return tuple(case.labelled.text for case in found if case.labelled.red_flag == flagged)


class Person(NamedTuple):
    """What one person writes and states; `wishes` are the rest of the request for a plan."""

    text: str
    facts: Facts
    wishes: dict[str, Any]


def some(random: Random, known: list[str], shares: tuple[float, ...]) -> tuple[str, ...]:
    """Return none, one, two … of what there is, with these shares."""
    (count,) = random.choices(range(len(shares)), shares)
    return tuple(sorted(random.sample(known, count)))


def person_from(random: Random, table: Table) -> Person:
    text = random.choice(sentences(flagged=random.random() < 0.4))
    if random.random() < 0.3:
        text = f"{text}. {random.choice(sentences(flagged=True))}"
    complaints = some(random, sorted(table.complaints), (0, 3, 1))
    conditions = some(random, sorted(table.conditions), (5, 3, 2))
    grave = [code for code, sign in table.red_flags.items() if sign["tier"] != "see_clinician"]
    mild = sorted(set(table.red_flags) - set(grave))
    flags = some(random, sorted(grave), (9, 1)) + some(random, mild, (5, 3, 1))
    clearable = [*complaints, *conditions, *flags]
    cleared = tuple(item for item in clearable if random.random() < 0.3)
    wishes = {
        "minutes_per_session": random.choice([5, 10]),
        "sessions_per_week": random.choice([1, 2, 3]),
        "weeks": random.choice([1, 2, 6]),
        "pain_now": random.choice([None, None, 2, 5, 7, 9]),
        "level": random.choice(["beginner", "advanced"]),
    }
    return Person(text, Facts(complaints, conditions, flags, cleared), wishes)
