"""Every page for people says whom to tell of a wrong or harmful text, if the operator set it."""

import pytest
from sqlalchemy.engine import URL

from tests.conftest import client_of, served

PAGES = ("/", "/embed/exercises/toe-flutters", "/embed/routines/desk-feet", "/embed/exercises/")
CONTACT = "mailto:someone@example.org"


@pytest.mark.parametrize("address", PAGES)
async def test_a_page_links_to_the_contact_that_is_set(catalogue_url: URL, address: str) -> None:
    async with served(catalogue_url, security_contact=CONTACT) as app, client_of(app) as client:
        page = await client.get(address)

    assert f'<a href="{CONTACT}"' in page.text
    assert "Is something here wrong, or did it harm you?" in page.text


@pytest.mark.parametrize("address", PAGES)
async def test_without_one_no_page_promises_any(catalogue_url: URL, address: str) -> None:
    async with served(catalogue_url) as app, client_of(app) as client:
        page = await client.get(address)

    assert "Is something here wrong" not in page.text
