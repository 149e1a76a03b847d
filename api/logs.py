"""Logs: one JSON object per line on standard error, for our own logs and the libraries'."""

import logging

import structlog

from api.log_lines import LINES

SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
"""For our own lines and those of libraries."""


def configure_logs(level: str) -> None:
    """Set up structured logs. Uvicorn's access log is off, because it holds query strings."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers = [json_handler()]
    root.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True
    # Otherwise a migration without anything to do prints two lines at each start.
    logging.getLogger("alembic").setLevel(logging.WARNING)


class QueuedHandler(logging.Handler):
    """Puts each line into the queue of this process; its end is that of `logging`."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            LINES.put(self.format(record))
        except Exception:
            self.handleError(record)

    def flush(self) -> None:
        LINES.flush()


def json_handler() -> logging.Handler:
    handler = QueuedHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=SHARED,
        )
    )
    return handler
