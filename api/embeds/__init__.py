"""Pages that other people's sites frame, the element and the oEmbed answer that put them there."""

from fastapi import APIRouter

from api.embeds import component, exercises, index, oembed, routines

router = APIRouter(include_in_schema=False)
for part in (index, routines, exercises, component, oembed):
    router.include_router(part.router)
