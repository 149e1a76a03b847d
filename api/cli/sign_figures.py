"""How well warning signs are found: by the rules alone, with the layer, and if asking counts.

Pure: judged sentences in, figures out. A sign is *found* if any sign is raised, *told as such* if
one of its own tier or a graver one is, *asked for* if none is raised and a question is asked. A
*calm* text is about the body and has no sign. What is labelled borderline counts nowhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp
from typing import NamedTuple

from api.cli.figures import Figure, figure_line
from api.cli.labelled import Labelled
from api.matching.layer.suspicions import greatest_strength
from api.matching.layer.weights import ODDS, Layer
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.evidence import evidence_in
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.vocabulary import Tier, words


class SignJudged(NamedTuple):
    """A sentence, its match, that of the rules alone, and the tier of its first sign if known.

    `suspicion`: how sure the layer is that there is a sign, in per cent.
    """

    sentence: Labelled
    match: Match
    by_rules: Match
    tier: Tier | None
    suspicion: int


Split = Mapping[str, tuple[Figure, ...]]
"""Figures by what the sentences differ in: `language`, `tier`, `code`."""


class SignReport(NamedTuple):
    """The figures of all sentences, and of those with a sign by language, tier and code.

    `calibration`: of the texts in which the rules find nothing, by how sure the layer is, how many
    have a sign.
    """

    figures: tuple[Figure, ...]
    found: Split
    answered: Split
    calibration: tuple[Figure, ...]


Test = Callable[[SignJudged], bool]


def flagged(judged: SignJudged) -> bool:
    return judged.sentence.red_flag and not judged.sentence.borderline


def emergency(judged: SignJudged) -> bool:
    return flagged(judged) and judged.tier == "emergency"


def unflagged(judged: SignJudged) -> bool:
    return not judged.sentence.red_flag and not judged.sentence.borderline


def off_topic(judged: SignJudged) -> bool:
    return unflagged(judged) and judged.sentence.kind == "offtopic"


def calm(judged: SignJudged) -> bool:
    return unflagged(judged) and not off_topic(judged)


def raises(match: Match) -> bool:
    return match.outcome == "seek_care" or bool(match.red_flags)


def asks(judged: SignJudged) -> bool:
    return not raises(judged.match) and bool(judged.match.ask)


def answered(judged: SignJudged) -> bool:
    return raises(judged.match) or asks(judged)


def tells_tier(judged: SignJudged) -> bool:
    """Say whether a sign as grave as the sentence's own is raised."""
    tiers = words(Tier)
    own = tiers.index(judged.tier) if judged.tier else len(tiers)
    return any(tiers.index(flag.tier) <= own for flag in judged.match.red_flags)


MEASURES: tuple[tuple[str, Test, Test], ...] = (
    ("found by the rules alone", flagged, lambda j: raises(j.by_rules)),
    ("found", flagged, lambda j: raises(j.match)),
    ("found or asked for", flagged, answered),
    ("emergencies found", emergency, lambda j: raises(j.match)),
    ("emergencies told as such", emergency, tells_tier),
    ("emergencies found or asked for", emergency, answered),
    ("false alarms by the rules alone", unflagged, lambda j: raises(j.by_rules)),
    ("false alarms", unflagged, lambda j: raises(j.match)),
    ("calm texts asked", calm, asks),
    ("off-topic flagged or asked", off_topic, answered),
)
"""Name, which sentences it counts, and which of them it counts as hit."""

KEYS: Mapping[str, Callable[[SignJudged], str | None]] = {
    "language": lambda j: j.sentence.language,
    "tier": lambda j: j.tier,
    "code": lambda j: next(iter(j.sentence.flags), None),
}

RATES = (0.02, 0.05)
"""Shares of all texts that have a sign, for which alarms are judged."""

BANDS = (0, 2, 5, 10, 20, 50)
"""The lower ends of the bands of the calibration, in per cent."""


def judge(lexicon: Lexicon, sentences: Iterable[Labelled]) -> Iterator[SignJudged]:
    """Yield each sentence with what the rules make of it, and what they make of it with the layer.

    Raises KeyError if a sentence has a sign that the lexicon does not have.
    """
    rules = replace(lexicon, layer=Layer())
    for sentence in sentences:
        first = next(iter(sentence.flags), None)
        yield SignJudged(
            sentence,
            match(lexicon, sentence.text),
            match(rules, sentence.text),
            lexicon.signs[first].tier if first else None,
            per_cent(greatest_strength(lexicon.layer, evidence_in(rules, sentence.text))),
        )


def per_cent(strength: int) -> int:
    """Return how sure the layer is by its own account, rounded down."""
    return int(100 / (1 + exp(-strength / ODDS)))


def sign_report(judged: Iterable[SignJudged]) -> SignReport:
    """Count; the same sentences always give the same report."""
    judged = list(judged)
    return SignReport(
        figures=tuple(count(name, filter(of, judged), hit) for name, of, hit in MEASURES),
        found=split(judged, lambda j: raises(j.match)),
        answered=split(judged, answered),
        calibration=calibration(judged),
    )


def count(name: str, judged: Iterable[SignJudged], hit: Test) -> Figure:
    hits = [hit(j) for j in judged]
    return Figure(name, sum(hits), len(hits))


def split(judged: Sequence[SignJudged], hit: Test) -> Split:
    """Return the hits among sentences with a sign; those whose key is not known are left out."""
    signs = [j for j in judged if flagged(j)]
    result = {}
    for what, key in KEYS.items():
        names = sorted({name for j in signs if (name := key(j))})
        groups = ((name, [j for j in signs if key(j) == name]) for name in names)
        result[what] = tuple(count(name, group, hit) for name, group in groups)
    return result


def calibration(judged: Sequence[SignJudged]) -> tuple[Figure, ...]:
    silent = [j for j in judged if not raises(j.by_rules) and not j.sentence.borderline]
    ends = (*BANDS[1:], 101)
    return tuple(
        count(
            f"{low} to {high - 1} %",
            (j for j in silent if low <= j.suspicion < high),
            lambda j: j.sentence.red_flag,
        )
        for low, high in zip(BANDS, ends, strict=True)
    )


def true_alarms(found: Figure, false: Figure, rate: float) -> float | None:
    """Return the share of alarms that are right if a share of `rate` of all texts has a sign.

    None if nothing at all raises an alarm.
    """
    right, wrong = rate * found.share, (1 - rate) * false.share
    return right / (right + wrong) if right + wrong else None


def sign_lines(report: SignReport) -> list[str]:
    """Return the report as lines of text."""
    result = ["warning signs", *map(figure_line, report.figures)]
    for what in KEYS:
        result += ["", f"signs found by {what}", *map(figure_line, report.found[what])]
        result += ["", f"found or asked for by {what}", *map(figure_line, report.answered[what])]
    result += ["", "rules silent: by how sure the layer is, texts that have a sign"]
    return [*result, *map(figure_line, report.calibration), "", *alarm_lines(report.figures)]


def alarm_lines(figures: Iterable[Figure]) -> list[str]:
    """Say how many alarms are right, by how many texts have a sign."""
    by_name = {figure.name: figure for figure in figures}
    found, false = by_name["found"], by_name["false alarms"]
    lines = []
    for rate in RATES:
        right = true_alarms(found, false, rate)
        if right is not None:
            missed = 1000 * rate * (1 - found.share)
            lines.append(
                f"- If {100 * rate:.0f} of 100 texts have a sign, {100 * right:.0f} of 100 alarms "
                f"are right; of 1,000 texts {missed:.1f} have a sign that is not found."
            )
    return lines
