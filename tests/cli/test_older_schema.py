"""Commands on a database that was never migrated: they name the command that is missing."""

import pytest
from sqlalchemy.engine import URL

from api.cli import main


@pytest.mark.parametrize(
    "command",
    [["keys", "list"], ["plan", "--complaint", "flat-feet"], ["seed"]],
    ids=" ".join,
)
def test_they_say_which_command_is_missing(
    command: list[str],
    empty_url: URL,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = empty_url.set(drivername="postgresql").render_as_string(hide_password=False)
    monkeypatch.setenv("INSTEP_DATABASE_URL", address)

    code = main(command)

    assert code == 1
    assert "instep migrate" in capsys.readouterr().err
