"""Whom to credit for pictures."""

from fastapi import APIRouter, Response

from api.pagination import Page
from api.queries.media_credits import list_media_credits as query_media_credits
from api.v1.answers.media_credits import credited_exercise
from api.v1.params import PageParams
from api.v1.reader import CatalogueReader
from api.v1.schemas.media_credits import MediaCreditPage

router = APIRouter(prefix="/media-credits", tags=["exercises"])


@router.get("", response_model=MediaCreditPage, summary="List credits of pictures")
async def list_media_credits(reader: CatalogueReader, page: PageParams) -> Response:
    """List the exercises that have pictures, by name, each with whom to name and the licence.

    An app that shows pictures names each credit once, for example on its page about itself.
    """
    found, next_cursor = await query_media_credits(reader.reads, page, reader.language)
    items = [credited_exercise(one.summary, one.credits) for one in found]
    return reader.page(Page(items, next_cursor))
