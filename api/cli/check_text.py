"""The safety check as plain text: its screens, and how it ends."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from api.cli.plan_text import listed, paragraphs, wrapped
from api.messages import Messages
from api.triage import OFFERING

Json = dict[str, Any]


@dataclass(frozen=True)
class CheckText:
    """The parts of the text; each method returns lines of a step as v1 serves it."""

    messages: Messages

    def say(self, code: str, **parameters: Any) -> str:
        return self.messages.text(f"check_text.{code}", **parameters)

    def beginning(self) -> list[str]:
        return [*paragraphs(self.say("about")), *paragraphs(self.say("how"))]

    def screen(self, step: Json) -> list[str]:
        """Return the title, how many screens there can still be, and the numbered questions."""
        screen, left = step["screen"], step["screens_left_at_most"] - 1
        code = "place" if left else "last"
        return [
            *wrapped(screen["title"], "", ""),
            self.say(code, number=screen["number"], count=left),
            *self.numbered([question["text"] for question in screen["questions"]]),
        ]

    def explained(self, step: Json) -> list[str]:
        """Return what the words of the questions mean, under the same numbers."""
        nothing = self.say("no_help")
        return self.numbered([item["help"] or nothing for item in step["screen"]["questions"]])

    def unreadable(self, word: str, step: Json) -> str:
        return self.say("unreadable", word=word[:40], last=len(step["screen"]["questions"]))

    def numbered(self, texts: Sequence[str]) -> list[str]:
        return [
            line
            for number, text in enumerate(texts, start=1)
            for line in wrapped(text, f"  {number:>2}  ", " " * 6)
        ]

    def end(self, step: Json) -> list[str]:
        """Return the decision, the signs that led to it, what to do, and how to go on."""
        return list(self.ending(step))

    def ending(self, step: Json) -> Iterator[str]:
        yield self.say(f"decision_{step['decision'] or 'none'}")
        yield ""
        yield from listed(self.say("red_flags"), [flag["sign"] for flag in step["red_flags"]])
        yield from listed(self.say("conditions"), [item["name"] for item in step["conditions"]])
        yield from listed(self.say("advice"), (step["advice"] or "").split("\n\n"))
        if step["decision"] in OFFERING:
            yield self.say("go_on", command=plan_command_for(step))


def plan_command_for(step: Json) -> str:
    """Return the command that prints a plan with what the check found."""
    given = step["plan_request"]
    options = {
        "complaint": given["complaints"],
        "region": given["regions"] if not given["complaints"] else [],
        "condition": [item["code"] for item in step["conditions"]],
        "red-flag": [flag["code"] for flag in step["red_flags"]],
        "cleared": given["cleared"],
    }
    words = [(f"--{name}", code) for name, codes in options.items() for code in codes]
    return shlex.join(["instep", "plan", *chain.from_iterable(words)])
