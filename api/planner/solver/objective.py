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
GRADES = 10**10
THIRD_SESSION = 10**9
"""Steps of the objective: a week in which a complaint is helped, a better grade in one, a third
session saved.

Each is more than all below it together: points stay under 10^9, and the grades of ten complaints in
twelve weeks under 10^13. All together stay under 2^53, so that every JSON reader has them exactly.
"""


def progress(weeks: Sequence[int], target: int, top: int, climbed: int = 0) -> int:
    """Return the value of rising to step `target`, in hundredths of a first day.

    `weeks[s]` are the weeks in which the exercise may be on step s; from `target` on it stays. It
    begins `climbed` steps above the lowest dose, and `top` is the highest step from there.
    """
    if top == 0:
        return 0
    risen = sum(length * (climbed + min(step, target)) for step, length in enumerate(weeks))
    return PROGRESS * risen // top
