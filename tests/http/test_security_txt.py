"""`/.well-known/security.txt` and SECURITY.md: whom to tell of a weakness, and how a key looks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError
from sqlalchemy.engine import URL

from api.config import Settings
from api.partners.keys import SCANNED
from tests.conftest import client_of, served

ADDRESS = "/.well-known/security.txt"
ROOT = Path(__file__).resolve().parents[2]


async def test_names_the_contact_that_is_set(catalogue_url: URL) -> None:
    contact = "mailto:security@example.org"
    async with served(catalogue_url, security_contact=contact) as app, client_of(app) as client:
        answer = await client.get(ADDRESS)
        head = await client.head(ADDRESS)

    found = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.status_code == head.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert list(found) == ["Contact", "Expires", "Preferred-Languages", "Canonical"]
    assert found["Contact"] == contact
    assert found["Canonical"] == f"https://api.instep.example{ADDRESS}"
    ahead = datetime.fromisoformat(found["Expires"]) - datetime.now(UTC)
    assert timedelta(days=90) < ahead < timedelta(days=365)


async def test_is_not_found_without_a_contact(client: httpx.AsyncClient) -> None:
    assert (await client.get(ADDRESS)).status_code == 404


@pytest.mark.parametrize(
    "contact",
    ["security@example.org", "http://example.org", "mailto:a@b\nContact: x", "mailto:", "me"],
)
def test_takes_an_address_with_its_scheme_only(contact: str) -> None:
    with pytest.raises(ValidationError, match="security_contact"):
        Settings(security_contact=contact)


def test_the_page_shows_the_expression_that_finds_keys() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert f"\n{SCANNED}\n" in page
