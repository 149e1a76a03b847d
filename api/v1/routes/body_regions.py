"""Body regions: a list, their tree, and each one."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.errors import Gone, NotFound
from api.openapi.responses import problems
from api.queries.body_regions import list_all_regions
from api.queries.body_regions import list_body_regions as query_body_regions
from api.queries.documents import get_document
from api.v1.answers.body_regions import region_tree
from api.v1.params import MOST_VALUES, PageParams, SlugFilter, SlugPath, no_values
from api.v1.reader import CatalogueReader
from api.v1.schemas.body_regions import BodyRegion, BodyRegionPage, BodyRegionTree
from api.vocabulary import RegionKind

router = APIRouter(prefix="/body-regions", tags=["body regions"])


@router.get("", response_model=BodyRegionPage, summary="List body regions")
async def list_body_regions(
    reader: CatalogueReader,
    page: PageParams,
    parent: Annotated[
        list[SlugFilter],
        Query(
            default_factory=no_values,
            max_length=MOST_VALUES,
            description="Regions directly inside these.",
        ),
    ],
    kind: Annotated[
        list[RegionKind],
        Query(default_factory=no_values, max_length=MOST_VALUES, description="Kinds of region."),
    ],
) -> Response:
    """List body regions as summaries, by name."""
    found = await query_body_regions(reader.reads, parent, list(kind), page, reader.language)
    return reader.page(found)


@router.get("/tree", response_model=BodyRegionTree, summary="Get the tree of body regions")
async def get_body_region_tree(reader: CatalogueReader) -> Response:
    """Return all regions at once, each inside the one it belongs to."""
    regions = await list_all_regions(reader.reads, reader.language)
    return reader.value({"roots": region_tree(regions)})


@router.get(
    "/{slug}",
    response_model=BodyRegion,
    summary="Get a body region",
    responses=problems(NotFound, Gone),
)
async def get_body_region(slug: SlugPath, reader: CatalogueReader) -> Response:
    """Return one region: its everyday names, and its connections to other regions."""
    return reader.document(await get_document(reader.reads, "body-region", slug, reader.language))
