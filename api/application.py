"""The application, with layers of its own around FastAPI's."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send


class Application(FastAPI):
    """FastAPI, which a request reaches only through the layers that were put around it.

    FastAPI has layers outside of those that are added to it. A request that an outer layer answers
    needs none of them, and they cost as much as such an answer.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.outermost: ASGIApp = super().__call__
        self.shortcut: Any = None
        """How a server may get answers without passing through the layers, if it can."""

    def surround(self, layer: Any, **options: Any) -> Any:
        """Put a middleware around everything that is there, and return it."""
        self.outermost = layer(self.outermost, **options)
        return self.outermost

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self
        await self.outermost(scope, receive, send)
