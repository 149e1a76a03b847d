"""Pictures of exercises on a page: which file is shown where."""

from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]


def poster(thing: Json) -> Json | None:
    """Return the picture that stands for an exercise: `{path, dark_path, width, height, alt}`.

    A summary names it; a document has it among its media. Without one it is None.
    """
    if thing.get("poster"):
        return dict(thing["poster"])
    return shown(next((one for one in thing.get("media", ()) if one["kind"] == "poster"), None))


def still(thing: Json, step: int) -> Json | None:
    """Return the picture of a step by its number, in the form of `poster`."""
    media = thing.get("media", ())
    return shown(next((one for one in media if one["step_number"] == step), None))


def shown(medium: Json | None) -> Json | None:
    """Return the PNG of a medium for one pixel a unit, light and dark."""
    files = {} if medium is None else pngs(medium["files"])
    if medium is None or "light" not in files:
        return None
    light, dark = files["light"], files.get("dark")
    sizes = {name: light[name] for name in ("path", "width", "height")}
    return {**sizes, "dark_path": dark and dark["path"], "alt": medium["alt"]}


def pngs(files: Sequence[Json]) -> dict[str, Json]:
    return {one["theme"]: one for one in files if one["format"] == "png" and one["scale"] == 1}


def moving(thing: Json) -> Json | None:
    """Return what `moving.js` plays: `{svg, ms, alt, parts}`, each part with its start and length.

    It is the first animation, which stands for the exercise. Of a part that is there twice, only
    the first is named.
    """
    animations = (one for one in thing.get("media", ()) if one["kind"] == "animation")
    for one in animations:
        for file in one["files"]:
            if file["format"] == "svg":
                parts = {mark["name"]: [mark["at_ms"], mark["ms"]] for mark in one["markers"]}
                path, ms, alt = file["path"], one["duration_ms"], one["alt"]
                return {"svg": path, "ms": ms, "alt": alt, "parts": parts}
    return None
