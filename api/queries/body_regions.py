"""Lists of body regions, and their tree."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import BodyRegion, Document
from api.pagination import Key, Page, PageRequest, select_page
from api.queries.documents import lines, of
from api.queries.filters import resolve

MAX_TREE = 1_000
"""The tree is small by nature; beyond this many regions it would be cut, not endless."""


async def list_body_regions(
    session: AsyncSession,
    parents: list[str],
    kinds: list[str],
    request: PageRequest,
    language: str,
) -> Page:
    query = lines("body-region", BodyRegion, language)
    resolved = await resolve(session, {"parent": ("body-region", parents)})
    if resolved["parent"]:
        query = query.where(BodyRegion.parent.in_(resolved["parent"]))
    if kinds:
        query = query.where(BodyRegion.kind.in_(kinds))
    keys = [Key(BodyRegion.name, str), Key(BodyRegion.slug, str)]
    return await select_page(session, query, keys, request)


async def get_tree(session: AsyncSession, language: str) -> list[dict[str, Any]]:
    """Return the root regions, each with its children below it, by name."""
    query = (
        select(Document.summary)
        .where(of("body-region", language), Document.change == "upsert")
        .order_by(Document.slug)
        .limit(MAX_TREE)
    )
    summaries = [json.loads(str(line)) for line in await session.scalars(query)]
    nodes = {
        region["slug"]: {**{f: region[f] for f in ("slug", "name", "kind")}, "children": []}
        for region in sorted(summaries, key=lambda region: (region["name"], region["slug"]))
    }
    parents = {region["slug"]: region["parent"] for region in summaries}
    for slug, node in nodes.items():
        if parents[slug] in nodes:
            nodes[parents[slug]]["children"].append(node)
    return [node for slug, node in nodes.items() if parents[slug] not in nodes]
