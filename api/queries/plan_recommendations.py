"""From a request and a text to a plan, with the catalogue and the lexicon of one snapshot."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import MOST_ERRORS, FieldError, InvalidRequest
from api.folding import fold
from api.matching.reading.wording import TextMatch, hint, question, reasons
from api.planner.catalogue import Catalogue
from api.planner.plan import Plan, make_plan
from api.planner.rules.formulation import formulate
from api.planner.rules.request import (
    MatchedComplaint,
    MatchedText,
    NormalPlanRequest,
    PlanRequest,
)
from api.planner.rules.validation import InvalidPlanRequest, normalise
from api.planner.solver.problem import Problem
from api.queries.complaint_matches import match_text
from api.queries.planner_catalogue import PlannerCatalogue, get_planner_catalogue
from api.queries.reads import Reads, one_state
from api.queries.suggestions import slugs_of_names
from api.screening import said
from api.turns import TURNS

RENAMEABLE = {
    "complaints": ("complaint",),
    "cleared": ("complaint", "exercise"),
    "exclude_exercises": ("exercise",),
    "regions": ("body-region",),
}
"""Fields of slugs, and the types of things that each names."""

NAMING = {**RENAMEABLE, "reached": ("exercise",)}
"""All fields with slugs in them."""


async def get_plan(reads: Reads, request: PlanRequest, text: str | None, language: str) -> Plan:
    """Return the plan for a request and the text beside it.

    Raises InvalidRequest with everything that is wrong with the request.
    """
    normal, catalogue = await read_request(reads, request, text, language)
    if isinstance(reads, AsyncSession):
        # All is read: while it is computed, the connection serves others.
        await reads.close()
    return await TURNS.take(lambda pause: make_plan(normal, catalogue, pause=pause))


async def get_problem(
    reads: Reads, request: PlanRequest, text: str | None, language: str
) -> Problem:
    """Return the optimisation problem that a request comes down to, for anyone to check.

    Raises InvalidRequest with everything that is wrong with the request.
    """
    return formulate(*await read_request(reads, request, text, language)).problem


@one_state
async def read_request(
    reads: Reads, request: PlanRequest, text: str | None, language: str
) -> tuple[NormalPlanRequest, Catalogue]:
    """Return the request in its normal form, and the snapshot's catalogue."""
    found = await get_planner_catalogue(reads, language)
    catalogue, matched = found.catalogue, None
    if text is not None:
        spoken = said(request.answers, request.person)
        matched = matched_text(await match_text(reads, language, text, spoken), catalogue)
        matched = signs_only(matched) if request.complaints else matched
    try:
        current = with_current_slugs(request, found)
        return normalise(current, catalogue, matched, found.removed), catalogue
    except InvalidPlanRequest as error:
        raise await invalid(reads, error) from error


def with_current_slugs(request: PlanRequest, found: PlannerCatalogue) -> PlanRequest:
    """Return the request with each old slug replaced by the one that it has now."""
    changed: dict[str, Any] = {
        field: tuple(current_slug(slug, kinds, found) for slug in getattr(request, field))
        for field, kinds in RENAMEABLE.items()
    }
    reached = tuple(
        replace(dose, exercise=current_slug(dose.exercise, NAMING["reached"], found))
        for dose in request.reached
    )
    return replace(request, **changed, reached=reached)


def current_slug(slug: str, kinds: Iterable[str], found: PlannerCatalogue) -> str:
    new = (found.renamed.get((kind, slug)) for kind in kinds)
    return next((one for one in new if one is not None), slug)


def matched_text(found: TextMatch, catalogue: Catalogue) -> MatchedText:
    """Return the part of a match for the planner: one complaint, or the question to ask."""
    match = found.match
    meant = [item for item in match.matches if item.complaint in catalogue.complaints]
    is_meant = match.outcome == "matched" and meant
    return MatchedText(
        outcome=match.outcome,
        complaints=(meant[0].complaint,) if is_meant else (),
        meant=known(match.meant, catalogue.complaints),
        red_flags=known((flag.code for flag in match.red_flags), catalogue.red_flags),
        conditions=known(match.conditions, catalogue.conditions),
        suspected=known(match.suspected, catalogue.red_flags),
        matches=tuple(
            MatchedComplaint(
                slug=item.complaint,
                name=catalogue.complaints[item.complaint].name,
                score=item.score,
                because=reasons(item.because, found.messages),
            )
            for item in meant
        ),
        question=question_back(found, catalogue),
    )


def signs_only(text: MatchedText) -> MatchedText:
    """Return what a text says beside complaints that the request names: signs and conditions."""
    return replace(text, outcome="matched", complaints=(), meant=(), question=None)


def known(codes: Iterable[str], catalogue: Collection[str]) -> tuple[str, ...]:
    """Return those codes that the catalogue has."""
    return tuple(code for code in codes if code in catalogue)


def question_back(found: TextMatch, catalogue: Catalogue) -> str | None:
    """Return the question to ask; if nothing was understood, the advice."""
    if found.match.outcome != "unrecognised":
        return question(found.match, found.messages)
    if found.match.red_flags:
        return catalogue.red_flags[found.match.red_flags[0].code].advice
    return hint(found.match, found.messages)


async def invalid(reads: Reads, error: InvalidPlanRequest) -> InvalidRequest:
    """Return the problem; a name of a complaint, region or exercise is looked up by its meaning."""
    issues = error.issues[:MOST_ERRORS]
    meant: dict[tuple[str, str], str] = {}
    for field, kind in ((field, kind) for field, kinds in NAMING.items() for kind in kinds):
        names = [one.value for one in issues if one.value and one.field == field]
        if names:
            found = await slugs_of_names(reads, kind, names)
            meant |= {(field, name): found[fold(name)] for name in names if fold(name) in found}
    return InvalidRequest.listing(
        [
            FieldError.at(
                one.pointer,
                one.code,
                one.detail,
                meant.get((one.field, one.value or ""), one.suggestion),
            )
            for one in issues
        ]
    )
