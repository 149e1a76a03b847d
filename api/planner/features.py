"""What a request needs of each exercise, worked out once for a catalogue and kept with it.

Sets are bits of an integer: a request then checks ten thousand exercises in a few milliseconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api.planner.catalogue import Catalogue, Dosage, Exercise
from api.planner.ramp import ladder, seconds_of
from api.vocabulary import Goal, Kind, Level, Position, words

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


GOALS: Mapping[str, int] = {goal: at for at, goal in enumerate(words(Goal))}
POSITIONS: Mapping[str, int] = {position: at for at, position in enumerate(words(Position))}


@dataclass(frozen=True)
class Feature:
    """One exercise for the planner. Bits are numbered by the sorted codes of the catalogue."""

    exercise: Exercise
    rungs: tuple[Dosage, ...]
    seconds: tuple[int, ...]
    cap: int
    level: int
    high: bool
    excluded: int
    cleared: int
    modified: int
    needs: int
    offered: int
    seated: bool
    held: bool
    goals: int
    primary: int
    secondary: int
    own: int
    around: int


@dataclass(frozen=True)
class Features:
    """Every exercise by slug, in the order of the slugs, and the numbers of the bits."""

    by_slug: Mapping[str, Feature]
    conditions: Mapping[str, int]
    equipment: Mapping[str, int]
    regions: Mapping[str, int]


def numbered(codes: Iterable[str]) -> dict[str, int]:
    return {code: at for at, code in enumerate(sorted(codes))}


def bits(codes: Iterable[str], numbers: Mapping[str, int]) -> int:
    """Return the set as an integer; a code that the catalogue does not have counts for nothing."""
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
    regions = numbered(catalogue.regions)
    below = dict.fromkeys(regions, 0)
    for region in catalogue.regions.values():
        for ancestor in region.path:
            below[ancestor] = below.get(ancestor, 0) | 1 << regions[region.slug]
    above = {slug: bits(region.path, regions) for slug, region in catalogue.regions.items()}
    conditions, equipment = numbered(catalogue.conditions), numbered(catalogue.equipment)
    supports = bits((c for c, e in catalogue.equipment.items() if e.supports), equipment)
    found = {}
    for slug in sorted(catalogue.exercises):
        exercise = catalogue.exercises[slug]
        needs = bits(exercise.needs, equipment)
        rungs = ladder(exercise)[:MOST_PHASES]
        found[slug] = Feature(
            exercise=exercise,
            rungs=rungs,
            seconds=seconds_of(rungs),
            cap=exercise.dosage.days_per_week or 7,
            level=words(Level).index(exercise.level),
            high=exercise.load == "high",
            excluded=barred(exercise, "exclude", conditions),
            cleared=barred(exercise, "needs_clearance", conditions),
            modified=barred(exercise, "modify", conditions),
            needs=needs,
            offered=bits(exercise.positions, POSITIONS),
            seated=any(position in SEATED for position in exercise.positions),
            held=bool(needs & supports),
            goals=bits(GOALS_OF[exercise.kind], GOALS),
            **worked(exercise, above, below, regions),
        )
    return Features(found, conditions, equipment, regions)


def barred(exercise: Exercise, action: str, conditions: Mapping[str, int]) -> int:
    named = (item.condition for item in exercise.contraindications if item.action == action)
    return bits(named, conditions)


def worked(
    exercise: Exercise,
    above: Mapping[str, int],
    below: Mapping[str, int],
    regions: Mapping[str, int],
) -> dict[str, int]:
    """Return where it works, with all that lies around (for regions asked), and what it loads."""
    found = {"primary": 0, "secondary": 0, "own": 0, "around": 0}
    for item in exercise.regions:
        if item.region not in regions:
            continue
        found[item.role] |= above[item.region]
        if item.effect == "strengthens" and exercise.load == "high":
            found["own"] |= 1 << regions[item.region]
            found["around"] |= below[item.region]
    return found
