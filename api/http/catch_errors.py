"""Middleware: an unexpected exception becomes a 500, and is logged without its text."""

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import InternalError
from api.http.problem_response import problem_response

logger = structlog.get_logger()

LOGGED_FRAMES = 12


class CatchErrors:
    """The innermost middleware, so that a 500 gets the same headers as any other response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_started = False

        async def note_start(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self.app(scope, receive, note_start)
        except Exception as error:
            # The text stays out of the log: it may hold a person's own words.
            logger.error(
                "unexpected_error",
                request_id=scope["state"]["request_id"],
                error=type(error).__name__,
                where=innermost_frames(error),
            )
            if not has_started:
                response = problem_response(Request(scope, receive), InternalError())
                await response(scope, receive, send)


def innermost_frames(error: Exception) -> list[str]:
    """Return the last frames of a traceback, each as `module:line`."""
    frames = []
    frame = error.__traceback__
    while frame is not None:
        frames.append(f"{frame.tb_frame.f_globals.get('__name__', '?')}:{frame.tb_lineno}")
        frame = frame.tb_next
    return frames[-LOGGED_FRAMES:]
