"""A timeline as a response: JSON, or captions for those who prefer them."""

from collections.abc import Sequence
from typing import Any

from fastapi.responses import JSONResponse, Response

from api.list_headers import preferred_type
from api.serialisation import serialise
from api.timeline import Segment
from api.v1.answers.session_timelines import Markers, captions, timeline_json
from api.v1.reader import JsonAnswers

VTT = "text/vtt"


class JsonOrCaptions(JSONResponse):
    """The class of routes that answer in both; `Accept` decides."""

    other_media_types = (VTT,)


MEDIA_TYPES = (str(JsonOrCaptions.media_type), VTT)

IN_CAPTIONS: dict[int | str, dict[str, Any]] = {200: {"content": {VTT: {}}}}
"""The `responses` of such a route."""


def timeline_response(
    reader: JsonAnswers,
    segments: Sequence[Segment],
    markers: Markers,
    language: str,
    *,
    cache_control: str,
) -> Response:
    """Answer a timeline whose texts are in a language, in the form that the caller prefers."""
    wanted = preferred_type(reader.request.headers.get("accept"), MEDIA_TYPES)
    body = captions(segments) if wanted == VTT else serialise(timeline_json(segments, markers))
    headers = {
        **reader.headers,
        "Cache-Control": cache_control,
        "Content-Language": language,
        "Vary": f"{reader.headers['Vary']}, Accept",
    }
    return Response(body, media_type=wanted, headers=headers)
