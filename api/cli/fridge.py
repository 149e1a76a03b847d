"""A plan recommendation as a person reads it: lines of plain text, for the fridge."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

WIDTH = 92
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
WHEN = {
    "before_first_steps": "the first of them in the morning before your first steps",
    "end_of_day": "at the end of the day",
    "before_bed": "before bed",
}
TITLES = {
    "plan": "YOUR PLAN",
    "seek_care": "CARE FIRST, NO EXERCISES",
    "needs_answer": "ONE QUESTION FIRST",
    "nothing_fits": "NOTHING FITS",
}

Json = dict[str, Any]


def plan_lines(answer: Json) -> list[str]:
    """Return the whole answer, what matters first."""
    return [
        title(answer),
        "",
        *paragraphs(answer["notice"]),
        *triage_lines(answer["triage"]),
        *section("Please tell", [answer["question"]] if answer["question"] else []),
        *week_lines(answer),
        *section("On days without a session", days_without(answer)),
        *exercise_lines(answer),
        *section("What it does for you", statements(answer["coverage"])),
        *section("Left out", left_out(answer)),
        *section("How it goes on", statements(answer["progression"])),
        *section("When it hurts", statements([answer["pain_rule"]] if answer["phases"] else [])),
        *section("Look at it again", review(answer)),
        *footer(answer),
    ]


def title(answer: Json) -> str:
    names = [str(item["complaint"]["name"]) for item in answer["triage"]["complaints"]]
    told = TITLES.get(str(answer["outcome"]), str(answer["outcome"]))
    return f"{told}: {', '.join(names)}" if names else told


def paragraphs(text: str) -> Iterator[str]:
    for part in text.split("\n\n"):
        yield from textwrap.wrap(part, WIDTH)
        yield ""


def section(title: str, entries: Iterable[str]) -> Iterator[str]:
    entries = list(entries)
    if entries:
        yield title.upper()
        for entry in entries:
            yield from textwrap.wrap(entry, WIDTH, initial_indent="  - ", subsequent_indent="    ")
        yield ""


def cited(statement: Json) -> str:
    source = statement["source"]
    return f"{statement['text']} [{source['title']}]" if source else str(statement["text"])


def statements(told: Iterable[Json]) -> list[str]:
    return [cited(statement) for statement in told]


def triage_lines(triage: Json) -> Iterator[str]:
    signs = [f"{flag['sign']} {flag['advice']}" for flag in triage["red_flags"]]
    yield from section("Warning signs you named", signs)
    told = [f"{item['name']}: {item['advice']}" for item in triage["conditions"]]
    yield from section("What a clinician has to clear", told)
    notes = [
        f"{item['complaint']['name']}: {item['notice']}"
        for item in triage["complaints"]
        if item["notice"]
    ]
    yield from section("To know first", notes)


def week_lines(answer: Json) -> Iterator[str]:
    for phase in answer["phases"]:
        weeks = f"{phase['from_week']}"
        if phase["to_week"] != phase["from_week"]:
            weeks += f" to {phase['to_week']}"
        dates = f" ({phase['from_date']} to {phase['to_date']})" if phase["from_date"] else ""
        yield f"WEEK {weeks}{dates}"
        for days, session in alike(phase["sessions"]):
            yield f"  {', '.join(days)}: {duration(session['total_seconds'])}"
            for item in session["items"]:
                yield from item_lines(item)
        yield ""


def alike(sessions: list[Json]) -> list[tuple[list[str], Json]]:
    """Return each different session with its days, in the order of the first day."""
    found: list[tuple[list[str], Json]] = []
    for session in sessions:
        for days, other in found:
            if other["items"] == session["items"]:
                days.append(DAYS[session["day"]])
                break
        else:
            found.append(([DAYS[session["day"]]], session))
    return found


def item_lines(item: Json) -> Iterator[str]:
    head = f"{item['number']}. {item['exercise']['name']}, {item['position']}"
    told = f"    {head}: {dose(item['dosage'])} ({duration(item['seconds'])})"
    yield from textwrap.wrap(told, WIDTH, subsequent_indent="       ")
    also = item["also"]
    if also:
        when = f", {WHEN[also['when']]}" if also["when"] else ""
        times = "once more" if also["times_per_day"] == 1 else f"{also['times_per_day']} more times"
        yield f"       and {times} through the day{when}"


def dose(dosage: Json) -> str:
    """Return a dose in words: sets, repetitions, hold, sides."""
    if dosage["duration_seconds"] is not None:
        return f"for {duration(dosage['duration_seconds'])}"
    parts = []
    if dosage["reps"] is not None:
        sets = dosage["sets"] or 1
        times = f"{dosage['reps']} times"
        parts.append(f"{sets} sets of {dosage['reps']}" if sets > 1 else times)
    if dosage["hold_seconds"]:
        parts.append(f"hold {dosage['hold_seconds']} s")
    if dosage["tempo"]:
        parts.append(f"slowly ({dosage['tempo']} s)")
    if (dosage["sets"] or 1) > 1 and dosage["rest_seconds"]:
        parts.append(f"{dosage['rest_seconds']} s rest between")
    parts.append("each side" if dosage["each_side"] else "both together")
    return ", ".join(parts)


def duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def days_without(answer: Json) -> list[str]:
    return [f"{DAYS[day['day']]}: {cited(day)}" for day in answer["days_without_session"]]


def exercise_lines(answer: Json) -> Iterator[str]:
    """Tell of each exercise once: why, what to mind, and the easier way."""
    items = {
        item["exercise"]["slug"]: item
        for phase in answer["phases"][:1]
        for session in phase["sessions"]
        for item in session["items"]
    }
    for item in items.values():
        yield from section(
            item["exercise"]["name"],
            [
                *(f"Why: {told}" for told in statements(item["reasons"])),
                *(f"Mind: {told}" for told in statements(item["cautions"])),
                *(f"Easier: {told}" for told in statements(item["swaps"])),
            ],
        )


def left_out(answer: Json) -> list[str]:
    named = [f"{item['exercise']['name']}: {cited(item)}" for item in answer["left_out"]]
    others = sum(answer["left_out_counts"].values())
    return [*named, *([f"{others} others"] if others and named else [])]


def review(answer: Json) -> list[str]:
    weeks = ", ".join(str(week) for week in answer["review_after_weeks"])
    dates = f" ({', '.join(answer['review_dates'])})" if answer["review_dates"] else ""
    return [f"After week {weeks}{dates}: better, the same or worse?"] if weeks else []


def footer(answer: Json) -> Iterator[str]:
    engine = answer["engine"]
    if answer["outcome"] == "plan":
        proven = engine["objective"] == engine["bound"]
        gap = "nothing better exists" if proven else f"the best may reach {engine['bound']}"
        yield f"Objective {engine['objective']}, {gap}."
    yield f"Key {answer['plan_key']}"
