"""Instep: the API that fitness apps call for feet."""

from api.environment import forget_empty_variables, import_without

# Before anything else is imported, because some libraries read the environment on import.
forget_empty_variables()
# Tools for developers bring it. Structlog would draw tracebacks with it, which no log of ours has,
# and it takes four megabytes of every process.
import_without("structlog", "rich")
