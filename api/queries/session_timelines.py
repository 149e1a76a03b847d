"""The exercises that a session names, with their names."""

from collections.abc import Sequence
from typing import NamedTuple

from api.errors import FieldError, InvalidRequest
from api.queries.planner_catalogue import get_planner_catalogue
from api.queries.reads import Reads, one_state
from api.queries.suggestions import suggest_slugs


class Named(NamedTuple):
    """An exercise with its name, and the names of the parts of its main loop."""

    slug: str
    name: str
    markers: tuple[str, ...]


@one_state
async def get_named(reads: Reads, slugs: Sequence[str], language: str) -> list[Named]:
    """Return each exercise with its name; a former slug means the current one.

    Raises InvalidRequest, which names each unknown slug and suggests the nearest known one.
    """
    found = await get_planner_catalogue(reads, language)
    exercises = found.catalogue.exercises
    current = [found.renamed.get(("exercise", slug), slug) for slug in slugs]
    unknown = [slug for slug in current if slug not in exercises]
    if unknown:
        meant = await suggest_slugs(reads, "exercise", unknown)
        raise InvalidRequest.listing(
            [
                FieldError.at(
                    f"/items/{at}/exercise",
                    "unknown_slug",
                    f"There is no exercise called {slug}.",
                    meant[slug],
                )
                for at, slug in enumerate(current)
                if slug in unknown
            ]
        )
    markers = found.catalogue.markers
    return [Named(slug, exercises[slug].name, markers.get(slug, ())) for slug in current]
