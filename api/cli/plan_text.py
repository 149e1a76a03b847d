"""A plan recommendation as plain text, to read in a terminal or to print."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.messages import Messages

WIDTH = 92

Json = dict[str, Any]


def plan_text(answer: Json, complaints: Sequence[str], messages: Messages) -> list[str]:
    """Return the lines of a whole answer as v1 serves it, the most important first.

    `complaints` are the names of those that the plan is for.
    """
    return list(PlanText(answer, complaints, messages).lines())


@dataclass(frozen=True)
class PlanText:
    """The parts of the text; each method yields lines, or returns the entries of a section."""

    answer: Json
    complaints: Sequence[str]
    messages: Messages

    def say(self, code: str, **parameters: Any) -> str:
        return self.messages.text(f"plan_text.{code}", **parameters)

    def named(self, name: str, text: str) -> str:
        return self.say("named", name=name, text=text)

    def day(self, day: str) -> str:
        return self.messages.text(f"day.{day}")

    def lines(self) -> Iterator[str]:
        answer = self.answer
        yield self.title()
        yield ""
        yield from paragraphs(answer["notice"])
        yield from self.section("red_flags", [flag["sign"] for flag in answer["red_flags"]])
        yield from self.section("advice", (answer["advice"] or "").split("\n\n"))
        yield from self.section("question", [answer["question"]] if answer["question"] else [])
        for phase in answer["phases"]:
            yield from self.phase(phase)
        yield from self.section("days_without", self.days_without())
        for exercise in answer["exercises"]:
            yield from self.exercise(exercise)
        yield from self.section("coverage", map(self.cited, answer["coverage"]))
        yield from self.section("left_out", self.left_out())
        yield from self.section("progression", map(self.cited, answer["progression"]))
        yield from self.section(
            "pain", [self.cited(answer["pain_rule"])] if answer["phases"] else []
        )
        yield from self.section("review", self.review())
        yield from self.footer()

    def title(self) -> str:
        outcome = self.say(f"title_{self.answer['outcome']}")
        return self.named(outcome, ", ".join(self.complaints)) if self.complaints else outcome

    def section(self, code: str, entries: Iterable[str]) -> Iterator[str]:
        return listed(self.say(code), entries)

    def cited(self, statement: Json) -> str:
        """Return a statement with the title of its source, "Heel raises help. [Trial 2014]"."""
        if statement["source"] is None:
            return str(statement["text"])
        return self.say("cited", text=statement["text"], source=statement["source"]["title"])

    def phase(self, phase: Json) -> Iterator[str]:
        weeks = {"from": phase["from_week"], "to": phase["to_week"]}
        title = self.say("week" if weeks["from"] == weeks["to"] else "weeks", **weeks)
        if phase["from_date"]:
            dates = {"from": phase["from_date"], "to": phase["to_date"]}
            title = self.say("dated", weeks=title, **dates)
        yield title
        for session in phase["sessions"]:
            names = ", ".join(map(self.day, session["days"]))
            yield f"  {self.named(names, self.duration(session['total_seconds']))}"
            for item in session["items"]:
                yield from self.item(item)
        yield ""

    def item(self, item: Json) -> Iterator[str]:
        text = self.say(
            "item",
            number=item["number"],
            exercise=self.names[item["exercise"]],
            position=self.messages.text(f"terms.{item['position']}"),
            duration=self.duration(item["seconds"]),
            dose=item["dosage"]["text"],
        )
        yield from wrapped(text, "    ", "       ")
        if item["also"]:
            yield from wrapped(item["also"]["text"], "       ", "       ")
        for caution in item["cautions"]:
            yield from wrapped(self.say("mind", text=caution["text"]), "       ", "       ")

    def duration(self, seconds: int) -> str:
        """Return an exact time: "2 min 6 s"."""
        minutes, rest = divmod(seconds, 60)
        parts = {"minutes": minutes, "seconds": rest}
        said = [self.messages.text(f"time.{unit}", count=n) for unit, n in parts.items() if n]
        return " ".join(said)

    def days_without(self) -> list[str]:
        days = self.answer["days_without_session"]
        return [self.named(self.day(day["day"]), day["text"]) for day in days]

    @cached_property
    def names(self) -> dict[str, str]:
        return {item["slug"]: item["name"] for item in self.answer["exercises"]}

    def exercise(self, item: Json) -> Iterator[str]:
        """Yield the section of an exercise: its steps, reasons, cautions, and the easier form."""
        steps = [self.say("step", **step) for step in item["steps"]]
        entries = [
            *steps,
            *(self.say("why", text=self.cited(reason)) for reason in item["reasons"]),
            *(self.say("mind", text=caution["text"]) for caution in item["cautions"]),
            *(self.say("easier", text=swap["text"]) for swap in item["swaps"]),
        ]
        yield from listed(item["name"], entries)

    def left_out(self) -> list[str]:
        named = [
            self.named(item["exercise"]["name"], item["text"]) for item in self.answer["left_out"]
        ]
        others = sum(self.answer["left_out_counts"].values())
        return [*named, *([self.say("others", count=others)] if others and named else [])]

    def review(self) -> list[str]:
        weeks = ", ".join(map(str, self.answer["review_after_weeks"]))
        if not weeks:
            return []
        if dates := ", ".join(self.answer["review_dates"]):
            return [self.say("review_dated", weeks=weeks, dates=dates)]
        return [self.say("review_after", weeks=weeks)]

    def footer(self) -> Iterator[str]:
        engine = self.answer["engine"]
        if self.answer["outcome"] == "plan":
            is_best = engine["objective"] == engine["bound"]
            yield self.say("best" if is_best else "gap", **engine)
        yield self.say("key", key=self.answer["plan_key"])


def paragraphs(text: str) -> Iterator[str]:
    for part in text.split("\n\n"):
        yield from wrapped(part, "", "")
        yield ""


def listed(title: str, entries: Iterable[str]) -> Iterator[str]:
    """Yield a title and its entries; nothing if there are none."""
    entries = [entry for entry in entries if entry]
    if entries:
        yield title.upper()
        for entry in entries:
            yield from wrapped(entry, "  - ", "    ")
        yield ""


def wrapped(text: str, first: str, further: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=further)
