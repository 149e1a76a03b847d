"""docs/safety.md: how often warning signs are found and missed, for readers who are no engineers.

Recorded figures in, the page out; its prose is beside it. A test says if the page is stale.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template
from typing import NamedTuple

from api.cli.figures import Figure
from api.cli.sign_figures import alarm_lines
from seed.evaluations import first_of, latest_of
from seed.figures import Evaluation, Share


class Goal(NamedTuple):
    """The share that is wanted of a figure, in per cent; `most`: it may be no higher."""

    figure: str
    share: float
    most: bool = False


GOALS = (
    Goal("first right", 92),
    Goal("among three", 96),
    Goal("off-topic refused", 95),
    Goal("found", 95),
    Goal("found or asked for", 98.5),
    Goal("emergencies found or asked for", 100),
    Goal("false alarms", 4, most=True),
    Goal("calm texts asked", 8, most=True),
)
OURS = "ours"
"""So begin the names of the figures on sentences by people who know the software."""

CALIBRATION = """\
How sure the layer is, by its own account, where the rules find nothing. The right column says how
often there is a sign. The writers were asked for many signs, so these shares are far above those
among people who type.
"""


def pooled(evaluations: Iterable[Evaluation]) -> dict[str, Figure]:
    """Return the sum of each figure over all sets, in the order in which they are counted."""
    return summed(evaluation.figures for evaluation in evaluations)


def percent(figure: Figure) -> str:
    """Return a figure as "95.6 % of 362 (93.0 to 97.3)"."""
    if not figure.n:
        return "none measured"
    low, high = figure.interval
    return f"{100 * figure.share:.1f} % of {figure.n:,} ({100 * low:.1f} to {100 * high:.1f})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def goal_rows(figures: dict[str, Figure]) -> list[list[str]]:
    """Return for each goal what was wanted and what was measured."""
    rows = []
    for goal in GOALS:
        figure = figures.get(goal.figure, Figure(goal.figure, 0, 0))
        wanted = f"{'at most' if goal.most else 'at least'} {goal.share:g} %"
        is_reached = "yes" if reached(goal, figure) else "no"
        rows.append([goal.figure, wanted, percent(figure), is_reached])
    return rows


def reached(goal: Goal, figure: Figure) -> bool:
    share = 100 * figure.share
    return bool(figure.n) and (share <= goal.share if goal.most else share >= goal.share)


PAGE = Path(__file__).with_suffix(".md")
NONE_RECORDED = "No such set has been recorded yet."


def safety_page(recorded: Sequence[Evaluation], held_out: Sequence[Evaluation]) -> str:
    """Return the page: of sets by strangers, now and at first, and of those held out from learning.

    What counts as now are the measurements with the same lexicon as the last one.
    """
    template = Template(PAGE.read_text(encoding="utf-8"))
    now = [one for one in latest_of(recorded) if one.lexicon == recorded[-1].lexicon]
    return template.substitute(
        now="\n\n".join(of_strangers(now)) if now else NONE_RECORDED,
        first="\n".join(set_rows(first_of(recorded))),
        own="\n\n".join(own(held_out)),
    )


def own(held_out: Sequence[Evaluation]) -> list[str]:
    blind = [evaluation for evaluation in held_out if not evaluation.name.startswith(OURS)]
    calibration = summed(evaluation.calibration for evaluation in blind)
    rows = [[name, percent(figure)] for name, figure in calibration.items()]
    return [
        "\n".join(set_rows(held_out)),
        CALIBRATION,
        "\n".join(table(["the layer says", "texts that have a sign"], rows)),
    ]


def of_strangers(evaluations: Sequence[Evaluation]) -> list[str]:
    figures = pooled(evaluations)
    rows = goal_rows(figures)
    goals = table(["figure", "wanted", "measured", "reached"], rows)
    others = [f for name, f in figures.items() if name not in {row[0] for row in rows}]
    more = table(["further figure", "measured"], [[f.name, percent(f)] for f in others])
    return [
        "\n".join(goals),
        "\n".join(more),
        "### What an alarm means",
        "\n".join(alarm_lines(figures.values())),
        *(part for what in ("tier", "language", "code") for part in by_lines(evaluations, what)),
        "### Each set",
        "\n".join(set_rows(evaluations)),
    ]


def by_lines(evaluations: Sequence[Evaluation], what: str) -> list[str]:
    """Return the table of the signs found, and of those found or asked for, by `what`."""
    found = summed(evaluation.found.get(what, {}) for evaluation in evaluations)
    answered = summed(evaluation.answered.get(what, {}) for evaluation in evaluations)
    rows = [[name, percent(found[name]), percent(answered[name])] for name in sorted(found)]
    return [f"### By {what}", "\n".join(table([what, "found", "found or asked for"], rows))]


def summed(splits: Iterable[dict[str, Share]]) -> dict[str, Figure]:
    sums: dict[str, Share] = {}
    for split in splits:
        for name, (right, n) in split.items():
            before = sums.get(name, (0, 0))
            sums[name] = (before[0] + right, before[1] + n)
    return {name: Figure(name, *share) for name, share in sums.items()}


def set_rows(evaluations: Sequence[Evaluation]) -> list[str]:
    shown = ("found by the rules alone", "found", "found or asked for", "false alarms")
    rows = [
        [
            evaluation.name,
            evaluation.writer,
            *(percent(Figure(name, *evaluation.figures.get(name, (0, 0)))) for name in shown),
        ]
        for evaluation in evaluations
    ]
    return table(["set", "written by", *shown], rows)
