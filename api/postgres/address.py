"""The address of a PostgreSQL database, read as libpq reads it.

The grammar: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS. The
driver reads addresses too, but it ignores some parameters and misreads a few (a `+`, an empty
value), so it is given one that leaves no doubt.
"""

import re
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlencode

from api.postgres import words

SCHEMES = ("postgresql", "postgres", "postgresql+asyncpg")
SHAPE = "must have the form postgresql://user:password@host:port/name"
ENCODE = "in a user or password, write @ as %40, / as %2F, : as %3A, ? as %3F, # as %23, % as %25"
HOST = re.compile(r"\[(?P<v6>[^\]]*)\](?::(?P<port6>.*))?|(?P<name>[^:]*)(?::(?P<port>.*))?")
BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
OPTION = re.compile(r"(?:-c\s*|--)([A-Za-z_][\w.-]*)=((?:\\.|\S)*)")
SYSTEM = "system"
"""As `sslrootcert`: the certificates that the operating system trusts."""


class AddressError(ValueError):
    """The address is wrong; the text says how and repeats no value, since one is a password."""


@dataclass(frozen=True)
class Address:
    """The parameters of an address by libpq's names, for the driver and for Instep itself."""

    parameters: Mapping[str, str] = field(repr=False)

    def url(self) -> str:
        """Return the address with every parameter in its query, so that it has one reading."""
        return f"postgresql://?{urlencode(dict(self.parameters), quote_via=quote)}"

    def for_driver(self) -> str:
        """Return the address for asyncpg, without the parameters that Instep applies itself."""
        passed = {
            name: value
            for name, value in self.parameters.items()
            if name not in words.APPLIED_BY_INSTEP
        }
        if self.uses_system_certificates:
            passed = {name: value for name, value in passed.items() if not name.startswith("ssl")}
        if "host" in passed:
            passed["host"] = ",".join(
                f"[{host}]" if ":" in host else host for host in passed["host"].split(",")
            )
        return replace(self, parameters=passed).url()

    def with_database(self, name: str) -> "Address":
        return replace(self, parameters={**self.parameters, "dbname": name})

    def number(self, name: str) -> int | None:
        """Return the value of one of `words.NUMBERS`; None if it is missing or 0 (no limit)."""
        return int(self.parameters.get(name, "0")) or None

    @property
    def keeps_alive(self) -> bool:
        return self.parameters.get("keepalives", "1") == "1"

    @property
    def names_pooler(self) -> bool:
        """Whether `pgbouncer=true` says that a pooler is at this address."""
        return self.parameters.get("pgbouncer") == "true"

    @property
    def application_name(self) -> str | None:
        names = self.parameters
        return names.get("application_name") or names.get("fallback_application_name")

    @property
    def places(self) -> str:
        """The hosts and ports, for messages."""
        hosts = self.parameters.get("host", "localhost").split(",")
        ports = self.parameters.get("port", "5432").split(",") * len(hosts)
        return ", ".join(
            host if host.startswith("/") else f"{host}, port {port}"
            for host, port in zip(hosts, ports, strict=False)
        )

    @property
    def uses_socket(self) -> bool:
        """Whether PostgreSQL is reached through a file, also if no host is named."""
        return self.parameters.get("host", "/").startswith("/")

    @property
    def host_count(self) -> int:
        return len(self.parameters.get("host", "").split(","))

    @property
    def uses_system_certificates(self) -> bool:
        return self.parameters.get("sslrootcert") == SYSTEM

    def options(self) -> dict[str, str]:
        """Return the settings in `options`: `-c jit=on` is `{"jit": "on"}`."""
        return {
            name.replace("-", "_"): re.sub(r"\\(.)", r"\1", value)
            for name, value in OPTION.findall(self.parameters.get("options", ""))
        }

    def ssl_context(self) -> ssl.SSLContext | None:
        """Return the context for the system's certificates; None if the driver makes its own."""
        given = self.parameters
        if not self.uses_system_certificates:
            return None
        context = ssl.create_default_context()
        context.set_alpn_protocols(["postgresql"])
        if "sslcert" in given:
            password = given.get("sslpassword", "")
            context.load_cert_chain(given["sslcert"], given.get("sslkey"), password)
        return context


def parse_address(text: str) -> Address:
    """Read `postgresql://user:password@host:port/name?parameter=value`.

    Raises AddressError, whose text names the parameter and the remedy.
    """
    text = text.strip()  # a secret in a file often ends with a line
    if text[:1] in ("'", '"'):
        raise AddressError("must have no quotation marks around it")
    scheme, separator, rest = text.partition("://")
    if not separator or scheme not in SCHEMES:
        raise AddressError("must start with postgresql://")
    before, _, query = rest.partition("?")
    authority, _, name = before.partition("/")
    user, _, hosts = authority.rpartition("@")
    if "@" in before and "@" not in authority:
        raise AddressError(f"{SHAPE}; {ENCODE}")
    parameters = {**host_parameters(hosts), **user_parameters(user)}
    if name:
        parameters["dbname"] = decoded(name)
    parameters |= dict(query_parameters(query))
    check_parameters(parameters)
    return Address({name: value for name, value in parameters.items() if value})


