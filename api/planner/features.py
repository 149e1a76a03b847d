"""What a request needs of each exercise, worked out once for a catalogue and kept with it.

Exercises are numbered by the seconds of their lowest dose. A set of exercises is one integer with
a bit for each, so a request screens ten thousand of them with a few operations on integers, and
the lowest bits of a set are its shortest exercises.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from api.planner.catalogue import Catalogue, Dosage, Exercise
from api.planner.ramp import ladder, seconds_of
from api.vocabulary import ContraindicationAction, Goal, Kind, Level, Position, words

SEATED: tuple[Position, ...] = ("seated", "lying")
"""Positions that count as supported by themselves."""

MOST_PHASES = 6
"""Twelve weeks in phases of two; no dose rises more often than there are changes of phase."""

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
    """One exercise. Regions are bits, numbered by the sorted slugs of the catalogue.

    `primary` and `secondary` hold every region around those it works on; `own` are those that it
    loads heavily, `around` what lies inside them.
    """

    exercise: Exercise
    rungs: tuple[Dosage, ...]
    seconds: tuple[int, ...]
    cap: int
    high: bool
    held: bool
    primary: int
    secondary: int
    own: int
    around: int

    @property
    def slug(self) -> str:
        return self.exercise.slug

    def meets(self, goal: str) -> bool:
        return goal in GOALS_OF[self.exercise.kind]


Sets = dict[str, int]


@dataclass
class Features:
    """Every exercise in its order, and the sets that requests are screened with."""

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
    held: int = 0

    def __getitem__(self, slug: str) -> Feature:
        return self.order[self.number[slug]]

    @property
    def all(self) -> int:
        return (1 << len(self.order)) - 1

    def within(self, seconds: int) -> int:
        """Return the exercises whose lowest dose takes at most so long."""
        return (1 << bisect_right(self.lowest, seconds)) - 1

    def set_of(self, slugs: Iterable[str]) -> int:
        found = 0
        for slug in slugs:
            if slug in self.number:
                found |= 1 << self.number[slug]
        return found

    def members(self, chosen: int, most: int | None = None) -> Iterator[Feature]:
        """Yield the exercises of a set, the shortest first, at most so many."""
        while chosen and most != 0:
            lowest = chosen & -chosen
            yield self.order[lowest.bit_length() - 1]
            chosen ^= lowest
            most = None if most is None else most - 1


def union(sets: Sets, names: Iterable[str]) -> int:
    """Return what is in any of the named sets; a name without a set counts for nothing."""
    found = 0
    for name in names:
        found |= sets.get(name, 0)
    return found


def bits(codes: Iterable[str], numbers: Mapping[str, int]) -> int:
    """Return codes as bits; a code that the catalogue does not have counts for nothing."""
    found = 0
    for code in codes:
        if code in numbers:
            found |= 1 << numbers[code]
    return found


def features_of(catalogue: Catalogue) -> Features:
    """Return the features of a catalogue, computed at the first call for it."""
    kept = catalogue.__dict__.get("_features")
    if kept is None:
        kept = catalogue.__dict__["_features"] = build(catalogue)
    found: Features = kept
    return found


def build(catalogue: Catalogue) -> Features:
    regions = {slug: at for at, slug in enumerate(sorted(catalogue.regions))}
    supports = {code for code, thing in catalogue.equipment.items() if thing.supports}
    above = {slug: bits(region.path, regions) for slug, region in catalogue.regions.items()}
    below = dict.fromkeys(regions, 0)
    for region in catalogue.regions.values():
        for ancestor in region.path:
            below[ancestor] = below.get(ancestor, 0) | 1 << regions[region.slug]
    order = sorted(
        (
            feature_of(exercise, supports, regions, above, below)
            for exercise in catalogue.exercises.values()
        ),
        key=lambda feature: (feature.seconds[0], feature.slug),
    )
    found = Features(
        order=order,
        regions=regions,
        number={feature.slug: at for at, feature in enumerate(order)},
        lowest=[feature.seconds[0] for feature in order],
    )
    for at, feature in enumerate(order):
        enter(found, feature, 1 << at)
    return found


def feature_of(
    exercise: Exercise,
    supports: set[str],
    regions: Mapping[str, int],
    above: Mapping[str, int],
    below: Mapping[str, int],
) -> Feature:
    rungs = ladder(exercise)[:MOST_PHASES]
    worked = {"primary": 0, "secondary": 0}
    own = around = 0
    for item in exercise.regions:
        if item.region not in regions:
            continue
        worked[item.role] |= above[item.region]
        if item.effect == "strengthens" and exercise.load == "high":
            own |= 1 << regions[item.region]
            around |= below[item.region]
    return Feature(
        exercise=exercise,
        rungs=rungs,
        seconds=seconds_of(rungs),
        cap=exercise.dosage.days_per_week or 7,
        high=exercise.load == "high",
        held=bool(supports & set(exercise.needs)),
        own=own,
        around=around,
        **worked,
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
    features.held |= bit if feature.held else 0


LEVELS: tuple[str, ...] = words(Level)
