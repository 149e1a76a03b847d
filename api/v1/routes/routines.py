"""Routines: a filtered list, each one as published now, and each frozen version."""

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from api import caching
from api.errors import Gone, NotFound
from api.messages.files import get_messages
from api.openapi.responses import problems
from api.queries.documents import StoredDocument
from api.queries.routines import RoutineFilters, get_routine_version, is_partners
from api.queries.routines import get_routine as query_routine
from api.queries.routines import list_routines as query_routines
from api.timeline import timeline
from api.v1.answers.session_timelines import items_of_routine, markers_of_routine
from api.v1.captions import IN_CAPTIONS, JsonOrCaptions, timeline_response
from api.v1.params import (
    MOST_VALUES,
    LevelFilter,
    PageParams,
    RegionFilter,
    RoutinePath,
    SlugFilter,
    no_values,
)
from api.v1.reader import CatalogueReader, JsonReader
from api.v1.schemas.routines import Routine, RoutinePage, RoutineVersion
from api.v1.schemas.session_timelines import Timeline
from api.vocabulary import OwnerKind, RoutineFormat
from api.whole_numbers import WRITTEN_IN_DIGITS

router = APIRouter(prefix="/routines", tags=["routines"])

ComplaintFilter = Annotated[
    list[SlugFilter],
    Query(
        default_factory=no_values, max_length=MOST_VALUES, description="Complaints it is made for."
    ),
]
FormatFilter = Annotated[
    list[RoutineFormat],
    Query(
        default_factory=no_values, max_length=MOST_VALUES, description="How it is meant to be used."
    ),
]
VersionPath = Annotated[int, Path(ge=1, le=10_000, description="The version."), WRITTEN_IN_DIGITS]


async def routine_filters(
    complaint: ComplaintFilter,
    region: RegionFilter,
    level: LevelFilter,
    format: FormatFilter,  # noqa: A002 - the parameter's public name
    max_seconds: Annotated[
        int | None,
        Query(
            ge=1,
            le=36_000,
            description="Longest time for one session; of a `one_a_day` routine, for one day.",
        ),
        WRITTEN_IN_DIGITS,
    ] = None,
    owner: Annotated[OwnerKind, Query(description="Whose routines.")] = "editors",
) -> RoutineFilters:
    return RoutineFilters(
        complaints=complaint,
        regions=region,
        levels=list(level),
        formats=list(format),
        max_seconds=max_seconds,
        owner=owner,
    )


@router.get("", response_model=RoutinePage, summary="List routines")
async def list_routines(
    reader: CatalogueReader,
    page: PageParams,
    filters: Annotated[RoutineFilters, Depends(routine_filters)],
) -> Response:
    """List routines as summaries, by name."""
    found = await query_routines(reader.reads, filters, page, reader.language)
    return (reader if filters.owner == "editors" else reader.outside_catalogue()).page(found)


@router.get(
    "/{slug}",
    response_model=Routine,
    summary="Get a routine",
    responses=problems(NotFound, Gone),
)
async def get_routine(slug: RoutinePath, reader: CatalogueReader) -> Response:
    """Return the newest version of a routine, with the text and doses of its exercises.

    A partner's routine is no part of the catalogue: its answer carries no serial.
    """
    found = await query_routine(reader.reads, slug, reader.language)
    return (reader.outside_catalogue() if is_partners(slug) else reader).document(found)


@router.get(
    "/{slug}/versions/{number}",
    response_model=RoutineVersion,
    summary="Get a frozen version of a routine",
    responses=problems(NotFound, Gone),
)
async def get_frozen_routine(
    slug: RoutinePath,
    number: VersionPath,
    reader: CatalogueReader,
) -> Response:
    """Return a version exactly as it was published. Only its advisories may grow."""
    found = await get_routine_version(reader.reads, slug, number, reader.language)
    return (reader.outside_catalogue() if is_partners(slug) else reader).document(found)


@router.get(
    "/{slug}/timeline",
    response_model=Timeline,
    response_class=JsonOrCaptions,
    summary="Get a routine second by second",
    responses={**IN_CAPTIONS, **problems(NotFound, Gone)},
)
async def get_routine_timeline(slug: RoutinePath, reader: CatalogueReader) -> Response:
    """Return what a player counts down: each hold, rest and change of sides, with its text.

    It takes the `total_seconds` of the routine. Of a `one_a_day` routine, play the segments of the
    day's exercise. With `Accept: text/vtt` the answer is captions (WebVTT).
    """
    return routine_timeline(reader, slug, await query_routine(reader.reads, slug, reader.language))


@router.get(
    "/{slug}/versions/{number}/timeline",
    response_model=Timeline,
    response_class=JsonOrCaptions,
    summary="Get a frozen version second by second",
    responses={**IN_CAPTIONS, **problems(NotFound, Gone)},
)
async def get_frozen_routine_timeline(
    slug: RoutinePath, number: VersionPath, reader: CatalogueReader
) -> Response:
    """Return the timeline of a published version, whose doses never change."""
    found = await get_routine_version(reader.reads, slug, number, reader.language)
    return routine_timeline(reader, slug, found)


def routine_timeline(reader: JsonReader, slug: str, found: StoredDocument) -> Response:
    """Answer the timeline of a routine's document, in the language that it is really in."""
    routine = json.loads(found.body)
    segments = timeline(items_of_routine(routine), get_messages(found.language))
    reader = reader.outside_catalogue() if is_partners(slug) else reader
    markers = markers_of_routine(routine)
    return timeline_response(
        reader, segments, markers, found.language, cache_control=caching.CATALOGUE
    )
