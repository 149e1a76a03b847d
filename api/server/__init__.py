"""Between the socket and the application: how connections are read, bounded and ended."""

from api.environment import import_without

# Tools for developers bring it. Structlog would draw tracebacks with it, which no log of ours has,
# and it takes four megabytes of every process.
import_without("structlog", "rich")
