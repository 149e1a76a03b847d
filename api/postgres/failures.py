"""Why PostgreSQL cannot be reached, in plain words: what is wrong, and the remedy."""

import os
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from api.postgres.address import Address
from api.postgres.words import SSL_MODES

AWAY = (
    OSError,  # no such socket or host, refused, reset, no answer in time
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)
CROWDED = (PoolTimeoutError, asyncpg.TooManyConnectionsError)


@dataclass(frozen=True)
class Failure:
    """`is_setting`: the address is wrong, so waiting does not help; else PostgreSQL is away."""

    text: str
    is_setting: bool


def explain(error: BaseException, address: Address) -> Failure | None:
    """Return why no connection came about; None if the error says something else.

    The text names hosts, the user and the database, never the password.
    """
    for cause in causes_of(error):
        reason = setting_at_fault(cause, address)
        if reason is not None:
            return Failure(reason, is_setting=True)
    for cause in causes_of(error):
        reason = absence(cause, address)
        if reason is not None:
            return Failure(reason, is_setting=False)
    return next(filter(None, map(refusal, causes_of(error))), None)


def refusal(error: BaseException) -> Failure | None:
    """Return PostgreSQL's reason for refusing a connection, if no other function here knows it."""
    if isinstance(error, asyncpg.PostgresError) and getattr(error, "severity", "") == "FATAL":
        return Failure(f"PostgreSQL refused: {without_signs(error)}", is_setting=True)
    return None


def causes_of(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, then the error it was raised from, down to the driver's own."""
    while error is not None:
        yield error
        error = error.__cause__


def is_away(error: BaseException) -> bool:
    """Say whether PostgreSQL cannot be reached, or does not answer any more."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return any(isinstance(cause, AWAY) for cause in causes_of(error))


def is_crowded(error: BaseException) -> bool:
    """Say whether there was no connection to be had: PostgreSQL is busy, or away."""
    return any(isinstance(cause, CROWDED) for cause in causes_of(error))


def setting_at_fault(error: BaseException, address: Address) -> str | None:
    names = address.parameters
    user = names.get("user", "the default user")
    match error:
        case socket.gaierror() if error.errno != socket.EAI_AGAIN:
            return f"the host {names.get('host', '')} is not known; correct its name"
        case asyncpg.InvalidPasswordError():
            return f"PostgreSQL refused the password of {user}; correct user and password"
        case asyncpg.InvalidCatalogNameError():
            name = names.get("dbname", user)
            return f"there is no database {name}; correct the name, or create it: createdb {name}"
        case asyncpg.InvalidAuthorizationSpecificationError():
            return f"PostgreSQL does not let {user} in: {without_signs(error)}; {ALLOWED}"
        case asyncpg.InsufficientPrivilegeError():
            return f"PostgreSQL does not let {user} in: {without_signs(error)}"
        case ssl.SSLCertVerificationError():
            reason = without_signs(error.verify_message)
            return f"the server's certificate is refused ({reason}); {CERTIFICATE}"
        case ConnectionError() if "rejected SSL upgrade" in str(error):
            return without_tls(address)
        case ssl.SSLError():
            return (
                f"TLS failed ({error.reason or 'unreadable certificate'}); see the ssl… parameters"
            )
        case asyncpg.ClientConfigurationError():
            return without_signs(error)
        case asyncpg.TargetServerAttributeNotMatched():
            wanted = names.get("target_session_attrs") or os.environ.get("PGTARGETSESSIONATTRS")
            return f"no host is of the kind that target_session_attrs={wanted} asks for"
        case asyncpg.ProtocolViolationError() if "startup parameter" in str(error):
            return f"the pooler refuses a parameter ({without_signs(error)}); {POOLER}"
        case asyncpg.PostgresError() if POOLER_REFUSES.match(str(error)):
            return f"the pooler refused: {without_signs(error)}"
        case asyncpg.PostgresSyntaxError() if "command-line argument" in str(error):
            return "write options as -c name=value, for example options=-c%20jit%3Doff"
        case asyncpg.UndefinedObjectError() | asyncpg.InvalidParameterValueError():
            return f"PostgreSQL refused a setting in options: {without_signs(error)}"
        case _ if "statement pooling" in str(error):
            return "the pooler is in statement mode; set its pool_mode to transaction"
    return unusable(error, address)


def unusable(error: BaseException, address: Address) -> str | None:
    """Return what is wrong if the driver gives up before it asks PostgreSQL, or at its answer."""
    match error:
        case UnicodeError() if "idna" in str(error):
            return f"the host {address.parameters.get('host', '')} is not known; correct its name"
        case ValueError() if "int()" in str(error) and "PGPORT" in os.environ:
            return "PGPORT must be a number from 1 to 65535"
        case FileNotFoundError() if error.filename is None and not address.uses_socket:
            return "a certificate file is missing; see PGSSLROOTCERT and the ssl… parameters"
        case asyncpg.InterfaceError() | asyncpg.InternalClientError() if "authent" in str(error):
            return f"{address.places} asks for a password in a way that Instep does not know"
    return None


def without_tls(address: Address) -> str:
    mode = address.parameters.get("sslmode") or os.environ.get("PGSSLMODE")
    if mode in SSL_MODES[3:]:
        return f"the server offers no TLS, but sslmode={mode} needs it"
    return f"the server at {address.places} is not PostgreSQL; correct host and port"


ALLOWED = "correct the user, or let it in with pg_hba.conf (if that asks for TLS: sslmode=require)"
CERTIFICATE = "give its authority as sslrootcert, and the host name that is in the certificate"
POOLER_REFUSES = re.compile(r"no such (database|user)|.*auth\w* failed|tenant or user", re.I)
POOLER = "leave it out, and set it with ALTER ROLE … SET"


def absence(error: BaseException, address: Address) -> str | None:
    places = address.places
    match error:
        case socket.gaierror():
            return "the host name cannot be looked up at the moment"
        case asyncpg.CannotConnectNowError():
            return f"PostgreSQL at {places} is starting or stopping"
        case asyncpg.TooManyConnectionsError():
            return f"PostgreSQL at {places} has no connection left; raise max_connections"
        case ConnectionRefusedError():
            return f"no server listens at {places}; start PostgreSQL there, or correct the address"
        case OSError() if error.filename is not None:
            return None  # a file, and no connection
        case FileNotFoundError():
            return f"PostgreSQL has no socket in {places}; start it, or correct the address"
        case TimeoutError():
            return (
                f"no answer from {places} in time; check the address, and any firewall on the way"
            )
        case asyncpg.PostgresConnectionError() | OSError():
            return (
                f"the connection to {places} broke ({without_signs(error) or type(error).__name__})"
            )
    return None


def without_signs(error: BaseException | str) -> str:
    """Return the first line of what PostgreSQL said, without a full stop."""
    return next(iter(str(error).splitlines()), "").rstrip(".")
