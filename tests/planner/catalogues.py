"""Random catalogues: ordinary ones and hostile ones. The same random source, the same catalogue."""

from random import Random
from typing import Any

from api.planner.catalogue import (
    Avoid,
    Catalogue,
    Complaint,
    ComplaintVariant,
    Condition,
    Contraindication,
    Dosage,
    DosageRange,
    Equipment,
    Exercise,
    Helper,
    OtherWay,
    RedFlag,
    Region,
    Source,
    Step,
    WorkedRegion,
)
from api.triage import Effect
from api.vocabulary import (
    ContraindicationAction,
    Grade,
    Kind,
    Level,
    Position,
    RegionEffect,
    RegionRole,
    Restriction,
    Result,
    SelfCare,
    Tier,
    When,
    words,
)

REGIONS = {
    "leg": ("leg",),
    "foot": ("leg", "foot"),
    "heel": ("leg", "foot", "heel"),
    "toes": ("leg", "foot", "toes"),
    "calf": ("leg", "calf"),
    "shin": ("leg", "shin"),
}
CONDITIONS: tuple[tuple[str, Effect, Restriction | None], ...] = (
    ("blocked", Effect("after_clearance"), None),
    ("unsteady", Effect("restricted"), "seated_or_supported_only"),
    ("toppling", Effect("restricted"), "seated_only"),
    ("sore", Effect("restricted"), "per_exercise"),
    ("stiff", Effect("restricted"), "per_exercise"),
    ("upper", Effect("unchanged", chooses_variant="upper"), None),
    ("lower", Effect("unchanged", chooses_variant="lower"), None),
    ("refused", Effect("none"), None),
    ("frail", Effect("restricted", counts_as=("unsteady",)), "per_exercise"),
    ("trusted", Effect("restricted", counts_as=("blocked",), clears=("blocked",)), "per_exercise"),
)
SIGNS: tuple[tuple[str, Tier, Effect], ...] = (
    ("emergency", "emergency", Effect("none")),
    ("urgent", "urgent", Effect("none")),
    ("see_clinician", "see_clinician", Effect("unchanged")),
    ("refusing", "see_clinician", Effect("none")),
    ("blocking", "see_clinician", Effect("after_clearance", counts_as=("blocked",))),
    ("pausing", "see_clinician", Effect("after_clearance")),
    ("reeling", "see_clinician", Effect("restricted", counts_as=("frail", "toppling"))),
)
THINGS = ("band", "chair", "towel", "wall")
HOUSEHOLD = {"chair", "wall"}
SHAPES = ("ordinary", "one", "contraindicated", "extreme", "crowded")
"""What a catalogue is like; all but the first mean no good."""


def catalogue_from(random: Random, shape: str = "ordinary", size: int | None = None) -> Catalogue:
    """Return a catalogue of at most 14 exercises, unless its shape or `size` says otherwise."""
    count = size or {"one": 1, "crowded": 70}.get(shape) or random.randint(2, 14)
    slugs = [f"exercise-{number:05}" for number in range(count)]
    complaints = [f"complaint-{number}" for number in range(random.randint(1, 4))]
    return Catalogue(
        exercises={slug: exercise(random, slug, slugs, shape) for slug in slugs},
        complaints={slug: complaint(random, slug, slugs) for slug in complaints},
        conditions={
            code: Condition(code, code.title(), effect, limit, f"Mind {code}.", "a-source")
            for code, effect, limit in CONDITIONS
        },
        red_flags={
            code: RedFlag(
                code, tier, f"Any {code}?", f"A {code} sign.", effect, (), None, "Get help.", None
            )
            for code, tier, effect in SIGNS
        },
        regions={
            slug: Region(slug, slug.title(), path, tuple(random.sample(sorted(REGIONS), 1)))
            for slug, path in REGIONS.items()
        },
        equipment={
            code: Equipment(code, code.title(), code in HOUSEHOLD, code in HOUSEHOLD)
            for code in THINGS
        },
        notices={"pain_rule": "Stop when it hurts.", "attribution": "Made up."},
        sources={"a-source": Source("a-source", "A source", 2020, "https://example.org/a")},
    )


