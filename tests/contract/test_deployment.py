"""Dockerfile and docker-compose.yml name existing settings, commands, ports and versions."""

import json
import re
import shlex
import subprocess
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from api.cli import parser
from api.config import Settings
from scripts.bootstrap import UV_VERSION

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
GIVEN = {"POSTGRES_PASSWORD": "p@ss/word", "INSTEP_PUBLIC_URL": "https://api.example.org"}
"""The variables that a person must set, according to the head of docker-compose.yml."""

OLDEST_POSTGRES = 15


def compose() -> dict[str, Any]:
    """The file with its variables filled in, as compose does it."""

    def value(variable: re.Match[str]) -> str:
        name, default = variable["name"], variable["default"]
        return GIVEN[name] if default is None else GIVEN.get(name, default)

    filled = re.sub(r"\$\{(?P<name>\w+)(?::-(?P<default>[^}]*)|:\?[^}]*)?\}", value, COMPOSE)
    read: dict[str, Any] = yaml.safe_load(filled)
    return read


def instructions(name: str) -> list[str]:
    """The arguments of each instruction of this name in the Dockerfile, from top to bottom."""
    lines = re.sub(r"\\\n\s*", "", DOCKERFILE).splitlines()
    return [line.partition(" ")[2] for line in lines if line.startswith(f"{name} ")]


def image_environment() -> dict[str, str]:
    pairs = (word.partition("=") for line in instructions("ENV") for word in shlex.split(line))
    return {name: value for name, _, value in pairs}


def settings_of(service: dict[str, Any]) -> dict[str, Any]:
    environment = image_environment() | service["environment"]
    return {
        name.removeprefix("INSTEP_").lower(): value
        for name, value in environment.items()
        if name.startswith("INSTEP_")
    }


SERVICES: dict[str, dict[str, Any]] = compose()["services"]
OURS = ["migrate", "api"]


class TestSettings:
    @pytest.mark.parametrize("text", [DOCKERFILE, COMPOSE], ids=["Dockerfile", "compose"])
    def test_each_variable_is_a_setting(self, text: str) -> None:
        named = {name.lower() for name in re.findall(r"INSTEP_([A-Z_]+)", text)}
        assert named - set(Settings.model_fields) == set()

    @pytest.mark.parametrize("service", OURS)
    def test_are_fit_for_production(self, service: str) -> None:
        settings = Settings(**settings_of(SERVICES[service]))
        assert settings.environment == "production"

    def test_the_server_listens_outside_its_container(self) -> None:
        assert Settings(**settings_of(SERVICES["api"])).host == "0.0.0.0"  # noqa: S104

    def test_name_the_database_that_is_made(self) -> None:
        user = SERVICES["db"]["environment"]["POSTGRES_USER"]
        address = SERVICES["api"]["environment"]["INSTEP_DATABASE_URL"]
        # By default, the image names the database after its user.
        assert address == f"postgresql://{user}@db/{user}"

    def test_name_the_store_in_which_processes_count_together(self) -> None:
        assert SERVICES["api"]["environment"]["INSTEP_REDIS_URL"] == "redis://redis:6379"
        assert SERVICES["redis"]["image"].startswith("redis:")
        assert "ports" not in SERVICES["redis"]

    def test_believe_the_proxy_on_this_machine(self) -> None:
        proxies = Settings(**settings_of(SERVICES["api"])).proxies
        assert any(ip_address("172.17.0.1") in ip_network(network) for network in proxies)

    def test_hold_no_password(self) -> None:
        passwords = re.findall(r"PASSWORD: (.+)", COMPOSE)
        assert passwords
        assert set(passwords) == {"${POSTGRES_PASSWORD:?is missing}"}


class TestCommands:
    def test_of_the_image_exists(self) -> None:
        program, *arguments = json.loads(instructions("CMD")[-1])
        assert program == "instep"
        assert parser().parse_args(arguments).run.__name__ == "serve"

    def test_of_the_migration_exist(self) -> None:
        shell, option, script = SERVICES["migrate"]["command"]
        commands = [shlex.split(command) for command in script.split("&&")]
        assert [shell, option] == ["sh", "-c"]
        assert {program for program, *_ in commands} == {"instep"}
        assert [parser().parse_args(rest).run.__name__ for _, *rest in commands] == [
            "migrate_command",
            "seed_command",
        ]


