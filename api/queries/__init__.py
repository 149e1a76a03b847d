"""Queries: `get_` raises NotFound, `find_` returns None, `list_` returns a page."""
