"""Instep: the API that fitness apps call for feet."""

from api.environment import forget_empty_variables

# Before anything else is imported, because some libraries read the environment on import.
forget_empty_variables()
