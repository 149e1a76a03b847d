"""Serve with the settings, in this process or in several workers, until a signal ends it."""

import socket

import uvicorn

from api import memory
from api.config import Settings
from api.logs import configure_logs
from api.server.graceful import GracefulServer
from api.server.supervisor import Supervisor, WorkerFailedError


def run(settings: Settings, sockets: list[socket.socket]) -> bool:
    """Serve on the bound sockets until a signal ends it; return False if it could not start.

    Workers are separate processes and read their settings from the environment.
    """
    configure_logs(settings.log_level)
    config = uvicorn.Config(
        "api.main:create_app",
        factory=True,
        http="api.server.protocol:Protocol",
        # A request to upgrade is answered as the ordinary request that it also is.
        ws="none",
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        # The application's own middleware reads them, for the proxies in its settings.
        proxy_headers=False,
        timeout_graceful_shutdown=settings.drain_seconds,
    )
    if settings.workers == 1:
        memory.collect_nothing_yet()
        # While it imports, a signal ends it at once.
        config.load()
        server = GracefulServer(config, lame_duck_seconds=settings.lame_duck)
        server.run(sockets)
        return server.started
    try:
        Supervisor(
            config, sockets, count=settings.workers, lame_duck_seconds=settings.lame_duck
        ).run()
    except WorkerFailedError:
        return False
    return True
