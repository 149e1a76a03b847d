"""Addresses of PostgreSQL with the parameters of libpq, on a server with and without TLS."""

import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli import main
from tests.e2e.debian_postgres import Server, free_port, postgres

RULES = (
    "hostssl all instep 127.0.0.1/32 scram-sha-256",
    "host all plain 127.0.0.1/32 trust",
)


@pytest.fixture(autouse=True)
def signals_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two authorities, and a certificate for localhost of the first one."""
    folder = tmp_path_factory.mktemp("tls")
    for name in ("ca", "other"):
        new = ["-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.crt"]
        openssl(folder, "req", "-x509", "-days", "2", "-subj", f"/CN={name}", *new)
    new = ["-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr"]
    openssl(folder, "req", "-subj", "/CN=localhost", *new)
    (folder / "names").write_text("subjectAltName=DNS:localhost\n")
    sign = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names"]
    openssl(folder, "x509", "-req", "-in", "server.csr", "-days", "2", *sign, "-out", "server.crt")
    return folder


@pytest.fixture(scope="module")
def server(authority: Path) -> Iterator[Server]:
    files = {name: (authority / name).read_bytes() for name in ("server.key", "server.crt")}
    with postgres(*RULES, files=files, ssl="on") as running:
        yield running


@pytest.fixture(scope="module")
def without_tls() -> Iterator[Server]:
    with postgres("host all all 127.0.0.1/32 scram-sha-256") as running:
        yield running


def migrate(address: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("INSTEP_DATABASE_URL", address)
    return main(["migrate"])


@pytest.mark.parametrize(
    "parameters",
    [
        "sslmode=require",
        "sslmode=require&channel_binding=prefer&connect_timeout=5&application_name=feet",
        "sslmode=prefer&keepalives=1&keepalives_idle=30&tcp_user_timeout=5000",
        "sslmode=verify-ca&sslrootcert={tls}/ca.crt",
        "sslmode=verify-full&sslrootcert={tls}/ca.crt&target_session_attrs=read-write",
        "ssl=true&options=-c%20work_mem%3D8MB",
        "",
    ],
)
def test_parameters_that_are_kept(
    parameters: str, server: Server, authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = f"localhost:{server.port}/postgres?{parameters.format(tls=authority)}"

    assert migrate(f"postgresql://instep:right@{where}", monkeypatch) == 0


WRONG = [
    ("instep:right@localhost", "sslmode=disable", "does not let instep in: no pg_hba.conf entry"),
    ("instep:right@127.0.0.1", "sslmode=verify-full&sslrootcert={tls}/ca.crt", "certificate is re"),
    ("instep:right@localhost", "sslmode=verify-ca&sslrootcert={tls}/other.crt", "certificate is r"),
    ("instep:right@localhost", "sslmode=verify-full", "root certificate file .* does not exist"),
    ("instep:s3cr3t@localhost", "sslmode=require", "refused the password of instep; correct"),
    ("nobody@localhost", "sslmode=require", "does not let nobody in: no pg_hba.conf entry"),
    ("instep:right@nowhere.invalid", "sslmode=require", "the host nowhere.invalid is not known"),
    ("instep:right@localhost", "target_session_attrs=standby", "no host is of the kind that"),
    ("instep:right@localhost", "options=-c%20work_mem%3Dmuch", "refused a setting in options: inv"),
]


@pytest.mark.parametrize(
    ("command", "user", "parameters", "reason"),
    [("migrate", *case) for case in WRONG] + [("seed", *WRONG[4]), ("serve", *WRONG[4])],
)
def test_a_wrong_address_is_refused_in_one_line_that_names_the_setting(
    command: str,
    user: str,
    parameters: str,
    reason: str,
    server: Server,
    authority: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    where = f"{user}:{server.port}/postgres?{parameters.format(tls=authority)}"
    monkeypatch.setenv("INSTEP_DATABASE_URL", f"postgresql://{where}")
    monkeypatch.setenv("INSTEP_PORT", str(free_port()))

    assert main([command]) == 1

    message = capsys.readouterr().err
    assert re.match(f"instep: INSTEP_DATABASE_URL: .*{reason}", message), message
    assert message.count("\n") == 1
    assert "s3cr3t" not in message


def test_a_server_without_tls_is_told_apart(
    without_tls: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = f"localhost:{without_tls.port}/postgres"
    assert migrate(f"postgresql://instep:right@{where}?sslmode=prefer", monkeypatch) == 0

    assert migrate(f"postgresql://instep:right@{where}?sslmode=require", monkeypatch) == 1

    assert capsys.readouterr().err.endswith("offers no TLS, but sslmode=require needs it\n")


def test_hosts_are_tried_in_their_order(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = f"127.0.0.1:{free_port()},localhost:{server.port}"

    assert migrate(f"postgresql://instep:right@{hosts}/postgres", monkeypatch) == 0
