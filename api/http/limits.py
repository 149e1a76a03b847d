"""Limits on the wire: who has asked too much is told when to come back.

Headers as in draft-ietf-httpapi-ratelimit-headers-11: `RateLimit-Policy` tells a quota, `RateLimit`
what is left of it. Answers that others may keep carry the first only, which is the same for
everybody. They are stamped outside of every cache.
"""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics
from api.errors import TooManyRequests
from api.http.addresses import caller_of
from api.http.problems import respond
from api.partners.quotas import WINDOW_SECONDS, Policy, Quotas, Verdict

UNLIMITED = ("/healthz", "/readyz", "/metrics")


class Limits:
    """Count each request, refuse those over the limit, and say so in the headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNLIMITED or scope["method"] == "OPTIONS":
            await self.app(scope, receive, send)
            return
        quotas: Quotas = scope["app"].state.quotas
        grant = scope["state"].get("grant")
        policy = quotas.policy_of(scope["method"], is_keyed=grant is not None)
        verdict = await quotas.count(policy, grant.partner if grant else caller_of(scope))
        if not verdict.is_allowed:
            await refuse(verdict, scope, receive, send)
            return
        told = {"ratelimit-policy": policy_header(policy)}
        if policy is not quotas.reads:
            told["ratelimit"] = limit_header(verdict)

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                headers.update(told)
                message["headers"] = headers.raw
            await send(message)

        await self.app(scope, receive, stamped)


async def refuse(verdict: Verdict, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer 429 with what is left (nothing) and the seconds to wait."""
    metrics.LIMITED.labels(verdict.policy.name).inc()
    headers = {
        "Retry-After": str(verdict.resets_in),
        "RateLimit-Policy": policy_header(verdict.policy),
        "RateLimit": limit_header(verdict),
    }
    problem = TooManyRequests(headers=headers)
    await respond(Request(scope, receive), problem)(scope, receive, send)


def policy_header(policy: Policy) -> str:
    return f'"{policy.name}";q={policy.quota};w={WINDOW_SECONDS}'


def limit_header(verdict: Verdict) -> str:
    return f'"{verdict.policy.name}";r={verdict.remaining};t={verdict.resets_in}'
