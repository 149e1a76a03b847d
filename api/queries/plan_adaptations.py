"""From a plan's request and its check-ins to the rest of the plan, in one snapshot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from api.adaptation.check_ins import CheckIn, contradictions
from api.adaptation.going_on import Adaptation, AdaptationRequest, adapt
from api.adaptation.rules import AdaptationRules
from api.errors import MOST_ERRORS, FieldError, InvalidRequest
from api.planner.catalogue import Catalogue
from api.planner.rules.request import MatchedText, PlanRequest
from api.planner.rules.request_bounds import FIRST_DAY, LAST_DAY
from api.planner.rules.validation import InvalidPlanRequest, normalise
from api.queries.adaptation_rules import get_adaptation_rules
from api.queries.complaint_matches import match_text
from api.queries.plan_recommendations import (
    current_slug,
    invalid,
    matched_text,
    signs_only,
    with_current_slugs,
)
from api.queries.planner_catalogue import PlannerCatalogue, get_planner_catalogue
from api.queries.reads import Reads, one_state
from api.screening import said
from api.suggestions import nearest
from api.turns import TURNS


@dataclass(frozen=True)
class AdaptationBody:
    """What a caller sends; `text` is the request's `complaint_text`."""

    request: PlanRequest
    text: str | None
    check_ins: tuple[CheckIn, ...]
    today: date


async def get_adaptation(
    reads: Reads, body: AdaptationBody, language: str
) -> tuple[Adaptation, AdaptationRules]:
    """Return what the check-ins make of a plan, and the rules that did.

    Raises InvalidRequest with everything that is wrong, each with its place in the body.
    """
    asked, catalogue, rules = await read_adaptation(reads, body, language)
    if isinstance(reads, AsyncSession):
        # All is read: while it is computed, the connection serves others.
        await reads.close()
    return await TURNS.take(lambda pause: adapt(asked, rules, catalogue, pause)), rules


@one_state
async def read_adaptation(
    reads: Reads, body: AdaptationBody, language: str
) -> tuple[AdaptationRequest, Catalogue, AdaptationRules]:
    """Return everything to adapt a plan with. Raises InvalidRequest."""
    rules = await get_adaptation_rules(reads, language)
    found = await get_planner_catalogue(reads, language)
    catalogue = found.catalogue
    check_ins = tuple(with_current_exercises(one, found) for one in body.check_ins)
    errors = list(wrong_check_ins(replace(body, check_ins=check_ins), found))
    if errors:
        raise InvalidRequest.listing(errors[:MOST_ERRORS])
    # From here on their order says nothing.
    check_ins = tuple(sorted(check_ins, key=repr))
    request = without_removed(with_current_slugs(body.request, found), found)
    texts = [one.note for one in check_ins if one.note is not None]
    matched = await matched_texts(reads, language, body, texts, catalogue)
    try:
        normalise(request, catalogue, matched if body.text is not None else None, found.removed)
    except InvalidPlanRequest as error:
        raise below_request(await invalid(reads, error)) from error
    return (
        AdaptationRequest(request, matched, check_ins, body.today, found.removed),
        catalogue,
        rules,
    )


def with_current_exercises(check_in: CheckIn, found: PlannerCatalogue) -> CheckIn:
    """Return a check-in with each old slug replaced by the one that it has now."""
    items = (
        replace(item, exercise=current_slug(item.exercise, ("exercise",), found))
        for item in check_in.items
    )
    return replace(check_in, items=tuple(items))


def without_removed(request: PlanRequest, found: PlannerCatalogue) -> PlanRequest:
    """Return the request without exercises that were removed from the catalogue.

    The `request` of an earlier answer may still name them.
    """
    return replace(
        request,
        exclude_exercises=tuple(
            one for one in request.exclude_exercises if one not in found.removed
        ),
        cleared=tuple(one for one in request.cleared if one not in found.removed),
    )


def wrong_check_ins(body: AdaptationBody, found: PlannerCatalogue) -> Iterator[FieldError]:
    """Yield each thing that is wrong with the dates, names and reports of a history."""
    catalogue = found.catalogue
    if not FIRST_DAY <= body.today <= LAST_DAY:
        detail = f"today must be from {FIRST_DAY} to {LAST_DAY}."
        yield FieldError.at("/today", "out_of_bounds", detail)
    for at, check_in in enumerate(body.check_ins):
        if check_in.date > body.today:
            detail = f"This is after today ({body.today}). Send it when the day has come."
            yield FieldError.at(f"/check_ins/{at}/date", "in_the_future", detail)
        elif check_in.date < FIRST_DAY:
            detail = f"date must be {FIRST_DAY} or later."
            yield FieldError.at(f"/check_ins/{at}/date", "out_of_bounds", detail)
        for number, item in enumerate(check_in.items):
            if item.exercise not in catalogue.exercises and item.exercise not in found.removed:
                pointer = f"/check_ins/{at}/items/{number}/exercise"
                yield unknown(pointer, item.exercise, catalogue.exercises)
        for number, code in enumerate(check_in.red_flags):
            if code not in catalogue.red_flags:
                yield unknown(f"/check_ins/{at}/red_flags/{number}", code, catalogue.red_flags)
    for one in contradictions(body.check_ins):
        other = f"/check_ins/{one.earlier_check_in}/items/{one.earlier_item}"
        detail = f"{other} says something else about this exercise on the same date. Keep one."
        pointer = f"/check_ins/{one.check_in}/items/{one.item}"
        yield FieldError.at(pointer, "contradicts_itself", detail)


def unknown(pointer: str, name: str, names: Iterable[str]) -> FieldError:
    near = nearest(name, sorted(names)[:2_000])
    return FieldError.at(pointer, "unknown", f"{name[:80]} is not known here.", near)


async def matched_texts(
    reads: Reads, language: str, body: AdaptationBody, notes: Sequence[str], catalogue: Catalogue
) -> MatchedText | None:
    """Return the reading of the request's text, with the signs and conditions of all notes."""
    request, matched = body.request, None
    spoken = said(request.answers, request.person)
    if body.text is not None:
        matched = matched_text(await match_text(reads, language, body.text, spoken), catalogue)
        matched = signs_only(matched) if request.complaints else matched
    for note in dict.fromkeys(notes):
        found = matched_text(await match_text(reads, language, note, spoken), catalogue)
        matched = with_signs(matched, signs_only(found))
    return matched


def with_signs(text: MatchedText | None, note: MatchedText) -> MatchedText | None:
    """Return a reading with the signs and conditions of a note; None if both say nothing."""
    if text is None:
        says = note.red_flags or note.conditions or note.suspected
        return replace(note, matches=()) if says else None
    return replace(
        text,
        red_flags=merged(text.red_flags, note.red_flags),
        conditions=merged(text.conditions, note.conditions),
        suspected=merged(text.suspected, note.suspected),
    )


def merged(some: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *others)))


def below_request(error: InvalidRequest) -> InvalidRequest:
    """Return the error with the places of the request inside the body."""
    return InvalidRequest.listing(
        [one.model_copy(update={"pointer": f"/request{one.pointer}"}) for one in error.errors or ()]
    )
