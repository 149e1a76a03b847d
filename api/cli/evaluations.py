"""From a report on labelled sentences to the figures that are kept."""

from collections.abc import Iterable

from api.cli.figures import Figure
from api.cli.sign_figures import SignReport, Split
from seed.figures import Evaluation, Share


def evaluation_of(
    report: SignReport,
    others: Iterable[Figure],
    *,
    name: str,
    writer: str,
    sentences: int,
    lexicon: str,
) -> Evaluation:
    """Return the figures of a report; `others` are those about complaints."""
    return Evaluation(
        name=name,
        writer=writer,
        sentences=sentences,
        lexicon=lexicon,
        figures=shares((*others, *report.figures)),
        found=by(report.found),
        answered=by(report.answered),
        calibration=shares(report.calibration),
    )


def by(split: Split) -> dict[str, dict[str, Share]]:
    return {what: shares(figures) for what, figures in split.items()}


def shares(figures: Iterable[Figure]) -> dict[str, Share]:
    return {figure.name: (figure.right, figure.n) for figure in figures}
