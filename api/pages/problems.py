"""Errors for people: what went wrong, and the way on."""

from fastapi.responses import HTMLResponse

from api.errors import Problem
from api.pages.templates import ANYWHERE, render

FOLDER = "/embed/"


def wants_page(path: str) -> bool:
    """Say whether people, not programs, read what stands at this path."""
    return path == "/" or path.startswith(FOLDER)


def problem_page(problem: Problem, *, base_url: str, headers: dict[str, str]) -> HTMLResponse:
    body = render("problem.html", base_url=base_url, language="en", theme="auto", problem=problem)
    headers = {**headers, "Content-Security-Policy": ANYWHERE, "Content-Language": "en"}
    return HTMLResponse(body, status_code=problem.status, headers=headers)
