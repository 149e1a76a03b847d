"""How a plan goes on as plain text, to read in a terminal."""

from collections.abc import Iterator
from typing import Any

from api.cli.plan_text import PlanText, listed, paragraphs
from api.messages import Messages

Json = dict[str, Any]

OWN_TITLES = ("go_on", "hold", "ease", "pause")
"""Decisions with a title of their own; the others are those of a plan."""


def adapt_text(answer: Json, messages: Messages) -> list[str]:
    """Return the lines of a whole answer as v1 serves it, today first."""
    return list(lines(answer, messages))


def lines(answer: Json, messages: Messages) -> Iterator[str]:
    plan = PlanText(answer["plan"], (), messages)

    def say(code: str, **parameters: Any) -> str:
        return messages.text(f"adapt_text.{code}", **parameters)

    is_own = answer["decision"] in OWN_TITLES and answer["plan"]["outcome"] != "needs_answer"
    yield say(f"title_{answer['decision']}") if is_own else plan.title()
    yield ""
    yield from paragraphs(answer["plan"]["notice"])
    yield from plan.section("red_flags", [flag["sign"] for flag in answer["red_flags"]])
    yield from plan.section("question", [one["question"] for one in answer["plan"]["ask_first"]])
    yield from plan.section("advice", (answer["advice"] or "").split("\n\n"))
    if answer["today"] is not None:
        yield say("today").upper()
        for item in answer["today"]["items"]:
            yield from plan.item(item)
        yield ""
    if answer["next_session_on"] is not None:
        yield say("next", date=answer["next_session_on"])
        yield ""
    yield from listed(say("items"), [item_line(item, plan, messages) for item in answer["items"]])
    for phase in answer["plan"]["phases"]:
        yield from plan.phase(phase)
    if answer["review_due"] is not None:
        yield say("review", date=answer["review_due"])
    yield say("rules", version=answer["rules_version"])


def item_line(item: Json, plan: PlanText, messages: Messages) -> str:
    """Return "Calf Stretch (more): 3 times. 3 good sessions in a row. A little more next time."."""
    change = messages.text(f"adapt_text.change_{item['change']}")
    name = messages.text("adapt_text.changed", name=item["name"], change=change)
    dose = item["after"]["text"] if item["after"] else ""
    return plan.named(name, f"{dose} {plan.cited(item)}".strip())
