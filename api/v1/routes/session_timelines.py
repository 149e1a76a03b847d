"""A session in time: what a player counts down, second by second."""

from fastapi import APIRouter, Response

from api import caching
from api.errors import ContentTooLarge, MalformedBody, UnsupportedMediaType
from api.messages.files import get_messages
from api.openapi.responses import problems
from api.queries.session_timelines import get_named
from api.timeline import timed_item, timeline
from api.v1.body import JsonBodyRoute
from api.v1.captions import IN_CAPTIONS, JsonOrCaptions, timeline_response
from api.v1.reader import CatalogueReader
from api.v1.schemas.session_timelines import SessionItems, Timeline

router = APIRouter(prefix="/session-timelines", tags=["plans"], route_class=JsonBodyRoute)


@router.post(
    "",
    response_model=Timeline,
    response_class=JsonOrCaptions,
    summary="Get a session second by second",
    responses={
        **IN_CAPTIONS,
        **problems(MalformedBody, ContentTooLarge, UnsupportedMediaType),
    },
)
async def make_session_timeline(reader: CatalogueReader, body: SessionItems) -> Response:
    """Return what a player counts down: each hold, rest and change of sides, with its text.

    Send the `items` of a plan's session as they are; it takes that session's `total_seconds`. With
    `Accept: text/vtt` the answer is captions (WebVTT). Nothing is kept.
    """
    named = await get_named(reader.reads, [item.exercise for item in body.items], reader.language)
    items = [
        timed_item(one.slug, one.name, item.dosage.model_dump())
        for one, item in zip(named, body.items, strict=True)
    ]
    markers = {one.slug: one.markers for one in named}
    segments = timeline(items, get_messages(reader.language), body.side)
    return timeline_response(
        reader, segments, markers, reader.language, cache_control=caching.NO_STORE
    )
