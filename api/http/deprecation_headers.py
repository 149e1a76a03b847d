"""Middleware: `Deprecation` and `Sunset` on every response of a deprecated operation."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.deprecation import Deprecation
from api.http.response_headers import raw_headers


class DeprecationHeaders:
    """Add the headers of the `Deprecation` in the request's state, to error responses too.

    `api.deprecation.mark_deprecated` puts it there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state = scope.get("state", {})

        async def send_with_deprecation(message: Message) -> None:
            deprecation: Deprecation | None = state.get("deprecation")
            if deprecation is not None and message["type"] == "http.response.start":
                added = deprecation.headers(scope["app"].state.settings.base_url)
                message["headers"] = [*message["headers"], *raw_headers(added)]
            await send(message)

        await self.app(scope, receive, send_with_deprecation)
