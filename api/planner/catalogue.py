"""The planner's catalogue: frozen values, built once per publication and kept.

Texts are those of one language. What the person asks is in `rules/request.py`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from api.reviews import NOT_REVIEWED, Review
from api.screening import Sign, Signs
from api.triage import Effect
from api.vocabulary import (
    ContraindicationAction,
    Grade,
    Kind,
    Level,
    Load,
    Phase,
    Position,
    RegionEffect,
    RegionRole,
    Restriction,
    Result,
    SelfCare,
    Tier,
    When,
)

Span = tuple[int, int]


@dataclass(frozen=True)
class Dosage:
    """The dose an editor recommends; seconds and counts, None if a number does not apply."""

    sets: int | None
    reps: int | None
    reps_start: int | None
    hold_seconds: int | None
    rep_seconds: int | None
    rest_seconds: int | None
    tempo: str | None
    each_side: bool
    duration_seconds: int | None
    sessions_per_day: int | None
    days_per_week: int | None
    when: When | None


@dataclass(frozen=True)
class DosageRange:
    """The published range, (lowest, highest); None if nothing is published."""

    sets: Span | None
    reps: Span | None
    hold_seconds: Span | None


@dataclass(frozen=True)
class WorkedRegion:
    region: str
    role: RegionRole
    effect: RegionEffect


@dataclass(frozen=True)
class Contraindication:
    condition: str
    action: ContraindicationAction
    advice: str


@dataclass(frozen=True)
class OtherWay:
    """A gentler or a harder way; `exercise` if it is another one of the catalogue."""

    exercise: str | None
    text: str
    criterion: str
    source: str | None


@dataclass(frozen=True)
class Step:
    """A step without the numbers of the dose, which rise in a plan."""

    phase: Phase
    text: str


@dataclass(frozen=True)
class Exercise:
    """`needs` are the required things only; the first of `positions` is the usual one.

    Each way of `harder` comes after the one before.
    """

    slug: str
    name: str
    kind: Kind
    load: Load
    positions: tuple[Position, ...]
    level: Level
    needs: tuple[str, ...]
    dosage: Dosage
    range: DosageRange
    regions: tuple[WorkedRegion, ...]
    contraindications: tuple[Contraindication, ...]
    easier: tuple[OtherWay, ...]
    harder: tuple[OtherWay, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Helper:
    """The evidence of an exercise for a complaint; `rank` (from 1) only if it is recommended.

    `dosage` and `range` are those for this complaint, None if they are the exercise's own. No plan
    for the complaint has the exercise before week `from_week`.
    """

    exercise: str
    grade: Grade
    result: Result
    rationale: str
    source: str | None
    rank: int | None
    dosage: Dosage | None = None
    range: DosageRange | None = None
    from_week: int = 1

    @property
    def differs(self) -> bool:
        """Say whether the complaint states a dose or a week of its own."""
        return not (self.dosage is None and self.range is None and self.from_week == 1)


@dataclass(frozen=True)
class Avoid:
    exercise: str
    why: str
    source: str | None


@dataclass(frozen=True)
class ComplaintVariant:
    """A complaint as it is with one condition; `condition` None is the unstated variant.

    The unstated variant is the stricter one: it holds until the person says which kind it is.
    """

    condition: str | None
    note: str | None
    helpers: tuple[Helper, ...]
    avoid: tuple[Avoid, ...]


@dataclass(frozen=True)
class Complaint:
    """`variants[0]` is the unstated one. `plan` is whose plan it follows: mostly its own slug.

    `usual` has the exercises of the usual plan, with the week in which each begins there.
    `red_flags` are the codes of the signs that belong to it.
    """

    slug: str
    name: str
    self_care: SelfCare
    notice: str | None
    regions: tuple[str, ...]
    variants: tuple[ComplaintVariant, ...]
    plan: str
    usual: Mapping[str, int]
    review_weeks: tuple[int, ...]
    usual_weeks: Span | None
    maintenance: str | None
    red_flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    code: str
    name: str
    effect: Effect
    restriction: Restriction | None
    advice: str
    source: str | None


@dataclass(frozen=True)
class RedFlag:
    """A warning sign. `risk_factors` and `only_with` are conditions (`api.screening.Sign`)."""

    code: str
    tier: Tier
    question: str
    sign: str
    effect: Effect
    risk_factors: tuple[str, ...]
    only_with: str | None
    advice: str
    source: str | None


@dataclass(frozen=True)
class Region:
    """`path` leads from the root to the region itself; `connected` are its neighbours."""

    slug: str
    name: str
    path: tuple[str, ...]
    connected: tuple[str, ...]


@dataclass(frozen=True)
class Equipment:
    """`household`: at hand unless the person says nothing is. `supports`: it holds a person up."""

    code: str
    name: str
    household: bool
    supports: bool


@dataclass(frozen=True)
class Source:
    """A source as it is cited; `url` is its DOI or its publisher's page."""

    slug: str
    title: str
    year: int | None
    url: str | None


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything by its slug or code. Treat as immutable: digest and features are kept."""

    exercises: Mapping[str, Exercise]
    complaints: Mapping[str, Complaint]
    conditions: Mapping[str, Condition]
    red_flags: Mapping[str, RedFlag]
    regions: Mapping[str, Region]
    equipment: Mapping[str, Equipment]
    notices: Mapping[str, str]
    sources: Mapping[str, Source]
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """By type and slug ("exercise/calf-stretch"); what is missing was not reviewed."""
    pictures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By the slug of an exercise, `poster` and `animation`; what is missing has none."""
    markers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the slug of an exercise, the names of the parts of its main loop."""

    def review(self, kind: str, slug: str) -> Review:
        return self.reviews.get(f"{kind}/{slug}", NOT_REVIEWED)

    def pictures_of(self, exercise: str) -> Mapping[str, Any]:
        return self.pictures.get(exercise, {"poster": None, "animation": None})

    @cached_property
    def effects(self) -> Mapping[str, Effect]:
        """What each warning sign and each condition does to exercises, by its code."""
        stated: Iterable[Condition | RedFlag] = (
            *self.conditions.values(),
            *self.red_flags.values(),
        )
        return {item.code: item.effect for item in stated}

    @cached_property
    def signs(self) -> Signs:
        """The warning signs, as far as asking for them goes, by code."""
        return {
            code: Sign(flag.tier, flag.only_with, frozenset(flag.risk_factors))
            for code, flag in self.red_flags.items()
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of every input of the planner; the order of documents does not matter.

        Only values count, so that a renamed class or field of this file changes no digest.
        """
        everything = [getattr(self, field.name) for field in fields(self)]
        written = json.dumps(everything, ensure_ascii=False, sort_keys=True, default=values_of)
        return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def values_of(thing: Any) -> list[Any]:
    """Return the values of a dataclass in the order of its fields."""
    return list(vars(thing).values())
