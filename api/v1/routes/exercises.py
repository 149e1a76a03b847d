"""Exercises: a filtered list, and each one complete."""

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from api.errors import Gone, NotFound
from api.openapi.responses import problems
from api.queries.documents import get_document
from api.queries.exercises import ExerciseFilters
from api.queries.exercises import list_exercises as query_exercises
from api.v1.params import OptionalKeywords, PageParams, SlugFilter, SlugPath
from api.v1.reader import CatalogueReader
from api.v1.schemas.exercises import Exercise, ExercisePage
from api.vocabulary import Kind, Laterality, Level, Position

router = APIRouter(prefix="/exercises", tags=["exercises"])

Sort = Literal["name", "-updated_at", "relevance"]


async def exercise_filters(
    region: Annotated[
        list[SlugFilter],
        Query(max_length=20, description="Body regions; what lies inside one belongs to it."),
    ] = [],  # noqa: B006 - FastAPI copies it
    complaint: Annotated[
        list[SlugFilter],
        Query(
            max_length=20,
            description="Complaints it helps with; orders by evidence and fit. Where a clinician"
            " comes first the list is empty and `notices` says why.",
        ),
    ] = [],  # noqa: B006
    kind: Annotated[list[Kind], Query(max_length=20, description="Kinds of exercise.")] = [],  # noqa: B006
    position: Annotated[
        list[Position], Query(max_length=20, description="Positions it can be done in.")
    ] = [],  # noqa: B006
    equipment: Annotated[
        list[SlugFilter],
        Query(
            max_length=20,
            description="What is at hand: only exercises that require no more. Household things"
            " count as at hand; `none` means nothing at all.",
        ),
    ] = [],  # noqa: B006
    level: Annotated[list[Level], Query(max_length=20, description="Levels.")] = [],  # noqa: B006
    laterality: Annotated[
        list[Laterality], Query(max_length=20, description="One side at a time, or both.")
    ] = [],  # noqa: B006
    max_seconds: Annotated[
        int | None, Query(ge=1, le=36_000, description="Longest time for one session of it.")
    ] = None,
) -> ExerciseFilters:
    return ExerciseFilters(
        regions=region,
        complaints=complaint,
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
        Sort | None,
        Query(
            description="Order; unsaid it is evidence and fit with `complaint`, relevance with `q`,"
            " else name."
        ),
    ] = None,
) -> Response:
    """List exercises as summaries.

    The same filter twice is OR, different filters are AND.
    """
    found, notices = await query_exercises(reader.session, filters, q, sort, page, reader.language)
    return reader.page(found, notices=[asdict(notice) for notice in notices])


@router.get(
    "/{slug}",
    response_model=Exercise,
    summary="Get an exercise",
    responses=problems(NotFound, Gone),
)
async def get_exercise(slug: SlugPath, reader: CatalogueReader) -> Response:
    """Answer one exercise with its steps, dose, evidence, cautions and where each fact is from."""
    return reader.document(await get_document(reader.session, "exercise", slug, reader.language))
