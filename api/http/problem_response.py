"""A problem as a response: JSON (RFC 9457) for programs, a page for people."""

from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from api import caching
from api.errors import Overloaded, Problem
from api.languages import FALLBACK, negotiate
from api.pages.problems import problem_page, wants_page

RETRY_AFTER_SECONDS = "2"


def problem_response(request: Request, problem: Problem) -> Response:
    base_url = request.app.state.settings.base_url
    headers = problem_headers(problem)
    # Not request.url: that is built from the caller's Host header, and may not even parse.
    path = request.scope["path"]
    if wants_page(path):
        language = negotiate(
            request.query_params.get("lang") or request.headers.get("Accept-Language")
        )
        return problem_page(problem, language=language, base_url=base_url, headers=headers)
    body = problem.body(
        base_url=base_url,
        instance=quote(path, errors="replace")[:2048],
        request_id=getattr(request.state, "request_id", ""),
    )
    return JSONResponse(
        body, status_code=problem.status, media_type="application/problem+json", headers=headers
    )


def problem_headers(problem: Problem) -> dict[str, str]:
    """Return the headers of its own that the answer with a problem has."""
    headers = {"Cache-Control": caching.NO_STORE, "Content-Language": FALLBACK, **problem.headers}
    if problem.status == Overloaded.status:
        headers.setdefault("Retry-After", RETRY_AFTER_SECONDS)
    return headers
