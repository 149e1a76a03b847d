"""What a request tells about the person: by code, in answers and in a text."""

from collections.abc import Collection
from typing import NamedTuple

from api.planner.catalogue import Catalogue
from api.planner.rules.request import MatchedText, PlanRequest
from api.screening import Known, Screened, said, screen
from api.triage import all_cleared, implied_by, implied_by_words


class Statements(NamedTuple):
    """Conditions and clearances with all that follows from them, and the signs; all sorted."""

    conditions: tuple[str, ...]
    cleared: tuple[str, ...]
    screened: Screened


def statements_of(
    request: PlanRequest, catalogue: Catalogue, text: MatchedText | None
) -> Statements:
    """Return what a request and the text beside it tell."""
    spoken, effects = said(request.answers, request.person), catalogue.effects
    words = text or MatchedText(outcome="unrecognised")
    conditions = {*request.conditions, *(spoken.affirmed & catalogue.conditions.keys())}
    by_code = {*request.red_flags, *(spoken.affirmed & catalogue.red_flags.keys())}
    by_words = implied_by_words({*words.red_flags} - by_code, words.conditions, effects)
    held = conditions | by_words | implied_by({*conditions, *by_code}, effects)
    known = Known(
        stated={*request.red_flags, *words.red_flags},
        suspected=words.suspected,
        of_complaints=signs_of((*request.complaints, *words.meant), catalogue),
        conditions={*held, *words.conditions},
        has_text=text is not None,
    )
    screened = screen(known, spoken, catalogue.signs)
    clearing = {*screened.signs, *request.conditions, *(spoken.certain & conditions)}
    return Statements(
        conditions=tuple(sorted(held)),
        cleared=tuple(sorted(all_cleared(request.cleared, clearing, effects))),
        screened=screened,
    )


def signs_of(complaints: Collection[str], catalogue: Catalogue) -> Collection[str] | None:
    """Return the signs that belong to complaints; None without a complaint."""
    if not complaints:
        return None
    return {code for slug in complaints for code in catalogue.complaints[slug].red_flags}
