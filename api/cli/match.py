"""`instep match`: match one text."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from api.cli.commands import Commands, print_lines
from api.cli.seed import valid_content
from api.cli.terminal import read_input, readable
from api.languages import FALLBACK
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.matching.reading.wording import hint, question, reasons
from api.records.vocabularies import RedFlag
from seed.content import SEED, Content
from seed.lexicon.document import document, messages


def add(commands: Commands) -> None:
    one = commands.add("match", match_command)
    one.add_argument("text", help="what a person types; - reads it from standard input")
    add_folder(one)


def add_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--from",
        dest="folder",
        type=Path,
        default=SEED,
        help="a folder like seed/ (default: that one)",
    )


def match_command(options: argparse.Namespace) -> int:
    """print how a text is understood, with reasons, by the lexicon in seed/; no database"""
    text = read_input() if options.text == "-" else readable(options.text)
    content = valid_content(options.folder)
    said = LexiconMessages.from_plain(FALLBACK, messages(content)[FALLBACK])
    signs = {entry.value.code: entry.value for entry in content.red_flags}
    return print_lines(explain(match(lexicon_of(content), text), said, signs))


def explain(match: Match, messages: LexiconMessages, signs: Mapping[str, RedFlag]) -> list[str]:
    """Return lines with the outcome, each match and warning sign with its reasons, and advice.

    `signs` are the warning signs by their codes.
    """
    result: list[str] = [match.outcome]
    for found in match.matches:
        because = ", ".join(reasons(found.because, messages))
        result.append(f"  {found.complaint:<22}{found.score:.2f}  because: {because}")
    for flag in match.red_flags:
        because = ", ".join(reasons(flag.because, messages))
        result.append(f"  ! {flag.code} ({flag.tier})  because: {because}")
        result.append(f"    {signs[flag.code].advice}")
    asked_first = (signs[code] for code in match.ask_first)
    result += [f"  ? {sign.code} ({sign.tier})  {sign.question}" for sign in asked_first]
    asked = question(match, messages)
    if asked:
        result.append(f"  ? {asked}")
    instead = hint(match, messages)
    if instead and not match.red_flags:
        result.append(f"  {instead}")
    return result


def lexicon_of(content: Content) -> Lexicon:
    return compile_lexicon(LexiconSource.from_plain(document(content)))
