"""The pool of an engine, which lends idle connections also without SQLAlchemy around them."""

import logging
from typing import Any

from sqlalchemy.pool import AsyncAdaptedQueuePool

from api.postgres.idle import is_trusted, note_use


class LendingPool(AsyncAdaptedQueuePool):
    """A pool for sessions and for single statements.

    What SQLAlchemy does with a connection before and after its use takes longer than many a
    statement, and a single statement leaves nothing to undo.
    """

    def lend(self) -> Any:
        """Return an idle connection's entry that needs no care before its use, or else None.

        Whoever gets one gives it back, whatever happens.
        """
        if self.checkedin() == 0:
            return None
        entry: Any = self._pool.get(block=False)
        if self.is_fit(entry):
            return entry
        self._pool.put(entry, block=False)
        return None

    def is_fit(self, entry: Any) -> bool:
        driver = entry.driver_connection
        is_open = driver is not None and not driver.is_closed()
        return is_open and entry.last_connect_time >= self._invalidate_time and is_trusted(entry)

    def give_back(self, entry: Any) -> None:
        """Take back what was lent; an entry that was invalidated connects anew the next time."""
        note_use(None, entry)
        self._pool.put(entry, block=False)


# SQLAlchemy logs under the name of the class. Its own pools tell nothing below warnings either.
logging.getLogger(f"{__name__}.{LendingPool.__name__}").setLevel(logging.WARNING)
