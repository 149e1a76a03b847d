"""`instep check`: the safety check on the terminal, or for a script that answers it."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from api.cli.check_text import CheckText
from api.cli.check_walk import AsJson, AsText, Json, walk
from api.cli.commands import CommandError, Commands, answered, named_database, on_database
from api.cli.plan import LISTS, words_of
from api.cli.preparation import prepare
from api.cli.terminal import read_line, readable
from api.config import load_settings
from api.db import Database
from api.interview.situation import CheckRequest
from api.languages import FALLBACK, served
from api.matching.transport import MAX_CHARACTERS
from api.messages.files import get_messages
from api.migrations import require_newest
from api.queries.safety_checks import get_safety_check
from api.screening import Answer, Person
from api.v1.answers.safety_checks import safety_check
from api.visible_text import shows_nothing
from api.vocabulary import AgeGroup, WhoItIsAbout
from api.vocabulary import words as words_in

KNOWN = ("complaint", "region", "condition", "cleared")
"""Options of `instep plan` that say the same here."""

EXPLAINED = (
    "Answers are read line by line: the numbers or codes of what fits (2 4u, dvt pe=unsure), one"
    " y, n or u for each question, nothing for none of these, b to go back, q to stop. Exit codes:"
    " 0 exercises or with_care, 3 after_clearance or see_clinician, 4 seek_care, 5 no decision"
    " because no complaint was recognised, 6 ended before the decision, 1 an error, 2 a wrong"
    " command line. Nothing that is typed is kept."
)


def add(commands: Commands) -> None:
    check = commands.add("check", check_command)
    check.epilog = EXPLAINED
    check.add_argument(
        "text",
        nargs="?",
        type=own_words,
        help="what hurts, in your own words; - reads it from the first line of standard input",
    )
    for name in KNOWN:
        dest, text = LISTS[name]
        check.add_argument(f"--{name}", dest=dest, action="append", type=words_of, help=text)
    check.add_argument("--age", choices=words_in(AgeGroup), help="whom it is about")
    check.add_argument("--about", choices=words_in(WhoItIsAbout), help="who that is")
    check.add_argument(
        "--language", default=FALLBACK, choices=served(), help="language of the questions"
    )
    check.add_argument(
        "--json",
        action="store_true",
        help="print each step as the API answers it, one a line, and no prompts",
    )


def own_words(given: str) -> str:
    text = readable(given)
    if shows_nothing(text) or len(text) > MAX_CHARACTERS:
        raise argparse.ArgumentTypeError(f"must be a text of at most {MAX_CHARACTERS} characters")
    return text


def check_command(options: argparse.Namespace) -> int:
    """ask what to ask before exercise, screen by screen, and say if exercises may be offered"""
    settings = load_settings()
    text = first_line() if options.text == "-" else options.text
    shown = AsJson() if options.json else AsText(CheckText(get_messages(options.language)))
    # What is typed is read outside of the event loop, so that Ctrl-C ends the command at once.
    with named_database(settings) as named, asyncio.Runner() as runner:
        if settings.database_url is None:
            runner.run(on_database(named, prepare))

        def ask(answers: Sequence[Answer]) -> Json:
            work = step_after(request_of(options, answers), text, options.language)
            return answered(lambda: runner.run(on_database(named, work)))

        return walk(ask, shown)


def first_line() -> str:
    """Return the text from standard input. Raises CommandError if there is none."""
    try:
        return own_words((read_line() or "").strip())
    except argparse.ArgumentTypeError as error:
        raise CommandError(f"the first line of standard input {error}") from None


def request_of(options: argparse.Namespace, answers: Sequence[Answer]) -> CheckRequest:
    given: dict[str, Any] = {
        field: tuple(word for part in getattr(options, field) or () for word in part)
        for field, _ in (LISTS[name] for name in KNOWN)
    }
    return CheckRequest(**given, answers=tuple(answers), person=Person(options.age, options.about))


def step_after(
    request: CheckRequest, text: str | None, language: str
) -> Callable[[Database], Awaitable[Json]]:
    """Return what asks for a step of the check, as v1 serves it."""

    async def work(database: Database) -> Json:
        await require_newest(database.engine)
        async with database.reading() as session:
            found = await get_safety_check(session, language, request, text)
        return safety_check(found.check, found.text, text, get_messages(language))

    return work
