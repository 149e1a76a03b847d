"""Asks of the database: `get_` raises where nothing is, `find_` returns None, `list_` pages."""
