"""Lengths of the body as shares of its height (Drillis and Contini, in Winter's Biomechanics)."""

HEIGHT = 330.0
"""Units of the canvas that somebody who stands is high."""

THIGH = 0.245 * HEIGHT
SHANK = 0.246 * HEIGHT
ANKLE = 0.039 * HEIGHT
"""Height of the ankle over the floor."""

TRUNK = 0.288 * HEIGHT
UPPER_ARM = 0.186 * HEIGHT
FOREARM = 0.146 * HEIGHT
PALM = 0.055 * HEIGHT
"""From the wrist to the middle of the palm."""

HEEL = 0.04 * HEIGHT
"""From the ankle back to the end of the heel, on the floor."""

BALL = 0.073 * HEIGHT
"""From the ankle forwards to the ball of the foot, around which a heel is lifted."""

TOES = 0.043 * HEIGHT
HIPS_APART = 0.012 * HEIGHT
"""How far the hip of a leg that is behind lies behind the middle of the pelvis."""
