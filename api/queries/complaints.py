"""Lists of complaints, and the exercises that help with one of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from api.messages import Messages
from api.messages.files import get_messages
from api.models import Listing
from api.pagination import Key, Page, PageRequest
from api.queries.candidates import best_candidates, search_values
from api.queries.documents import Published, find_documents, get_document
from api.queries.few_texts import with_few_texts
from api.queries.filters import resolve
from api.queries.listings import (
    BY_NAME,
    Order,
    facets_of,
    fetch_page,
    having_facets,
    list_things,
    paged,
    select_listings,
)
from api.queries.reads import Reads, Statement, one_state
from api.queries.vocabularies import find_notices
from api.triage import OFFERING, complaint_fact, triage
from api.vocabulary import SelfCare, words

Content = Mapping[str, Any]
"""A published document, or a part of one. It is shared, so nobody changes it."""

MOST_COMPLAINTS = 50
"""Documents of complaints that a process keeps parsed, by their text."""

SELF_CARE = tuple(f"self_care_{rule}" for rule in words(SelfCare))
"""Notices that say what to do besides exercises or instead, by the complaint's rule."""


@dataclass(frozen=True)
class HelpingExercise:
    """An exercise that a complaint recommends.

    `link` is the entry in the complaint's document, with rank, evidence and rationale.
    """

    link: Content
    exercise: Published

    @property
    def messages(self) -> Messages:
        """The sentences of the language that the exercise is really in."""
        return get_messages(self.exercise.language)


@dataclass(frozen=True)
class Help:
    """The exercises that help with a complaint; none if a clinician comes first.

    `notice` says what to do about it besides or instead, `stop_rule` when to stop an exercise.
    """

    complaint: Content
    notice: str | None
    stop_rule: str
    exercises: Sequence[HelpingExercise]


@one_state
async def list_complaints(
    reads: Reads,
    q: str | None,
    regions: list[str],
    request: PageRequest,
    language: str,
) -> Page:
    """Return a page of summaries by name; with `q` those that answer it, the best first."""
    asked = await resolve(reads, {"region": ("body-region", regions)})
    if q is None:
        return await list_things(reads, "complaint", BY_NAME, request, language, asked)
    facets = facets_of(asked)
    values = {**search_values(q, ["complaint"], language), **facets}

    async def find(has_few_texts: bool) -> Page:
        is_continued = request.cursor is not None
        statement, order = answering(tuple(facets), has_few_texts, is_continued)
        return await fetch_page(reads, statement, order, request, **values)

    return await with_few_texts(reads, language, find)


@cache
def answering(
    facets: tuple[str, ...], has_few_texts: bool, is_continued: bool
) -> tuple[Statement, Order]:
    """Return the statement for the complaints that answer what somebody typed."""
    found = best_candidates(has_few_texts=has_few_texts)
    order = Order((Key(found.c.penalty, int), Key(Listing.slug, str)))
    query = having_facets(select_listings("complaint"), facets)
    query = query.join(found, found.c.slug == Listing.slug)
    return paged(query, order, is_continued=is_continued, values_matter=bool(facets)), order


@one_state
async def get_help(reads: Reads, slug: str, language: str) -> Help:
    """Return the help for a complaint, from its published document and those of its exercises.

    Raises NotFound, Moved or Gone.
    """
    document = await get_document(reads, "complaint", slug, language)
    complaint = parsed(document.body)
    notices = await find_notices(reads, language, ("stop_rule", *SELF_CARE))
    decision = triage([complaint_fact(complaint["slug"], complaint["self_care"])])
    offers = decision in OFFERING
    ranked = [item for item in complaint["exercises"] if offers and item["rank"] is not None]
    found = await find_documents(reads, "exercise", [item["slug"] for item in ranked], language)
    return Help(
        complaint=complaint,
        notice=complaint["notice"] or notices.get(f"self_care_{complaint['self_care']}"),
        stop_rule=notices["stop_rule"],
        exercises=[HelpingExercise(item, found[item["slug"]]) for item in ranked],
    )


@lru_cache(maxsize=MOST_COMPLAINTS)
def parsed(body: bytes) -> Content:
    content: Content = json.loads(body)
    return content
