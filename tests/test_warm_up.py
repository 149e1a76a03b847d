"""Before its first request a process has read and compiled what requests need, if it can."""

import gc

import pytest
from pydantic import SecretStr
from sqlalchemy.engine import URL

from api.config import Settings
from api.main import create_app
from api.queries.complaint_matches import LEXICONS
from tests.conftest import served


async def test_the_lexicon_is_compiled_and_the_heap_frozen(
    catalogue_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LEXICONS, "kept", {})
    frozen = gc.get_freeze_count()
    async with served(catalogue_url) as app, app.router.lifespan_context(app):
        assert len(LEXICONS.kept) == 1
        assert app.state.last_known_state.find("en") is not None
        assert gc.get_freeze_count() > frozen


async def test_a_database_that_is_away_is_not_waited_for() -> None:
    nowhere = SecretStr("postgresql://instep@127.0.0.1:1/instep")
    app = create_app(Settings(database_url=nowhere, log_level="error"))
    async with app.router.lifespan_context(app):
        assert app.state.last_known_state.find("en") is None
