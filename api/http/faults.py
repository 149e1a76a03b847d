"""What nobody caught: answered as 500, logged by its place and type, never by its text."""

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import InternalError
from api.http.problems import respond

logger = structlog.get_logger()


class Faults:
    """The innermost layer, so that a 500 gets the same headers as any other answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            # The text stays out of the log: it may hold what a person wrote.
            logger.error(
                "unexpected_error",
                request_id=scope["state"]["request_id"],
                error=type(error).__name__,
                where=places(error),
            )
            if not started:
                await respond(Request(scope, receive), InternalError())(scope, receive, send)


def places(error: Exception) -> list[str]:
    """Return the innermost places of a traceback as `module:line`."""
    found = []
    frame = error.__traceback__
    while frame is not None:
        found.append(f"{frame.tb_frame.f_globals.get('__name__', '?')}:{frame.tb_lineno}")
        frame = frame.tb_next
    return found[-12:]
