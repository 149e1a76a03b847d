"""Lists of complaints, and the exercises that help with one of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.messages.dose_texts import steps_at
from api.messages.files import get_messages
from api.models import Listing
from api.pagination import Page, PageRequest, select_page
from api.queries.documents import Published, find_documents, get_document
from api.queries.filters import resolve
from api.queries.listings import by_fit, by_name, has_any, select_listings
from api.queries.search import best_candidates
from api.queries.vocabularies import find_notices
from api.triage import OFFERING, complaint_fact, triage

Content = dict[str, Any]
"""A published document, or a part of one."""


@dataclass(frozen=True)
class HelpingExercise:
    """An exercise that a complaint recommends.

    `link` is the entry in the complaint's document, with rank, evidence and rationale. The steps of
    the exercise name the dose for this complaint.
    """

    link: Content
    document: Content
    summary: Content


@dataclass(frozen=True)
class Help:
    """The exercises that help with a complaint; none if a clinician comes first.

    `notice` says what to do about it besides or instead, `stop_rule` when to stop an exercise.
    """

    complaint: Content
    notice: str | None
    stop_rule: str
    exercises: Sequence[HelpingExercise]


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


async def get_help(session: AsyncSession, slug: str, language: str) -> Help:
    """Return the help for a complaint, from its published document and those of its exercises.

    Raises NotFound, Moved or Gone.
    """
    complaint = json.loads((await get_document(session, "complaint", slug, language)).body)
    codes = ("stop_rule", f"self_care_{complaint['self_care']}")
    notices = await find_notices(session, language, codes)
    decision = triage([complaint_fact(complaint["slug"], complaint["self_care"])])
    offers = decision in OFFERING
    ranked = [item for item in complaint["exercises"] if offers and item["rank"] is not None]
    found = await find_documents(session, "exercise", [item["slug"] for item in ranked], language)
    return Help(
        complaint=complaint,
        notice=complaint["notice"] or notices.get(f"self_care_{complaint['self_care']}"),
        stop_rule=notices["stop_rule"],
        exercises=[
            HelpingExercise(
                link=item,
                document=at_dose_for(item, found[item["slug"]]),
                summary=json.loads(found[item["slug"]].summary),
            )
            for item in ranked
        ],
    )


def at_dose_for(link: Content, published: Published) -> Content:
    """Return the content of an exercise, its steps at the dose that a complaint has for it."""
    exercise = published.exercise
    dosage = link["dosage"] or exercise["dosage"]
    return exercise | {"steps": steps_at(exercise, dosage, get_messages(published.language))}
