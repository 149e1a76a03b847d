"""Middleware: checks the API key of a request (bearer token, RFC 6750)."""

from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Unauthorized
from api.http.client_address import client_address
from api.http.database_errors import UNAVAILABLE, answer_database_error
from api.http.problem_response import problem_response
from api.http.rate_limit import refuse
from api.limits.policies import Decision
from api.limits.rate_limiter import RateLimiter
from api.partners.key_cache import Grant, KeyCache, KeyFault
from api.partners.keys import prefix_of

PROTECTED = "/v1/"
FAULTS = {
    KeyFault.UNKNOWN: None,
    KeyFault.EXPIRED: "This key has expired. Ask the operator of this server for a new one.",
    KeyFault.REVOKED: "This key was revoked. Ask the operator of this server for a new one.",
}
"""The details of a 401; the first is the usual one, which says nothing about any key."""


class Authentication:
    """Put the grant of a valid key into the request's state; answer 401 for an invalid key.

    An invalid key is refused on public operations too: a caller who sends a key expects its quota,
    and should learn that the key does not count. A request without any key passes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PROTECTED):
            await self.app(scope, receive, send)
            return
        credentials = [value for name, value in scope["headers"] if name == b"authorization"]
        if not credentials:
            await self.app(scope, receive, send)
            return
        grant = await self.authenticate(bearer_token(credentials), scope, receive, send)
        if grant is not None:
            scope["state"]["grant"] = grant

            async def send_privately(message: Message) -> None:
                if message["type"] == "http.response.start":
                    forbid_shared_caches(MutableHeaders(scope=message))
                await send(message)

            await self.app(scope, receive, send_privately)

    async def authenticate(
        self, token: str, scope: Scope, receive: Receive, send: Send
    ) -> Grant | None:
        """Return the grant of a key; if it is refused, answer the request and return None."""
        limiter: RateLimiter = scope["app"].state.rate_limiter
        caller = client_address(scope)
        is_blocked = await limiter.has_guessed_too_often(caller)
        if is_blocked and not await self.may_ask(token, scope):
            await refuse(Decision.refuse(limiter.policies.wrong_keys), scope, receive, send)
            return None
        try:
            found = await scope["app"].state.keys.find_grant(token)
        except (SQLAlchemyError, *UNAVAILABLE) as error:
            answer = await answer_database_error(Request(scope, receive), error)
            await answer(scope, receive, send)
            return None
        if isinstance(found, Grant):
            return found
        if is_blocked or not await limiter.note_wrong_key(caller):
            await refuse(Decision.refuse(limiter.policies.wrong_keys), scope, receive, send)
        else:
            await self.refuse_key(found, scope, receive, send)
        return None

    async def may_ask(self, token: str, scope: Scope) -> bool:
        """Say whether a caller who guesses too often may have this key looked at."""
        keys: KeyCache = scope["app"].state.keys
        limiter: RateLimiter = scope["app"].state.rate_limiter
        if keys.remembers(token):
            return True
        return prefix_of(token) is not None and await limiter.may_look_up()

    async def refuse_key(self, fault: KeyFault, scope: Scope, receive: Receive, send: Send) -> None:
        problem = Unauthorized(FAULTS[fault], headers={"WWW-Authenticate": challenge(fault)})
        await problem_response(Request(scope, receive), problem)(scope, receive, send)


def challenge(fault: KeyFault) -> str:
    """Return the value of `WWW-Authenticate` for a key that does not count (RFC 6750, 3)."""
    description = f', error_description="{FAULTS[fault]}"' if FAULTS[fault] else ""
    return f'Bearer realm="instep", error="invalid_token"{description}'


def bearer_token(credentials: list[bytes]) -> str:
    """Return the bearer token of the one `Authorization` header.

    Another scheme, or more than one header, counts as an empty (invalid) token.
    """
    scheme, _, token = credentials[0].decode("latin-1").partition(" ")
    return token.strip() if len(credentials) == 1 and scheme.lower() == "bearer" else ""


def forbid_shared_caches(headers: MutableHeaders) -> None:
    """Make the response to a request with a key private."""
    cache_control = headers.get("cache-control", "private")
    headers["cache-control"] = cache_control.replace("public", "private")