def host_parameters(hosts: str) -> dict[str, str]:
    """Return `host` and `port` of `a:5432,[::1]`, both as lists with commas."""
    if not hosts:
        return {}
    found = [HOST.fullmatch(host) for host in hosts.split(",")]
    names, ports = [], []
    for match in found:
        port = match and (match["port6"] or match["port"] or "")
        if match is None or (port and not is_port(port)):
            raise AddressError(f"{SHAPE}; {ENCODE}")
        names.append(decoded(match["v6"] or match["name"] or ""))
        ports.append(str(port))
    named = {"host": ",".join(names)} if names != [""] else {}
    if any(ports):
        named["port"] = ",".join(port or "5432" for port in ports)
    return named


def is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535


def user_parameters(user: str) -> dict[str, str]:
    name, _, password = user.partition(":")
    return {"user": decoded(name), "password": decoded(password)}


def query_parameters(query: str) -> Iterator[tuple[str, str]]:
    for pair in filter(None, query.split("&")):
        name, separator, value = pair.partition("=")
        name, value = decoded(name), decoded(value)
        if not separator or not name:
            raise AddressError(f"write each parameter after the ? as name=value; {ENCODE}")
        refuse_unknown(name)
        yield (
            words.OTHER_NAMES.get(name, name),
            words.OTHER_VALUES.get((name, value), value),
        )


def refuse_unknown(name: str) -> None:
    if name in words.REFUSED:
        raise AddressError(f"{name} is not supported; {words.REFUSED[name]}")
    if name not in words.KNOWN:
        nearest = get_close_matches(name, words.KNOWN - {*words.REFUSED}, n=1, cutoff=0.75)
        hint = f"; did you mean {nearest[0]}?" if nearest else ""
        raise AddressError(f"{name[:40]!r} is not a parameter of a PostgreSQL address{hint}")


def decoded(text: str) -> str:
    if BROKEN_PERCENT.search(text):
        raise AddressError("write a % as %25")
    try:
        plain = unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        raise AddressError("is not valid UTF-8 once its % signs are decoded") from None
    if "\0" in plain:
        raise AddressError("contains a NUL character")
    return plain


def check_parameters(parameters: Mapping[str, str]) -> None:
    """Raise AddressError for the first value that cannot be kept."""
    for name, value in parameters.items():
        if not value:
            continue
        choices, remedy = words.ONLY.get(name, ((), ""))
        if choices and value.lower() not in choices:
            raise AddressError(f"{name} does not support this value; {remedy}")
        known = words.CHOICES.get(name)
        if known and value not in known:
            raise AddressError(f"{name} must be one of {', '.join(known)}")
        if name in words.NUMBERS and not (value.isascii() and value.isdigit() and len(value) < 9):
            raise AddressError(f"{name} must be a whole number")
        if name == "port" and not all(is_port(port) for port in value.split(",")):
            raise AddressError("port must be a number from 1 to 65535, for each host")
        if name in words.FILES and (name, value) != ("sslrootcert", SYSTEM):
            require_file(name, value)
    check_together(parameters)


def require_file(name: str, value: str) -> None:
    path = Path(value)
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise AddressError(f"{name}: {error.strerror}; name a file that Instep can read") from None
    if name == "passfile" and path.stat().st_mode & 0o077:
        raise AddressError("passfile: other accounts can read the file; chmod 600 it")


def check_together(parameters: Mapping[str, str]) -> None:
    """Raise AddressError if parameters contradict each other."""
    hosts, ports = parameters.get("host", "").split(","), parameters.get("port", "").split(",")
    if len(hosts) > 1 and not all(hosts):
        raise AddressError("one of the hosts in the list is empty")
    if len(ports) not in (1, len(hosts)):
        raise AddressError(
            f"names {len(hosts)} hosts and {len(ports)} ports; give one port, or one for each host"
        )
    mode = parameters.get("sslmode")
    if parameters.get("sslrootcert") == SYSTEM and mode not in (None, "", "verify-full"):
        raise AddressError("sslrootcert=system needs sslmode=verify-full")
    if parameters.get("sslnegotiation") == "direct" and mode not in words.SSL_MODES[3:]:
        raise AddressError("sslnegotiation=direct needs sslmode=require or stricter")
