"""`instep evaluate` and `instep safety-page`: measure the matcher, and say how well it does."""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from api.cli.commands import CommandError, Commands, line_of_text, print_lines, whole_number
from api.cli.evaluation import MISSES_SHOWN, Judged, Report, report_lines, report_on
from api.cli.evaluations import evaluation_of
from api.cli.labelled import Labelled
from api.cli.match import add_folder, lexicon_of
from api.cli.safety_page import safety_page
from api.cli.seed import valid_content
from api.cli.sign_figures import SignReport, judge, sign_lines, sign_report
from api.cli.terminal import read_input
from api.serialisation import serialise
from seed.content import SEED, Content
from seed.evaluations import read_evaluations, record_evaluation
from seed.figures import Evaluation
from seed.lexicon.document import document

MOST_MISTAKES = 20
SAFETY_PAGE = SEED.parent / "docs" / "safety.md"


def add(commands: Commands) -> None:
    many = commands.add("evaluate", evaluate_command)
    many.add_argument("file", help="sentences with their labels, a JSON object a line; - for stdin")
    many.add_argument(
        "--misses", type=whole_number, default=MISSES_SHOWN, help="how many misses to print"
    )
    many.add_argument(
        "--record",
        metavar="NAME",
        type=line_of_text(40),
        help="keep the figures, and no sentence, under this name",
    )
    many.add_argument("--writer", type=line_of_text(400), help="who wrote them; with --record")
    add_folder(many)
    commands.add("safety-page", safety_page_command)


def evaluate_command(options: argparse.Namespace) -> int:
    """measure the matcher on labelled sentences: complaints and warning signs, worst misses"""
    if (options.record is None) != (options.writer is None):
        raise CommandError("--record and --writer go together")
    sentences = labelled(read_lines(options.file))
    content = valid_content(options.folder)
    lexicon = lexicon_of(content)
    unknown = {code for sentence in sentences for code in sentence.flags} - lexicon.signs.keys()
    if unknown:
        raise CommandError(f"there is no warning sign {', '.join(sorted(unknown))}")
    judged = list(judge(lexicon, sentences))
    report = report_on([Judged(one.sentence, one.match) for one in judged])
    signs = sign_report(judged)
    if options.record is not None:
        made = evaluation(report, signs, options, content, len(judged))
        record_evaluation(made, options.folder)
    lines = [*sign_lines(signs), "", *report_lines(report, misses_shown=options.misses)]
    return print_lines(lines)


def evaluation(
    report: Report, signs: SignReport, options: argparse.Namespace, content: Content, sentences: int
) -> Evaluation:
    """Return the figures to keep, with the beginning of the lexicon's digest."""
    digest = hashlib.sha256(serialise(document(content)).encode()).hexdigest()
    try:
        return evaluation_of(
            signs,
            report.about_complaints,
            name=options.record,
            writer=options.writer,
            sentences=sentences,
            lexicon=digest[:12],
        )
    except ValueError as error:
        raise CommandError(f"--record {options.record}: {error}") from error


def safety_page_command(_options: argparse.Namespace) -> int:
    """write docs/safety.md from the recorded figures"""
    SAFETY_PAGE.write_text(safety_page_of(valid_content(SEED)), encoding="utf-8")
    return print_lines(["docs/safety.md"])


def safety_page_of(content: Content) -> str:
    trained = content.lexicon["layer"]
    held_out = trained[0].value.evaluations if trained else []
    return safety_page(read_evaluations(), held_out)


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
