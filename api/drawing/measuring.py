"""Where a point of a layer really is at a frame: what a player shows, keys and curves included."""

from api.drawing.geometry import Point
from api.drawing.scene import Layer, Scene
from api.drawing.tracks import value_at


def where(scene: Scene, layer: str, point: Point, frame: float) -> Point:
    """Return the place on the canvas of a point in a layer's own coordinates."""
    own = scene.layer(layer)
    for one in (own, *scene.ancestors(own)):
        point = placed(one, point, frame)
    return point


def placed(layer: Layer, point: Point, frame: float) -> Point:
    across, down = value_at(layer.across, frame), value_at(layer.down, frame)
    turned = Point(point.x * across, point.y * down).turned(value_at(layer.rotation, frame))
    return turned + Point(value_at(layer.x, frame), value_at(layer.y, frame))
