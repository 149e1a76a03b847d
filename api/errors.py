"""Every error the API answers: status, code, title, and their one JSON shape (RFC 9457)."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

MOST_ERRORS = 20
"""Errors that one response lists, if we look for them ourselves."""


class FieldError(BaseModel):
    """One wrong value in a request: its place, and the probable intention."""

    model_config = ConfigDict(extra="forbid")

    parameter: str | None = Field(
        description="Name of the query or path parameter; null for something in the body.",
        max_length=200,
    )
    pointer: str | None = Field(
        description="JSON Pointer into the body; null for a parameter.", max_length=500
    )
    code: str = Field(description="What is wrong, as a word to switch on.", max_length=64)
    detail: str = Field(description="What is wrong, for people.", max_length=500)
    suggestion: str | None = Field(
        description="What you probably meant; null if nothing is similar.", max_length=200
    )

    @classmethod
    def of(cls, parameter: str, code: str, detail: str, suggestion: str | None = None) -> Self:
        """Return the error of a query or path parameter: `FieldError.of("limit", "too_large", …)`.

        Texts are cut to the lengths of the schema, because they may repeat the caller's input.
        """
        return cls(
            parameter=parameter[:200],
            pointer=None,
            code=code[:64],
            detail=detail[:500],
            suggestion=suggestion,
        )

    @classmethod
    def at(cls, pointer: str, code: str, detail: str, suggestion: str | None = None) -> Self:
        """Return the error at a JSON Pointer into the body: `FieldError.at("/text", "missing", …)`.

        Texts are cut to the lengths of the schema, because they may repeat the caller's input.
        """
        return cls(
            parameter=None,
            pointer=pointer[:500],
            code=code[:64],
            detail=detail[:500],
            suggestion=suggestion,
        )


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it a problem
    """Raise a subclass; the handlers in `api.http.exception_handlers` answer it."""

    status: ClassVar[int]
    code: ClassVar[str]
    title: ClassVar[str]
    explanation: ClassVar[str]
    headers_sent: ClassVar[tuple[str, ...]] = ()
    """Names of the headers that its response has beside the usual ones."""

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: list[FieldError] | None = None,
        replaced_by: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail or self.explanation)
        self.detail = detail or self.explanation
        self.errors = errors or []
        self.replaced_by = replaced_by
        self.headers = headers or {}

    def body(self, *, base_url: str, instance: str | None, request_id: str) -> dict[str, Any]:
        return {
            "type": f"{base_url}/problems/{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "code": self.code,
            "request_id": request_id,
            "replaced_by": self.replaced_by,
            "errors": [error.model_dump() for error in self.errors],
        }


class MalformedBody(Problem):
    status, code, title = 400, "malformed-body", "The body cannot be read"
    explanation = "The body is not JSON in UTF-8."


class Unauthorized(Problem):
    status, code, title = 401, "unauthorized", "No valid key"
    explanation = "The key is missing, mistyped, unknown, expired or revoked."
    headers_sent = ("WWW-Authenticate",)


class Forbidden(Problem):
    status, code, title = 403, "forbidden", "The key does not allow this"
    explanation = "The key is valid, but it lacks the scope that this address needs."
    headers_sent = ("WWW-Authenticate",)


class NotFound(Problem):
    status, code, title = 404, "not-found", "Not found"
    explanation = "There is nothing at this address. /docs lists every address of the API."


class MethodNotAllowed(Problem):
    status, code, title = 405, "method-not-allowed", "Method not allowed"
    explanation = "This address does not take this method. The Allow header lists those it takes."
    headers_sent = ("Allow",)


class NotAcceptable(Problem):
    status, code, title = 406, "not-acceptable", "Not acceptable"
    explanation = "This address answers in application/json only. Accept it, or leave Accept out."


class InProgress(Problem):
    status, code, title = 409, "request-in-progress", "The same request is still in progress"
    explanation = (
        "A request with this Idempotency-Key is still being answered. Send it again in a moment."
    )
    headers_sent = ("Retry-After",)


class Gone(Problem):
    status, code, title = 410, "gone", "Gone for good"
    explanation = "This was removed from the catalogue."


class PreconditionFailed(Problem):
    status, code, title = 412, "precondition-failed", "It has changed since you read it"
    explanation = "The condition names an older version. Read the current one, then try again."


class ContentTooLarge(Problem):
    status, code, title = 413, "content-too-large", "The body is too large"
    explanation = "The body is larger than this address takes."


class AddressTooLong(Problem):
    status, code, title = 414, "address-too-long", "The address is too long"
    explanation = "The address is longer than 8,000 bytes."


class UnsupportedMediaType(Problem):
    status, code, title = 415, "unsupported-media-type", "Unsupported media type"
    explanation = "This address takes application/json only. Name it in Content-Type."


ENCODED_BODY = "This address takes no compressed bodies. Send it without Content-Encoding."
"""Detail of UnsupportedMediaType for a compressed body."""


class RangeNotSatisfiable(Problem):
    status, code, title = 416, "range-not-satisfiable", "There is no such part"
    explanation = (
        "The part you asked for begins after the end. Content-Range says how long the file is."
    )
    headers_sent = ("Content-Range",)


class InvalidRequest(Problem):
    status, code, title = 422, "invalid-request", "The request is not valid"
    explanation = "Something in the parameters or the body is wrong. errors lists each mistake."

    @classmethod
    def listing(cls, errors: Sequence[FieldError]) -> Self:
        """Return the problem for one or more errors; its detail is the first one's.

        At most `MOST_ERRORS` of them are listed.
        """
        return cls(errors[0].detail, errors=list(errors[:MOST_ERRORS]))


class PreconditionRequired(Problem):
    status, code, title = 428, "precondition-required", "If-Match or If-None-Match is missing"
    explanation = "Send If-Match with the ETag of what you read, or If-None-Match: * to create."


class TooManyRequests(Problem):
    status, code, title = 429, "too-many-requests", "Too many requests"
    explanation = "The quota is used up. Retry-After says how many seconds to wait."
    headers_sent = ("RateLimit", "RateLimit-Policy", "Retry-After")


class InternalError(Problem):
    status, code, title = 500, "internal-error", "Something broke on our side"
    explanation = "Try again. If it keeps happening, report it with the request_id."


class FormatNotServed(Problem):
    status, code, title = 501, "format-not-served", "This format is not served"
    explanation = "oEmbed answers are JSON only. Leave format out, or ask for format=json."


class Overloaded(Problem):
    status, code, title = 503, "overloaded", "Too busy right now"
    explanation = "The server or its database is busy or restarting. Try again shortly."
    headers_sent = ("Retry-After",)


class MalformedRequest(Problem):
    status, code, title = 400, "malformed-request", "This is not a valid HTTP request"
    explanation = "The request breaks a rule of HTTP/1.1, so it was not read any further."


class RequestTimeout(Problem):
    status, code, title = 408, "request-timeout", "The request took too long to arrive"
    explanation = "The whole request did not arrive in time. Send it again."


class HeadersTooLarge(Problem):
    status, code, title = 431, "headers-too-large", "The headers are too large"
    explanation = "A request may have up to 100 headers, and up to 65,536 bytes before its body."


class VersionNotServed(Problem):
    status, code, title = 505, "version-not-served", "This version of HTTP is not served"
    explanation = "This server speaks HTTP/1.1. Send the request in that version."


REGISTRY: tuple[type[Problem], ...] = (
    MalformedBody,
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    InProgress,
    Gone,
    PreconditionFailed,
    ContentTooLarge,
    AddressTooLong,
    UnsupportedMediaType,
    RangeNotSatisfiable,
    InvalidRequest,
    PreconditionRequired,
    TooManyRequests,
    InternalError,
    FormatNotServed,
    Overloaded,
)
EDGE: tuple[type[Problem], ...] = (
    MalformedRequest,
    RequestTimeout,
    HeadersTooLarge,
    VersionNotServed,
)
"""Answered by `api.server` before any operation is reached, so no operation describes them."""

BY_STATUS = {problem.status: problem for problem in REGISTRY}
"""A status has one error only (a test checks it), because an operation describes one for each.

If you need another case of a status, raise its error with a `detail` of that case.
"""


def wrong_parameter(
    parameter: str, code: str, detail: str, suggestion: str | None = None
) -> InvalidRequest:
    """Return the problem for one wrong query parameter."""
    return InvalidRequest.listing([FieldError.of(parameter, code, detail, suggestion)])


class Moved(Exception):  # noqa: N818 - not an error: the resource answers at its new slug
    """A resource was requested by the slug it had before it was renamed; answered with 308."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"{old} is now {new}")
        self.old = old
        self.new = new
