"""Routines: commands for editors, to withdraw one that must not be followed any more."""

import argparse
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.cli.commands import CommandError, Commands, between, line_of_text, write
from api.errors import Problem
from api.partners.routines import withdraw
from api.queries.routines import is_partners, withdraw_editors_version


def add(commands: Commands) -> None:
    routines = commands.group("routines", "withdraw a routine that nobody should follow any more")
    command = routines.add("withdraw", withdraw_command)
    command.add_argument("slug", help="its public slug, for example acme--morning-feet")
    command.add_argument(
        "--reason", required=True, type=line_of_text(400), help="a sentence for everybody to read"
    )
    command.add_argument(
        "--version", type=between(1, 10_000), help="only this frozen version (default: all)"
    )


def withdraw_command(options: argparse.Namespace) -> int:
    """make a partner's routine, or one frozen version of any, answer 410 with the reason"""

    async def work(session: AsyncSession) -> None:
        slug, number, reason = options.slug, options.version, options.reason
        now = datetime.now(UTC).replace(microsecond=0)
        if is_partners(slug):
            await withdraw(session, slug, number, reason, now)
        elif number is None:
            raise CommandError(f"{slug} belongs to the editors: remove it from seed/routines/")
        else:
            await withdraw_editors_version(session, slug, number, reason, now)

    try:
        write(work)
    except Problem as problem:
        raise CommandError(problem.detail) from None
    print(f"{options.slug} is withdrawn" + (f", version {options.version}" * bool(options.version)))
    return 0
