"""Exception handlers: every error is answered in one shape (RFC 9457), without its cause."""

from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.errors import (
    BY_STATUS,
    InternalError,
    InvalidRequest,
    MethodNotAllowed,
    Moved,
    NotFound,
    Problem,
)
from api.headers import SERVED_METHODS
from api.http.database_errors import OF_DATABASE, answer_database_error
from api.http.problem_response import problem_response
from api.http.validation_errors import field_error
from api.partners.drafts import InvalidDraftError
from api.partners.repeated_requests import AnsweredBefore

MOST_ERRORS = 50
"""Wrong values named in one response."""

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def install(app: FastAPI) -> None:
    """Register the handlers on the application."""
    app.add_exception_handler(Problem, answer_problem)
    app.add_exception_handler(Moved, answer_moved)
    app.add_exception_handler(AnsweredBefore, answer_again)
    app.add_exception_handler(RequestValidationError, answer_validation_error)
    app.add_exception_handler(HTTPException, answer_http_exception)
    for kind in OF_DATABASE:
        app.add_exception_handler(kind, answer_database_error)


async def answer_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - what this handler is registered for
    return problem_response(request, error)


async def answer_again(_: Request, error: Exception) -> Response:
    assert isinstance(error, AnsweredBefore)  # noqa: S101
    response: Response = error.response
    return response


async def answer_moved(request: Request, error: Exception) -> Response:
    """Redirect to the same URL with the new slug in the place of the old one."""
    assert isinstance(error, Moved)  # noqa: S101
    parts = [error.new if part == error.old else part for part in request.scope["path"].split("/")]
    query = "?" + request.scope["query_string"].decode("latin-1")
    location = request.app.state.settings.base_url + quote("/".join(parts)) + query.rstrip("?")
    return Response(
        status_code=308, headers={"Location": location, "Cache-Control": "public, max-age=3600"}
    )


async def answer_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    found = error.errors()
    body = getattr(request.scope.get("route"), "body_field", None)
    model = body.field_info.annotation if body is not None else None
    errors = [field_error(item, model) for item in found[:MOST_ERRORS]]
    if isinstance(error, InvalidDraftError):
        errors += error.mistakes[:MOST_ERRORS]
    only = errors[0] if len(errors) == 1 else None
    detail = f"{only.parameter or only.pointer or 'body'}: {only.detail}" if only else None
    return problem_response(request, InvalidRequest(detail, errors=errors))


async def answer_http_exception(request: Request, error: Exception) -> Response:
    """Turn the framework's own refusals (unknown path or method) into problems."""
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 405:
        allow = {"Allow": ", ".join(allowed_methods(request, request.scope["path"]))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        return problem_response(request, MethodNotAllowed(headers=allow))
    if request.method == "OPTIONS" and request.scope["path"] == "*":
        return Response(status_code=204, headers={"Allow": SERVED_METHODS})
    if error.status_code == 404:
        return problem_response(request, NotFound(slash_hint(request)))
    return problem_response(request, BY_STATUS.get(error.status_code, InternalError)())


def slash_hint(request: Request) -> str | None:
    """Return the detail for a path that only has a slash too many at its end."""
    path = request.scope["path"]
    without_slash = path.rstrip("/")
    if without_slash != path and allowed_methods(request, without_slash):
        return "Leave out the slash at the end."
    return None


def allowed_methods(request: Request, path: str) -> list[str]:
    """Return every method that some route answers at a path; the framework reports only one."""
    methods = [
        method
        for method in METHODS
        if any(
            route.matches({**request.scope, "path": path, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]
    more = ["HEAD"] if "GET" in methods else []
    return [*methods, *more, "OPTIONS"] if methods else []
