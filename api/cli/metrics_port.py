"""The port of its own for /metrics, which the process that starts the server listens on."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import start_http_server

from api.cli.commands import CommandError
from api.config import Settings
from api.metrics import registry


@contextmanager
def metrics_served(settings: Settings) -> Iterator[None]:
    """Serve the counters of all server processes on their port, if there is one, in a thread.

    Raises CommandError if it cannot listen there.
    """
    if settings.metrics_port is None:
        yield
        return
    try:
        server, thread = start_http_server(
            settings.metrics_port, settings.metrics_host, registry=registry()
        )
    except OSError as error:
        raise CommandError(
            f"cannot listen on {settings.metrics_host}, port {settings.metrics_port}:"
            f" {error.strerror}. Set INSTEP_METRICS_PORT to another port, or INSTEP_METRICS_HOST"
            " to an address of this machine."
        ) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
