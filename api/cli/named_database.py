"""At the start of `instep serve`: can the configured database ever serve?"""

import asyncio

import structlog

from api.cli.commands import CANNOT_CONNECT, CommandError
from api.config import Settings
from api.db import named_address, open_database
from api.logs import configure_logs
from api.migrations import SchemaError, refuse_unknown
from api.postgres.failures import explain

logger = structlog.get_logger()


async def refuse_a_wrong_address(settings: Settings) -> None:
    """Raise CommandError if the configured database can never serve; if it is only away, go on.

    A wrong password does not mend itself. A server that is down may be starting beside us, so
    Instep starts too, and `/readyz` answers 503 until it is there.
    """
    database = open_database(settings)
    try:
        async with asyncio.timeout(settings.database_wait_seconds):
            await refuse_unknown(database.engine)
    except SchemaError as error:
        raise CommandError(str(error)) from error
    except CANNOT_CONNECT as error:
        failure = explain(error, named_address(settings))
        if failure is not None and failure.is_setting:
            raise CommandError(f"INSTEP_DATABASE_URL: {failure.text}") from error
        reason = failure.text if failure else type(error).__name__
        configure_logs(settings.log_level)
        logger.warning("database_away", setting="INSTEP_DATABASE_URL", reason=reason)
    finally:
        await database.close()
