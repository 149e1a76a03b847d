"""Keys: a request that shows one is let in with what it allows, or refused; RFC 6750."""

from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Unauthorized
from api.http.addresses import caller_of
from api.http.limits import refuse
from api.http.problems import AWAY, answer_database, respond
from api.partners.keyring import Grant, KeyRing
from api.partners.quotas import WINDOW_SECONDS, Quotas, Verdict

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
        grant = await self.admit(shown, scope, receive, send)
        if grant is None:
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

    async def admit(
        self, shown: list[bytes], scope: Scope, receive: Receive, send: Send
    ) -> Grant | None:
        """Return what the key allows; None where it was refused, which is answered here."""
        keyring: KeyRing = scope["app"].state.keyring
        quotas: Quotas = scope["app"].state.quotas
        who, text, request = caller_of(scope), key_in(shown), Request(scope, receive)
        if not keyring.has_seen(text) and await quotas.has_guessed_too_often(who):
            verdict = Verdict(quotas.wrong_keys, False, 0, WINDOW_SECONDS)
            await refuse(verdict, scope, receive, send)
            return None
        try:
            grant = await keyring.grant_of(text)
        except (SQLAlchemyError, *AWAY) as error:
            await (await answer_database(request, error))(scope, receive, send)
            return None
        if grant is None:
            await quotas.note_wrong_key(who)
            refusal = Unauthorized(headers={"WWW-Authenticate": CHALLENGE})
            await respond(request, refusal)(scope, receive, send)
        return grant


def key_in(shown: list[bytes]) -> str:
    """Return the key of the one `Authorization` header; several are as good as none."""
    scheme, _, text = shown[0].decode("latin-1").partition(" ")
    return text.strip() if len(shown) == 1 and scheme.lower() == "bearer" else ""
