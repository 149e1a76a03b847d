"""Middleware: all that one request asks the database shares one limit for waiting."""

from starlette.types import ASGIApp, Receive, Scope, Send

from api.postgres.deadline import one_patience


class DatabaseDeadline:
    """Outside of everything that opens a session: a key is looked up before the request is.

    What a request has waited before (`waited_seconds` in its state) counts.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        waited = scope["state"].get("waited_seconds", 0.0)
        with one_patience(max(0.0, self.seconds - waited)):
            await self.app(scope, receive, send)
