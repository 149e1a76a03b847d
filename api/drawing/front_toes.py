"""A toe from the front: a round tip that travels, and a middle that reaches back to its joint.

All its parts are rigid or stretched, and none changes its outline, so that it moves in every
browser. The top with the nail turns out of sight while the toe comes up, and the underside with its
creases comes into sight.
"""

from collections.abc import Iterator, Sequence

from api.drawing import front_parts as parts
from api.drawing.figure import INK
from api.drawing.front import LENGTH, RAYS, SeenToe
from api.drawing.palette import Role
from api.drawing.paths import ellipse
from api.drawing.scene import Layer, Shape
from api.drawing.tracks import Track, fit

THIN = 2.5
PRESSED = 0.08
"""How much broader a toe is that presses."""

NAIL_GOES, NAIL_GONE = 8.0, 26.0
"""Degrees of lift between which the nail turns out of sight."""

SOLE_COMES, SOLE_SEEN = 30.0, 44.0
"""Degrees of lift between which the underside comes into sight."""

TIP_TOLERANCE, TURN_TOLERANCE, STRETCH_TOLERANCE, FADE_TOLERANCE = 0.3, 6.0, 0.04, 0.15
"""Units, degrees and shares by which a curve may miss a frame while a toe is on its way.

The turn may miss much, because the middle turns around the tip and ends inside the foot.
"""

TOES = ("big toe", "toe 2", "toe 3", "toe 4", "toe 5")


def toe(number: int, toes: Sequence[SeenToe], felt: Track | None) -> Iterator[Layer]:
    """Yield a toe, the lowest first."""
    ray, name, half = RAYS[number], TOES[number], RAYS[number].half * LENGTH
    x, y = (fit([getattr(one.tip, axis) for one in toes], TIP_TOLERANCE) for axis in ("x", "y"))
    press = fit([1 + PRESSED * one.press for one in toes], PRESSED / 4)
    turn = fit(unwound([one.turn for one in toes]), TURN_TOLERANCE)
    long = fit([one.long / parts.SPAN for one in toes], STRETCH_TOLERANCE)
    nail = fit([1 - passed(one.up, NAIL_GOES, NAIL_GONE) for one in toes], FADE_TOLERANCE)
    sole = fit([passed(one.up, SOLE_COMES, SOLE_SEEN) for one in toes], FADE_TOLERANCE)
    round_tip = ellipse(half, half)
    yield Layer(
        f"{name} tip",
        (
            Shape(
                ellipse(half + INK / 2, half + INK / 2), fill=Role.BODY, stroke=Role.INK, width=INK
            ),
        ),
        "foot",
        x=x,
        y=y,
        across=press,
    )
    yield Layer(
        f"{name} middle",
        (
            Shape(parts.middle_ink(half), fill=Role.INK),
            Shape(parts.middle(half), fill=Role.BODY),
        ),
        f"{name} tip",
        rotation=turn,
        down=long,
    )
    if felt is not None:
        for part, path in (("tip", round_tip), ("middle", parts.middle(half))):
            shape = Shape(path, fill=Role.FELT)
            yield Layer(f"{name} felt {part}", (shape,), f"{name} {part}", opacity=felt)
    shape = Shape(parts.nail(ray), stroke=Role.INK, width=THIN)
    yield Layer(f"{name} nail", (shape,), f"{name} tip", opacity=nail)
    lines = [Shape(path, stroke=Role.INK, width=THIN) for path in parts.creases(half)]
    yield Layer(f"{name} creases", tuple(lines), f"{name} middle", opacity=sole)


def unwound(turns: Sequence[float]) -> list[float]:
    """Return angles without jumps by a whole turn."""
    found = [turns[0]]
    for turn in turns[1:]:
        found.append(turn - 360.0 * round((turn - found[-1]) / 360.0))
    return found


def passed(value: float, first: float, last: float) -> float:
    """Return which share of the way from `first` to `last` a value has passed."""
    return min(1.0, max(0.0, (value - first) / (last - first)))
