"""Answer every error in the one shape (RFC 9457), and nothing of what caused it."""

from collections.abc import Iterator
from urllib.parse import quote

import structlog
from asyncpg import (
    InsufficientResourcesError,
    InvalidCatalogNameError,
    LockNotAvailableError,
    OperatorInterventionError,
    PostgresConnectionError,
    UndefinedTableError,
)
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.errors import (
    BY_STATUS,
    PACKED,
    InternalError,
    InvalidRequest,
    MalformedBody,
    MethodNotAllowed,
    Moved,
    NotFound,
    Overloaded,
    Problem,
    UnsupportedMediaType,
)
from api.http.mistakes import field_error
from api.negotiation import is_packed
from api.pages.problems import problem_page, wants_page

logger = structlog.get_logger()

RETRY_AFTER = "2"
AWAY = (
    OSError,  # no such socket or host, refused, reset, no answer in time
    PoolTimeoutError,
    PostgresConnectionError,
    OperatorInterventionError,  # starting, stopping, a statement that took too long
    InsufficientResourcesError,
    LockNotAvailableError,
    InvalidCatalogNameError,
    UndefinedTableError,  # not migrated yet
)
"""What will pass by itself or by an operator's hand; the request was not at fault."""


def install(app: FastAPI) -> None:
    """Register the handlers on the application."""
    app.add_exception_handler(Problem, answer_problem)
    app.add_exception_handler(Moved, answer_moved)
    app.add_exception_handler(RequestValidationError, answer_validation)
    app.add_exception_handler(HTTPException, answer_http)
    for kind in (SQLAlchemyError, *AWAY):
        app.add_exception_handler(kind, answer_database)


def respond(request: Request, problem: Problem) -> Response:
    base_url = request.app.state.settings.base_url
    headers = {"Cache-Control": "no-store", "Content-Language": "en", **problem.headers}
    if problem.status == Overloaded.status:
        headers.setdefault("Retry-After", RETRY_AFTER)
    # Not request.url: that is put together from the caller's Host and may not even parse.
    path = request.scope["path"]
    if wants_page(path):
        return problem_page(problem, base_url=base_url, headers=headers)
    body = problem.body(
        base_url=base_url,
        instance=quote(path, errors="replace")[:2048],
        request_id=getattr(request.state, "request_id", ""),
    )
    return JSONResponse(
        body, status_code=problem.status, media_type="application/problem+json", headers=headers
    )


async def answer_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - what this handler is registered for
    return respond(request, error)


async def answer_moved(request: Request, error: Exception) -> Response:
    """Send the caller to the same address with the new slug in the old one's place."""
    assert isinstance(error, Moved)  # noqa: S101
    parts = [error.new if part == error.old else part for part in request.scope["path"].split("/")]
    query = "?" + request.scope["query_string"].decode("latin-1")
    location = request.app.state.settings.base_url + quote("/".join(parts)) + query.rstrip("?")
    return Response(
        status_code=308, headers={"Location": location, "Cache-Control": "public, max-age=3600"}
    )


async def answer_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    found = error.errors()
    if any(item["type"] == "json_invalid" for item in found):
        return respond(request, unreadable(request))
    if any((item["type"], item["loc"]) == ("missing", ("body",)) for item in found):
        return respond(request, MalformedBody("The body is empty; it is a JSON object."))
    body = getattr(request.scope.get("route"), "body_field", None)
    shape = body.field_info.annotation if body is not None else None
    errors = [field_error(item, shape) for item in found[:50]]
    only = errors[0] if len(errors) == 1 else None
    detail = f"{only.parameter or only.pointer or 'body'}: {only.detail}" if only else None
    return respond(request, InvalidRequest(detail, errors=errors))


async def answer_http(request: Request, error: Exception) -> Response:
    """Turn the framework's own refusals (no such address or method) into problems."""
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 405:
        allow = {"Allow": ", ".join(allowed_methods(request, request.scope["path"]))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        return respond(request, MethodNotAllowed(headers=allow))
    if error.status_code == 404:
        bare = request.scope["path"].rstrip("/")
        slash = bare != request.scope["path"] and allowed_methods(request, bare)
        return respond(request, NotFound("Leave out the slash at the end." if slash else None))
    if error.status_code == 400:
        return respond(request, unreadable(request))
    return respond(request, BY_STATUS.get(error.status_code, InternalError)())


def unreadable(request: Request) -> Problem:
    """Return the problem for a body that cannot be read as JSON."""
    if is_packed(request.headers.get("content-encoding")):
        return UnsupportedMediaType(PACKED)
    return MalformedBody()


def allowed_methods(request: Request, path: str) -> list[str]:
    """Return every method that some route answers at a path; the framework knows one only."""
    answered = [
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(
            route.matches({**request.scope, "path": path, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]
    more = ["HEAD"] if "GET" in answered else []
    return [*answered, *more, "OPTIONS"] if answered else []


async def answer_database(request: Request, error: Exception) -> Response:
    """Answer 503 where the database is busy or away, 500 where a statement is wrong."""
    causes = list(causes_of(error))
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    away = lost or any(isinstance(cause, AWAY) for cause in causes)
    logger.error(
        "database_error",
        request_id=request.state.request_id,
        error=type(causes[-1]).__name__,
        away=away,
    )
    return respond(request, Overloaded() if away else InternalError())


def causes_of(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, and what it was raised from, down to the driver's own."""
    while error is not None:
        yield error
        error = error.__cause__
