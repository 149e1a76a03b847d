"""Validation of a request: every issue at once, each with a change that helps."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from api.planner.catalogue import Catalogue
from api.planner.rules.normal_form import normal_form
from api.planner.rules.request import (
    SIDES,
    STYLES,
    WEEKDAYS,
    MatchedText,
    NormalPlanRequest,
    PlanRequest,
    ReachedDose,
)
from api.planner.rules.request_bounds import (
    FIRST_DAY,
    LAST_DAY,
    MINUTES_PER_SESSION,
    MOST_COMPLAINTS,
    MOST_REACHED,
    PAIN_NOW,
    REACHED,
    SESSIONS_PER_WEEK,
    WEEKS,
    WEEKS_DONE,
)
from api.screening import unknown_codes
from api.suggestions import nearest
from api.vocabulary import Goal, Level, Position, words

SUGGESTIONS_FROM = 2_000
"""A suggestion is looked for among so many names at most."""


@dataclass(frozen=True)
class ValidationIssue:
    """One issue: its place (JSON Pointer), its code, and the smallest change that helps.

    `value` is the name that is not known, if that is the issue.
    """

    pointer: str
    code: str
    detail: str
    suggestion: str | None
    value: str | None = None

    @property
    def field(self) -> str:
        """Return the field of the request that the pointer leads into."""
        return self.pointer.split("/")[1]


class InvalidPlanRequest(ValueError):  # noqa: N818 - the request is wrong, nothing failed
    """The request contradicts itself or has an unknown name; `issues` is never empty."""

    def __init__(self, issues: Iterable[ValidationIssue]) -> None:
        self.issues = tuple(issues)
        super().__init__("; ".join(issue.detail for issue in self.issues))


def normalise(
    request: PlanRequest,
    catalogue: Catalogue,
    text: MatchedText | None = None,
    removed: Collection[str] = (),
) -> NormalPlanRequest:
    """Return the normal form. Raises InvalidPlanRequest with every issue at once.

    `removed` are the exercises that the catalogue had once: a plan may have reached one of them.
    """
    issues = [
        *nothing_asked(request, text),
        *unknown_names(request, catalogue),
        *unknown_answers(request, catalogue),
        *out_of_bounds(request),
        *empty_lists(request),
        *days_against_number(request),
        *unknown_reached(request, catalogue, removed),
        *two_doses(request),
    ]
    if issues:
        raise InvalidPlanRequest(issues)
    return normal_form(request, catalogue, text, removed)


def nothing_asked(request: PlanRequest, text: MatchedText | None) -> list[ValidationIssue]:
    if request.complaints or request.regions or request.goals or text is not None:
        return []
    detail = "Name a complaint, a region or a goal, or describe it in complaint_text."
    return [ValidationIssue("/complaints", "nothing_asked", detail, None)]


def unknown_names(request: PlanRequest, catalogue: Catalogue) -> list[ValidationIssue]:
    clearable = {
        *catalogue.conditions,
        *catalogue.red_flags,
        *catalogue.complaints,
        *catalogue.exercises,
    }
    lists: list[tuple[str, Iterable[str], Collection[str]]] = [
        ("complaints", request.complaints, catalogue.complaints),
        ("regions", request.regions, catalogue.regions),
        ("goals", request.goals, words(Goal)),
        ("equipment", request.equipment or (), catalogue.equipment),
        ("positions", request.positions or (), words(Position)),
        ("exclude_exercises", request.exclude_exercises, catalogue.exercises),
        ("conditions", request.conditions, catalogue.conditions),
        ("cleared", request.cleared, clearable),
        ("red_flags", request.red_flags, catalogue.red_flags),
        ("days", request.days or (), WEEKDAYS),
    ]
    return [
        unknown(f"/{field}/{at}", value, names)
        for field, values, names in lists
        for at, value in enumerate(values)
        if value not in names
    ] + unknown_words(request)


def unknown_answers(request: PlanRequest, catalogue: Catalogue) -> list[ValidationIssue]:
    return [
        ValidationIssue(f"/answers/{at}/code", "unknown", f"{code[:80]} is not known here.", near)
        for at, code, near in unknown_codes(request.answers, catalogue.effects)
    ]


def unknown_words(request: PlanRequest) -> list[ValidationIssue]:
    fields = (
        ("level", request.level, words(Level)),
        ("style", request.style, STYLES),
        ("side", request.side, SIDES),
    )
    return [
        unknown(f"/{field}", value, names)
        for field, value, names in fields
        if value is not None and value not in names
    ]


def unknown(pointer: str, value: str, names: Collection[str]) -> ValidationIssue:
    near = nearest(value, sorted(names)[:SUGGESTIONS_FROM])
    return ValidationIssue(pointer, "unknown", f"{value[:80]} is not known here.", near, value)


def out_of_bounds(request: PlanRequest) -> list[ValidationIssue]:
    bounds = (
        ("minutes_per_session", request.minutes_per_session, *MINUTES_PER_SESSION),
        ("sessions_per_week", request.sessions_per_week, *SESSIONS_PER_WEEK),
        ("weeks", request.weeks, *WEEKS),
        ("pain_now", request.pain_now, *PAIN_NOW),
        ("weeks_done", request.weeks_done, *WEEKS_DONE),
        ("complaints", len(request.complaints), 0, MOST_COMPLAINTS),
        ("reached", len(request.reached), 0, MOST_REACHED),
        *(
            (f"reached/{at}/dosage/{name}", getattr(dose, name), *bounds)
            for at, dose in enumerate(request.reached[:MOST_REACHED])
            for name, bounds in REACHED.items()
        ),
    )
    found = [
        ValidationIssue(
            f"/{field}",
            "out_of_bounds",
            f"{field.split('/')[-1]} must be from {low} to {high}.",
            str(min(max(value, low), high)),
        )
        for field, value, low, high in bounds
        if value is not None and not low <= value <= high
    ]
    if request.start_date is not None and not FIRST_DAY <= request.start_date <= LAST_DAY:
        detail = f"start_date must be from {FIRST_DAY} to {LAST_DAY}."
        found.append(ValidationIssue("/start_date", "out_of_bounds", detail, None))
    return found


def empty_lists(request: PlanRequest) -> list[ValidationIssue]:
    return [
        ValidationIssue(
            f"/{field}", "empty", f"{field} is empty. Name at least one, or leave it out.", None
        )
        for field, values in (("days", request.days), ("positions", request.positions))
        if values is not None and not values
    ]


def days_against_number(request: PlanRequest) -> list[ValidationIssue]:
    if request.days is None or request.sessions_per_week is None:
        return []
    number = len(set(request.days))
    if number == request.sessions_per_week:
        return []
    detail = f"days names {number}, but sessions_per_week is {request.sessions_per_week}."
    return [ValidationIssue("/sessions_per_week", "contradicts_days", detail, str(number))]


def unknown_reached(
    request: PlanRequest, catalogue: Catalogue, removed: Collection[str]
) -> list[ValidationIssue]:
    return [
        unknown(f"/reached/{at}/exercise", dose.exercise, catalogue.exercises)
        for at, dose in enumerate(request.reached)
        if dose.exercise not in catalogue.exercises and dose.exercise not in removed
    ]


def two_doses(request: PlanRequest) -> list[ValidationIssue]:
    """Find exercises that are said to have reached two different doses."""
    first: dict[str, ReachedDose] = {}
    return [
        ValidationIssue(
            f"/reached/{at}",
            "contradicts_itself",
            f"{dose.exercise[:80]} is there twice, with two different doses. Keep one of them.",
            None,
        )
        for at, dose in enumerate(request.reached)
        if first.setdefault(dose.exercise, dose) != dose
    ]
