"""Keys of partners: made and replaced (each shown once), listed, revoked."""

import argparse
import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.cli import reports
from api.cli.commands import (
    CommandError,
    Commands,
    between,
    line_of_text,
    print_lines,
    write,
)
from api.identifiers import is_slug
from api.models.listings import EDITORS
from api.models.partners import LONGEST_PARTNER
from api.partners.key_creation import LIFE_OF_A_WRITER, NoSuchKeyError, create_key, rotate_key
from api.partners.keys import NewKey
from api.queries.api_keys import ensure_partner, find_partner, list_keys, revoke_key
from api.vocabulary import KeyScope, words

LIFE = (
    f"days until it expires (default: {LIFE_OF_A_WRITER.days} for a key that may write; a key with"
    " the scope read alone does not expire, so that a published app keeps working)"
)


def add(commands: Commands) -> None:
    keys = commands.group("keys", "make, list, replace and revoke the keys of partners")
    create = keys.add("create", create_command)
    create.add_argument(
        "partner", type=partner_slug, help="for example acme; their addresses begin with it"
    )
    create.add_argument(
        "--name",
        type=line_of_text(120),
        help="the partner's name, as people read it (default: the one it has)",
    )
    create.add_argument(
        "--scope",
        action="append",
        required=True,
        choices=words(KeyScope),
        help="what it allows; a read key may be in an app, routines:write belongs on a server",
    )
    create.add_argument("--days", type=between(1, 3650), help=LIFE)
    listing = keys.add("list", list_command)
    listing.add_argument("partner", nargs="?", help="only the keys of this one (default: all)")
    rotate = keys.add("rotate", rotate_command)
    rotate.add_argument("prefix", help="the beginning of the key, as `instep keys list` shows it")
    rotate.add_argument("--days", type=between(1, 3650), help=LIFE)
    rotate.add_argument(
        "--overlap-hours",
        type=between(0, 720),
        default=24,
        help="how many hours the old key still works",
    )
    revoke = keys.add("revoke", revoke_command)
    revoke.add_argument("prefix", help="the beginning of the key, as `instep keys list` shows it")


def partner_slug(text: str) -> str:
    if not is_slug(text) or not 2 <= len(text) <= LONGEST_PARTNER:
        raise argparse.ArgumentTypeError(
            f"must be lower-case words and digits with single hyphens, {LONGEST_PARTNER} characters"
            " at most"
        )
    if text == EDITORS:
        raise argparse.ArgumentTypeError(f"{EDITORS} is the name for content that no partner wrote")
    return text


def create_command(options: argparse.Namespace) -> int:
    """make a key and show it, once"""
    now = datetime.now(UTC)

    async def work(session: AsyncSession) -> NewKey:
        if options.name is not None:
            await ensure_partner(session, options.partner, options.name, now)
        elif await find_partner(session, options.partner) is None:
            raise CommandError(f"{options.partner} is a new partner: add --name")
        return await create_key(session, options.partner, options.scope, now, life_of(options))

    return show(write(work))


def rotate_command(options: argparse.Namespace) -> int:
    """make a key to replace another one and show it, once; the old one stops working soon"""
    now = datetime.now(UTC)
    life, overlap = life_of(options), timedelta(hours=options.overlap_hours)
    try:
        return show(write(lambda session: rotate_key(session, options.prefix, now, life, overlap)))
    except NoSuchKeyError:
        raise CommandError(f"there is no valid key {options.prefix}") from None


def revoke_command(options: argparse.Namespace) -> int:
    """revoke a key now; it stops working everywhere within a second"""
    key = write(lambda session: revoke_key(session, options.prefix, datetime.now(UTC)))
    if key is None:
        raise CommandError(f"there is no key {options.prefix}")
    print(f"{key.prefix} of {key.partner} is revoked")
    return 0


def life_of(options: argparse.Namespace) -> timedelta | None:
    return None if options.days is None else timedelta(days=options.days)


def list_command(options: argparse.Namespace) -> int:
    """list the keys of a partner with their last use, without the secrets"""
    keys = write(lambda session: list_keys(session, options.partner))
    if not keys:
        print("there are no keys; make one with `instep keys create`", file=sys.stderr)
    return print_lines(reports.key_lines(keys, datetime.now(UTC)))


def show(key: NewKey) -> int:
    """Print the key alone on standard output, so that it can be piped into a secret store."""
    print(key.text)
    print("Save it now. It is shown only once: Instep stores only its digest.", file=sys.stderr)
    return 0
