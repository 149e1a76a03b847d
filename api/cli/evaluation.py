"""How well the matcher does on labelled sentences: figures with n and a 95 % interval, misses.

Pure: sentences in, report out. A sentence counts as *first right* when its label or an
acceptable one is the first match, *among three* when it is one of those shown. Off-topic ones
are right when refused (`unrecognised`). A warning sign is found when the outcome is `seek_care`
or any red flag is returned; an alarm is false when that happens to a sentence without one. What
is labelled borderline counts neither as missed nor as a false alarm.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from api.cli.figures import Figure, figure_line
from api.cli.labelled import Labelled
from api.matching.reading.outcome import Match

MISSES_SHOWN = 30


class Judged(NamedTuple):
    sentence: Labelled
    match: Match


class Miss(NamedTuple):
    """A wrong answer: the figure that it lowers, and the outcome."""

    figure: str
    sentence: Labelled
    got: str


@dataclass(frozen=True)
class Report:
    figures: tuple[Figure, ...]
    by_kind: tuple[Figure, ...]
    by_complaint: tuple[Figure, ...]
    misses: tuple[Miss, ...]

    def figure(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)

    @property
    def about_complaints(self) -> tuple[Figure, ...]:
        return tuple(self.figure(name) for name in ABOUT_COMPLAINTS)


def labelled(judged: Judged) -> bool:
    return judged.sentence.complaint is not None and judged.sentence.kind != "offtopic"


def off_topic(judged: Judged) -> bool:
    return judged.sentence.kind == "offtopic"


def flagged(judged: Judged) -> bool:
    return judged.sentence.red_flag and not judged.sentence.borderline


def unflagged(judged: Judged) -> bool:
    return not judged.sentence.red_flag and not judged.sentence.borderline


def right(judged: Judged, shown: int) -> bool:
    good = {judged.sentence.complaint, *judged.sentence.acceptable}
    return any(found.complaint in good for found in judged.match.matches[:shown])


def is_alarm(judged: Judged) -> bool:
    return judged.match.outcome == "seek_care" or bool(judged.match.red_flags)


Test = Callable[[Judged], bool]
MEASURES: tuple[tuple[str, Test, Test], ...] = (
    ("first right", labelled, lambda j: right(j, 1)),
    ("among three", labelled, lambda j: right(j, 3)),
    ("off-topic refused", off_topic, lambda j: j.match.outcome == "unrecognised"),
    ("red flags found", flagged, is_alarm),
    ("false alarms (any flag)", unflagged, is_alarm),
    ("false alarms (seek care)", unflagged, lambda j: j.match.outcome == "seek_care"),
)
"""Name, which sentences it counts, and which of them it counts as hit."""

ABOUT_COMPLAINTS = ("first right", "among three", "off-topic refused")


def evaluate(match: Callable[[str], Match], sentences: Iterable[Labelled]) -> Report:
    """Match every sentence and count; the same sentences always give the same report."""
    return report_on([Judged(sentence, match(sentence.text)) for sentence in sentences])


def report_on(judged: Sequence[Judged]) -> Report:
    figures = tuple(count(name, judged, of, hit) for name, of, hit in MEASURES)
    return Report(
        figures=figures,
        by_kind=grouped(judged, lambda j: j.sentence.kind),
        by_complaint=grouped(
            [j for j in judged if labelled(j)], lambda j: str(j.sentence.complaint)
        ),
        misses=tuple(miss for name, of, hit in MEASURES for miss in misses(name, judged, of, hit)),
    )


def count(name: str, judged: Sequence[Judged], of: Test, hit: Test) -> Figure:
    counted = [j for j in judged if of(j)]
    return Figure(name, sum(hit(j) for j in counted), len(counted))


def is_right(judged: Judged) -> bool:
    """Say whether a sentence got the answer that its label asks for first."""
    if off_topic(judged):
        return judged.match.outcome == "unrecognised"
    return right(judged, 1) if labelled(judged) else is_alarm(judged)


def grouped(judged: Sequence[Judged], key: Callable[[Judged], str]) -> tuple[Figure, ...]:
    names = sorted({key(j) for j in judged})
    groups = {name: [j for j in judged if key(j) == name] for name in names}
    return tuple(count(name, group, counts, is_right) for name, group in groups.items())


def counts(judged: Judged) -> bool:
    return labelled(judged) or off_topic(judged) or flagged(judged)


def misses(name: str, judged: Sequence[Judged], of: Test, hit: Test) -> list[Miss]:
    wrong = name.startswith("false alarms")
    missed = [j for j in judged if of(j) and hit(j) == wrong]
    return [Miss(name, j.sentence, outcome_text(j.match)) for j in missed]


def outcome_text(match: Match) -> str:
    found = ", ".join(f"{m.complaint} {m.score:.2f}" for m in match.matches) or "nothing"
    flags = ", ".join(flag.code for flag in match.red_flags)
    return f"{match.outcome}: {found}" + (f"; flags {flags}" if flags else "")


def report_lines(report: Report, *, misses_shown: int = MISSES_SHOWN) -> list[str]:
    """Return the report as lines of text; the misses carry the sentences themselves."""
    result = [*(figure_line(f) for f in report.figures), "", "right by kind"]
    result += [figure_line(figure) for figure in report.by_kind]
    result += ["", "first right by complaint"]
    result += [figure_line(figure) for figure in sorted(report.by_complaint, key=lambda f: f.share)]
    result += ["", f"misses (at most {misses_shown})"]
    for miss in report.misses[:misses_shown]:
        wanted = miss.sentence.complaint or ("a red flag" if miss.sentence.red_flag else "nothing")
        result += [f"  {miss.figure}: {miss.sentence.text}", f"    {wanted} <- {miss.got}"]
    return result
