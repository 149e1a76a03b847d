"""The questions of the safety check, screen by screen (`seed/screens.yaml`)."""

from pydantic import Field

from api.records.base import Code, Line, Record


class ScreenQuestion(Record):
    """A question on a screen, by the code of its sign or condition, or the slug of a complaint.

    Its words are those of the sign or condition; `text` is for what has none of its own.
    `someone_else` are its words about another person: needed if it says "you". `child` are those
    about a child, if they differ. `help` explains a word; a sign is explained by its own
    description. With `always` a sign is asked for with each complaint, and a condition with each
    complaint whose exercises it changes. A sign with `asked_with` is also asked for wherever a
    complaint lists one of those. A no is also a no to what it `settles`.
    """

    code: Code
    text: Line | None = None
    child: Line | None = None
    someone_else: Line | None = None
    help: Line | None = None
    always: bool = False
    asked_with: list[Code] = Field([], max_length=8)
    settles: list[Code] = Field([], max_length=8)


class Screen(Record):
    """Questions that belong together, under a title that names nobody.

    The order of screens and questions is the order in which those of one tier are asked. A screen
    without questions only has the title for questions of several screens.
    """

    code: Code
    title: Line
    questions: list[ScreenQuestion] = Field([], max_length=40)
