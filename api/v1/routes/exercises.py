"""Exercises: a filtered list, and each one complete."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.errors import Gone, NotFound
from api.openapi.responses import problems
from api.queries.documents import get_document
from api.queries.exercises import ExerciseFilters
from api.queries.exercises import list_exercises as query_exercises
from api.v1.params import (
    MOST_VALUES,
    LevelFilter,
    OptionalKeywords,
    PageParams,
    RegionFilter,
    SlugFilter,
    SlugPath,
    no_values,
)
from api.v1.reader import CatalogueReader
from api.v1.schemas.exercises import Exercise, ExercisePage
from api.vocabulary import Collection, ExerciseSort, Kind, Laterality, Position
from api.whole_numbers import WRITTEN_IN_DIGITS

router = APIRouter(prefix="/exercises", tags=["exercises"])


ComplaintFilter = Annotated[
    list[SlugFilter],
    Query(
        default_factory=no_values,
        max_length=MOST_VALUES,
        description="Complaints it helps with, ordered by evidence and fit. Where a clinician"
        " comes first the list is empty and `notices` says why.",
    ),
]
CollectionFilter = Annotated[
    list[Collection],
    Query(
        default_factory=no_values,
        max_length=MOST_VALUES,
        description="`article`: the twelve of the magazine article; `extended`: from published"
        " programmes and our own additions.",
    ),
]
KindFilter = Annotated[
    list[Kind],
    Query(default_factory=no_values, max_length=MOST_VALUES, description="Kinds of exercise."),
]
PositionFilter = Annotated[
    list[Position],
    Query(
        default_factory=no_values,
        max_length=MOST_VALUES,
        description="Positions it can be done in.",
    ),
]
EquipmentFilter = Annotated[
    list[SlugFilter],
    Query(
        default_factory=no_values,
        max_length=MOST_VALUES,
        description="What is at hand: only exercises that require no more. Household things"
        " count as at hand; `none` means nothing at all.",
    ),
]
LateralityFilter = Annotated[
    list[Laterality],
    Query(
        default_factory=no_values,
        max_length=MOST_VALUES,
        description="One side at a time, or both.",
    ),
]


async def exercise_filters(
    region: RegionFilter,
    complaint: ComplaintFilter,
    collection: CollectionFilter,
    kind: KindFilter,
    position: PositionFilter,
    equipment: EquipmentFilter,
    level: LevelFilter,
    laterality: LateralityFilter,
    max_seconds: Annotated[
        int | None,
        Query(ge=1, le=36_000, description="Longest time for one session of it."),
        WRITTEN_IN_DIGITS,
    ] = None,
) -> ExerciseFilters:
    return ExerciseFilters(
        regions=region,
        complaints=complaint,
        collections=list(collection),
        kinds=list(kind),
        positions=list(position),
        equipment=equipment,
        levels=list(level),
        lateralities=list(laterality),
        max_seconds=max_seconds,
    )


@router.get("", response_model=ExercisePage, summary="List exercises")
async def list_exercises(
    reader: CatalogueReader,
    page: PageParams,
    filters: Annotated[ExerciseFilters, Depends(exercise_filters)],
    q: OptionalKeywords = None,
    sort: Annotated[
        ExerciseSort | None,
        Query(
            description="Order. If left out: evidence and fit with `complaint`, relevance with `q`,"
            " else name."
        ),
    ] = None,
) -> Response:
    """List exercises as summaries.

    The same filter twice is OR, different filters are AND.
    """
    found, notices = await query_exercises(reader.reads, filters, q, sort, page, reader.language)
    return reader.page(found, notices=[asdict(notice) for notice in notices])


@router.get(
    "/{slug}",
    response_model=Exercise,
    summary="Get an exercise",
    responses=problems(NotFound, Gone),
)
async def get_exercise(slug: SlugPath, reader: CatalogueReader) -> Response:
    """Return one exercise with its steps, dose, evidence, cautions and where each fact is from."""
    return reader.document(await get_document(reader.reads, "exercise", slug, reader.language))
