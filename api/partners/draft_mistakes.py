"""The mistakes of a partner's draft that only the catalogue shows: doses, times, complaints.

Each function judges a definition with current slugs. What is None or missing in it (it was no
valid value, or an unknown slug) is left out.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.dosage import seconds_of_item
from api.errors import FieldError
from api.frequency import Use, too_often, turns_of
from api.languages import FALLBACK
from api.partners.doses import wrong_numbers
from api.queries.documents import find_documents
from api.triage import OFFERING, complaint_fact, triage

LONGEST_SECONDS = 3_600
"""No routine takes longer than an hour; the same holds for the editors' routines."""

Content = dict[str, Any]


def wrong_doses(definition: Content, exercises: Mapping[str, Content]) -> Iterator[FieldError]:
    """Yield an error for each number outside its range, and for what is done too often."""
    uses = uses_of(definition, exercises)
    for at, use in enumerate(uses):
        if use is not None:
            for name, detail in wrong_numbers(exercises[use.exercise], use.changes):
                yield FieldError.at(f"/items/{at}/dosage/{name}", "outside_dosage_range", detail)
    turns = turns_of(definition.get("format"), uses)
    schedule = definition.get("schedule") or {}
    if definition.get("format") is None:
        # Without the format it is unknown on how many of its days an exercise is done.
        schedule = {**schedule, "days_per_week": None}
    for place, sentence in too_often(uses, schedule, turns):
        yield FieldError.at(pointer_to(place), "too_often", sentence)


def uses_of(definition: Content, exercises: Mapping[str, Content]) -> list[Use | None]:
    return [
        None
        if item["exercise"] is None
        else Use(item["exercise"], exercises[item["exercise"]]["dosage"], item["dosage"] or {})
        for item in definition["items"]
    ]


def pointer_to(place: Sequence[str | int]) -> str:
    return "".join(f"/{part}" for part in place)


def wrong_time(definition: Content, exercises: Mapping[str, Content]) -> Iterator[FieldError]:
    """Yield an error if the exercises take too long; one at a wrong dose counts at its own."""
    total = 0
    for use in uses_of(definition, exercises):
        if use is not None:
            is_wrong = any(wrong_numbers(exercises[use.exercise], use.changes))
            total += seconds_of_item(use.dose, {} if is_wrong else use.changes)
    if total > LONGEST_SECONDS:
        detail = f"It takes {total} seconds. At most an hour ({LONGEST_SECONDS}) is allowed."
        yield FieldError.at("/items", "too_long", detail)


async def wrong_complaints(session: AsyncSession, definition: Content) -> Sequence[FieldError]:
    """Return an error for each complaint that needs a clinician first.

    And for each exercise that one of the others forbids.
    """
    complaints = list(dict.fromkeys(slug for slug in definition["complaints"] if slug))
    documents = await find_documents(session, "complaint", complaints, FALLBACK)
    contents = {slug: json.loads(documents[slug].body) for slug in complaints}
    refused = [
        slug
        for slug in complaints
        if triage([complaint_fact(slug, contents[slug]["self_care"])]) not in OFFERING
    ]
    allowed = {slug: contents[slug] for slug in complaints if slug not in refused}
    used = [item["exercise"] for item in definition["items"]]
    wrong = [
        FieldError.at(
            f"/complaints/{definition['complaints'].index(slug)}",
            "clinician_first",
            f"For {slug}, people need a clinician first. Take it out of complaints.",
        )
        for slug in refused
    ]
    return wrong + [
        FieldError.at(
            f"/items/{used.index(exercise)}/exercise",
            "to_be_avoided",
            f"People with {complaint} should avoid {exercise}. Take one of them out.",
        )
        for complaint, exercise in avoided_pairs(allowed, used)
    ]


def avoided_pairs(
    complaints: Mapping[str, Content], exercises: Sequence[str]
) -> list[tuple[str, str]]:
    """Return each (complaint, exercise) to be avoided, with no condition of a person stated."""
    return sorted(
        (slug, item["exercise"])
        for slug, complaint in complaints.items()
        for item in complaint["avoid"]
        if item["exercise"] is not None and item["exercise"] in exercises
    )
