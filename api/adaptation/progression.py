"""The doses of one exercise from the lowest to the editors' own: the planner's steps, up and down.

Of two doses the one is below the other if none of its numbers is higher. The steps of a
progression are in this order, and each function here keeps it: from a lower dose it never leads to
a higher one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from api.adaptation.check_ins import Numbers
from api.planner.catalogue import Dosage, DosageRange
from api.planner.rules.progression import next_number, progression_of

RISING = ("reps", "hold_seconds", "sets")
"""The order in which numbers rise, as in the planner."""

Limits = tuple[int, int]


@dataclass(frozen=True)
class Progression:
    """`steps` rise by one number each; `limits` is the published range of each number.

    Where nothing is published, the number stays what it is.
    """

    steps: tuple[Numbers, ...]
    limits: tuple[Limits | None, ...]

    @property
    def lowest(self) -> Numbers:
        return self.steps[0]

    @property
    def top(self) -> Numbers:
        return self.steps[-1]

    def within(self, numbers: Numbers) -> Numbers:
        """Return the published dose that is nearest; what was not said is at its lowest."""
        return Numbers(*map(nearest, numbers, self.lowest, self.limits))

    def up(self, numbers: Numbers, most: Numbers) -> Numbers:
        """Return the dose with one number a step higher, none of them above `most` or the top."""
        found = numbers._asdict()
        for name in RISING:
            now, highest = found[name], getattr(self.top, name)
            if now is not None and now < min(highest, getattr(most, name)):
                found[name] = min(next_number(name, now, highest), getattr(most, name))
                return Numbers(**found)
        return numbers

    def down(self, numbers: Numbers) -> Numbers:
        """Return the highest step below a dose; the lowest if there is none."""
        return self.highest(step for step in self.steps if is_below(step, numbers))

    def share(self, numbers: Numbers, percent: int) -> Numbers:
        """Return the highest step below a dose that has at most so much of its work."""
        most = percent * work(numbers)
        return self.highest(
            step for step in self.steps if is_below(step, numbers) and 100 * work(step) <= most
        )

    def highest(self, steps: Iterable[Numbers]) -> Numbers:
        found = self.lowest
        for step in steps:
            found = step
        return found


def progression_for(dosage: Dosage, published: DosageRange) -> Progression:
    """Return the progression of a dose and its published range."""
    steps = tuple(map(numbers_of, progression_of(dosage, published)))
    limits = (published.sets, published.reps, published.hold_seconds)
    return Progression(steps, tuple(map(ordered, limits)))


def numbers_of(dosage: Dosage) -> Numbers:
    return Numbers(dosage.sets, dosage.reps, dosage.hold_seconds)


def ordered(limits: Limits | None) -> Limits | None:
    return None if limits is None else (limits[0], max(limits))


def nearest(given: int | None, lowest: int | None, limits: Limits | None) -> int | None:
    if lowest is None or given is None or limits is None:
        return lowest
    return min(max(given, limits[0]), limits[1])


def is_at_most(one: Numbers, other: Numbers) -> bool:
    """Say whether no number of a dose is higher than that of another one."""
    return all(
        mine is None or theirs is None or mine <= theirs
        for mine, theirs in zip(one, other, strict=True)
    )


def is_below(one: Numbers, other: Numbers) -> bool:
    return one != other and is_at_most(one, other)


def lower_of(one: Numbers, other: Numbers) -> Numbers:
    """Return the dose with the lower of each number."""
    return Numbers(
        *(
            mine if theirs is None or mine is None else min(mine, theirs)
            for mine, theirs in zip(one, other, strict=True)
        )
    )


def work(numbers: Numbers) -> int:
    """Return sets × repetitions × seconds of a dose, as far as it has them."""
    sets, reps, hold = numbers
    return (sets or 1) * (reps or 1) * (hold or 1)
