"""The message if Instep cannot run: it names the reason and a remedy, and no secret."""

import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from api.cli import main
from api.config import SettingsError, load_settings

SECRET = "s3cr3t"  # noqa: S105 - of no server


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens already."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def closed() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def to_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a database that no setting names: a start would make it."""
    monkeypatch.delenv("INSTEP_DATABASE_URL", raising=False)
    monkeypatch.setenv("INSTEP_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def signals_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """Run `instep serve`, which must fail; return what it says."""
    assert main(["serve"]) == 1
    return capsys.readouterr().err


class TestServe:
    def test_a_taken_port_is_named_before_a_database_is_started(
        self,
        taken: int,
        to_be_made: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("INSTEP_PORT", str(taken))

        message = refusal(capsys)
        assert message.startswith(f"instep: cannot listen on 127.0.0.1, port {taken}: ")
        assert "INSTEP_PORT" in message
        assert not to_be_made.exists()

    @pytest.mark.parametrize("metrics_host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104
    def test_a_taken_port_for_metrics_is_named_too(
        self,
        metrics_host: str,
        taken: int,
        closed: int,
        to_be_made: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("INSTEP_PORT", str(closed))
        monkeypatch.setenv("INSTEP_METRICS_PORT", str(taken))
        monkeypatch.setenv("INSTEP_METRICS_HOST", metrics_host)

        message = refusal(capsys)
        assert message.startswith(f"instep: cannot listen on {metrics_host}, port {taken}: ")
        assert "INSTEP_METRICS_PORT" in message
        assert not to_be_made.exists()

    @pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
    def test_an_address_of_another_machine_is_named(
        self, host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("INSTEP_HOST", host)

        assert refusal(capsys).startswith(f"instep: cannot listen on {host}, port ")


class TestDatabaseAddress:
    @pytest.mark.parametrize(
        "address",
        [
            f"mysql://instep:{SECRET}@host/instep",
            f"postgresql://instep:{SECRET}@host:port/instep",
            f"instep:{SECRET}@host",
            SECRET,
        ],
    )
    def test_what_is_no_address_is_refused_without_being_repeated(
        self, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("INSTEP_DATABASE_URL", address)

        code = main(["migrate"])

        message = capsys.readouterr().err
        assert code == 1
        assert re.match(
            r"instep: INSTEP_DATABASE_URL: must (start with|have the form) postgresql://", message
        )
        assert SECRET not in message

    def test_a_server_that_is_not_there_does_not_answer(
        self, closed: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        address = f"postgresql://instep:{SECRET}@127.0.0.1:{closed}/instep"
        monkeypatch.setenv("INSTEP_DATABASE_URL", address)

        code = main(["migrate"])

        message = capsys.readouterr().err
        assert code == 1
        assert message == (
            f"instep: INSTEP_DATABASE_URL: no server listens at 127.0.0.1, port {closed};"
            " start PostgreSQL there, or correct the address\n"
        )
        assert SECRET not in message

    def test_a_database_that_is_not_there_is_named(
        self, server: URL, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        address = server.set(database="nowhere", drivername="postgresql")
        monkeypatch.setenv("INSTEP_DATABASE_URL", address.render_as_string(hide_password=False))

        code = main(["migrate"])

        assert code == 1
        assert capsys.readouterr().err == (
            "instep: INSTEP_DATABASE_URL: there is no database nowhere;"
            " correct the name, or create it: createdb nowhere\n"
        )


class TestProduction:
    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ({}, "production needs INSTEP_DATABASE_URL"),
            (
                {"INSTEP_DATABASE_URL": "postgresql://db/instep"},
                "production needs an https INSTEP_PUBLIC_URL",
            ),
            (
                {
                    "INSTEP_DATABASE_URL": "postgresql://db/instep",
                    "INSTEP_PUBLIC_URL": "http://api.example.org",
                },
                "production needs an https INSTEP_PUBLIC_URL",
            ),
        ],
        ids=["no database", "no public address", "http"],
    )
    def test_an_unsafe_default_is_refused(
        self, settings: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("INSTEP_DATABASE_URL", raising=False)
        monkeypatch.setenv("INSTEP_ENVIRONMENT", "production")
        for name, value in settings.items():
            monkeypatch.setenv(name, value)

        with pytest.raises(SettingsError, match=f"^{message}$"):
            load_settings()

    def test_a_named_database_and_an_https_address_will_do(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INSTEP_ENVIRONMENT", "production")
        monkeypatch.setenv("INSTEP_DATABASE_URL", "postgres://db/instep")
        monkeypatch.setenv("INSTEP_PUBLIC_URL", "https://api.example.org/")

        assert load_settings().base_url == "https://api.example.org"
