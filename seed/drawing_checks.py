"""Checks of drawings: what a player would show is possible, and stays where it stands."""

from collections.abc import Iterator

from api.drawing.cameras import faults, unknown_names
from seed.content import Content
from seed.loader import Mistake


def drawings(content: Content) -> Iterator[Mistake]:
    for entry in content.drawings:
        for at, scene in enumerate(entry.value.scenes):
            for fault in unknown_names(scene.script) or faults(scene.script):
                yield entry.mistake(("scenes", at, "script"), fault)
