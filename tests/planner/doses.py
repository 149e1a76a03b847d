"""The dose that a request has to get for each exercise, worked out a second time.

Each complaint asked for may state a dose and a first week; the stricter of all holds.
"""

from typing import Any, NamedTuple

from api.dosage import seconds_needed
from api.planner.catalogue import Catalogue, Dosage, DosageRange
from api.planner.rules.eligibility import known_evidence
from api.planner.rules.request import NormalPlanRequest

NUMBERS = ("sets", "reps", "hold_seconds")
WAYS = (*NUMBERS, "rep_seconds", "duration_seconds")
Span = tuple[int, int]


class Expected(NamedTuple):
    """Spans and most numbers by name; None where nothing is stated."""

    spans: dict[str, Span | None]
    most: dict[str, int | None]
    days_per_week: int | None
    sessions_per_day: int | None
    when: str | None
    from_week: int


def expected_dose(slug: str, request: NormalPlanRequest, catalogue: Catalogue) -> Expected:
    stated = stated_doses(slug, request, catalogue)
    shortest = min(stated, key=lambda one: (lowest_seconds(*one[:2]), repr(one)))
    alike = [one for one in stated if way(one[0]) == way(shortest[0])]
    return Expected(
        spans={name: lowest_span([getattr(one[1], name) for one in alike]) for name in NUMBERS},
        most={name: least([getattr(one[0], name) for one in alike]) for name in NUMBERS},
        days_per_week=least([one[0].days_per_week for one in stated]),
        sessions_per_day=least([one[0].sessions_per_day for one in stated]),
        when=latest([one[0].when for one in stated]),
        from_week=max(one[2] for one in stated),
    )


def expected_start(
    slug: str, request: NormalPlanRequest, catalogue: Catalogue
) -> dict[str, int | None]:
    """Return the numbers with which an exercise has to begin: low, or where a plan left it."""
    expected, found = expected_dose(slug, request, catalogue), dict[str, int | None]()
    told = next((vars(one) for one in request.reached if one.exercise == slug), {})
    for name in NUMBERS:
        usual, span, number = expected.most[name], expected.spans[name], told.get(name)
        low, high = (min(span), max(span)) if span else (usual, usual)
        low = span[0] if span and number is None else low
        if usual is None or low is None or high is None:
            found[name] = None
        else:
            found[name] = low if number is None else max(low, min(high, number))
    return found


def stated_doses(
    slug: str, request: NormalPlanRequest, catalogue: Catalogue
) -> list[tuple[Dosage, DosageRange, int]]:
    exercise = catalogue.exercises[slug]
    found = [
        (known.dosage or exercise.dosage, known.range or exercise.range, known.from_week)
        for _, helpers in known_evidence(request, catalogue).helpers
        if (known := helpers.get(slug)) is not None
    ]
    return found or [(exercise.dosage, exercise.range, 1)]


def way(dosage: Dosage) -> list[bool]:
    return [getattr(dosage, name) is None for name in WAYS]


def lowest_seconds(dosage: Dosage, published: DosageRange) -> int:
    numbers = {**vars(dosage)}
    for name in NUMBERS:
        span = getattr(published, name)
        if numbers[name] is not None and span is not None:
            numbers[name] = span[0]
    return seconds_needed(Dosage(**numbers))


def lowest_span(spans: list[Span | None]) -> Span | None:
    given = [span for span in spans if span is not None]
    return (min(low for low, _ in given), min(high for _, high in given)) if given else None


def least(numbers: list[Any]) -> Any:
    return min((number for number in numbers if number is not None), default=None)


def latest(times: list[str | None]) -> str | None:
    order = ("before_first_steps", "end_of_day", "before_bed")
    return max((time for time in times if time is not None), key=order.index, default=None)
