"""People who do what their plan says, and report how it went."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from api.adaptation.check_ins import CheckedItem, CheckIn, Numbers
from api.planner.rules.request import PlanRequest
from tests.adaptation.worlds import Answer, adapted, answer_of

MONDAY = date(2026, 10, 5)
HEEL = PlanRequest(
    complaints=("plantar-heel-pain",),
    minutes_per_session=15,
    days=("mon", "wed", "fri"),
    weeks=6,
    start_date=MONDAY,
)
Report = Mapping[str, Any]
"""Fields of a check-in; `items` maps slugs to fields of an item, "*" to those of every item."""


@dataclass
class Diary:
    """A person with a plan. `answers` are those of each day on which they asked."""

    request: PlanRequest = HEEL
    check_ins: list[CheckIn] = field(default_factory=list)
    answers: dict[date, Answer] = field(default_factory=dict)

    def ask(self, day: date) -> Answer:
        """Ask what to do on a day, with everything that was reported."""
        answer = answer_of(adapted(self.request, self.check_ins, day))
        self.answers[day] = answer
        return answer

    def live(self, days: int, report: Callable[[date], Report], start: date = MONDAY) -> Answer:
        """Ask on each day, do what the answer says, and report it; return the last answer."""
        for number in range(days):
            day = start + timedelta(days=number)
            answer = self.ask(day)
            if answer["today"] is not None:
                self.check_ins.append(check_in(day, answer["today"], report(day)))
        return self.ask(start + timedelta(days=days))

    def add(self, day: date, **fields: Any) -> None:
        """Add to the check-in of a day, as a next morning does."""
        self.check_ins = [
            replace(one, **fields) if one.date == day else one for one in self.check_ins
        ]


def check_in(day: date, session: Answer, report: Report) -> CheckIn:
    fields = dict(report)
    of_items = fields.pop("items", {})
    items = tuple(
        CheckedItem(
            item["exercise"],
            Numbers(*(item["dosage"][name] for name in Numbers._fields)),
            **{"done": "all", **of_items.get("*", {}), **of_items.get(item["exercise"], {})},
        )
        for item in session["items"]
    )
    return CheckIn(day, items, **fields)


def steps(answer: Answer) -> dict[str, tuple[str, str]]:
    """Return change and rule of each exercise."""
    return {item["exercise"]: (item["change"], item["rule"]) for item in answer["items"]}


def lines_of(diary: Diary) -> Iterator[str]:
    """Yield a line for each day on which something changes, for people to read."""
    for day, answer in diary.answers.items():
        changed = [
            f"{item['exercise']} {item['change']}"
            f" {short(item['before'])}→{short(item['after'])} ({item['rule']})"
            for item in answer["items"]
            if item["change"] != "same"
        ]
        if changed or answer["decision"] != "go_on":
            today = "session" if answer["today"] else "no session"
            said = "; ".join(changed) or "nothing changes"
            next_on = answer["next_session_on"]
            yield f"{day:%a %d %b} {answer['decision']}, {today}, next {next_on}: {said}"


def short(dose: Answer | None) -> str:
    if dose is None:
        return "-"
    return "×".join(str(dose[name]) for name in Numbers._fields if dose[name] is not None)
