"""A `send` that changes the headers of a response on their way out."""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send


def with_changed_headers(send: Send, change: Callable[[MutableHeaders], None]) -> Send:
    """Return a `send` that first lets `change` edit the response's headers."""

    async def send_changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            change(headers)
            message["headers"] = headers.raw
        await send(message)

    return send_changed
