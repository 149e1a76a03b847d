"""Builders: records and a language in, documents in the shape of v1 out. Pure.

`api.v1.documents.builders` has all of them. A server process knows the records of editors only by
name: it publishes partners' routines, and to import the rest would take five megabytes of each.
"""

from api.v1.documents.base import BuiltDocument, Context, UntranslatedError

__all__ = ["BuiltDocument", "Context", "UntranslatedError"]
