"""The environment: what is empty is unset, what is mistyped is named, what is wrong is said."""

from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from api.cli.unknown_settings import unknown_settings
from api.config import Settings, SettingsError, load_settings
from api.environment import forget_empty_variables

SECRET = "s3cr3t"  # noqa: S105 - of no server


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine that runs the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"INSTEP_{name.upper()}", raising=False)


class TestEmpty:
    @pytest.mark.parametrize("empty", ["", " ", "\t\n"], ids=["nothing", "a blank", "white space"])
    @pytest.mark.parametrize("name", Settings.model_fields)
    def test_is_unset(self, name: str, empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(f"INSTEP_{name.upper()}", empty)
        assert load_settings() == Settings()

    @pytest.mark.parametrize(
        ("name", "written", "read"),
        [
            ("host", " 127.0.0.2 ", "127.0.0.2"),
            ("port", " 8001\n", 8001),
            ("log_level", "debug ", "debug"),
            ("data_dir", " /srv/instep ", Path("/srv/instep")),
            ("pool_timeout_seconds", " 2.5 ", 2.5),
        ],
    )
    def test_blanks_around_a_value_are_not_part_of_it(
        self, name: str, written: str, read: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(f"INSTEP_{name.upper()}", written)
        assert getattr(load_settings(), name) == read

    @pytest.mark.parametrize(
        ("name", "written", "read"),
        [
            ("host", '"127.0.0.2"', "127.0.0.2"),
            ("port", "'8001'\r", 8001),
            ("data_dir", '"/srv/in step"', Path("/srv/in step")),
            ("trusted_proxies", '""', ""),
            ("security_contact", "'mailto:a@b.example'", "mailto:a@b.example"),
        ],
    )
    def test_quotation_marks_around_a_value_are_not_part_of_it(
        self, name: str, written: str, read: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Docker's `--env-file` leaves them on."""
        monkeypatch.setenv(f"INSTEP_{name.upper()}", written)
        assert getattr(load_settings(), name) == read

    @pytest.mark.parametrize("secret", ['a"', "'a", '"', "it's", "\"a'"])
    def test_other_quotation_marks_are_part_of_it(
        self, secret: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INSTEP_METRICS_TOKEN", secret)
        token = load_settings().metrics_token
        assert token is not None
        assert token.get_secret_value() == secret

    def test_the_port_that_kubernetes_gives_for_a_service_is_no_setting(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Kubernetes sets it in every container if there is a Service of the name `instep`."""
        monkeypatch.setenv("INSTEP_PORT", "tcp://10.96.0.17:8000")
        assert load_settings() == Settings(port=8000)

    def test_variables_of_libraries_are_unset_too(self) -> None:
        environment = {
            "PGPORT": "",
            "PGSSLMODE": " ",
            "PGPASSWORD": " p ",
            "PROMETHEUS_MULTIPROC_DIR": "",
            "INSTEP_HOST": "",
            "HOME": "",
        }
        forget_empty_variables(environment)
        assert environment == {"PGPASSWORD": " p ", "HOME": ""}


class TestUnknown:
    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("INSTEP_PROT", ["INSTEP_PROT is not a setting. Did you mean INSTEP_PORT?"]),
            ("INSTEP_WORKER", ["INSTEP_WORKER is not a setting. Did you mean INSTEP_WORKERS?"]),
            ("instep_prot", ["instep_prot is not a setting. Did you mean INSTEP_PORT?"]),
            (
                "INSTEP_DATABSE_URL",
                ["INSTEP_DATABSE_URL is not a setting. Did you mean INSTEP_DATABASE_URL?"],
            ),
            ("INSTEP_FOO", ["INSTEP_FOO is not a setting. `instep settings` lists them all."]),
            ("INSTEP_", ["INSTEP_ is not a setting. `instep settings` lists them all."]),
            ("INSTEP_PORT", []),
            ("instep_port", []),
            ("INSTEPPORT", []),
            ("INSTEP_SERVICE_HOST", []),
            ("INSTEP_PORT_8000_TCP_ADDR", []),
        ],
    )
    def test_is_named_with_the_nearest_setting(self, written: str, said: list[str]) -> None:
        assert unknown_settings({written: "1", "PATH": "/"}, Settings.model_fields) == said

    def test_warns_and_the_command_goes_on(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("signal.signal", lambda *_: None)
        monkeypatch.setenv("INSTEP_PROT", SECRET)

        code = main(["settings"])

        printed = capsys.readouterr()
        assert code == 0
        assert printed.err == "instep: INSTEP_PROT is not a setting. Did you mean INSTEP_PORT?\n"
        assert "INSTEP_PORT = 8000" in printed.out


class TestWrong:
    @pytest.mark.parametrize(
        ("name", "written", "said"),
        [
            ("PORT", "eighty", "a whole number from 1 to 65535, not the text given"),
            ("PORT", "80.5", "a whole number from 1 to 65535, not the text given"),
            ("PORT", "0", "a whole number from 1 to 65535, not the number given"),
            ("PORT", "65536", "a whole number from 1 to 65535, not the number given"),
            ("PORT", "9" * 5_000, "a whole number from 1 to 65535, not the text given"),
            ("WORKERS", "-1", "a whole number from 1 to 64, not the number given"),
            ("POOL_TIMEOUT_SECONDS", "soon", "a number above 0, at most 60, not the text given"),
            ("POOL_TIMEOUT_SECONDS", "nan", "a number above 0, at most 60, not the number given"),
            ("LOG_LEVEL", "loud", "debug, info, warning or error, not the text given"),
            ("ENVIRONMENT", "prod", "development or production, not the text given"),
            ("HOST", "127.0.0.1:8000", "an address or a name of this machine"),
            ("HOST", "http://127.0.0.1", "an address or a name of this machine"),
            ("HOST", "*", "an address or a name of this machine"),
            ("HOST", "1.2.3.4.5", "an address or a name of this machine"),
            ("PUBLIC_URL", "api.example.org", "an http or https address, not the text given"),
            ("PUBLIC_URL", "ftp://api.example.org", "an http or https address, not the text given"),
            ("PUBLIC_URL", "https://api.example.org/?a=1", "an address without user, query or"),
            ("PUBLIC_URL", "https://api.example.org/?", "an address without user, query or"),
            ("PUBLIC_URL", "https://api.example.org/#top", "an address without user, query or"),
            ("PUBLIC_URL", f"https://me:{SECRET}@api.example.org", "an address without user, que"),
            ("PUBLIC_URL", "https://me@api.example.org", "an address without user, query or"),
            ("TRUSTED_PROXIES", "nginx", "addresses or networks with commas between them"),
            ("TRUSTED_PROXIES", "*", "addresses or networks with commas between them"),
            (
                "SECURITY_CONTACT",
                "me@api.example.org",
                "mailto:…, https://… or tel:+…, not the text",
            ),
            ("SECURITY_CONTACT", f"https://{'a' * 300}", "mailto:…, https://… or tel:+…, not the"),
            ("REDIS_URL", "localhost:6379", "an address that starts with redis://, rediss:// or "),
        ],
    )
    def test_is_said_in_one_line_with_an_example(
        self, name: str, written: str, said: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(f"INSTEP_{name}", written)

        with pytest.raises(SettingsError) as refused:
            load_settings()

        [line] = str(refused.value).splitlines()
        assert line.startswith(f"INSTEP_{name}: {said}")
        assert f"; for example INSTEP_{name}=" in line
        assert SECRET not in line

    def test_is_said_in_our_words_for_each_setting(self, monkeypatch: pytest.MonkeyPatch) -> None:
        texts = {"data_dir", "metrics_token"}
        """Any text will do for these."""
        for name in Settings.model_fields:
            monkeypatch.setenv(f"INSTEP_{name.upper()}", "\x01 :// ?")

        with pytest.raises(SettingsError) as refused:
            load_settings()

        lines = str(refused.value).splitlines()
        named = {line.partition(":")[0].removeprefix("INSTEP_").lower() for line in lines}
        assert named == set(Settings.model_fields) - texts
        assert "Input should" not in str(refused.value)
        assert "should match" not in str(refused.value)

    def test_all_are_said_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("INSTEP_PORT", "eighty")
        monkeypatch.setenv("INSTEP_WORKERS", "many")
        with pytest.raises(SettingsError) as refused:
            load_settings()
        assert [line.split(":")[0] for line in str(refused.value).splitlines()] == [
            "INSTEP_PORT",
            "INSTEP_WORKERS",
        ]


class TestPublicAddress:
    @pytest.mark.parametrize(
        ("settings", "address"),
        [
            ({}, "http://127.0.0.1:8000"),
            ({"PORT": "8104"}, "http://127.0.0.1:8104"),
            ({"PORT": "80"}, "http://127.0.0.1"),
            ({"HOST": "0.0.0.0"}, "http://127.0.0.1:8000"),  # noqa: S104
            ({"HOST": "0", "PORT": "81"}, "http://127.0.0.1:81"),
            ({"HOST": "::"}, "http://127.0.0.1:8000"),
            ({"HOST": "[::]"}, "http://127.0.0.1:8000"),
            ({"HOST": "::1"}, "http://[::1]:8000"),
            ({"HOST": "[::1]"}, "http://[::1]:8000"),
            ({"HOST": "fe80::1%eth0"}, "http://[fe80::1%25eth0]:8000"),
            ({"HOST": "::ffff:127.0.0.1"}, "http://127.0.0.1:8000"),
            ({"HOST": "127.1"}, "http://127.0.0.1:8000"),
            ({"HOST": "localhost"}, "http://localhost:8000"),
            ({"HOST": "feet.example"}, "http://feet.example:8000"),
            ({"PUBLIC_URL": "", "PORT": "8104"}, "http://127.0.0.1:8104"),
            ({"PUBLIC_URL": "https://a.example/", "PORT": "8104"}, "https://a.example"),
            ({"PUBLIC_URL": "https://a.example/feet/"}, "https://a.example/feet"),
        ],
    )
    def test_follows_host_and_port_unless_it_is_set(
        self, settings: dict[str, str], address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, value in settings.items():
            monkeypatch.setenv(f"INSTEP_{name}", value)
        assert load_settings().base_url == address
