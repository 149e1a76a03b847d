"""PURE: from what was found or decided to an answer in the shape of v1."""
