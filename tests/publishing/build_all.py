"""Print a digest of every document, built from the seed: `python -m tests.publishing.build_all`."""

import hashlib
import sys

from tests.databases import seed_content
from tests.publishing.built import build_all


def digest() -> str:
    """Return SHA-256 (hex) of every document of the seed, in the order in which it was built."""
    built = build_all(seed_content())
    return hashlib.sha256("\n".join(item.digest for item in built.values()).encode()).hexdigest()


if __name__ == "__main__":
    sys.stdout.write(digest() + "\n")
