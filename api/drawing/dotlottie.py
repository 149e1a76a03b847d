"""A scene as dotLottie 2.0: one archive with its animation and its colours for dark ground.

Specification: https://dotlottie.io/spec/2.0/. The archive is made anew to the same bytes: its
entries have one date, the earliest that an archive can hold.
"""

import io
import json
import zipfile
from typing import Any

from api.drawing.lottie import colour, lottie, roles
from api.drawing.palette import DARK
from api.drawing.scene import Scene

DATE = (1980, 1, 1, 0, 0, 0)
GENERATOR = "Instep"


def dotlottie(scene: Scene, name: str) -> bytes:
    """Return the bytes of a `.lottie` file; `name` is the animation's name inside it."""
    rules = [
        {"id": role.value, "type": "Color", "value": colour(DARK[role])} for role in roles(scene)
    ]
    manifest = {
        "version": "2",
        "generator": GENERATOR,
        "animations": [{"id": name, "themes": ["dark"]}],
        "themes": [{"id": "dark"}],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        add(archive, "manifest.json", to_json(manifest))
        add(archive, f"a/{name}.json", lottie(scene))
        add(archive, "t/dark.json", to_json({"rules": rules}))
    return packed.getvalue()


def add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(path, DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def to_json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
