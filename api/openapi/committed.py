"""The committed OpenAPI document, `openapi/v1.json`, and the bytes that the server serves."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from api.serialisation import serialise

COMMITTED = Path(__file__).resolve().parents[2] / "openapi" / "v1.json"
"""`make openapi` writes it, with real answers of the seeded catalogue as examples."""


def committed_document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(COMMITTED.read_text(encoding="utf-8"))
    return document


@cache
def served_document(base_url: str) -> bytes:
    """Return the committed document as JSON, with the URL of this server."""
    document = committed_document()
    document["servers"][0]["url"] = base_url
    document["info"]["contact"]["url"] = f"{base_url}/docs"
    return serialise(document).encode()
