"""Every document says where it is: its own path, without a host."""

import httpx
import pytest

from tests.partners.issued import EXAMPLE_KEY, bearer
from tests.v1.lists import LISTS, everything
from tests.v1.offline import document_of
from tests.v1.test_changes import walked

FROZEN = [("desk-feet", 2), ("example-gym--morning-feet", 1)]


def own_path(kind: str, document: dict[str, str]) -> str:
    """A source's `url` is that of the publication, as where it is cited."""
    return document["path" if kind == "source" else "url"]


async def test_each_document_is_at_the_path_that_it_names(client: httpx.AsyncClient) -> None:
    for change in (await walked(client))[::5]:
        document = document_of(change)
        assert document is not None
        answer = await client.get(own_path(change["type"], document))
        assert answer.json() == document, change["slug"]


async def test_no_two_documents_name_the_same_path(client: httpx.AsyncClient) -> None:
    changes = await walked(client)

    paths = {own_path(change["type"], document_of(change) or {}) for change in changes}

    assert len(paths) == len(changes)
    assert {path.split("/")[1] for path in paths} == {"v1"}


async def test_a_summary_leads_to_its_document(client: httpx.AsyncClient) -> None:
    for listed in LISTS:
        for summary in (await everything(client, listed.address))[:2]:
            path = summary["path" if listed.address == "/v1/sources" else "url"]
            detail = (await client.get(path)).raise_for_status().json()
            assert detail[listed.identifier] == summary[listed.identifier]


@pytest.mark.parametrize(("slug", "version"), FROZEN)
async def test_a_routine_and_its_frozen_version_name_a_path_each(
    client: httpx.AsyncClient, slug: str, version: int
) -> None:
    for path in (f"/v1/routines/{slug}", f"/v1/routines/{slug}/versions/{version}"):
        assert (await client.get(path)).raise_for_status().json()["url"] == path


async def test_a_draft_names_the_path_of_its_owner(client: httpx.AsyncClient) -> None:
    path = "/v1/partner/routines/morning-feet"

    draft = await client.get(path, headers=bearer(EXAMPLE_KEY))

    assert draft.raise_for_status().json()["url"] == path
