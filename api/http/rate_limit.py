"""Middleware: counts requests, and answers 429 if a caller has sent too many.

The headers follow draft-ietf-httpapi-ratelimit-headers-11: `RateLimit-Policy` names the quota,
`RateLimit` says how much of it remains. Responses that shared caches may keep carry only the
first, which is the same for everybody.
"""

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api import metrics
from api.errors import TooManyRequests
from api.http.client_address import THIS_MACHINE, client_address
from api.http.problem_response import problem_response
from api.http.response_headers import Header
from api.http.trusted_proxies import REMEDY
from api.limits.policies import WINDOW_SECONDS, Decision, Policy
from api.limits.rate_limiter import RateLimiter

logger = structlog.get_logger()

UNLIMITED = ("/healthz", "/readyz", "/metrics")
"""Never refused, neither by a quota nor because too many requests are in work."""


class RateLimit:
    """Count each request by key or address, refuse those over the quota, name the headers.

    They stand in the request's state, and `EveryResponse` adds them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.warns = True
        self.policy_headers: dict[str, Header] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNLIMITED or scope["method"] == "OPTIONS":
            await self.app(scope, receive, send)
            return
        limiter: RateLimiter = scope["app"].state.rate_limiter
        grant = scope["state"].get("grant")
        policy = limiter.policies.for_request(scope["method"], is_keyed=grant is not None)
        caller = grant.prefix if grant else client_address(scope)
        # `AnswerCache` counts a request before it asks whether it can answer it.
        decision = scope["state"].get("decision")
        if decision is None and policy is limiter.policies.reads:
            decision = limiter.count_read(caller)
        decision = decision or await limiter.count(policy, caller)
        scope["state"]["decision"] = decision
        if not decision.is_allowed:
            self.warn_of_a_proxy(caller)
            await refuse(decision, scope, receive, send)
            return
        headers = [self.policy_header(policy)]
        if policy is not limiter.policies.reads:
            headers.append((b"ratelimit", limit_header(decision).encode("ascii")))
        scope["state"]["limit_headers"] = headers
        await self.app(scope, receive, send)

    def policy_header(self, policy: Policy) -> Header:
        """Return the header of a policy, written once."""
        if policy.name not in self.policy_headers:
            written = policy_header(policy).encode("ascii")
            self.policy_headers[policy.name] = (b"ratelimit-policy", written)
        return self.policy_headers[policy.name]

    def warn_of_a_proxy(self, caller: str) -> None:
        """Log once that callers on this machine are refused: they may be one proxy."""
        if self.warns and caller == THIS_MACHINE:
            self.warns = False
            logger.warning("this_machine_is_limited", address=caller, remedy=REMEDY)


async def refuse(decision: Decision, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer 429 with the seconds to wait."""
    metrics.LIMITED.labels(decision.policy.name).inc()
    headers = {
        "Retry-After": str(decision.resets_in),
        "RateLimit-Policy": policy_header(decision.policy),
        "RateLimit": limit_header(decision),
    }
    problem = TooManyRequests(headers=headers)
    await problem_response(Request(scope, receive), problem)(scope, receive, send)


def policy_header(policy: Policy) -> str:
    """Return, for example, `"posts";q=120;w=60`: 120 requests in 60 seconds."""
    return f'"{policy.name}";q={policy.quota};w={WINDOW_SECONDS}'


def limit_header(decision: Decision) -> str:
    """Return, for example, `"posts";r=119;t=60`: 119 requests remain for 60 seconds."""
    return f'"{decision.policy.name}";r={decision.remaining};t={decision.resets_in}'
