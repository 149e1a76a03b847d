"""Lists of body regions, and their tree."""

import json
from typing import Any

from api.pagination import Page, PageRequest
from api.queries.filters import resolve
from api.queries.listings import BY_NAME, list_things
from api.queries.reads import Reads, one_state

MAX_TREE = 1_000
"""The tree is small by nature; beyond this many regions it would be cut, not endless."""


@one_state
async def list_body_regions(
    reads: Reads,
    parents: list[str],
    kinds: list[str],
    request: PageRequest,
    language: str,
) -> Page:
    resolved = await resolve(reads, {"parent": ("body-region", parents)})
    asked = {**resolved, "kind": kinds}
    return await list_things(reads, "body-region", BY_NAME, request, language, asked)


async def list_all_regions(reads: Reads, language: str) -> list[dict[str, Any]]:
    """Return the summary of every region, by name."""
    whole = PageRequest(MAX_TREE, cursor=None, scope="")
    page = await list_things(reads, "body-region", BY_NAME, whole, language)
    return [json.loads(summary) for summary in page.items]
