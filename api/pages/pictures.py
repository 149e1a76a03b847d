"""Pictures of exercises on a page: which file is shown where."""

from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]


def poster(thing: Json) -> Json | None:
    """Return the picture that stands for an exercise: `{path, dark_path, width, height, alt}`.

    None if it has none, as in a version of a routine that was frozen before there were pictures.
    """
    return thing.get("poster")


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

    It is the first animation, which stands for the exercise.
    """
    animations = (one for one in thing.get("media", ()) if one["kind"] == "animation")
    for one in animations:
        for file in one["files"]:
            if file["format"] == "svg":
                path, ms, alt = file["path"], one["duration_ms"], one["alt"]
                return {"svg": path, "ms": ms, "alt": alt, "parts": parts_of(one["markers"])}
    return None


def parts_of(markers: Sequence[Json]) -> dict[str, list[int]]:
    """Return the start and the length of each part in milliseconds, by its kind.

    `move` and `move 2`, if they follow each other, are one. Of further rounds only the first
    counts.
    """
    parts: dict[str, list[int]] = {}
    before = None
    for marker in markers:
        kind = marker["name"].split()[0]
        if kind == before:
            parts[kind][1] = marker["at_ms"] + marker["ms"] - parts[kind][0]
        elif kind not in parts:
            parts[kind] = [marker["at_ms"], marker["ms"]]
            before = kind
        else:
            before = None
    return parts
