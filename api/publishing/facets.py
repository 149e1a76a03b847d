"""Facets: each word that the filters of a list can ask for, as `name:word`. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.serialisation import serialise
from api.v1.documents.base import BuiltDocument, Content, Context
from api.v1.documents.body_regions import regions_above

PICTURED = "media:yes"
"""The facet of an exercise that has pictures."""

CREDIT = "credit:"
"""What the facet of a credit begins with; the credit follows as JSON."""

NOTHING = "none"
"""The word of an exercise that requires no equipment at all."""


@dataclass(frozen=True)
class Surroundings:
    """What a listing takes from other documents.

    `paths` holds for each body region the slugs from its root down to itself, `regions` for each
    exercise the slugs of the regions that it works on.
    """

    paths: Mapping[str, Sequence[str]]
    regions: Mapping[str, Sequence[str]]

    def with_outer(self, regions: Iterable[str]) -> set[str]:
        """Return these regions and every region that one of them lies in."""
        return {outer for region in regions for outer in self.paths.get(region, (region,))}


class Derived(Mapping[str, Sequence[str]]):
    """Something that follows from each record, found when it is asked for."""

    def __init__(self, records: Mapping[str, Any], derive: Callable[[Any], Sequence[str]]) -> None:
        self.records, self.derive = records, derive

    def __getitem__(self, slug: str) -> Sequence[str]:
        return self.derive(self.records[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def surroundings_of(context: Context) -> Surroundings:
    """Return the surroundings among the records of a context, in whatever language."""
    records = context.original
    return Surroundings(
        paths=Derived(records.body_regions, lambda region: regions_above(region, context)),
        regions=Derived(records.exercises, lambda item: [region.slug for region in item.regions]),
    )


def exercise_facets(content: Content, surroundings: Surroundings) -> Iterator[str]:
    for name in ("collection", "kind", "level", "laterality"):
        yield f"{name}:{content[name]}"
    yield from (f"position:{word}" for word in content["positions"])
    yield from region_facets([item["slug"] for item in content["regions"]], surroundings)
    required = [item["slug"] for item in content["equipment"] if item["required"]]
    yield from (f"equipment:{slug}" for slug in required or [NOTHING])
    yield from credit_facets(content["media"])


def credit_facets(media: Sequence[Content]) -> Iterator[str]:
    """Yield whom the pictures of an exercise are by, for the list of credits."""
    if media:
        yield PICTURED
    yield from {f"{CREDIT}{serialise(medium['credit'])}" for medium in media}


def complaint_facets(content: Content, surroundings: Surroundings) -> Iterator[str]:
    return region_facets([item["slug"] for item in content["regions"]], surroundings)


def routine_facets(summary: Content, surroundings: Surroundings) -> Iterator[str]:
    """Yield the facets of a routine; its regions are all those that its exercises work on.

    If an exercise is gone from the catalogue, the routine's main regions take its place.
    """
    for name in ("level", "format"):
        yield f"{name}:{summary[name]}"
    yield from (f"complaint:{slug}" for slug in summary["complaints"])
    known = [surroundings.regions.get(slug, summary["regions"]) for slug in summary["exercises"]]
    yield from region_facets([slug for regions in known for slug in regions], surroundings)


def insight_facets(content: Content, surroundings: Surroundings) -> Iterator[str]:
    yield f"topic:{content['topic']}"
    yield from (f"contributor:{item['slug']}" for item in content["contributors"])
    yield from (f"complaint:{item['slug']}" for item in content["complaints"])
    yield from region_facets([item["slug"] for item in content["regions"]], surroundings)


def body_region_facets(content: Content, _: Surroundings) -> Iterator[str]:
    yield f"kind:{content['kind']}"
    if content["parent"] is not None:
        yield f"parent:{content['parent']}"


def equipment_facets(content: Content, _: Surroundings) -> Iterator[str]:
    yield f"household:{'yes' if content['household'] else 'no'}"


def region_facets(regions: Iterable[str], surroundings: Surroundings) -> Iterator[str]:
    return (f"region:{slug}" for slug in surroundings.with_outer(regions))


FACETS: Mapping[str, Callable[[Content, Surroundings], Iterator[str]]] = {
    "exercise": exercise_facets,
    "complaint": complaint_facets,
    "body-region": body_region_facets,
    "equipment": equipment_facets,
    "insight": insight_facets,
}


def facets_of(document: BuiltDocument, surroundings: Surroundings) -> list[str]:
    """Return each word that a filter of the document's list can ask for, as `name:word`."""
    if document.type == "routine":
        return sorted(routine_facets(document.summary, surroundings))
    facets = FACETS.get(document.type)
    return sorted(facets(document.content, surroundings)) if facets else []
