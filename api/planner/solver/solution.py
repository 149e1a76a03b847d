"""The solver's result: the sessions of each item, the objective, and the proven bound."""

from dataclasses import dataclass

from api.planner.solver.layouts import Layout


@dataclass(frozen=True)
class Placement:
    """One item of the plan: in which sessions (bits) and up to which step."""

    slug: str
    members: int
    step: int


@dataclass(frozen=True)
class Solution:
    """The best plan found; `bound` is a proven limit for every plan, equal if this one is the best.

    `items` by slug; empty if nothing fits. `nodes` is how many candidates were tried.
    """

    layout: Layout
    items: tuple[Placement, ...]
    objective: int
    bound: int
    nodes: int
