"""Synthetic complaints with their exercises."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.records import Records
from api.records.complaints import Complaint, Helper, LayNames
from api.vocabulary import RECOMMENDING
from seed.synthetic.draws import Draws, by_use, vocabulary, weighted

WORDS = vocabulary()
SELF_CARES = weighted(yes=12, with_care=5, after_clearance=2, no=1)
GRADES: list[Any] = weighted(
    guideline=1, pooled=2, trial=4, expert=6, article=3, indirect=4, editorial=4
)
RESULTS: list[Any] = weighted(supports=12, mixed=3, no_effect=3, caution=2)


def synthetic_complaints(
    records: Records, exercises: Sequence[str], count: int, seed: int
) -> Iterator[Complaint]:
    """Yield `count` complaints for which some of these exercises are known."""
    real = [records.complaints[slug] for slug in sorted(records.complaints)]
    planned = {item.slug: records.complaints[item.same_plan_as or item.slug] for item in real}
    regions = by_use([slug for complaint in real for slug in complaint.regions])
    sources = sorted(records.sources)
    for number in range(1, count + 1):
        draws = Draws(seed, "complaint", number)
        template = draws.pick(real)
        words = f"{draws.zipf(WORDS)} {draws.zipf(WORDS)} ache"
        yield template.model_copy(
            update={
                "slug": f"synthetic-ache-{number:08}",
                "former_slugs": [],
                "name": words.capitalize(),
                "self_care": draws.pick(SELF_CARES),
                "lay_names": lay_names(draws),
                "regions": draws.some(regions, 1 + int(2 * draws.chance())),
                "same_plan_as": None,
                "exercises": helpers(draws, exercises, sources),
                # None that names an exercise: a real one would have to mention this complaint.
                "avoid": [item for item in planned[template.slug].avoid if item.exercise is None],
                "variants": [],
                "plan_shape": None,
            }
        )


def lay_names(draws: Draws) -> LayNames:
    names = [f"my {draws.zipf(WORDS)} hurts" for _ in range(1 + int(5 * draws.chance()))]
    return LayNames.model_construct(en=names, misspelt=[], es=[], de=[], fr=[])


def helpers(draws: Draws, exercises: Sequence[str], sources: Sequence[str]) -> list[Helper]:
    """Return six exercises to sixty, few for most; recommendations come first."""
    count = min(5 + int(56 ** draws.chance()), len(exercises))
    drawn = [
        Helper.model_construct(
            exercise=exercise,
            grade=draws.pick(GRADES),
            result=draws.pick(RESULTS),
            rationale="Synthetic: nothing is known of it.",
            source=draws.pick(sources) if draws.chance() < 0.5 else None,
        )
        for exercise in draws.random.sample(exercises, count)
    ]
    return sorted(drawn, key=lambda helper: helper.result not in RECOMMENDING)
