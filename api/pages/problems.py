"""Errors for people: a page with the error and a link to continue."""

from fastapi.responses import HTMLResponse

from api.errors import Problem
from api.languages import FALLBACK
from api.pages.templates import ANYWHERE, render

FOLDER = "/embed/"


def wants_page(path: str) -> bool:
    """Say whether the address is a page, which people read, rather than an API address."""
    return path == "/" or path.startswith(FOLDER)


def problem_page(
    problem: Problem, *, language: str, base_url: str, headers: dict[str, str]
) -> HTMLResponse:
    """Return the page; the details of a problem are English in every language."""
    body = render(
        "problem.html",
        base_url=base_url,
        language=language,
        theme="auto",
        problem=problem,
        details_in=FALLBACK,
    )
    headers = {**headers, "Content-Security-Policy": ANYWHERE, "Content-Language": language}
    return HTMLResponse(body, status_code=problem.status, headers=headers)
