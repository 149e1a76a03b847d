"""The answer to what never becomes a request of the application: a problem, as bytes."""

import secrets
from http import HTTPStatus

import structlog
from fastapi.responses import JSONResponse

from api import metrics
from api.config import Settings
from api.errors import Problem
from api.headers import ANY_ORIGIN
from api.http.cors import is_public
from api.http.problem_response import problem_headers
from api.http.security_headers import security_headers

logger = structlog.get_logger()

Header = tuple[bytes, bytes]


class Refusals:
    """Writes problems with the addresses and the headers that every response has."""

    def __init__(self, settings: Settings) -> None:
        self.base_url = settings.base_url
        self.security = security_headers(https=settings.base_url.startswith("https:"))

    def answer(self, problem: Problem, path: str | None, first: list[Header]) -> tuple[bytes, str]:
        """Return a whole response that closes its connection, and its request id.

        `first` are its first headers.
        """
        request_id = secrets.token_hex(16)
        body = problem.body(base_url=self.base_url, instance=path, request_id=request_id)
        headers = {
            **problem_headers(problem),
            **self.security,
            "X-Request-Id": request_id,
            "Connection": "close",
        }
        if path is not None and is_public(path):
            headers |= ANY_ORIGIN
        response = JSONResponse(
            body, problem.status, headers=headers, media_type="application/problem+json"
        )
        lines = [b"%b: %b\r\n" % header for header in (*first, *response.raw_headers)]
        phrase = HTTPStatus(problem.status).phrase
        status = f"HTTP/1.1 {problem.status} {phrase}\r\n".encode("ascii")
        return b"".join((status, *lines, b"\r\n", bytes(response.body))), request_id

    def log(self, problem: Problem, request_id: str) -> None:
        """Log and count an answer. The line holds nothing of what the caller sent."""
        metrics.note_request("other", problem.status)
        logger.info(
            "refused",
            request_id=request_id,
            status=problem.status,
            code=problem.code,
            detail=problem.detail,
        )
