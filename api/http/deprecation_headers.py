"""Middleware: `Deprecation` and `Sunset` on every response of a deprecated operation."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from api.deprecation import Deprecation
from api.http.response_headers import with_changed_headers


class DeprecationHeaders:
    """Add the headers of the `Deprecation` in the request's state, to error responses too.

    `api.deprecation.mark_deprecated` puts it there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        def add_deprecation(headers: MutableHeaders) -> None:
            deprecation: Deprecation | None = scope.get("state", {}).get("deprecation")
            if deprecation is not None:
                base_url = scope["app"].state.settings.base_url
                for name, value in deprecation.headers(base_url).items():
                    headers.append(name, value)

        await self.app(scope, receive, with_changed_headers(send, add_deprecation))
