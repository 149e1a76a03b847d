"""Say on each answer of a retiring operation, errors too, since when and until when."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.retirement import Retirement


class Announcements:
    """Stamp what `api.retirement.retiring` left in the request's state."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def stamped(message: Message) -> None:
            retirement: Retirement | None = scope.get("state", {}).get("retirement")
            if message["type"] == "http.response.start" and retirement is not None:
                headers = MutableHeaders(raw=list(message["headers"]))
                for name, value in retirement.headers(scope["app"].state.settings.base_url).items():
                    headers.append(name, value)
                message["headers"] = headers.raw
            await send(message)

        await self.app(scope, receive, stamped)
