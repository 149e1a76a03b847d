"""Checks of drawings: what a player would show is possible, and stays where it stands."""

from collections.abc import Iterator
from functools import lru_cache

from api.drawing.cameras import faults, unknown_names
from api.records.drawings import Drawing
from seed.content import Content
from seed.loader import Mistake

KEPT = 200
"""Drawings whose faults are kept: a process may check the same content many times."""


def drawings(content: Content) -> Iterator[Mistake]:
    for entry in content.drawings:
        for at, fault in faults_of(entry.value.model_dump_json()):
            yield entry.mistake(("scenes", at, "script"), fault)


@lru_cache(KEPT)
def faults_of(written: str) -> list[tuple[int, str]]:
    """Return the faults of a drawing, each with the number of its scene."""
    scripts = [scene.script for scene in Drawing.model_validate_json(written).scenes]
    return [
        (at, fault)
        for at, script in enumerate(scripts)
        for fault in unknown_names(script) or faults(script)
    ]
