"""Between the socket and the application: how connections are read, bounded and ended."""

from api.environment import import_without

# Where `rich` is installed (tools for developers depend on it), structlog imports it to draw
# tracebacks. Our logs have none, and `rich` takes four megabytes of every process.
import_without("structlog", "rich")
