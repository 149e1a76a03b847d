"""The schemas of v1, one file per resource; pydantic only."""
