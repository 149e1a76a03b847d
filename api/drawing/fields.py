"""How the reader of the seed takes the values that editors write."""

FORBID = {"extra": "forbid"}
"""A field that does not exist is a mistake (pydantic's `extra`)."""
