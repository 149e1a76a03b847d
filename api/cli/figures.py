"""A figure: how many of how many, with the interval in which the true share lies."""

from math import sqrt
from typing import NamedTuple

Z = 1.96
"""So many standard deviations hold 95 of 100 cases."""


class Figure(NamedTuple):
    """`right` of `n`, with the Wilson interval that holds the true share in 95 of 100 cases."""

    name: str
    right: int
    n: int

    @property
    def share(self) -> float:
        return self.right / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.n:
            return 0.0, 1.0
        middle = (self.share + Z * Z / (2 * self.n)) / (1 + Z * Z / self.n)
        spread = sqrt(self.share * (1 - self.share) / self.n + Z * Z / (4 * self.n**2))
        half = Z * spread / (1 + Z * Z / self.n)
        return max(0.0, middle - half), min(1.0, middle + half)


def figure_line(figure: Figure) -> str:
    low, high = figure.interval
    numbers = f"{figure.right}/{figure.n}".rjust(9)
    percent = f"{100 * figure.share:5.1f} % [{100 * low:.1f}, {100 * high:.1f}]"
    return f"  {figure.name:<26}{numbers}  {percent}"
