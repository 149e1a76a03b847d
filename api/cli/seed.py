"""`instep seed`: the content of seed/, checked, compared, imported."""

import argparse
import asyncio
from pathlib import Path

from api.cli import reports
from api.cli.commands import CommandError, Commands, named_database, on_database, print_lines
from api.config import load_settings
from api.db import Database
from api.languages import FALLBACK, served
from api.messages import differences
from api.messages.files import get_messages
from api.migrations import migrate, require_newest
from seed.checks import check
from seed.content import SEED, Content, read_content
from seed.importer import Imported, import_content
from seed.json_schemas import write_json_schemas


def add(commands: Commands) -> None:
    seed = commands.add("seed", seed_command)
    seed.add_argument(
        "--from",
        dest="folder",
        type=Path,
        default=SEED,
        help="a folder like seed/ (default: seed/)",
    )
    how = seed.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="only check the files; needs no database")
    how.add_argument("--diff", action="store_true", help="show what would change, write nothing")
    how.add_argument(
        "--write-schemas", action="store_true", help="write the JSON Schemas for editors' tools"
    )


def seed_command(options: argparse.Namespace) -> int:
    """load the content of seed/ into the database, and publish it"""
    if options.write_schemas:
        return print_lines(write_json_schemas())
    content = valid_content(options.folder)
    require_complete_messages()
    if options.check:
        print(f"{content.count()} records, no mistakes")
        return 0
    settings = load_settings()
    with named_database(settings) as named:
        if settings.database_url is None:
            asyncio.run(on_database(named, lambda db: migrate(db.engine)))
        imported: Imported = asyncio.run(
            on_database(named, lambda db: import_into(db, content, keep=not options.diff))
        )
    return print_lines(reports.import_lines(imported, in_detail=options.diff))


async def import_into(database: Database, content: Content, *, keep: bool) -> Imported:
    """Import the content. Raises SchemaError if the database's schema is another one."""
    await require_newest(database.engine)
    return await import_content(database, content, keep=keep)


def require_complete_messages() -> None:
    """Raise CommandError that lists every message that a language lacks or has in another form."""
    original = get_messages(FALLBACK)
    found = [
        f"api/messages/{language}.yaml: {difference}"
        for language in served()
        for difference in differences(get_messages(language), original)
    ]
    if found:
        raise CommandError("\n".join(["the messages are not the same in every language", *found]))


def valid_content(folder: Path = SEED) -> Content:
    """Read the seed; raise CommandError that lists every mistake in it."""
    if not folder.is_dir():
        raise CommandError(f"there is no folder {folder}")
    content, mistakes = read_content(folder)
    mistakes = sorted(mistakes) or check(content)
    if mistakes:
        count = f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''} in the seed"
        raise CommandError("\n".join([count, *map(str, mistakes)]))
    return content
