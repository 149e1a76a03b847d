"""The real seed, to publish changes of it."""

import pytest

from seed.content import Content
from tests import databases


@pytest.fixture(scope="session")
def content() -> Content:
    return databases.seed_content()
