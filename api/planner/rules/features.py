"""Features of the exercises for the rules, computed once for a catalogue and kept with it.

A set of exercises is one integer, so a request screens ten thousand of them with a few operations.
Exercises are numbered by the seconds of their lowest dose; bit n is exercise n. Of five exercises

    number    4         3          2        1         0
    exercise  calf…     towel…     heel…    point…    flutters    (the shortest is 0)
    bit       0         1          0        1         1

0b01011 is the set of towel, point and flutters. `a & b` is what is in both, `a & ~b` what is in `a`
only, and the lowest bits of any set are its shortest exercises. Sets of regions are integers too:
regions are numbered by their sorted slugs.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from api.planner.catalogue import Catalogue, Dosage, DosageRange, Exercise
from api.planner.rules.progression import progression_of, seconds_of
from api.planner.rules.regions import Regions, regions_of
from api.vocabulary import ContraindicationAction, Goal, Kind, Level, Position, words

SEATED: tuple[Position, ...] = ("seated", "lying")
"""Positions that count as supported by themselves."""

MOST_PHASES = 6
"""Twelve weeks in phases of two; no dose rises more often than there are changes of phase."""

LEVELS: tuple[str, ...] = words(Level)

POSITIONS: tuple[Position, ...] = words(Position)  # type: ignore[assignment]

GOALS_OF: Mapping[Kind, tuple[Goal, ...]] = {
    "stretch": ("relieve", "flexibility"),
    "mobility": ("relieve", "flexibility"),
    "strength": ("strength", "prevent"),
    "motor_control": ("control", "balance", "prevent"),
    "balance": ("balance", "control", "prevent"),
}
"""Which goals a kind of exercise meets (editorial)."""


@dataclass(frozen=True)
class Feature:
    """One exercise. `doses` and `seconds` are those of each step, `cap` its most days a week.

    Its first week is `from_week`, counted in this plan: 1, unless a complaint asked for delays it.

    An exercise that goes on from an earlier plan (`goes_on`) begins `climbed` steps above its
    lowest dose. It is `clamped` if it cannot begin where that plan left it.

    `high` says that its load is high, `supported` that it needs something to hold on to.

    The last four are sets of regions. `primary` and `secondary` hold those that it works on and
    every region around them. `heavy_regions` are those that it loads heavily, `heavy_subregions`
    these and all that are inside of them.
    """

    exercise: Exercise
    doses: tuple[Dosage, ...]
    seconds: tuple[int, ...]
    cap: int
    high: bool
    supported: bool
    primary: int
    secondary: int
    heavy_regions: int
    heavy_subregions: int
    from_week: int = 1
    goes_on: bool = False
    climbed: int = 0
    clamped: bool = False

    @property
    def slug(self) -> str:
        return self.exercise.slug

    @property
    def sits(self) -> bool:
        """Say whether its steps are those of somebody who sits or lies."""
        return self.exercise.positions[0] in SEATED

    @property
    def balances(self) -> bool:
        """Say whether it trains balance on the feet."""
        return self.exercise.kind == "balance" and not self.sits

    def meets(self, goal: str) -> bool:
        return goal in GOALS_OF[self.exercise.kind]


Sets = dict[str, int]
"""Sets of exercises by a name: of a condition, a thing, a position, a level, a goal, a region."""


@dataclass
class Features:
    """Every exercise in its order, and the sets that requests are screened with.

    `barred` are the exercises that a condition bars, by what is to be done about it; `needing`
    those that need a thing; `offering` those that can be done in a position. `sitting` are usually
    done sitting or lying, `balancing` train balance on the feet.

    `changed` has by number those with another dose in this request (`rules/doses.py`), and
    `remembered` all that were ever made.
    """

    order: Sequence[Feature]
    regions: Mapping[str, int]
    number: Mapping[str, int]
    lowest: Sequence[int]
    barred: Mapping[ContraindicationAction, Sets] = field(
        default_factory=lambda: {action: {} for action in words(ContraindicationAction)}  # type: ignore[misc]
    )
    needing: Sets = field(default_factory=dict)
    offering: Sets = field(default_factory=dict)
    at_level: Sets = field(default_factory=dict)
    meeting: Sets = field(default_factory=dict)
    primary: Sets = field(default_factory=dict)
    secondary: Sets = field(default_factory=dict)
    high: int = 0
    supported: int = 0
    sitting: int = 0
    balancing: int = 0
    changed: Mapping[int, Feature] = field(default_factory=dict)
    remembered: dict[tuple[int, Hashable], Feature] = field(default_factory=dict)

    def __getitem__(self, slug: str) -> Feature:
        return self.at(self.number[slug])

    def at(self, number: int) -> Feature:
        return self.changed.get(number) or self.order[number]

    @property
    def all(self) -> int:
        return (1 << len(self.order)) - 1

    def within(self, seconds: int) -> int:
        """Return the exercises whose lowest dose takes at most so long."""
        found = (1 << bisect_right(self.lowest, seconds)) - 1
        for number, feature in self.changed.items():
            fits = feature.seconds[0] <= seconds
            found = found | 1 << number if fits else found & ~(1 << number)
        return found

    def beginning_after(self, week: int) -> int:
        """Return the exercises whose first week comes after this one."""
        later = (number for number, one in self.changed.items() if one.from_week > week)
        return sum(1 << number for number in later)

    def set_of(self, slugs: Iterable[str]) -> int:
        found = 0
        for slug in slugs:
            if slug in self.number:
                found |= 1 << self.number[slug]
        return found

    def members(self, chosen: int, most: int | None = None) -> Iterator[Feature]:
        """Yield the exercises of a set, the shortest (by their own dose) first, at most so many."""
        while chosen and most != 0:
            lowest = chosen & -chosen
            yield self.at(lowest.bit_length() - 1)
            chosen ^= lowest
            most = None if most is None else most - 1


def union(sets: Sets, names: Iterable[str]) -> int:
    """Return the union of the named sets; a name without a set is ignored."""
    found = 0
    for name in names:
        found |= sets.get(name, 0)
    return found


KEPT: WeakKeyDictionary[Catalogue, Features] = WeakKeyDictionary()
"""The features of each catalogue that is in use; they go when it goes."""


def features_of(catalogue: Catalogue) -> Features:
    """Return the features of a catalogue, computed at the first call for it."""
    found = KEPT.get(catalogue)
    if found is None:
        found = KEPT[catalogue] = build_features(catalogue)
    return found


def build_features(catalogue: Catalogue) -> Features:
    regions = regions_of(catalogue)
    supports = {code for code, thing in catalogue.equipment.items() if thing.supports}
    each = (feature_of(exercise, supports, regions) for exercise in catalogue.exercises.values())
    order = sorted(each, key=lambda feature: (feature.seconds[0], feature.slug))
    found = Features(
        order=order,
        regions=regions.numbers,
        number={feature.slug: at for at, feature in enumerate(order)},
        lowest=[feature.seconds[0] for feature in order],
    )
    for at, feature in enumerate(order):
        enter(found, feature, 1 << at)
    return found


def feature_of(exercise: Exercise, supports: set[str], regions: Regions) -> Feature:
    doses = doses_of(exercise)
    heavy_regions, heavy_subregions = regions.loaded_by(exercise)
    return Feature(
        exercise=exercise,
        doses=doses,
        seconds=seconds_of(doses),
        cap=exercise.dosage.days_per_week or 7,
        high=exercise.load == "high",
        supported=bool(supports & set(exercise.needs)),
        primary=regions.worked_by(exercise, "primary"),
        secondary=regions.worked_by(exercise, "secondary"),
        heavy_regions=heavy_regions,
        heavy_subregions=heavy_subregions,
    )


def doses_of(exercise: Exercise) -> tuple[Dosage, ...]:
    return progression_of(exercise.dosage, exercise.range)[:MOST_PHASES]


def with_dose(feature: Feature, dosage: Dosage, published: DosageRange, from_week: int) -> Feature:
    """Return the exercise as it is with another dose, from a certain week on."""
    exercise = replace(feature.exercise, dosage=dosage, range=published)
    doses = doses_of(exercise)
    return replace(
        feature,
        exercise=exercise,
        doses=doses,
        seconds=seconds_of(doses),
        cap=dosage.days_per_week or 7,
        from_week=from_week,
    )


def enter(features: Features, feature: Feature, bit: int) -> None:
    """Put an exercise into each set that it belongs to."""

    def put(sets: Sets, names: Iterable[str]) -> None:
        for name in names:
            sets[name] = sets.get(name, 0) | bit

    exercise = feature.exercise
    for item in exercise.contraindications:
        put(features.barred[item.action], [item.condition])
    put(features.needing, exercise.needs)
    put(features.offering, exercise.positions)
    put(features.at_level, [exercise.level])
    put(features.meeting, GOALS_OF[exercise.kind])
    for sets, mask in (
        (features.primary, feature.primary),
        (features.secondary, feature.secondary & ~feature.primary),
    ):
        put(sets, [slug for slug, at in features.regions.items() if mask >> at & 1])
    features.high |= bit if feature.high else 0
    features.supported |= bit if feature.supported else 0
    features.sitting |= bit if feature.sits else 0
    features.balancing |= bit if feature.balances else 0