class TestPorts:
    def test_are_the_one_the_server_listens_on(self) -> None:
        port = str(Settings(**settings_of(SERVICES["api"])).port)
        [published] = SERVICES["api"]["ports"]
        assert instructions("EXPOSE") == [port]
        assert published.rpartition(":")[2] == port

    def test_only_the_api_is_published_and_only_to_this_machine(self) -> None:
        published = {
            name: service["ports"] for name, service in SERVICES.items() if "ports" in service
        }
        assert published == {"api": ["127.0.0.1:8000:8000"]}

    def test_the_stores_have_no_way_out(self) -> None:
        assert SERVICES["db"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]
        assert compose()["networks"]["inside"] == {"internal": True}


class TestVersions:
    def test_the_images_python_is_one_that_the_project_supports(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        versions = {re.match(r"python:([\d.]+)-slim\b", image) for image in instructions("FROM")}
        [version] = {found[1] for found in versions if found}
        assert version in SpecifierSet(project["requires-python"])

    def test_the_image_is_built_with_the_uv_of_the_bootstrap(self) -> None:
        assert f"pip install --no-cache-dir uv=={UV_VERSION}" in instructions("RUN")

    def test_postgresql_is_one_that_the_project_supports(self) -> None:
        name, _, version = SERVICES["db"]["image"].partition(":")
        assert name == "postgres"
        assert int(version) >= OLDEST_POSTGRES

    def test_migrations_are_judged_for_the_oldest_postgresql(self) -> None:
        squawk = tomllib.loads((ROOT / ".squawk.toml").read_text(encoding="utf-8"))
        assert squawk["pg_version"] == f"{OLDEST_POSTGRES}.0"
        assert f"PostgreSQL {OLDEST_POSTGRES} " in str(
            Settings.model_fields["database_url"].description
        )


class TestConfinement:
    @pytest.mark.parametrize("service", SERVICES)
    def test_each_container_can_do_no_more_than_it_must(self, service: str) -> None:
        confined = SERVICES[service]
        assert confined["read_only"] is True
        assert confined["cap_drop"] == ["ALL"]
        assert confined["security_opt"] == ["no-new-privileges:true"]
        assert "cap_add" not in confined
        assert "mem_limit" in confined

    def test_the_image_does_not_run_as_root(self) -> None:
        [user] = instructions("USER")
        assert int(user) > 0

    def test_the_image_takes_only_what_is_named(self) -> None:
        lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        rules = [line for line in lines if line and not line.startswith("#")]
        assert rules[0] == "*"

    def test_everything_the_server_reads_is_named(self) -> None:
        kept = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
        assert {"alembic", "api", "seed", "pyproject.toml", "uv.lock"} <= kept


class Answer(BaseHTTPRequestHandler):
    """Answers /readyz with the status that its server holds, and nothing else."""

    def do_GET(self) -> None:
        status = self.server.status if self.path == "/readyz" else 404  # type: ignore[attr-defined]
        self.send_response(status)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Says nothing; the base class writes to standard error."""


class TestHealth:
    @pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
    def test_is_what_readyz_says(self, status: int, healthy: bool) -> None:
        [check] = instructions("HEALTHCHECK")
        program, *arguments = json.loads(check[check.index("[") :])
        with HTTPServer(("127.0.0.1", 0), Answer) as server:
            server.status = status  # type: ignore[attr-defined]
            threading.Thread(target=server.handle_request).start()
            done = subprocess.run(
                [sys.executable, *arguments],
                env={"INSTEP_PORT": str(server.server_port)},
                capture_output=True,
                check=False,
                timeout=30,
            )
        assert program == "python"
        assert (done.returncode == 0) is healthy

    def test_of_a_migration_is_not_asked_for(self) -> None:
        assert SERVICES["migrate"]["healthcheck"] == {"disable": True}

    def test_the_order_is_database_then_migration_then_api(self) -> None:
        assert SERVICES["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}
        assert SERVICES["api"]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"}
        }
