"""Lists of complaints, and what helps for one of them."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Listing, Notice
from api.pagination import Page, PageRequest, select_page
from api.queries.documents import find_documents, get_document
from api.queries.filters import resolve
from api.queries.listings import by_fit, by_name, has_any, select_listings
from api.queries.search import best_candidates
from api.triage import triage


async def list_complaints(
    session: AsyncSession,
    q: str | None,
    regions: list[str],
    request: PageRequest,
    language: str,
) -> Page:
    """Return a page of summaries by name; with `q` those that answer it, the best first."""
    query = select_listings("complaint", language)
    resolved = await resolve(session, {"region": ("body-region", regions)})
    if resolved["region"]:
        query = query.where(has_any("region", resolved["region"]))
    keys = by_name()
    if q is not None:
        found = best_candidates(q, ["complaint"], language)
        query = query.join(found, found.c.slug == Listing.slug)
        keys = by_fit(found)
    return await select_page(session, query, keys, request)


async def get_helping_exercises(session: AsyncSession, slug: str, language: str) -> dict[str, Any]:
    """Return what helps for a complaint: ranked exercises, and around them what to heed.

    Built from the published documents of the complaint and its exercises.
    """
    complaint = json.loads((await get_document(session, "complaint", slug, language)).body)
    decision = triage(complaint["self_care"])
    ranked = [item for item in complaint["exercises"] if item["rank"] is not None]
    offered = ranked if decision == "exercises" else []
    notices = await notice_texts(session, complaint["self_care"], language)
    return {
        "complaint": {"slug": complaint["slug"], "name": complaint["name"]},
        "self_care": complaint["self_care"],
        "notice": complaint["notice"] or notices.get(f"self_care_{complaint['self_care']}"),
        "red_flags": complaint["red_flags"],
        "asks": complaint["asks"],
        "items": await helping_items(session, offered, language),
        "avoid": complaint["avoid"],
        "stop_rule": notices["stop_rule"],
        "evidence_note": complaint["evidence_note"],
        **{field: complaint[field] for field in ("licence", "attribution", "review")},
    }


async def notice_texts(session: AsyncSession, self_care: str, language: str) -> dict[str, str]:
    codes = ("stop_rule", f"self_care_{self_care}")
    rows = await session.execute(
        select(Notice.code, Notice.text).where(Notice.code.in_(codes), Notice.language == language)
    )
    return {row.code: row.text for row in rows}


async def helping_items(
    session: AsyncSession, ranked: list[dict[str, Any]], language: str
) -> list[dict[str, Any]]:
    """Return each exercise with its summary, its dose and steps, and why it is here."""
    slugs = [item["slug"] for item in ranked]
    documents = await find_documents(session, "exercise", slugs, language)
    items = []
    for item in ranked:
        document = documents[item["slug"]]
        exercise = json.loads(document.body)
        items.append(
            {
                "rank": item["rank"],
                "exercise": json.loads(document.summary),
                "evidence": item["evidence"],
                "rationale": item["rationale"],
                "source": item["source"],
                **{
                    field: exercise[field]
                    for field in (
                        "steps",
                        "feel",
                        "dosage",
                        "contraindications",
                        "contributors",
                        "interpretation",
                    )
                },
            }
        )
    return items
