"""The safety check from its first screen to the decision: what is shown, and what is typed."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from api.cli.check_replies import Reply, UnreadableReplyError, read_reply
from api.cli.check_text import CheckText
from api.cli.commands import CommandError, print_lines
from api.cli.terminal import can_write_any_sign, is_typed, read_line
from api.screening import Answer

Json = dict[str, Any]
Ask = Callable[[Sequence[Answer]], Json]
"""Returns the step of the check after some answers, as v1 serves it."""

UNFINISHED = 6
EXIT_CODES: Mapping[str | None, int] = {
    "exercises": 0,
    "with_care": 0,
    "after_clearance": 3,
    "see_clinician": 3,
    "seek_care": 4,
    None: 5,
}
"""By the decision; errors are 1, and a wrong command line is 2."""


class Shown(Protocol):
    """How a step is shown, and how the next line is asked for."""

    def screen(self, step: Json) -> None: ...
    def explain(self, step: Json) -> None: ...
    def end(self, step: Json) -> None: ...
    def read(self) -> str | None: ...
    def refuse(self, word: str, step: Json) -> None: ...


def walk(ask: Ask, shown: Shown) -> int:
    """Ask screen by screen, and return the exit code.

    Answers are here only. Raises CommandError if a line of a pipe cannot be read, or if the
    questions change on the way.
    """
    replies: list[tuple[Answer, ...]] = []
    version: str | None = None
    while True:
        step = ask([answer for given in replies for answer in given])
        if version not in (None, step["rules_version"]):
            raise CommandError("the questions have just changed: please begin again")
        version = step["rules_version"]
        if step["done"]:
            shown.end(step)
            return EXIT_CODES[step["decision"]]
        shown.screen(step)
        reply = reply_to(step, shown)
        if reply.move == "stop":
            return UNFINISHED
        if reply.move == "back":
            replies = replies[:-1]
        else:
            replies.append(reply.answers)


def reply_to(step: Json, shown: Shown) -> Reply:
    """Return the first line that can be read; the end of the input stops the check."""
    while (line := shown.read()) is not None:
        try:
            reply = read_reply(line, step["screen"])
        except UnreadableReplyError as error:
            shown.refuse(str(error), step)
            continue
        if reply.move != "explain":
            return reply
        shown.explain(step)
    return Reply("stop")


class AsText:
    """For people. If nobody is typing, what was read is shown where it would have been typed."""

    def __init__(self, text: CheckText) -> None:
        self.text = text
        self.is_first = True

    def screen(self, step: Json) -> None:
        print_lines(self.text.beginning() if self.is_first else [""])
        print_lines(self.text.screen(step))
        self.is_first = False

    def explain(self, step: Json) -> None:
        print_lines(self.text.explained(step))

    def end(self, step: Json) -> None:
        print_lines(["", *self.text.end(step)])

    def read(self) -> str | None:
        print("> ", end="", flush=True)
        line = read_line()
        if not is_typed():
            print(line or "", end="" if line else "\n", flush=True)
        return line

    def refuse(self, word: str, step: Json) -> None:
        sentence = self.text.unreadable(word, step)
        if not is_typed():
            raise CommandError(sentence)
        print(sentence)


class AsJson:
    """For programs: each step is one line of JSON."""

    def screen(self, step: Json) -> None:
        print(json.dumps(step, ensure_ascii=not can_write_any_sign()), flush=True)

    explain = end = screen

    def read(self) -> str | None:
        return read_line()

    def refuse(self, word: str, step: Json) -> None:
        number = step["screen"]["number"]
        raise CommandError(f"{word[:40]} names no question of screen {number}")
