"""The two roles of a cluster: Instep's own, which owns its database, and the superuser.

Clusters of Instep before its first release have `instep` as their only role, a superuser that no
statement can demote. `hand_over` gives that role the superuser's name, and makes a new `instep`.
"""

from api.embedded.errors import EmbeddedPostgresError, failure
from api.embedded.folders import Place
from api.postgres.own_objects import OWN_OBJECTS

OWNER = "instep"
"""Owns the database `instep`, and can do nothing outside of it."""
SUPERUSER = "instep_admin"
HELPER = "instep_handover"
"""A superuser for a moment: no role can rename itself."""

CREATE = f"CREATE ROLE {OWNER} LOGIN;\nCREATE DATABASE {OWNER} OWNER {OWNER};\n"
MARK = "instep-roles"
"""A file in a cluster that has the two roles; PostgreSQL leaves it alone."""

_PATIENCE = 60.0  # seconds

_BEGIN = f"DROP ROLE IF EXISTS {HELPER}; CREATE ROLE {HELPER} SUPERUSER LOGIN;"
_HAND_OVER = f"""
BEGIN;
ALTER ROLE {OWNER} RENAME TO {SUPERUSER};
CREATE ROLE {OWNER} LOGIN;
ALTER DATABASE {OWNER} OWNER TO {OWNER};
DO $own$
DECLARE own record; named record;
BEGIN
    -- Tables before sequences: one that belongs to a column follows its table.
    FOR own IN
        SELECT o.classid, o.objid FROM ({OWN_OBJECTS}) o
        LEFT JOIN pg_class c ON c.oid = o.objid
        ORDER BY c.relkind IS NOT DISTINCT FROM 'S'
    LOOP
        SELECT * INTO named FROM pg_identify_object(own.classid, own.objid, 0);
        EXECUTE format('ALTER %s %s OWNER TO {OWNER}', named.type, named.identity);
    END LOOP;
END
$own$;
COMMIT;
"""  # noqa: S608 - constants


def are_separate(place: Place) -> bool:
    """Whether the cluster is known to have the two roles."""
    return (place.cluster / MARK).exists()


def mark(place: Place, folder_path: str) -> None:
    """Note it in a cluster's folder, as the account that owns it."""
    done = place.account.run(["/bin/sh", "-c", ': > "$1"', "sh", folder_path], seconds=_PATIENCE)
    if done.returncode:
        raise EmbeddedPostgresError(f"{folder_path} cannot be written: {done.stderr.strip()}")


def hand_over(place: Place) -> None:
    """Make `instep` an ordinary role in an older cluster, whose server runs.

    Each step can be repeated, so a process killed in between does no harm. The data stays.
    """
    if run_as(place, OWNER, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "t":
        run_as(place, OWNER, _BEGIN)
        run_as(place, HELPER, _HAND_OVER)
    run_as(place, SUPERUSER, f"DROP ROLE IF EXISTS {HELPER}")
    mark(place, str(place.cluster / MARK))


def run_as(place: Place, role: str, sql: str) -> str:
    """Run statements in the database `instep`; return what they print."""
    command = [str(place.binaries / "psql"), "--no-psqlrc", "--quiet", "--tuples-only"]
    command += ["--no-align", "--set=ON_ERROR_STOP=1", f"--host={place.socket_dir}", "--port=5432"]
    command += [f"--username={role}", f"--dbname={OWNER}", "--file=-"]
    done = place.account.run(command, seconds=_PATIENCE, stdin=sql)
    if done.returncode:
        what = (
            f"The role {OWNER} of the database in {place.data_dir} is a superuser. Instep could "
            f"not make it an ordinary role. Nothing is lost. To fix it: end other programs that "
            f"use the folder, and try again."
        )
        raise failure(what, done.stderr, place.data_dir)
    return done.stdout.strip()