def exercise(random: Random, slug: str, slugs: list[str], shape: str) -> Exercise:
    kind = one(random, words(Kind))
    barred = CONDITIONS[3:5] if shape == "contraindicated" else ()
    easier = one(random, [None, one(random, slugs)])
    return Exercise(
        slug=slug,
        name=slug.replace("-", " ").title(),
        kind=kind,
        load=one(random, ["low", "low", "high"]),
        positions=some(random, words(Position), 1, 3),
        level=one(random, words(Level)),
        needs=some(random, THINGS, 0, 2) if random.random() < 0.4 else (),
        steps=(Step("move", "Move."),),
        dosage=(dose := dosage(random, shape))[0],
        range=dose[1],
        regions=tuple(
            WorkedRegion(
                region,
                one(random, words(RegionRole)),
                one(random, words(RegionEffect)),
            )
            for region in some(random, sorted(REGIONS), 1, 3)
        ),
        contraindications=tuple(
            Contraindication(
                code,
                one(random, words(ContraindicationAction)) if not barred else "exclude",
                f"Mind {code}.",
            )
            for code in (
                [code for code, *_ in barred]
                or some(random, [code for code, *_ in CONDITIONS], 0, 2)
            )
        ),
        easier=(OtherWay(easier, "Do less.", "When it is too much.", None),),
        harder=(
            OtherWay(None, "Do it slowly.", "When it is easy.", None),
            OtherWay(easier, "Do another one.", "When that is easy.", "a-source"),
        ),
    )


def dosage(random: Random, shape: str) -> tuple[Dosage, DosageRange]:
    """Return a dose and what is published around it; extreme ones may take a second or a day."""
    most = 100 if shape == "extreme" else 20
    longest = one(random, [1, 3600, 36_000]) if shape == "extreme" else one(random, [60, 180])
    numbers: dict[str, Any] = dict.fromkeys(("sets", "reps", "hold_seconds", "rep_seconds"))
    if random.random() < 0.2:
        numbers["duration_seconds"] = longest
    else:
        numbers["duration_seconds"] = None
        numbers["sets"] = random.randint(1, 1 + most // 6)
        numbers["reps"] = random.randint(1, most)
        numbers[one(random, ["hold_seconds", "rep_seconds"])] = random.randint(1, most)
    spans = {
        name: around(random, numbers[name]) if random.random() < 0.8 else None
        for name in ("sets", "reps", "hold_seconds")
    }
    return (
        Dosage(
            **numbers,
            reps_start=None,
            rest_seconds=one(random, [None, 30, 120]),
            tempo=None,
            each_side=random.random() < 0.5,
            sessions_per_day=one(random, [None, 1, 3, 5]),
            days_per_week=one(random, [None, 1, 2, 3, 5, 7]),
            when=one(random, [None, None, None, *words(When)]),
        ),
        DosageRange(**spans),
    )


def around(random: Random, value: int | None) -> tuple[int, int] | None:
    """Return a published span, mostly around the value; it need not hold it."""
    middle = value or random.randint(1, 20)
    low = max(1, middle - random.randint(0, 9))
    return low, low + random.randint(0, 20)


def complaint(random: Random, slug: str, slugs: list[str]) -> Complaint:
    hidden = ("upper", "lower") if random.random() < 0.3 else ()
    return Complaint(
        slug=slug,
        name=slug.title(),
        self_care=one(random, ["yes", "yes", "yes", *words(SelfCare)]),
        notice=None,
        regions=some(random, sorted(REGIONS), 1, 2),
        variants=tuple(variant(random, condition, slugs) for condition in (None, *hidden)),
        plan=slug,
        usual=dict.fromkeys(some(random, slugs, 0, 3), 1),
        review_weeks=one(random, [(), (2, 6, 12)]),
        usual_weeks=one(random, [None, (4, 8)]),
        maintenance=one(random, [None, "Keep at it."]),
    )


def variant(random: Random, condition: str | None, slugs: list[str]) -> ComplaintVariant:
    helpers = tuple(
        helper(random, slug, rank)
        for rank, slug in enumerate(some(random, slugs, 0, min(8, len(slugs))), start=1)
    )
    others = sorted(set(slugs) - {item.exercise for item in helpers})
    avoid = some(random, others, 0, 1) if others and random.random() < 0.3 else ()
    return ComplaintVariant(
        condition,
        "One kind of it." if condition else None,
        helpers,
        tuple(Avoid(slug, "It hurts.", None) for slug in avoid),
    )


def helper(random: Random, slug: str, rank: int) -> Helper:
    result = one(random, ["supports", "supports", *words(Result)])
    recommends = result in ("supports", "mixed")
    grade = one(random, words(Grade))
    own = own_dose(Random(f"{slug} {rank} {grade} {result}"))  # noqa: S311
    return Helper(slug, grade, result, "Because.", "a-source", rank if recommends else None, *own)


def own_dose(random: Random) -> tuple[Dosage | None, DosageRange | None, int]:
    """Return what a complaint states of a dose itself: often nothing, and a week at times."""
    week = one(random, [1, 1, 1, 1, 2, 3, 3, 4, 5, 9])
    if random.random() < 0.6:
        return None, None, week
    return *dosage(random, "ordinary"), week


def some(random: Random, among: Any, low: int, high: int) -> tuple[Any, ...]:
    """Return a few different ones, in a random order."""
    return tuple(random.sample(list(among), min(random.randint(low, high), len(among))))


def one(random: Random, among: Any) -> Any:
    return random.choice(list(among))
