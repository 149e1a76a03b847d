"""Settings: environment variables with the prefix `INSTEP_`, each with one sentence."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api import listening
from api.environment import bare_value, values_in
from api.postgres.address import parse_address
from api.setting_errors import error_lines

OF_KUBERNETES = re.compile(r"(tcp|udp|sctp)://", re.IGNORECASE)
"""Begins `INSTEP_PORT` in every container of Kubernetes if there is a Service named `instep`."""


class SettingsError(Exception):
    """A setting in the environment is invalid; the message names it."""


class Settings(BaseSettings):
    """Everything that can be set from outside. `instep settings` prints this list."""

    model_config = SettingsConfigDict(env_prefix="INSTEP_", extra="ignore", frozen=True)

    database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL 15 or newer, as postgresql://user:password@host/name, with the"
        " parameters of libpq such as ?sslmode=require, also through PgBouncer; unset, Instep runs"
        " its own PostgreSQL 18 in the data folder.",
        examples=["postgresql://user:password@127.0.0.1:5432/instep"],
    )
    data_dir: Path | None = Field(
        None,
        description="Folder of the embedded PostgreSQL; unset, the user's data folder "
        "(for root /var/lib/instep).",
    )
    environment: Literal["development", "production"] = Field(
        "development",
        description="In production a database and an https public address have to be named.",
    )
    host: str = Field(
        "127.0.0.1",
        description="Address or name the server listens on; 0.0.0.0 is every IPv4 address of this"
        " machine, :: every address.",
    )
    port: int = Field(8000, ge=1, le=65535, description="Port the server listens on.")
    workers: int = Field(1, ge=1, le=64, description="Number of server processes.")
    max_connections: int = Field(
        10_000,
        ge=1,
        le=1_000_000,
        description="Open connections a server process keeps at most; fewer if the system allows"
        " it fewer open files.",
    )
    keep_alive_seconds: float = Field(
        75.0,
        ge=1,
        le=3_600,
        description="An idle connection is closed after this; longer than proxies keep theirs"
        " (usually 60 seconds).",
    )
    request_seconds: float = Field(
        20.0,
        ge=1,
        le=600,
        description="The headers of a request have to arrive within this, and its body too, with a"
        " second more for every 512 bytes.",
    )
    public_url: HttpUrl | None = Field(
        None,
        description="Address callers use; every absolute address in an answer is built from it."
        " Unset, it follows host and port.",
        examples=["https://api.example.org"],
    )
    redis_url: SecretStr | None = Field(
        None,
        description="Redis 6 or newer in which all processes count together, as redis://host:6379;"
        " unset, each counts for itself.",
        examples=["redis://127.0.0.1:6379"],
    )
    trusted_proxies: str = Field(
        "",
        description="Addresses or networks of the proxies in front, with commas between them; only"
        " their X-Forwarded-For is believed, and others count as one caller.",
        examples=["127.0.0.1,10.0.0.0/8"],
    )
    limit_reads: int = Field(
        1_200,
        ge=1,
        le=1_000_000,
        description="Reads a minute from one address without a key (IPv6: one /64, and 16"
        " times as many from one /48), in each server process.",
    )
    limit_posts: int = Field(
        120,
        ge=1,
        le=1_000_000,
        description="Other requests a minute from one address without a key.",
    )
    limit_keyed: int = Field(
        30_000, ge=1, le=1_000_000, description="Requests a minute with one key."
    )
    limit_wrong_keys: int = Field(
        60,
        ge=1,
        le=1_000_000,
        description="Wrong keys a minute from one address that are answered 401; beyond them the"
        " answer is 429, and right keys still work.",
    )
    quota_partner_bytes: int = Field(
        100_000_000,
        ge=1_000,
        le=1_000_000_000_000,
        description="Bytes that the drafts and published versions of one partner may hold.",
    )
    quota_routine_bytes: int = Field(
        20_000_000,
        ge=1_000,
        le=1_000_000_000_000,
        description="Bytes that one routine of a partner may hold, with all its versions.",
    )
    security_contact: str | None = Field(
        None,
        max_length=200,
        pattern=r"^(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+[0-9-]+)$",
        description="Whom to tell of a weakness or of a harmful text, as mailto:…, https://… or"
        " tel:+…; served at /.well-known/security.txt, which is not found if it is unset.",
        examples=["mailto:security@example.org"],
    )
    metrics_token: SecretStr | None = Field(
        None,
        description="Whoever shows it as a bearer token may read /metrics; unset, /metrics is not"
        " found.",
    )
    metrics_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Port of its own for /metrics, for callers without a token; unset, there is"
        " none.",
        examples=[9100],
    )
    metrics_host: str = Field(
        "127.0.0.1",
        description="Address or name that the port for /metrics listens on; whoever reaches it can"
        " read all counters.",
    )
    pool_size: int = Field(
        10, ge=1, le=200, description="Database connections a server process keeps at most."
    )
    max_requests: int = Field(
        100,
        ge=1,
        le=10_000,
        description="Requests a server process works on at once; more are answered 503 within 50"
        " milliseconds.",
    )
    kept_requests: int = Field(
        20,
        ge=0,
        le=10_000,
        description="So many of these are kept for single exercises and complaints, what helps with"
        " a complaint, warning signs and matches of a text.",
    )
    answer_cache_bytes: int = Field(
        16_000_000,
        ge=0,
        le=10_000_000_000,
        description="Memory in each server process for answers of the catalogue, which are sent"
        " again while PostgreSQL says that nothing changed; 0 keeps none.",
    )
    pool_timeout_seconds: float = Field(
        5.0, gt=0, le=60, description="Wait for a free connection before answering 503."
    )
    statement_timeout_ms: int = Field(
        5_000, ge=100, le=600_000, description="A database statement of a request ends after this."
    )
    lock_timeout_ms: int = Field(
        2_000, ge=100, le=600_000, description="Waiting for a database lock ends after this."
    )
    database_wait_seconds: float = Field(
        6.0,
        gt=0,
        le=600,
        description="A request waits so long for the database in all, also for a frozen or"
        " unreachable one, then it is answered 503; a little more than the statement timeout.",
    )
    lame_duck_seconds: float | None = Field(
        None,
        ge=0,
        le=600,
        description="After SIGTERM the server goes on answering for so long while /readyz says no,"
        " so that proxies send requests elsewhere; unset, 5 in production and 0 in development.",
    )
    drain_seconds: int = Field(
        10,
        ge=0,
        le=600,
        description="Once the server has stopped listening, requests in work have so long to"
        " finish.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least severe level that is logged."
    )

    @model_validator(mode="before")
    @classmethod
    def read_empty_as_unset(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Drop empty values, and what an environment file may have around others."""
        bare = {n: bare_value(v) if isinstance(v, str) else v for n, v in values.items()}
        if OF_KUBERNETES.match(str(bare.get("port"))):
            del bare["port"]
        return {name: value for name, value in bare.items() if value != ""}

    @field_validator("host", "metrics_host")
    @classmethod
    def names_a_host(cls, value: str) -> str:
        return listening.host(value)

    @field_validator("public_url")
    @classmethod
    def is_a_plain_address(cls, value: HttpUrl | None) -> HttpUrl | None:
        if value and (value.username or value.password or {"?", "#"} & set(str(value))):
            raise ValueError("an address without user, query or fragment")
        return value

    @field_validator("database_url")
    @classmethod
    def names_postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        """Accept the address as hosting companies give it, with the parameters of libpq."""
        if value is None:
            return None
        return SecretStr(parse_address(value.get_secret_value()).url())

    @field_validator("redis_url")
    @classmethod
    def names_redis(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        if not value.get_secret_value().startswith(("redis://", "rediss://", "redis+unix://")):
            raise ValueError("an address that starts with redis://, rediss:// or redis+unix://")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def names_networks(cls, value: str) -> str:
        try:
            for name in values_in(value):
                ip_network(name, strict=False)
        except ValueError:
            raise ValueError("addresses or networks with commas between them") from None
        return value

    @model_validator(mode="after")
    def has_a_port_for_each(self) -> Self:
        if self.metrics_port == self.port:
            raise ValueError("INSTEP_METRICS_PORT: another port than INSTEP_PORT")
        return self

    @model_validator(mode="after")
    def is_safe_in_production(self) -> Self:
        if self.environment == "production":
            if self.database_url is None:
                raise ValueError("production needs INSTEP_DATABASE_URL")
            if not self.base_url.startswith("https:"):
                raise ValueError("production needs an https INSTEP_PUBLIC_URL")
        return self

    @property
    def proxies(self) -> list[str]:
        return values_in(self.trusted_proxies)

    @property
    def lame_duck(self) -> float:
        """Seconds for which a server that is to end goes on answering."""
        if self.lame_duck_seconds is not None:
            return self.lame_duck_seconds
        return 5.0 if self.environment == "production" else 0.0

    @property
    def base_url(self) -> str:
        """The address that callers use, without a slash at its end."""
        if self.public_url is None:
            return listening.url(self.host, self.port)
        return str(self.public_url).rstrip("/")


def load_settings() -> Settings:
    """Read the environment.

    Raises SettingsError with one line for each invalid setting, without its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(error_lines(error, Settings.model_fields))) from None
