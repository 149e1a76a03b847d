"""Keys: a request that shows one is let in with what it allows, or refused; RFC 6750."""

from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Unauthorized
from api.http.problems import AWAY, answer_database, respond
from api.partners.keyring import Grant, KeyRing

PROTECTED = "/v1/"
CHALLENGE = 'Bearer realm="instep", error="invalid_token"'


class Keys:
    """Put a valid key's grant into the request's state, and keep its answers out of caches.

    A wrong key is never passed over, also where none is needed: whoever sends one expects its
    quota and should hear that it does not count.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PROTECTED):
            await self.app(scope, receive, send)
            return
        shown = [value for name, value in scope["headers"] if name == b"authorization"]
        if not shown:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            grant = await granted(scope["app"].state.keyring, shown)
        except (SQLAlchemyError, *AWAY) as error:
            await (await answer_database(request, error))(scope, receive, send)
            return
        if grant is None:
            refusal = Unauthorized(headers={"WWW-Authenticate": CHALLENGE})
            await respond(request, refusal)(scope, receive, send)
            return
        scope["state"]["grant"] = grant

        async def private(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                allowed = headers.get("cache-control", "private")
                headers["cache-control"] = allowed.replace("public", "private")
                message["headers"] = headers.raw
            await send(message)

        await self.app(scope, receive, private)


async def granted(keyring: KeyRing, shown: list[bytes]) -> Grant | None:
    """Return what the one `Authorization` header allows; several are as good as none."""
    scheme, _, text = shown[0].decode("latin-1").partition(" ")
    if len(shown) > 1 or scheme.lower() != "bearer":
        return None
    return await keyring.grant_of(text.strip())
