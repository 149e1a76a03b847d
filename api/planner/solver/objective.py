"""The weights of the objective, in whole numbers; `solver/problem.py` says how they add up.

The reason for each number is in docs/adr/0012-the-plan.md.
"""

from collections.abc import Sequence

DAYS = (0, 100, 180, 245, 295, 335, 365, 390)
"""The value of 0 to 7 days a week, in hundredths of a first day: each further day adds less."""

PROGRESS = 400
"""The gain of a week at the target dose over one at the lowest, in hundredths of a first day."""

CHAIN = 3000
"""The value of a week for each connected region that the plan reaches."""

COVERED = 10**13
GRADES = 10**11
THIRD_SESSION = 10**10
"""Steps of the objective: a complaint helped, a better grade for it, a third session saved.

Each is more than all below it together: points stay under 10^10, grades under 10^13.
"""


def progress(weeks: Sequence[int], target: int, top: int) -> int:
    """Return the value of rising to step `target` of `top`, in hundredths of a first day.

    `weeks[p]` are the weeks of phase p; in it the exercise is on step min(p, target).
    """
    if top == 0:
        return 0
    climbed = sum(length * min(phase, target) for phase, length in enumerate(weeks))
    return PROGRESS * climbed // top
