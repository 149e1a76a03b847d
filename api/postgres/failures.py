"""Why PostgreSQL cannot be reached, in our words: what is wrong, and the way out."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from api.postgres.address import Address

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
            return f"the server offers no TLS, but sslmode={names.get('sslmode')} needs it"
        case ssl.SSLError():
            return (
                f"TLS failed ({error.reason or 'unreadable certificate'}); see the ssl… parameters"
            )
        case asyncpg.ClientConfigurationError():
            return without_signs(error)
        case asyncpg.TargetServerAttributeNotMatched():
            wanted = names.get("target_session_attrs")
            return f"no host is what target_session_attrs={wanted} asks for"
        case asyncpg.ProtocolViolationError() if "startup parameter" in str(error):
            return f"the pooler refuses a parameter ({without_signs(error)}); {POOLER}"
        case asyncpg.UndefinedObjectError() | asyncpg.InvalidParameterValueError():
            return f"PostgreSQL refused a setting in options: {without_signs(error)}"
        case _ if "statement pooling" in str(error):
            return "the pooler is in statement mode; set its pool_mode to transaction"
    return None


ALLOWED = "correct the user, or let it in by pg_hba.conf (sslmode=require, if only TLS is let in)"
CERTIFICATE = "name its authority as sslrootcert, and the host as the certificate names it"
POOLER = "leave it out, and set it by ALTER ROLE … SET"


def absence(error: BaseException, address: Address) -> str | None:
    places = address.places
    match error:
        case socket.gaierror():
            return "the host's name cannot be looked up now"
        case asyncpg.CannotConnectNowError():
            return f"PostgreSQL at {places} is starting or stopping"
        case asyncpg.TooManyConnectionsError():
            return f"PostgreSQL at {places} has no connection left; raise max_connections"
        case ConnectionRefusedError():
            return f"nothing listens at {places}; start PostgreSQL there, or correct the address"
        case FileNotFoundError():
            return f"no PostgreSQL has its socket in {places}; start it, or correct the address"
        case TimeoutError():
            return f"no answer from {places} in time; is it the right address, and is a way open?"
        case asyncpg.PostgresConnectionError() | OSError():
            return f"the connection to {places} broke ({type(error).__name__})"
    return None


def without_signs(error: BaseException | str) -> str:
    """Return the first line of what PostgreSQL said, without a full stop."""
    return str(error).splitlines()[0].rstrip(".")
