"""A scene as SVG that moves by CSS alone: no script, nothing from outside.

Whoever wants no motion sees the poster. The colours follow the reader's light or dark scheme.
"""

from collections.abc import Iterator, Sequence

from api.drawing.palette import DARK, LIGHT, Role
from api.drawing.paths import Path
from api.drawing.scene import (
    FRAMES_A_SECOND,
    SIZE,
    Layer,
    Morph,
    MorphKey,
    Scene,
    Shape,
    outline_at,
)
from api.drawing.tracks import Key, Track, value_at

Keys = tuple[Key, ...] | tuple[MorphKey, ...]


def svg(scene: Scene) -> bytes:
    """Return the scene as the bytes of an SVG file."""
    used = Styles(scene)
    drawn = "".join(draw(scene, layer, used) for layer in scene.layers)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">'
        f"<style>{used.sheet()}</style>{drawn}</svg>"
    ).encode()


class Styles:
    """The rules of one file: a class for each value that changes, written once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.names: dict[tuple[str, Keys], str] = {}
        self.resting: list[str] = []
        self.frames: list[str] = []
        self.moving: list[str] = []

    def track(self, what: str, track: Track) -> str:
        """Return the class of a number that changes; `what` is a letter of `declaration`."""
        rests = declaration(what, Key(0, value_at(track, self.scene.poster)))
        return self.name(what, track, rests)

    def morph(self, morph: Morph) -> str:
        """Return the class of an outline that changes."""
        return self.name("d", morph, "")

    def name(self, what: str, keys: Keys, rests: str) -> str:
        if (what, keys) in self.names:
            return self.names[what, keys]
        name = self.names[what, keys] = f"{what}{len(self.names)}"
        if rests:
            self.resting.append(f".{name}{{{rests}}}")
        self.frames.append(f"@keyframes {name}{{{''.join(self.steps(what, keys))}}}")
        self.moving.append(f".{name}{{animation-name:{name}}}")
        return name

    def steps(self, what: str, keys: Keys) -> Iterator[str]:
        every: Sequence[Key | MorphKey] = keys
        for place, key in enumerate(every):
            share = short(100 * key.frame / self.scene.frames, 2)
            leaves, arrives = short(key.leaves, 3), short(key.arrives, 3)
            ease = f";animation-timing-function:cubic-bezier(.333,{leaves},.667,{arrives})"
            is_last = place == len(keys) - 1
            upto = f"{share}%,to" if is_last and key.frame < self.scene.frames else f"{share}%"
            yield f"{upto}{{{declaration(what, key)}{'' if is_last else ease}}}"

    def sheet(self) -> str:
        seconds = short(self.scene.frames / FRAMES_A_SECOND, 3)
        names = ",".join(f".{name}" for name in self.names.values())
        return "".join(
            (
                f":root{{{variables(LIGHT)}}}",
                f"@media(prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}",
                *self.resting,
                *self.frames,
                f"@media(prefers-reduced-motion:no-preference){{{names}"
                f"{{animation-duration:{seconds}s;animation-iteration-count:infinite}}"
                f"{''.join(self.moving)}}}",
            )
        )


def variables(colours: dict[Role, str]) -> str:
    return ";".join(f"--{role.value}:{colours[role]}" for role in Role)


def draw(scene: Scene, layer: Layer, styles: Styles) -> str:
    """Return a layer inside the places and turns of all that it goes along with."""
    shapes = "".join(element(shape, styles) for shape in layer.shapes)
    if not shapes:
        return ""
    shapes = faded(shapes, layer.opacity, styles)
    for one in (layer, *scene.ancestors(layer)):
        shapes = placed(one, shapes, styles)
    return shapes


def placed(layer: Layer, inner: str, styles: Styles) -> str:
    """Return `inner` at the place of a layer, turned as it is."""
    for what, track in (("w", layer.across), ("h", layer.down)):
        if len(track) > 1:
            inner = f'<g class="{styles.track(what, track)}">{inner}</g>'
    across, down = (t[0].value if len(t) == 1 else 1.0 for t in (layer.across, layer.down))
    if (across, down) != (1.0, 1.0):
        inner = f'<g transform="scale({short(across, 2)} {short(down, 2)})">{inner}</g>'
    turn = layer.rotation[0].value
    if len(layer.rotation) > 1:
        inner = f'<g class="{styles.track("r", layer.rotation)}">{inner}</g>'
    elif turn:
        inner = f'<g transform="rotate({short(turn)})">{inner}</g>'
    for what, track in (("y", layer.y), ("x", layer.x)):
        if len(track) > 1:
            inner = f'<g class="{styles.track(what, track)}">{inner}</g>'
    x, y = (track[0].value if len(track) == 1 else 0.0 for track in (layer.x, layer.y))
    if x or y:
        inner = f'<g transform="translate({short(x)} {short(y)})">{inner}</g>'
    return inner


def element(shape: Shape, styles: Styles) -> str:
    fill = f"var(--{shape.fill})" if shape.fill else "none"
    style = f"fill:{fill}"
    if shape.stroke is not None:
        width = short(shape.width)
        style += f";stroke:var(--{shape.stroke});stroke-width:{width}"
        style += ";stroke-linecap:round;stroke-linejoin:round"
        style += ";paint-order:stroke" if shape.fill else ""
    if isinstance(shape.path, Path):
        drawn = f'<path d="{data(shape.path)}" style="{style}"/>'
    else:
        name = styles.morph(shape.path)
        poster = data(outline_at(shape.path, styles.scene.poster))
        drawn = f'<path class="{name}" d="{poster}" style="{style}"/>'
    return faded(drawn, shape.opacity, styles)


def faded(inner: str, opacity: Track, styles: Styles) -> str:
    if len(opacity) == 1:
        return inner
    return f'<g class="{styles.track("o", opacity)}">{inner}</g>'


def declaration(what: str, key: Key | MorphKey) -> str:
    if isinstance(key, Key):
        value = short(key.value, 2)
        return {
            "r": f"transform:rotate({value}deg)",
            "x": f"transform:translate({value}px,0)",
            "y": f"transform:translate(0,{value}px)",
            "w": f"transform:scale({value},1)",
            "h": f"transform:scale(1,{value})",
            "o": f"opacity:{value}",
        }[what]
    return f'd:path("{data(key.path)}")'


def data(path: Path) -> str:
    """Return an outline as path data, each curve relative to where it begins."""
    first, *rest = path.knots
    parts = [f"M{short(first.at.x)} {short(first.at.y)}"]
    before = first
    for knot in [*rest, first] if path.is_closed else rest:
        end = knot.at - before.at
        handles = (before.after, end + knot.before, end)
        parts.append("c" + " ".join(f"{short(p.x)} {short(p.y)}" for p in handles))
        before = knot
    return "".join(parts) + ("z" if path.is_closed else "")


def short(value: float, digits: int = 1) -> str:
    """Return a number in few characters: `-.5`, `12`."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
