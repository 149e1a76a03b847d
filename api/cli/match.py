"""`instep match` and `instep evaluate`: match one text, or measure the matcher on many."""

import argparse
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from api.cli.commands import CommandError, Commands, print_lines, whole_number
from api.cli.evaluation import MISSES_SHOWN, Labelled, evaluate, report_lines
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

MOST_MISTAKES = 20


def add(commands: Commands) -> None:
    one = commands.add("match", match_command)
    one.add_argument("text", help="what a person types; - reads it from standard input")
    many = commands.add("evaluate", evaluate_command)
    many.add_argument("file", help="sentences with their labels, a JSON object a line; - for stdin")
    many.add_argument(
        "--misses", type=whole_number, default=MISSES_SHOWN, help="how many misses to print"
    )
    for command in (one, many):
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


def evaluate_command(options: argparse.Namespace) -> int:
    """measure the matcher on labelled sentences: figures by kind and complaint, worst misses"""
    sentences = labelled(read_lines(options.file))
    lexicon = lexicon_of(valid_content(options.folder))
    report = evaluate(partial(match, lexicon), sentences)
    return print_lines(report_lines(report, misses_shown=options.misses))


def lexicon_of(content: Content) -> Lexicon:
    return compile_lexicon(LexiconSource.from_plain(document(content)))


def read_lines(file: str) -> list[str]:
    if file == "-":
        return read_input().splitlines()
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is not UTF-8") from error


def labelled(written: list[str]) -> list[Labelled]:
    """Read each line; raise CommandError that names the lines that cannot be read."""
    sentences, mistakes = [], []
    for number, line in enumerate(written, start=1):
        if not line.strip():
            continue
        try:
            sentences.append(Labelled.from_plain(row_of(line)))
        except ValueError as error:
            mistakes.append(f"line {number}: {error}")
    if mistakes or not sentences:
        shown = mistakes[:MOST_MISTAKES] or ["it holds no sentence"]
        raise CommandError("\n".join(["the sentences cannot be read", *shown]))
    return sentences


def row_of(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError("is not JSON") from error
    if not isinstance(row, dict):
        raise ValueError("is not a JSON object")
    return row
