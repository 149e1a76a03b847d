"""Views of an answer: of a plan, of the exercises that help, and of a complaint's variant."""

import re
from collections.abc import Iterator
from typing import Any

Answer = dict[str, Any]
Dosage = dict[str, Any]


def texts(value: Any) -> Iterator[str]:
    """Return every text in an answer, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def says(value: Any, pattern: str) -> bool:
    return any(re.search(pattern, text) for text in texts(value))


def placed(answer: Answer) -> list[tuple[Answer, Answer, Answer]]:
    """Return each item of a plan with its phase and session."""
    return [
        (phase, session, item)
        for phase in answer["phases"]
        for session in phase["sessions"]
        for item in session["items"]
    ]


def listed(answer: Answer) -> list[Answer]:
    """Return what an answer says of exercises, in its own order."""
    found: list[Answer] = answer["items"] if "items" in answer else answer["exercises"]
    return found


def ranked(answer: Answer) -> list[Answer]:
    """Return what is recommended outside a plan, the best first: with slug, dosage, from_week."""
    found = [
        {**item, "slug": item["exercise"]["slug"] if "exercise" in item else item["slug"]}
        for item in listed(answer)
        if item["rank"] is not None
    ]
    return sorted(found, key=lambda item: item["rank"])


def exercises_of(answer: Answer) -> set[str]:
    if "phases" in answer:
        return {item["exercise"] for _, _, item in placed(answer)}
    return {item["slug"] for item in ranked(answer)}


def weeks_of(answer: Answer, slug: str | None = None) -> set[int]:
    """Return the weeks in which a plan has an exercise; all of its weeks without one."""
    return {
        week
        for phase in answer["phases"]
        for week in range(phase["from_week"], phase["to_week"] + 1)
        if slug is None or any(slug == i["exercise"] for s in phase["sessions"] for i in s["items"])
    }


def doses_of(answer: Answer, slug: str) -> list[Dosage]:
    """Return the doses of an exercise, in the order of the phases."""
    if "phases" in answer:
        return [item["dosage"] for _, _, item in placed(answer) if item["exercise"] == slug]
    return [item["dosage"] for item in ranked(answer) if item["slug"] == slug and item["dosage"]]


def times_of(answer: Answer, slug: str) -> list[set[str | None]]:
    """Return for each dose of an exercise the times of day that it names."""
    if "phases" in answer:
        items = [item for _, _, item in placed(answer) if item["exercise"] == slug]
        return [{i["dosage"]["when"], i["also"] and i["also"]["when"]} for i in items]
    return [{dosage["when"]} for dosage in doses_of(answer, slug)]


def fits(dosage: Dosage, bounds: dict[str, list[int]]) -> bool:
    amount = {**dosage, "count": (dosage["sets"] or 1) * (dosage["reps"] or 1)}
    return all(low <= (amount[name] or 0) <= high for name, (low, high) in bounds.items())


def days(answer: Answer, slugs: set[str]) -> set[str]:
    """Return the days of the last phase that have one of the exercises."""
    last = answer["phases"][-1]["sessions"] if answer["phases"] else []
    return {
        day
        for session in last
        if slugs & {item["exercise"] for item in session["items"]}
        for day in session["days"]
    }


def kinds_of(answer: Answer) -> dict[str, str]:
    return {exercise["slug"]: exercise["kind"] for exercise in answer["exercises"]}


def first_weeks(answer: Answer, weeks: int) -> set[str]:
    return {item["exercise"] for phase, _, item in placed(answer) if phase["from_week"] <= weeks}


def seen(answer: Answer) -> Answer:
    """Return the parts of an answer that explain a failure."""
    shown: Answer = {
        n: answer[n] for n in ("outcome", "decision", "advice", "notice") if n in answer
    }
    flags = {f["code"]: f["tier"] for f in answer.get("red_flags", [])}
    if "phases" in answer:
        found: Any = {slug: sorted(weeks_of(answer, slug)) for slug in exercises_of(answer)}
    else:
        found = [item["slug"] for item in ranked(answer)] if "matches" not in answer else None
    doses = {slug: doses_of(answer, slug) for slug in found or ()}
    return {**shown, "red_flags": flags, "exercises": found, "doses": doses}
