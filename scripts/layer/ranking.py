"""`python -m scripts.layer.ranking`: learn the order of complaints, write `ranking.yaml`.

With `--measure` nothing is written: each writer's sentences are measured with a ranking that
learned from all the others', beside the rules alone.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import yaml

from api.cli.evaluation import Judged, report_on
from api.cli.figures import figure_line
from api.cli.labelled import Labelled
from api.matching.layer.ranking import Clued, Ranking, clued
from api.matching.layer.weights import ANY
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.match import match
from scripts.layer.fitting import BLIND_TIMES, learned_weights, written
from scripts.layer.sentences import Sentence, rules_alone, sentences
from scripts.layer.training import Example, Numbers
from seed.content import SEED
from tests.matching.cases import WRITERS

FILE = SEED / "lexicon" / "ranking.yaml"
HEAD = """\
# yaml-language-server: $schema=../schemas/lexicon/ranking.json
# The learned order of complaints, written by `python -m scripts.layer.ranking`; train it again
# instead of editing it. `any_sign` says whether a text has any complaint.
"""

SPEAKS = 96
"""Where the rules find nothing, the ranking speaks from this strength on.

High by judgement, since what it takes up there is often off topic; `--measure` shows what it costs.
"""

NONE_TIMES = 4
"""A sentence without a complaint counts so many times: they are few."""


class Ranked(NamedTuple):
    """A sentence with its features, among them what the rules find in it."""

    sentence: Sentence
    features: Clued


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="leave one writer out, and report")
    options = parser.parse_args()
    rules, _ = rules_alone()
    rules = replace(rules, ranking=Ranking())
    found = [ranked(rules, sentence) for sentence in sentences(rules)]
    if options.measure:
        measure(rules, found)
        return 0
    text = text_of(*learned(found, sorted(rules.self_care)))
    FILE.write_text(text, encoding="utf-8")
    print(f"{FILE}: {len(text) // 1000} KB")
    return 0


def ranked(rules: Lexicon, sentence: Sentence) -> Ranked:
    by_rules = match(rules, sentence.labelled.text).matches
    clues = [(found.complaint, found.score) for found in by_rules]
    return Ranked(sentence, clued(sentence.features, clues))


def example_of(one: Ranked, heads: Sequence[str]) -> Example | None:
    """Return what is learned from a sentence; None if it is not said which complaint it means.

    Whether it means the others that would be right too stays open.
    """
    labelled = one.sentence.labelled
    if labelled.complaint is None and labelled.acceptable:
        return None
    answers: Numbers = np.zeros(len(heads), dtype=np.int64)
    counting: Numbers = np.ones(len(heads), dtype=np.int64)
    for slug in labelled.acceptable:
        counting[heads.index(slug)] = 0
    if labelled.complaint:
        place = heads.index(labelled.complaint)
        answers[0] = answers[place] = counting[place] = 1
    times = BLIND_TIMES if one.sentence.blind else 1
    return Example(one.features, answers, counting, times * (1 if answers[0] else NONE_TIMES))


def learned(found: Iterable[Ranked], complaints: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return the complaints, and the weights as text."""
    heads = (ANY, *complaints)
    made = (example_of(one, heads) for one in found)
    return complaints, written(learned_weights([one for one in made if one is not None], heads))


def text_of(complaints: Sequence[str], weights: str) -> str:
    plain = {
        "digest": hashlib.sha256(weights.encode()).hexdigest(),
        "complaints": list(complaints),
        "speaks": SPEAKS,
    }
    lines = "".join(f"  {line}\n" for line in weights.splitlines())
    return f"{HEAD}{yaml.safe_dump(plain, sort_keys=False)}weights: |\n{lines}"


def measure(rules: Lexicon, found: Sequence[Ranked]) -> None:
    """Print the figures of the rules alone and with the ranking, pooled and by language."""
    before: list[Judged] = []
    after: list[Judged] = []
    for writer in WRITERS:
        others = (one for one in found if one.sentence.writer != writer)
        complaints, weights = learned(others, sorted(rules.self_care))
        plain = {"complaints": complaints, "weights": weights, "speaks": SPEAKS}
        both = replace(rules, ranking=Ranking.from_plain(plain))
        own = [one.sentence.labelled for one in found if one.sentence.writer == writer]
        before += judged(rules, own)
        after += judged(both, own)
        print(f"so far, with {writer}")
        for name, all_judged in (("rules alone", before), ("with the ranking", after)):
            print_figures(name, all_judged, lambda _: True)
    for language in sorted({str(one.sentence.language) for one in after}):
        for name, all_judged in (("rules alone", before), ("with the ranking", after)):
            print_figures(f"{language}, {name}", all_judged, speaks(language))


def judged(lexicon: Lexicon, own: Iterable[Labelled]) -> Iterator[Judged]:
    return (Judged(one, match(lexicon, one.text)) for one in own)


def speaks(language: str) -> Callable[[Labelled], bool]:
    return lambda labelled: str(labelled.language) == language


def print_figures(
    name: str, all_judged: Iterable[Judged], counts: Callable[[Labelled], bool]
) -> None:
    report = report_on([one for one in all_judged if counts(one.sentence)])
    print(name)
    for figure in report.about_complaints:
        print(figure_line(figure), flush=True)


if __name__ == "__main__":
    sys.exit(main())
