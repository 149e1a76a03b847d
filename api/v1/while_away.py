"""Answers while PostgreSQL is away: bundles, warning signs, and texts that state an emergency.

An operation names its substitute with `@while_away(…)`, in a router of the class `LastingRoute`.
The substitute has the same parameters, and a `KnownReader` in the place of a reader.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute

from api import caching
from api.errors import Overloaded
from api.last_known_state import LastKnownState
from api.postgres.failures import is_away, is_crowded
from api.v1.body import JsonBodyRoute
from api.v1.known_catalogue import KnownCatalogue
from api.v1.params import Language
from api.v1.reader import JsonAnswers

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
Handler = Callable[[Request], Coroutine[Any, Any, Response]]

SAYS_SO: dict[int | str, dict[str, Any]] = {200: {"headers": {"Cache-Status": {}}}}
"""For the `responses` of an operation with a substitute."""

SILENT_SECONDS = 3.0
"""No free connection means a busy server; one that was silent for so long is away."""


@dataclass(frozen=True)
class KnownReader(JsonAnswers):
    """One request's view of the last known state, and its answers as JSON."""

    known: KnownCatalogue
    language: str
    headers: dict[str, str]
    base_url: str
    request: Request


async def open_known_reader(request: Request, language: Language) -> KnownReader:
    state: LastKnownState[KnownCatalogue] = request.app.state.last_known_state
    known = state.find(language)
    if known is None:
        raise Overloaded
    headers = {**known.headers, "Cache-Status": state.cache_status()}
    return KnownReader(known, language, headers, request.app.state.settings.base_url, request)


Known = Annotated[KnownReader, Depends(open_known_reader)]


def while_away(substitute: Callable[..., Any]) -> Callable[[Endpoint], Endpoint]:
    """Let `substitute` answer for an operation while PostgreSQL is away."""

    def name(endpoint: Endpoint) -> Endpoint:
        endpoint.while_away = substitute  # type: ignore[attr-defined]
        return endpoint

    return name


class LastingRoute(JsonBodyRoute):
    """A route whose operation may have a substitute for the time in which PostgreSQL is away."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()
        substitute = getattr(self.endpoint, "while_away", None)
        if substitute is None:
            return handle
        other = APIRoute(self.path, substitute, methods=self.methods, response_model=None)
        answer_instead = other.get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                state: LastKnownState[KnownCatalogue] = request.app.state.last_known_state
                silent = state.seconds_unasked() > SILENT_SECONDS
                if not is_away(error) and not (is_crowded(error) and silent):
                    raise
            response = await answer_instead(request)
            response.headers.setdefault("Cache-Status", state.cache_status())
            if response.headers["Cache-Control"] == caching.CATALOGUE:
                response.headers["Cache-Control"] = caching.REVALIDATE
            return response

        return answer
