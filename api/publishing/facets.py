"""Facets: each word that the filters of a list can ask for, as `name:word`. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.v1.documents.base import BuiltDocument, Content

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


def surroundings_of(documents: Iterable[BuiltDocument]) -> Surroundings:
    """Return the surroundings among these documents, which are all in one language."""
    paths, regions = {}, {}
    for document in documents:
        if document.type == "body-region":
            paths[document.slug] = document.content["path"]
        elif document.type == "exercise":
            regions[document.slug] = document.summary["regions"]
    return Surroundings(paths, regions)


def exercise_facets(content: Content, surroundings: Surroundings) -> Iterator[str]:
    for name in ("collection", "kind", "level", "laterality"):
        yield f"{name}:{content[name]}"
    yield from (f"position:{word}" for word in content["positions"])
    yield from region_facets([item["slug"] for item in content["regions"]], surroundings)
    required = [item["slug"] for item in content["equipment"] if item["required"]]
    yield from (f"equipment:{slug}" for slug in required or [NOTHING])


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
