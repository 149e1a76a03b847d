"""Reviews: sheets for clinicians, and the records of what they signed."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from api.cli.commands import CommandError, Commands, day, line_of_text, print_lines
from api.cli.seed import valid_content
from seed.content import SEED
from seed.plain_english import faults, figures, passages
from seed.review_formats import as_html, as_markdown
from seed.review_sheets import sheet
from seed.reviewing import (
    CannotSignError,
    Signature,
    reviewable,
    sign,
    withdraw,
    write_reviews,
)

NO_PROOF = (
    "A line in a file proves nobody's identity. Check the name and number in the public register."
)


def add(commands: Commands) -> None:
    review = commands.group("review", "print sheets for clinicians, and record what they signed")
    command = review.add("sheet", sheet_command)
    command.add_argument(
        "document", help="a complaint's slug, or exercise/calf-stretch, or routine/desk-feet"
    )
    command.add_argument(
        "--format",
        choices=("markdown", "html"),
        default="markdown",
        help="Markdown to edit, or a page to open in a browser and print",
    )
    command = review.add("sign", sign_command)
    command.add_argument("code", nargs="+", help="as on the sheet: complaint/bunion@0123456789ab")
    command.add_argument("--name", required=True, type=line_of_text(120), help="of the reviewer")
    command.add_argument(
        "--registration", required=True, type=line_of_text(120), help="the register and the number"
    )
    command.add_argument(
        "--scope", required=True, type=line_of_text(400), help="what was reviewed, as a sentence"
    )
    command.add_argument("--date", required=True, type=day, help="of the signature, as YYYY-MM-DD")
    command.add_argument(
        "--agrees-to-be-named",
        action="store_true",
        help="the reviewer ticked that they agree to be named; without it nothing is recorded",
    )
    review.add("list", list_command)
    review.add("readability", readability_command)
    command = review.add("withdraw", withdraw_command)
    command.add_argument("registration", help="the reviewer's, as it was signed")
    command.add_argument(
        "document", nargs="*", help="only these, like exercise/calf-stretch (default: all)"
    )
    for parser in review.parsers.choices.values():
        parser.add_argument(
            "--from", dest="folder", type=Path, default=SEED, help="a folder like seed/"
        )


def sheet_command(options: argparse.Namespace) -> int:
    """print a sheet for a clinician to read, mark and sign"""
    content = valid_content(options.folder)
    kind, has_kind, slug = options.document.partition("/")
    if not has_kind:
        kind, slug = "complaint", options.document
    try:
        parts = sheet(reviewable(content), content, kind, slug)
    except CannotSignError as error:
        raise CommandError(str(error)) from None
    return print_lines([(as_html if options.format == "html" else as_markdown)(parts)])


def sign_command(options: argparse.Namespace) -> int:
    """record that a clinician signed documents of a sheet; publish it with instep seed"""
    if not options.agrees_to_be_named:
        raise CommandError(
            "--agrees-to-be-named is missing: no review is recorded without that consent"
        )
    if options.date > today():
        raise CommandError("--date is in the future")
    signature = Signature(options.name, options.registration, options.scope, options.date)
    try:
        records = sign(valid_content(options.folder), options.code, signature)
    except CannotSignError as error:
        raise CommandError(str(error)) from None
    write_reviews(options.folder, records)
    count = len(options.code)
    signed = f"{count} document{'s' if count > 1 else ''} signed by {options.name}"
    return print_lines([signed, NO_PROOF, "Publish it with: instep seed"])


def list_command(options: argparse.Namespace) -> int:
    """list the reviews, and which of them have lapsed since"""
    content = valid_content(options.folder)
    known = {
        language: reviewable(content, language)
        for language in {entry.value.language for entry in content.reviews}
    }
    lines = [
        f"{known[item.language].status(item):8}  {item.reviewed_on}  {item.language}"
        f"  {item.type}/{item.slug}  {item.by} ({item.registration}): {item.scope}"
        for item in (entry.value for entry in content.reviews)
    ]
    return print_lines([*lines, NO_PROOF] if lines else ["nobody has reviewed anything yet"])


def readability_command(options: argparse.Namespace) -> int:
    """print how easy the English texts are to read, and list those that are not plain"""
    content = valid_content(options.folder)
    hard = [str(fault) for passage in passages(content) for fault in faults(passage)]
    return print_lines([*figures(content), "", f"{len(hard)} not plain", *hard])


def withdraw_command(options: argparse.Namespace) -> int:
    """remove reviews and the reviewer's name; publish it with instep seed"""
    content = valid_content(options.folder)
    try:
        left = withdraw(content, options.registration, options.document)
    except CannotSignError as error:
        raise CommandError(str(error)) from None
    write_reviews(options.folder, left)
    count = len(content.reviews) - len(left)
    return print_lines(
        [
            f"{count} review{'s' if count > 1 else ''} withdrawn",
            "Publish it with: instep seed. Older commits and backups still have the name.",
        ]
    )


def today() -> date:
    return datetime.now(UTC).date()
