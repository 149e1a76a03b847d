"""A step of the safety check, with the rules, the lexicon and the names of one snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.errors import MOST_ERRORS, FieldError, InvalidRequest
from api.interview.check import SafetyCheck, check
from api.interview.rules import InterviewRules
from api.interview.situation import CheckRequest, TextFindings
from api.matching.reading.outcome import Match
from api.matching.reading.wording import TextMatch
from api.planner.rules.request import PlanRequest
from api.planner.rules.validation import InvalidPlanRequest, unknown_names
from api.queries.complaint_matches import match_text
from api.queries.interview_rules import get_interview_rules
from api.queries.plan_recommendations import invalid, with_current_slugs
from api.queries.planner_catalogue import get_planner_catalogue
from api.queries.reads import Reads, one_state
from api.screening import Answer, Said, said, unknown_codes


@dataclass(frozen=True)
class FoundCheck:
    """A step of the check, and the reading of the text (None if there was none)."""

    check: SafetyCheck
    text: TextMatch | None


@one_state
async def get_safety_check(
    reads: Reads, language: str, request: CheckRequest, text: str | None
) -> FoundCheck:
    """Return what to ask next, or the decision.

    Raises InvalidRequest with each name that is not known.
    """
    rules = await get_interview_rules(reads, language)
    if not has_present_names(request, rules):
        request = await with_known_names(reads, language, request)
    refuse_unknown(request.answers, rules)
    found = None
    if text is not None:
        spoken = said(request.answers, request.person)
        found = await match_text(reads, language, text, spoken)
    return step_for(rules, request, found)


def step_for(rules: InterviewRules, request: CheckRequest, found: TextMatch | None) -> FoundCheck:
    """Return the step of the check for a request and the reading of its text."""
    if found is not None:
        spoken = said(request.answers, request.person)
        request = replace(request, text=findings(found.match, spoken, rules))
    return FoundCheck(check(rules, request), found)


def findings(match: Match, spoken: Said, rules: InterviewRules) -> TextFindings:
    """Return what a text says by itself, as far as the rules know it.

    A match names the signs of the answers too; only the text has a reason for one.
    """
    stated = (
        flag.code for flag in match.red_flags if flag.because or flag.code not in spoken.affirmed
    )
    return TextFindings(
        meant=tuple(slug for slug in match.meant if slug in rules.complaints),
        is_clear=match.fit == "matched",
        red_flags=tuple(code for code in stated if code in rules.signs),
        conditions=tuple(code for code in match.conditions if code in rules.effects),
        suspected=tuple(code for code in match.suspected if code in rules.signs),
    )


def has_present_names(request: CheckRequest, rules: InterviewRules) -> bool:
    """Say whether the rules have every name; a renamed or unknown one is for the catalogue."""
    return (
        rules.complaints.keys() >= {*request.complaints}
        and rules.regions >= {*request.regions}
        and rules.condition_codes >= {*request.conditions}
        and {*rules.complaints, *rules.effects} >= {*request.cleared}
    )


async def with_known_names(reads: Reads, language: str, request: CheckRequest) -> CheckRequest:
    """Return the request with present slugs. Raises InvalidRequest with each unknown name."""
    found = await get_planner_catalogue(reads, language)
    names = with_current_slugs(
        PlanRequest(
            complaints=request.complaints,
            regions=request.regions,
            cleared=request.cleared,
            conditions=request.conditions,
        ),
        found,
    )
    issues = unknown_names(names, found.catalogue)
    if issues:
        raise await invalid(reads, InvalidPlanRequest(issues))
    return replace(
        request,
        complaints=names.complaints,
        regions=names.regions,
        cleared=names.cleared,
    )


def refuse_unknown(answers: Sequence[Answer], rules: InterviewRules) -> None:
    """Raise InvalidRequest with each answer to a question that there is not."""
    known = {*rules.effects, *rules.complaints}
    errors = [
        FieldError.at(f"/answers/{at}/code", "unknown", f"{code[:80]} is not known here.", near)
        for at, code, near in unknown_codes(answers, known)
    ]
    if errors:
        raise InvalidRequest.listing(errors[:MOST_ERRORS])
