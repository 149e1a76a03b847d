"""`instep match` and `instep evaluate`: what the matcher says, and how well it does."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from api.cli.commands import CommandError, Commands, print_lines
from api.cli.evaluation import MISSES_SHOWN, Labelled, evaluate, lines
from api.cli.seed import valid_content
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from seed.content import SEED
from seed.lexicon.document import document

MOST_MISTAKES = 20


def add(commands: Commands) -> None:
    one = commands.add("match", match_command)
    one.add_argument("text", help="what a person types; - reads it from standard input")
    many = commands.add("evaluate", evaluate_command)
    many.add_argument("file", help="sentences with their labels, a JSON object a line; - for stdin")
    many.add_argument(
        "--misses", type=int, default=MISSES_SHOWN, help="how many misses to print (default: 30)"
    )
    for command in (one, many):
        command.add_argument(
            "--from", dest="folder", type=Path, default=SEED, help="a folder like seed/"
        )


def match_command(options: argparse.Namespace) -> int:
    """say what a text means, with reasons, by the lexicon in seed/; no database"""
    text = sys.stdin.read() if options.text == "-" else options.text
    lexicon = lexicon_of(options.folder)
    return print_lines(explain(lexicon, match(lexicon, text)))


def explain(lexicon: Lexicon, match: Match) -> list[str]:
    """Return lines with the outcome, each match and flag with its reasons, question and advice."""
    result: list[str] = [match.outcome]
    for found in match.matches:
        reasons = ", ".join(found.because)
        result.append(f"  {found.complaint:<22}{found.score:.2f}  because: {reasons}")
    for flag in match.red_flags:
        reasons = ", ".join(flag.because)
        result.append(f"  ! {flag.code} ({flag.tier})  because: {reasons}")
        result.append(f"    {lexicon.red_flags[flag.code].advice}")
    if match.question:
        result.append(f"  ? {match.question}")
    if match.advice and not match.red_flags:
        result.append(f"  {match.advice}")
    return result


def evaluate_command(options: argparse.Namespace) -> int:
    """measure the matcher on labelled sentences: figures by kind and complaint, worst misses"""
    sentences = labelled(read_lines(options.file))
    report = evaluate(lexicon_of(options.folder), sentences)
    return print_lines(lines(report, misses_shown=options.misses))


def lexicon_of(folder: Path) -> Lexicon:
    return compile_lexicon(LexiconSource.from_plain(document(valid_content(folder))))


def read_lines(file: str) -> list[str]:
    if file == "-":
        return sys.stdin.read().splitlines()
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
        told = mistakes[:MOST_MISTAKES] or ["it holds no sentence"]
        raise CommandError("\n".join(["the sentences cannot be read", *told]))
    return sentences


def row_of(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError("is not JSON") from error
    if not isinstance(row, dict):
        raise ValueError("is not a JSON object")
    return row
