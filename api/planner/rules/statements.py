"""What a request states about the person: by code, in answers and in a text."""

from collections.abc import Collection

from api.planner.catalogue import Catalogue
from api.planner.rules.request import MatchedText, PlanRequest
from api.screening import said
from api.statements import Stated, Statements, statements_of


def statements_in(
    request: PlanRequest, catalogue: Catalogue, text: MatchedText | None
) -> Statements:
    """Return what a request and the text beside it state, with all that follows."""
    meant = text.meant if text else ()
    stated = Stated(
        spoken=said(request.answers, request.person),
        conditions=request.conditions,
        red_flags=request.red_flags,
        cleared=request.cleared,
        of_complaints=signs_of((*request.complaints, *meant), catalogue),
        text=text,
    )
    return statements_of(stated, catalogue.effects, catalogue.signs)


def signs_of(complaints: Collection[str], catalogue: Catalogue) -> Collection[str] | None:
    """Return the signs that belong to complaints; None without a complaint."""
    if not complaints:
        return None
    return {code for slug in complaints for code in catalogue.complaints[slug].red_flags}
