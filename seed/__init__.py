"""The editors' content and the loader that brings it into the database."""
