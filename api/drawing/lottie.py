"""A scene as Lottie 1.0: shape layers only, every colour a slot.

Specification: https://lottie.github.io/lottie-spec/1.0/. Some players read as they stream, so the
type of each object stands first in it, and `ddd` stands before the transform.
"""

import json
from itertools import pairwise
from typing import Any

from api.drawing.palette import LIGHT, Role
from api.drawing.paths import Path
from api.drawing.scene import FRAMES_A_SECOND, SIZE, Layer, Morph, Scene, Shape
from api.drawing.tracks import Key, Track, value_at

VERSION = 10_000
"""Version 1.0.0 of the specification."""

OLD_VERSION = "5.9.0"
"""The version that players older than the specification look for."""

ROUND_END, ROUND_CORNER = 2, 2
Json = dict[str, Any]


def lottie(scene: Scene, colours: dict[Role, str] = LIGHT) -> bytes:
    """Return the scene as the bytes of a Lottie file."""
    return json.dumps(animation(scene, colours), separators=(",", ":")).encode()


def animation(scene: Scene, colours: dict[Role, str]) -> Json:
    numbers = {layer.name: place for place, layer in enumerate(scene.layers, start=1)}
    return {
        "v": OLD_VERSION,
        "ver": VERSION,
        "fr": FRAMES_A_SECOND,
        "ip": 0,
        "op": scene.frames,
        "w": SIZE,
        "h": SIZE,
        "slots": {role.value: {"p": still(colour(colours[role]))} for role in roles(scene)},
        "markers": markers(scene),
        "layers": [
            layer_json(layer, numbers, scene.frames, colours) for layer in reversed(scene.layers)
        ],
    }


def roles(scene: Scene) -> list[Role]:
    used = {role for layer in scene.layers for s in layer.shapes for role in (s.fill, s.stroke)}
    return [role for role in Role if role in used]


def markers(scene: Scene) -> list[Json]:
    """Return the parts of the loop, and the frame to stop at if people want no motion."""
    parts = [{"cm": m.name, "tm": m.frame, "dr": m.frames} for m in scene.markers]
    return [*parts, {"cm": "reduced motion", "tm": scene.poster, "dr": 0}]


def layer_json(
    layer: Layer, numbers: dict[str, int], frames: int, colours: dict[Role, str]
) -> Json:
    parent = {} if layer.parent is None else {"parent": numbers[layer.parent]}
    return {
        "ty": 4,
        "ddd": 0,
        "ind": numbers[layer.name],
        **parent,
        "ip": 0,
        "op": frames,
        "st": 0,
        "ks": transform(layer),
        "shapes": [group(shape, colours) for shape in reversed(layer.shapes)],
    }


def transform(layer: Layer) -> Json:
    x, y = layer.x, layer.y
    if len(x) == len(y) == 1:
        position = still([number(x[0].value), number(y[0].value)])
    else:
        position = {"s": True, "x": animated(x), "y": animated(y)}
    return {
        "o": animated(percent(layer.opacity), 0),
        "r": animated(layer.rotation),
        "p": position,
        **scale(layer),
    }


def scale(layer: Layer) -> Json:
    """Return how a layer is stretched: nothing if it is not, one pair of keys if it changes."""
    across, down = percent(layer.across), percent(layer.down)
    if len(across) == len(down) == 1:
        pair = [number(across[0].value), number(down[0].value)]
        return {} if pair == [100, 100] else {"s": still(pair)}
    moving = max(across, down, key=len)
    pairs = [[number(value_at(track, key.frame)) for track in (across, down)] for key in moving]
    keys: list[Json] = [
        {"t": key.frame, "s": pair, **until(key, following)}
        for pair, (key, following) in zip(pairs[:-1], pairwise(moving), strict=True)
    ]
    return {"s": {"a": 1, "k": [*keys, {"t": moving[-1].frame, "s": pairs[-1]}]}}


def percent(track: Track) -> Track:
    return tuple(Key(key.frame, key.value * 100, key.leaves, key.arrives) for key in track)


def animated(track: Track, digits: int = 1) -> Json:
    """Return the keys of a value; a value that rests is a plain number."""
    if len(track) == 1:
        return still(number(track[0].value, digits))
    keys = [
        {"t": key.frame, "s": [number(key.value, digits)], **until(key, following)}
        for key, following in pairwise(track)
    ]
    return {"a": 1, "k": [*keys, {"t": track[-1].frame, "s": [number(track[-1].value, digits)]}]}


def until(key: Key, following: Key) -> Json:
    """Return how a value comes from a key to the following one, or that it is held."""
    if key.value == following.value:
        return {"h": 1}
    return easing(key.leaves, key.arrives)


def easing(leaves: float, arrives: float) -> Json:
    return {
        "o": {"x": [0.333], "y": [number(leaves, 3)]},
        "i": {"x": [0.667], "y": [number(arrives, 3)]},
    }


def group(shape: Shape, colours: dict[Role, str]) -> Json:
    items: list[Json] = [{"ty": "sh", "ks": outline(shape.path)}]
    if shape.fill is not None:
        items.append({"ty": "fl", "c": slot(shape.fill, colours), "o": still(100), "r": 1})
    if shape.stroke is not None:
        width = still(number(shape.width))
        items.append(
            {
                "ty": "st",
                "c": slot(shape.stroke, colours),
                "o": still(100),
                "w": width,
                "lc": ROUND_END,
                "lj": ROUND_CORNER,
            }
        )
    items.append(
        {"ty": "tr", "o": animated(percent(shape.opacity), 0), "r": still(0), "p": still([0, 0])}
    )
    return {"ty": "gr", "it": items}


def outline(path: Path | Morph) -> Json:
    if isinstance(path, Path):
        return still(bezier(path))
    keys = [
        {"t": key.frame, "s": [bezier(key.path)], **easing(key.leaves, key.arrives)}
        for key in path[:-1]
    ]
    return {"a": 1, "k": [*keys, {"t": path[-1].frame, "s": [bezier(path[-1].path)]}]}


def bezier(path: Path) -> Json:
    return {
        "i": [[number(k.before.x), number(k.before.y)] for k in path.knots],
        "o": [[number(k.after.x), number(k.after.y)] for k in path.knots],
        "v": [[number(k.at.x), number(k.at.y)] for k in path.knots],
        "c": path.is_closed,
    }


def slot(role: Role, colours: dict[Role, str]) -> Json:
    return {"sid": role.value, **still(colour(colours[role]))}


def still(value: Any) -> Json:
    return {"a": 0, "k": value}


def colour(written: str) -> list[float]:
    """Return `#RRGGBB` as shares of red, green, blue and opacity."""
    shares = [number(int(written[place : place + 2], 16) / 255, 3) for place in (1, 3, 5)]
    return [*shares, 1]


def number(value: float, digits: int = 1) -> float:
    """Return a number with few digits; a whole one is written without a point."""
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded
