"""Answer every error in the one shape (RFC 9457), and nothing of what caused it."""

from typing import Any

import structlog
from asyncpg import PostgresConnectionError, QueryCanceledError, TooManyConnectionsError
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.errors import (
    BY_STATUS,
    FieldError,
    InternalError,
    InvalidRequest,
    MalformedBody,
    MethodNotAllowed,
    Moved,
    Overloaded,
    Problem,
)

logger = structlog.get_logger()

RETRY_AFTER = "2"
BUSY = (
    PostgresConnectionError,
    QueryCanceledError,
    TooManyConnectionsError,
    ConnectionError,
    TimeoutError,
)


def install(app: FastAPI) -> None:
    """Register the handlers on the application."""
    app.add_exception_handler(Problem, answer_problem)
    app.add_exception_handler(Moved, answer_moved)
    app.add_exception_handler(RequestValidationError, answer_validation)
    app.add_exception_handler(HTTPException, answer_http)
    for kind in (SQLAlchemyError, *BUSY):
        app.add_exception_handler(kind, answer_database)


def respond(request: Request, problem: Problem) -> Response:
    body = problem.body(
        base_url=request.app.state.settings.base_url,
        instance=request.url.path[:2048],
        request_id=getattr(request.state, "request_id", ""),
    )
    headers = {"Cache-Control": "no-store", **problem.headers}
    return JSONResponse(
        body, status_code=problem.status, media_type="application/problem+json", headers=headers
    )


async def answer_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - what this handler is registered for
    return respond(request, error)


async def answer_moved(request: Request, error: Exception) -> Response:
    """Send the caller to the same address with the new slug in the old one's place."""
    assert isinstance(error, Moved)  # noqa: S101
    parts = [error.new if part == error.old else part for part in request.url.path.split("/")]
    query = f"?{request.url.query}" if request.url.query else ""
    location = f"{request.app.state.settings.base_url}{'/'.join(parts)}{query}"
    return Response(
        status_code=308, headers={"Location": location, "Cache-Control": "public, max-age=3600"}
    )


async def answer_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    found = error.errors()
    if any(item["type"] == "json_invalid" for item in found):
        return respond(request, MalformedBody())
    errors = [field_error(item) for item in found[:50]]
    return respond(request, InvalidRequest(errors=errors))


def field_error(item: dict[str, Any]) -> FieldError:
    """Return pydantic's finding as one entry of `errors`; the value itself stays out."""
    place, *path = item["loc"]
    in_body = place == "body"
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
    return FieldError(
        parameter=None if in_body else str(path[0])[:200] if path else str(place),
        pointer=pointer[:500] if in_body else None,
        code=str(item["type"])[:64],
        detail=str(item["msg"])[:500],
        suggestion=None,
    )


async def answer_http(request: Request, error: Exception) -> Response:
    """Turn the framework's own refusals (no such address or method) into problems."""
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 405:
        allow = {"Allow": ", ".join(allowed_methods(request))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        return respond(request, MethodNotAllowed(headers=allow))
    kind = BY_STATUS.get(error.status_code, MalformedBody if error.status_code < 500 else None)
    return respond(request, kind() if kind is not None else InternalError())


def allowed_methods(request: Request) -> list[str]:
    """Return every method that some route answers at this path; the framework knows one only."""
    answered = [
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]
    return [*answered, *(["HEAD"] if "GET" in answered else []), "OPTIONS"]


async def answer_database(request: Request, error: Exception) -> Response:
    """Answer 503 where the database is busy or away, 500 where a statement is wrong."""
    cause = error.__cause__ if isinstance(error, DBAPIError) else error
    busy = isinstance(error, (PoolTimeoutError, *BUSY)) or isinstance(
        getattr(cause, "__cause__", None) or cause, BUSY
    )
    disconnected = isinstance(error, DBAPIError) and error.connection_invalidated
    logger.error("database_error", error=type(error).__name__, busy=busy or disconnected)
    if busy or disconnected:
        return respond(request, Overloaded(headers={"Retry-After": RETRY_AFTER}))
    return respond(request, InternalError())
