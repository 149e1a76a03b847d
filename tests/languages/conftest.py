"""Fixtures: a catalogue that is published in a made-up language beside English.

Everything is translated but one body region, so the documents that name it fall back, whole.
"""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.engine import URL

from api.db import Database, open_database
from seed.content import Content
from seed.importer import import_content
from tests.conftest import client_of, served
from tests.databases import PUBLISHED, database, settings_for
from tests.matching.pseudo import with_pseudo_lexicon
from tests.pseudo import PSEUDO, pseudo_content, pseudo_language
from tests.seed.factories import edited

UNTRANSLATED = ("body_regions", "lower-back")

NEW_ROUTINE, NEW_VERSION = "short-foot-series", 4
"""The one routine with a version that is published for the first time while the language is served.
"""


@pytest.fixture(scope="package", autouse=True)
def pseudo_is_served() -> Iterator[None]:
    with pseudo_language():
        yield


@pytest.fixture(scope="package")
def translated_url(
    server: URL, template: URL, content: Content, pseudo_is_served: None
) -> Iterator[URL]:
    """A copy of the catalogue that was published again, with a further language."""
    with database(server, str(template.database)) as url:
        yield url


def translation_of(content: Content) -> Content:
    """Return the content with a new version of one routine, translated but for one record."""
    changed = edited(content, "routines", NEW_ROUTINE, version=NEW_VERSION)
    return with_pseudo_lexicon(pseudo_content(changed, UNTRANSLATED))


@pytest_asyncio.fixture(loop_scope="session", scope="package")
async def translated(translated_url: URL, content: Content) -> AsyncIterator[Database]:
    opened = open_database(settings_for(translated_url))
    await import_content(opened, translation_of(content), now=PUBLISHED)
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="session", scope="package")
async def client(translated: Database, translated_url: URL) -> AsyncIterator[httpx.AsyncClient]:
    async with served(translated_url) as app, client_of(app) as client:
        client.headers["Accept-Language"] = PSEUDO
        yield client
