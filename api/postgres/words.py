"""The parameters of a PostgreSQL address: what libpq calls them, and which of them Instep keeps.

https://www.postgresql.org/docs/current/libpq-connect.html lists them. A parameter that cannot be
kept is refused with the remedy; none is ever ignored.
"""

from collections.abc import Mapping

SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
TLS_VERSIONS = ("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")

CHOICES: Mapping[str, tuple[str, ...]] = {
    "sslmode": SSL_MODES,
    "sslnegotiation": ("postgres", "direct"),
    "ssl_min_protocol_version": TLS_VERSIONS,
    "ssl_max_protocol_version": TLS_VERSIONS,
    "target_session_attrs": (
        "any",
        "read-write",
        "read-only",
        "primary",
        "standby",
        "prefer-standby",
    ),
    "gsslib": ("gssapi", "sspi"),
    "keepalives": ("0", "1"),
    "pgbouncer": ("true", "false"),
}
"""Parameters whose values are words; any other value is refused."""

NUMBERS = (
    "connect_timeout",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_count",
    "tcp_user_timeout",
)
"""Whole numbers: seconds, but for the count of probes and `tcp_user_timeout` (milliseconds)."""

FILES = ("sslrootcert", "sslcert", "sslkey", "sslcrl", "passfile")
"""Paths of files, which have to be there."""

TEXTS = (
    "application_name",
    "dbname",
    "fallback_application_name",
    "host",
    "krbsrvname",
    "options",
    "password",
    "port",
    "sslpassword",
    "user",
)

ONLY: Mapping[str, tuple[tuple[str, ...], str]] = {
    "channel_binding": (
        ("disable", "prefer"),
        "leave it out and write sslmode=verify-full with sslrootcert, which protects as well",
    ),
    "client_encoding": (("utf8", "utf-8", "unicode", "auto"), "Instep speaks UTF-8; leave it out"),
    "gssdelegation": (("0",), "leave it out"),
    "gssencmode": (("disable", "prefer"), "leave it out and write sslmode=require"),
    "load_balance_hosts": (("disable",), "leave it out; hosts are tried in their order"),
    "max_protocol_version": (("3.0", "3.2", "latest"), "leave it out"),
    "min_protocol_version": (("3.0",), "leave it out"),
    "replication": (("false", "off", "no", "0"), "leave it out"),
    "sslcertmode": (("allow",), "leave it out; sslcert and sslkey name a certificate"),
    "sslcompression": (("0",), "leave it out"),
    "sslsni": (("1",), "leave it out"),
}
"""Parameters of which only these values can be kept, with the remedy for the others."""

REFUSED: Mapping[str, str] = {
    "hostaddr": "write the address as host",
    "oauth_client_id": "use a password or a client certificate",
    "oauth_client_secret": "use a password or a client certificate",
    "oauth_issuer": "use a password or a client certificate",
    "oauth_scope": "use a password or a client certificate",
    "require_auth": "leave it out and write sslmode=verify-full with sslrootcert",
    "requirepeer": "leave it out",
    "scram_client_key": "use a password",
    "scram_server_key": "use a password",
    "service": "write the service's parameters into the address",
    "servicefile": "write the service's parameters into the address",
    "sslcrldir": "name one file as sslcrl",
    "sslkeylogfile": "leave it out",
}
"""Parameters that libpq knows and Instep cannot keep, each with the remedy."""

OTHER_NAMES = {"ssl": "sslmode", "requiressl": "sslmode", "database": "dbname"}
"""Names that other clients use."""

OTHER_VALUES = {
    ("ssl", "true"): "require",
    ("ssl", "false"): "disable",
    ("requiressl", "1"): "require",
    ("requiressl", "0"): "prefer",
}

APPLIED_BY_INSTEP = (
    *NUMBERS,
    *ONLY,
    "application_name",
    "fallback_application_name",
    "keepalives",
    "pgbouncer",
)
"""Parameters that Instep applies itself; the driver gets all others."""

KNOWN = {*CHOICES, *NUMBERS, *FILES, *TEXTS, *ONLY, *REFUSED, *OTHER_NAMES}
