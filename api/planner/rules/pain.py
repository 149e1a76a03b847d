"""What pain today changes in a plan: two thresholds on the scale from 0 to 10, from the pain rule.

Below the first, pain changes nothing. From there on doses stay where they begin, with the same
exercises on the same days. From the second on, heavy work and balance on the feet wait.
"""

from api.pain_scale import FINE, STOP
from api.planner.rules.request import NormalPlanRequest

HOLD_PAIN = FINE + 1
"""From this much pain on no dose rises until it has settled."""

HIGH_PAIN = STOP
"""From this much pain on nothing heavy is planned, and no balance exercise on the feet."""


def holds_doses(request: NormalPlanRequest) -> bool:
    return (request.pain_now or 0) >= HOLD_PAIN


def is_high(request: NormalPlanRequest) -> bool:
    return (request.pain_now or 0) >= HIGH_PAIN
