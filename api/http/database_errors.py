"""Errors of the database: 503 if it is busy or away, 500 if a statement is wrong."""

import structlog
from asyncpg import (
    InsufficientResourcesError,
    InterfaceError,
    InvalidCatalogNameError,
    LockNotAvailableError,
    OperatorInterventionError,
    PostgresConnectionError,
    PostgresError,
    PostgresSystemError,
    ReadOnlySQLTransactionError,
    UndefinedTableError,
)
from fastapi import Request, Response
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from api.errors import InternalError, Overloaded
from api.http.problem_response import problem_response
from api.postgres.failures import causes_of

logger = structlog.get_logger()

UNAVAILABLE = (
    OSError,  # no such socket or host, refused, reset, no answer in time
    PoolTimeoutError,
    PostgresConnectionError,
    OperatorInterventionError,  # starting, stopping, a statement that took too long
    InsufficientResourcesError,  # its disk or its memory is full
    PostgresSystemError,  # its disk is broken
    ReadOnlySQLTransactionError,  # a copy that has not taken over yet
    LockNotAvailableError,
    InvalidCatalogNameError,
    UndefinedTableError,  # not migrated yet
)
"""Errors that pass by themselves or when an operator acts; the request was not at fault."""

OF_DATABASE = (SQLAlchemyError, PostgresError, InterfaceError, *UNAVAILABLE)
"""Every error of the database: SQLAlchemy's, and the driver's own from single statements."""


async def answer_database_error(request: Request, error: Exception) -> Response:
    """Answer 503 if the database is busy or away, 500 if a statement is wrong; log which."""
    # A wait that we ended ourselves is caused by no error of anybody's.
    causes = [cause for cause in causes_of(error) if isinstance(cause, Exception)]
    was_disconnected = isinstance(error, DBAPIError) and error.connection_invalidated
    is_unavailable = was_disconnected or any(isinstance(cause, UNAVAILABLE) for cause in causes)
    logger.error(
        "database_error",
        request_id=request.state.request_id,
        error=type(causes[-1]).__name__,
        away=is_unavailable,
    )
    return problem_response(request, Overloaded() if is_unavailable else InternalError())
