"""A backup is one file in the custom format of pg_dump; a restore takes one transaction.

    made = await make_backup(database, address, programs, target, overwrite=False)
    restored = await restore_backup(database, address, programs, file, replace=False)

Everything that the database holds is in it: the published catalogue, its serial and id, partners,
their routines, and their keys as digests. Texts that callers send for matching and plans are never
stored, so there are none.

Modules: `programs` (pg_dump, pg_restore and psql), `connection` (how they reach the database),
`contents` (what a database or a file holds), `making`, `restoring`, `errors`.
"""

from api.backups.contents import Contents
from api.backups.errors import BackupError
from api.backups.making import make_backup
from api.backups.restoring import Restored, restore_backup

__all__ = ["BackupError", "Contents", "Restored", "make_backup", "restore_backup"]
