"""Which exercises complaints offer: with their ranks, or a notice that a clinician comes first."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Text, bindparam, column, func
from sqlalchemy.dialects.postgresql import ARRAY

from api.models.base import SlugColumn
from api.queries.documents import find_documents
from api.queries.reads import Reads
from api.queries.vocabularies import get_notice
from api.triage import OFFERING, complaint_fact, triage

Complaint = dict[str, Any]
"""The published document of a complaint."""


@dataclass(frozen=True)
class ExerciseNotice:
    """Why a complaint adds no exercise to the list: a clinician comes first."""

    code: str
    complaint: str
    text: str


async def offered_complaints(
    reads: Reads, slugs: list[str], language: str
) -> tuple[list[Complaint], list[ExerciseNotice]]:
    """Return the documents of the complaints that exercises are offered for, and notices."""
    if not slugs:
        return [], []
    documents = await find_documents(reads, "complaint", slugs, language)
    offered: list[Complaint] = []
    notices: list[ExerciseNotice] = []
    for slug in sorted(documents):
        complaint = json.loads(documents[slug].body)
        decision = triage([complaint_fact(slug, complaint["self_care"])])
        if decision in OFFERING:
            offered.append(complaint)
        else:
            text = complaint["notice"] or await get_notice(
                reads, f"self_care_{complaint['self_care']}", language
            )
            notices.append(ExerciseNotice(decision, slug, text))
    return offered, notices


def best_ranks(complaints: list[Complaint]) -> dict[str, int]:
    """Return by slug the best rank of each exercise that one of the complaints recommends."""
    ranks: dict[str, int] = {}
    for complaint in complaints:
        for item in complaint["exercises"]:
            if item["rank"] is not None:
                ranks[item["slug"]] = min(item["rank"], ranks.get(item["slug"], item["rank"]))
    return ranks


def ranks_as_table() -> Any:
    """Return the values `ranked` (slugs) and `ranks` as a table of `exercise` and `rank`."""
    slugs = bindparam("ranked", type_=ARRAY(Text))
    numbers = bindparam("ranks", type_=ARRAY(Integer))
    ranked = func.unnest(slugs, numbers).table_valued(
        column("exercise", SlugColumn), column("rank", Integer), name="ranks"
    )
    return ranked.render_derived()
