"""Values of the header `Cache-Control`: how long a response may be kept."""

CATALOGUE = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
"""For reads of the catalogue: fresh for a minute, then served stale while it is revalidated.

A cache may go on with what it has for a day while Instep answers errors (RFC 5861, section 4).
"""

IMMUTABLE = "public, max-age=31536000, immutable"
"""For bytes that never change under their URL."""

ONE_MINUTE = "public, max-age=60"
FIVE_MINUTES = "public, max-age=300"
REVALIDATE = "no-cache"
"""May be kept, but must be revalidated (with its ETag) before each use."""

NO_STORE = "no-store"
"""For answers to a person's own words, and for errors."""
