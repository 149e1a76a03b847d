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
from api.drawing.tracks import Track, fit, value_at

THIN = 2.5

LIFTS, LIFTED = 22.0, 36.0
"""Degrees between which the nail turns out of sight and the underside into it, in orange."""

TIP_TOLERANCE, TURN_TOLERANCE, STRETCH_TOLERANCE, FADE_TOLERANCE = 1.0, 12.0, 0.06, 0.2
"""Units, degrees and shares by which a curve may miss a frame while a toe is on its way.

The turn may miss much, because the middle turns around the tip and ends inside the foot.
"""

TOES = ("big toe", "toe 2", "toe 3", "toe 4", "toe 5")

PAD = 0.62
"""How much of a toe is orange: around it, the toe itself stays to be seen."""


def toe(number: int, toes: Sequence[SeenToe], felt: Sequence[Track]) -> Iterator[Layer]:
    """Yield a toe, the lowest first: orange in the air, and when one of `felt` says so."""
    ray, name, half = RAYS[number], TOES[number], RAYS[number].half * LENGTH
    pad = PAD * half
    x, y = (fit([getattr(one.tip, axis) for one in toes], TIP_TOLERANCE) for axis in ("x", "y"))
    turn = fit(unwound([one.turn for one in toes]), TURN_TOLERANCE)
    long = fit([one.long / parts.SPAN for one in toes], STRETCH_TOLERANCE)
    air = [passed(one.up, LIFTS, LIFTED) for one in toes]
    nail, sole = fit([1 - share for share in air], FADE_TOLERANCE), fit(air, FADE_TOLERANCE)
    acting = fit(
        [max(share, *(value_at(one, at) for one in felt), 0.0) for at, share in enumerate(air)],
        FADE_TOLERANCE,
    )
    yield Layer(
        f"{name} tip",
        (
            Shape(ellipse(half, half), Role.BODY, Role.INK, 2 * INK),
            Shape(ellipse(pad, pad), Role.FELT, opacity=acting),
        ),
        "foot",
        x=x,
        y=y,
    )
    yield Layer(
        f"{name} middle",
        (
            Shape(parts.middle_ink(half), Role.INK),
            Shape(parts.middle(half, 0.0), Role.BODY),
            Shape(parts.middle(pad, -2.0), Role.FELT, opacity=acting),
            *(Shape(path, None, Role.INK, THIN, sole) for path in parts.creases(half)),
        ),
        f"{name} tip",
        rotation=turn,
        down=long,
    )
    shape = Shape(parts.nail(ray), None, Role.INK, THIN)
    yield Layer(f"{name} nail", (shape,), f"{name} tip", opacity=nail)


def unwound(turns: Sequence[float]) -> list[float]:
    """Return angles without jumps by a whole turn."""
    found = [turns[0]]
    for turn in turns[1:]:
        found.append(turn - 360.0 * round((turn - found[-1]) / 360.0))
    return found


def passed(value: float, first: float, last: float) -> float:
    """Return which share of the way from `first` to `last` a value has passed."""
    return min(1.0, max(0.0, (value - first) / (last - first)))
