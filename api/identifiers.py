"""The format of slugs and codes, in one place: for parameters, schemas, records and tables.

`calf-stretch` is a slug, `recent_fracture` a code, `acme--desk-feet` the slug of a partner's
routine: the partner's own slug, two hyphens, and a name.
"""

import re

SLUG_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
"""A slug that editors or operators choose: words and digits with single hyphens."""

IDENTIFIER_PATTERN = "^[a-z0-9]+([_-][a-z0-9]+)*$"
"""A slug or a code."""

ROUTINE_PATTERN = "^[a-z0-9]+([_-][a-z0-9]+)*(--[a-z0-9]+([_-][a-z0-9]+)*)?$"
"""The slug of a routine, an editors' or a partner's."""

SHORTEST, LONGEST = 2, 64
"""Characters of an identifier that is made today."""

SLUG = re.compile(SLUG_PATTERN, re.ASCII)
IDENTIFIER = re.compile(IDENTIFIER_PATTERN, re.ASCII)


def is_slug(text: str) -> bool:
    return len(text) <= LONGEST and SLUG.fullmatch(text) is not None


def is_identifier(text: str) -> bool:
    """Say whether something can have this slug or code; the database need not be asked if not."""
    return len(text) <= LONGEST and IDENTIFIER.fullmatch(text) is not None
