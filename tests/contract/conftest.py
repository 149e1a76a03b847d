"""The OpenAPI document, generated once for all tests that read it."""

from typing import Any

import pytest
from fastapi import FastAPI

from api.openapi.document import build_document
from tests import databases


@pytest.fixture(scope="session")
def generated(app: FastAPI) -> dict[str, Any]:
    """The document as the code generates it now; `openapi/v1.json` is the committed one."""
    return build_document(app, databases.PUBLIC_URL)
