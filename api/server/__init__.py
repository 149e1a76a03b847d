"""Between the socket and the application: how connections are read, bounded and ended."""

from api.environment import do_without, import_without

# Where `rich` is installed (tools for developers depend on it), structlog imports it to draw
# tracebacks. Our logs have none, and `rich` takes four megabytes of every process.
import_without("structlog", "rich")

# FastAPI imports the first version of pydantic to refuse models of it. There are none here.
do_without("pydantic.v1")
