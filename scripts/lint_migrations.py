"""Let squawk judge the SQL of each migration by itself.

All in one script it would forgive any lock: it takes a table made there for a new, empty one.
"""

import subprocess
import sys
from io import StringIO
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory

from api.migrations import alembic_config

SQUAWK = Path(sys.executable).with_name("squawk")


def main() -> int:
    migrations = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return max([verdict(migration) for migration in migrations], default=0)


def verdict(migration: Script) -> int:
    name = f"{Path(migration.path).name} (its SQL)"
    judged = subprocess.run(
        [SQUAWK, "--stdin-filepath", name], input=upgrade_sql(migration), text=True, check=False
    )
    return judged.returncode


def upgrade_sql(migration: Script) -> str:
    config = alembic_config()
    config.output_buffer = StringIO()
    before = migration.down_revision or "base"
    command.upgrade(config, f"{before}:{migration.revision}", sql=True)
    return config.output_buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
