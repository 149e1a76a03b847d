"""Synthetic exercises: records that are drawn, or copied from a real one."""

from collections.abc import Iterator
from typing import Any

from api.records import Records
from api.records.exercises import Dosage, Exercise, ExerciseEquipment, ExerciseRegion
from api.vocabulary import RegionEffect
from seed.synthetic.draws import Draws, by_use, vocabulary, weighted

WORDS = vocabulary()
KINDS = weighted(stretch=9, strength=5, mobility=3, motor_control=2, balance=1)
LEVELS = weighted(beginner=6, intermediate=3, advanced=1)
LOADS = weighted(low=4, high=1)
LATERALITIES = weighted(each_side=7, both_together=3)
POSITIONS = weighted(seated=7, standing=8, kneeling=2, lying=3)
EFFECTS: dict[str, RegionEffect] = {
    "stretch": "stretches",
    "strength": "strengthens",
    "mobility": "mobilises",
}
MOST_REGIONS = 5


def synthetic_exercises(records: Records, count: int, seed: int) -> Iterator[Exercise]:
    """Yield `count` exercises. Regions that many real exercises name are common here too."""
    real = [records.exercises[slug] for slug in sorted(records.exercises)]
    regions = by_use([item.slug for exercise in real for item in exercise.regions])
    # Common are the things that every household has.
    things = sorted(records.equipment, key=lambda code: not records.equipment[code].household)
    for number in range(1, count + 1):
        draws = Draws(seed, "exercise", number)
        template = draws.pick(real)
        kind, laterality = draws.pick(KINDS), draws.pick(LATERALITIES)
        yield template.model_copy(
            update={
                "slug": f"synthetic-{number:08}",
                "former_slugs": [],
                "name": " ".join(draws.zipf(WORDS) for _ in range(3)).capitalize(),
                "aliases": [f"{draws.zipf(WORDS).capitalize()} hold"]
                if draws.chance() < 0.3
                else [],
                "kind": kind,
                "level": draws.pick(LEVELS),
                "load": draws.pick(LOADS),
                "laterality": laterality,
                "positions": positions(draws),
                "regions": worked_regions(draws, regions, kind),
                "equipment": equipment(draws, things),
                "dosage": dosage(draws, template, laterality),
                "easier": [item for item in template.easier if item.exercise is None],
                "harder": [item for item in template.harder if item.exercise is None],
            }
        )


def positions(draws: Draws) -> list[str]:
    first = draws.pick(POSITIONS)
    other = draws.pick(POSITIONS) if draws.chance() < 0.3 else first
    return sorted({first, other})


def worked_regions(draws: Draws, common: list[str], kind: str) -> list[ExerciseRegion]:
    """Return one region to five, the first of them the main one."""
    slugs = draws.some(common, 1 + int(MOST_REGIONS * draws.chance() ** 2))
    return [
        ExerciseRegion.model_construct(
            slug=slug,
            role="secondary" if at else "primary",
            effect=EFFECTS.get(kind, "controls"),
        )
        for at, slug in enumerate(slugs[:MOST_REGIONS])
    ]


def equipment(draws: Draws, common: list[str]) -> list[ExerciseEquipment]:
    """Return up to three things; four exercises in ten need none."""
    chance = draws.chance()
    count = 0 if chance < 0.4 else 1 + int(3 * (chance - 0.3))
    return [
        ExerciseEquipment.model_construct(slug=slug, required=draws.chance() < 0.6)
        for slug in draws.some(common, count)
    ]


def dosage(draws: Draws, template: Exercise, laterality: str) -> Dosage:
    """Return a stretch of time from 20 seconds to 20 minutes, short ones more often."""
    numbers: dict[str, Any] = dict.fromkeys(Dosage.model_fields)
    return Dosage.model_construct(
        **numbers
        | {
            "duration_seconds": int(20 * 60 ** draws.chance()),
            "each_side": laterality == "each_side",
            "sessions_per_day": template.dosage.sessions_per_day,
            "days_per_week": template.dosage.days_per_week,
        }
    )
