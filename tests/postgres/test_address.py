"""Addresses of PostgreSQL: what libpq's parameters mean, and what is refused."""

from pathlib import Path

import pytest

from api.config import SettingsError, load_settings
from api.postgres.address import AddressError, parse_address
from tests.cases import in_one_test

SECRET = "s3cr3t"  # noqa: S105 - of no server

READ = [
    ("postgres://u:p@h/db", {"user": "u", "password": "p", "host": "h", "dbname": "db"}),
    ("postgresql://h", {"host": "h"}),
    ("postgresql://", {}),
    ("postgresql:///db", {"dbname": "db"}),
    ("postgresql://h:6432/db", {"host": "h", "port": "6432", "dbname": "db"}),
    ("postgresql://[::1]:5433/db", {"host": "::1", "port": "5433", "dbname": "db"}),
    ("postgresql://[2001:db8::1]/", {"host": "2001:db8::1"}),
    ("postgresql://a:1,b:2/db", {"host": "a,b", "port": "1,2", "dbname": "db"}),
    ("postgresql://a,b:2/db", {"host": "a,b", "port": "5432,2", "dbname": "db"}),
    ("postgresql://a,b/db?port=7", {"host": "a,b", "port": "7", "dbname": "db"}),
    ("postgresql://%2Frun%2Fpg/db", {"host": "/run/pg", "dbname": "db"}),
    ("postgresql://u@/db?host=/run/pg", {"user": "u", "host": "/run/pg", "dbname": "db"}),
    ("postgresql://u:a%40b%2Fc%25@h", {"user": "u", "password": "a@b/c%", "host": "h"}),
    ("postgresql://u:a@b@h", {"user": "u", "password": "a@b", "host": "h"}),
    ("postgresql://u:a:b#c+d@h", {"user": "u", "password": "a:b#c+d", "host": "h"}),
    ("postgresql://h/?password=a+b", {"host": "h", "password": "a+b"}),
    ("postgresql://h/db?user=x&dbname=y", {"host": "h", "dbname": "y", "user": "x"}),
    ("postgresql://h/?sslmode=verify-full", {"host": "h", "sslmode": "verify-full"}),
    ("postgresql://h/?sslmode=", {"host": "h"}),
    ("postgresql+asyncpg://h/?ssl=require", {"host": "h", "sslmode": "require"}),
    ("postgresql://h/?ssl=true", {"host": "h", "sslmode": "require"}),
    ("postgresql://h/?channel_binding=prefer", {"host": "h", "channel_binding": "prefer"}),
    ("postgresql://h/?options=-c%20jit%3Don", {"host": "h", "options": "-c jit=on"}),
]

REFUSED = [
    (
        "postgresql://h/?sslmode=yes",
        "sslmode must be one of disable, allow, prefer, require, verify-",
    ),
    ("postgresql://h/?sslmod=require", "'sslmod' is not a parameter of .* did you mean sslmode?"),
    (
        "postgresql://h/?channel_binding=require",
        "channel_binding does not support this .* sslmode=ver",
    ),
    ("postgresql://h/?gssencmode=require", "gssencmode does not support this value"),
    ("postgresql://h/?require_auth=scram-sha-256", "require_auth is not supported; leave it out"),
    ("postgresql://h/?service=feet", "service is not supported; write the service's parameters"),
    ("postgresql://h/?sslrootcert=/no/such", "sslrootcert: No such file .* Instep can read"),
    ("postgresql://h/?sslmode=require&sslrootcert=system", "sslrootcert=system needs sslmode=ver"),
    ("postgresql://h/?connect_timeout=soon", "connect_timeout must be a whole number"),
    ("postgresql://h/?target_session_attrs=any-host", "target_session_attrs must be one of any, "),
    ("postgresql://h/?sslmode", "write each parameter after the \\? as name=value"),
    ("postgresql://h:port/db", "must have the form postgresql://.* write @ as %40"),
    (
        f"postgresql://u:{SECRET}/x@h/db",
        "must have the form postgresql://.* write @ as %40, / as %2F",
    ),
    (f"postgresql://u:{SECRET}?x@h/db", "must have the form postgresql://.* \\? as %3F"),
    (f"postgresql://u:{SECRET}%@h/db", "write a % as %25"),
    (f"postgresql://u:{SECRET}%ff@h/db", "is not valid UTF-8"),
    ("postgresql://a,b,c:1/?port=1,2", "names 3 hosts and 2 ports"),
    ("postgresql://a,,b/", "one of the hosts in the list is empty"),
    (f"host=h password={SECRET}", "must start with postgresql://"),
]


@in_one_test(("written", "parameters"), READ)
def test_an_address_is_read_as_libpq_reads_it(written: str, parameters: dict[str, str]) -> None:
    address = parse_address(written)

    assert address.parameters == parameters
    assert parse_address(address.url()) == address


@pytest.mark.parametrize(("written", "reason"), REFUSED)
def test_what_cannot_be_kept_is_refused_with_the_way_out(
    written: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTEP_DATABASE_URL", written)

    with pytest.raises(SettingsError, match=f"^INSTEP_DATABASE_URL: {reason}") as refused:
        load_settings()

    assert SECRET not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_files_have_to_be_there_and_a_password_file_private(tmp_path: Path) -> None:
    (tmp_path / "ca.crt").write_text("")
    (tmp_path / "pgpass").write_text("*:*:*:*:x")
    (tmp_path / "pgpass").chmod(0o644)

    assert parse_address(f"postgresql://h/?sslrootcert={tmp_path / 'ca.crt'}")
    with pytest.raises(AddressError, match="passfile: other accounts can read the file"):
        parse_address(f"postgresql://h/?passfile={tmp_path / 'pgpass'}")


def test_options_win_over_our_own_settings() -> None:
    address = parse_address("postgresql://h/?options=-c%20jit%3Don%20--work-mem%3D8MB")

    assert address.options() == {"jit": "on", "work_mem": "8MB"}


def test_messages_name_the_places_and_not_the_password() -> None:
    address = parse_address(f"postgresql://u:{SECRET}@a:1,%2Frun%2Fpg:2/db")

    assert address.places == "a, port 1, /run/pg"
    assert SECRET not in repr(address)
