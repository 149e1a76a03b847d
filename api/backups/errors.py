"""The only exception of backups; its text is one line with a remedy."""


class BackupError(Exception):
    """A backup cannot be made or restored; the database and the files are as they were."""


def reason_in(output: bytes) -> str:
    """Return the line in which a program of PostgreSQL gives its reason."""
    lines = [line for line in output.decode(errors="replace").splitlines() if line.strip()]
    wanted = [line for line in lines if "error:" in line or "ERROR:" in line]
    return (wanted or lines or ["it gave no reason"])[0].strip()
