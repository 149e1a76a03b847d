"""Credits of pictures in the shape of v1."""

import json
from collections.abc import Sequence

from api.serialisation import serialise

SHOWN = ("slug", "url", "name")


def credited_exercise(summary: str, given: Sequence[str]) -> str:
    """Return, as JSON, one exercise with the credits of its pictures, which are JSON already."""
    known = json.loads(summary)
    exercise = {name: known[name] for name in SHOWN}
    return serialise({**exercise, "credits": [json.loads(one) for one in given]})
