"""Values of the header `Cache-Control`: how long a response may be kept."""

CATALOGUE = "public, max-age=60, stale-while-revalidate=600"
"""For what is read from the catalogue: a minute, then used once more while it is asked for anew."""

IMMUTABLE = "public, max-age=31536000, immutable"
"""For bytes that never change under their URL."""

ONE_MINUTE = "public, max-age=60"
FIVE_MINUTES = "public, max-age=300"
REVALIDATE = "no-cache"
"""Kept, but asked for anew each time (with its ETag)."""

NO_STORE = "no-store"
"""For what a person wrote, and for errors."""
