"""Where a point of a layer really is at a frame: what a player shows, keys and curves included."""

from collections.abc import Callable

from api.drawing.geometry import Point
from api.drawing.scene import Layer, Scene
from api.drawing.tracks import value_at


def where(scene: Scene, layer: str, point: Point, frame: float) -> Point:
    """Return the place on the canvas of a point in a layer's own coordinates."""
    return placing(scene, layer, frame)(point)


def placing(scene: Scene, layer: str, frame: float) -> Callable[[Point], Point]:
    """Return the function from points of a layer to their places on the canvas."""
    own = scene.layer(layer)
    steps = [step(one, frame) for one in (own, *scene.ancestors(own))]

    def place(point: Point) -> Point:
        for across, down, turn, way in steps:
            point = Point(point.x * across, point.y * down).turned(turn) + way
        return point

    return place


def step(layer: Layer, frame: float) -> tuple[float, float, float, Point]:
    """Return how a layer is stretched, turned and moved in its parent at a frame."""
    return (
        value_at(layer.across, frame),
        value_at(layer.down, frame),
        value_at(layer.rotation, frame),
        Point(value_at(layer.x, frame), value_at(layer.y, frame)),
    )
