"""`python -m scripts.layer.ranking`: learn the order of complaints, write `ranking.yaml`.

With `--measure` nothing is written: the sentences of a few writers at a time are measured with a
ranking that learned from all others', beside the rules alone.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import yaml

from api.cli.evaluation import Judged, report_on
from api.cli.figures import figure_line
from api.matching.layer.ranking import ANY_COMPLAINT, Ranking, clues_of
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.matching.reading.ranking import TYPED
from scripts.layer.fitting import BLIND_TIMES, learned_weights, written
from scripts.layer.sentences import OURS, Sentence, in_parts, rules_alone, sentences
from scripts.layer.thresholds import threshold
from scripts.layer.training import Example, Numbers
from seed.content import SEED
from tests.matching.cases import WRITERS

FILE = SEED / "lexicon" / "ranking.yaml"
HEAD = """\
# yaml-language-server: $schema=../schemas/lexicon/ranking.json
# The learned order of complaints, written by `python -m scripts.layer.ranking`; train it again
# instead of editing it. `any_complaint` says whether a text has a complaint at all.
"""

ANSWERED = 0.05
"""The share of the off-topic texts without a sign that may be answered as if they were not."""

MOST_FEATURES = 21_800
MOST_WEIGHTS = 110_000

NONE_TIMES = 2
"""A sentence that is about something else counts so many times: they are few."""

STRANGERS = in_parts(4)
"""Writers who are held out together: a ranking learns from the others and is measured on these."""

SPEAKS_ALWAYS = -(1 << 20)
"""A strength that every text reaches."""


class Held(NamedTuple):
    """Sentences of some writers, and a ranking that learned from all the others'."""

    found: list[Sentence]
    ranking: Ranking


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="leave writers out, and report")
    options = parser.parse_args()
    (rules, _), found = rules_alone(), sentences()
    complaints = sorted(rules.self_care)
    apart = (*STRANGERS, (OURS,)) if options.measure else STRANGERS
    # Forked only now, the processes have all sentences in memory.
    with ProcessPoolExecutor() as pool:
        weights, *without = pool.map(weights_without, [(), *apart])
    held = [
        held_out(found, writers, complaints, text)
        for writers, text in zip(apart, without, strict=True)
    ]
    speaks = speaks_from(held[: len(STRANGERS)])
    if options.measure:
        print(f"speaks from a strength of {speaks} on")
        measure(rules, held, speaks)
        return 0
    text = text_of(complaints, weights, speaks)
    FILE.write_text(text, encoding="utf-8")
    print(f"{FILE}: {len(text) // 1000} KB")
    return 0


def weights_without(writers: Sequence[str]) -> str:
    """Return what the sentences of all other writers teach."""
    print(f"learning without {', '.join(writers) or 'nobody'}", flush=True)
    rules, _ = rules_alone()
    others = (sentence for sentence in sentences() if sentence.writer not in writers)
    return learned(others, sorted(rules.self_care))


def features_of(sentence: Sentence) -> tuple[frozenset[str], ...]:
    """Return the groups of features of a sentence, and as a fourth what the rules find in it."""
    found = [(one.complaint, one.score) for one in sentence.by_rules.matches]
    return (*sentence.features, clues_of(found))


def example_of(sentence: Sentence, heads: Sequence[str]) -> Example | None:
    """Return what is learned from a sentence; None if it is not said which complaint it means.

    Whether it means the others that would be right too stays open. Where we noted only the sign of
    a sentence of our own, it may have a complaint all the same; strangers noted both. A sign
    without a complaint (half a face that droops) is about the body, like a complaint.
    """
    labelled, blind = sentence.labelled, sentence.blind
    known = labelled.complaint or not labelled.acceptable
    if not known or not (labelled.complaint or blind or labelled.kind == "offtopic"):
        return None
    answers: Numbers = np.zeros(len(heads), dtype=np.int64)
    counting: Numbers = np.ones(len(heads), dtype=np.int64)
    for slug in labelled.acceptable:
        counting[heads.index(slug)] = 0
    answers[0] = bool(labelled.complaint) or labelled.red_flag
    if labelled.complaint:
        place = heads.index(labelled.complaint)
        answers[place] = counting[place] = 1
    times = BLIND_TIMES if blind else 1
    return Example(
        features_of(sentence), answers, counting, times * (1 if answers[0] else NONE_TIMES)
    )


def learned(found: Iterable[Sentence], complaints: Sequence[str]) -> str:
    """Return the weights as text."""
    heads = (ANY_COMPLAINT, *complaints)
    made = (example_of(one, heads) for one in found)
    return written(
        learned_weights(
            [one for one in made if one is not None], heads, MOST_WEIGHTS, MOST_FEATURES
        )
    )


def held_out(
    found: Sequence[Sentence], writers: Sequence[str], complaints: Sequence[str], weights: str
) -> Held:
    plain = {"complaints": complaints, "weights": weights, "speaks": SPEAKS_ALWAYS}
    own = [one for one in found if one.writer in writers]
    return Held(own, Ranking.from_plain(plain))


def speaks_from(held: Iterable[Held]) -> int:
    """Return the least strength at which as many off-topic texts are answered as may be.

    Those with a sign by the rules are not counted: they are answered anyway.
    """
    strengths = [
        max(ranking.layer.strengths(features_of(one)).values())
        for found, ranking in held
        for one in found
        if one.labelled.kind == "offtopic"
        if not (one.by_rules.red_flags or one.by_rules.suspected or is_typed(one.by_rules))
    ]
    return threshold(strengths, int(ANSWERED * len(strengths)))


def is_typed(by_rules: Match) -> bool:
    """Say whether the name of a complaint is typed, which is never refused."""
    return bool(by_rules.matches) and by_rules.matches[0].score >= TYPED


def text_of(complaints: Sequence[str], weights: str, speaks: int) -> str:
    plain = {
        "digest": hashlib.sha256(weights.encode()).hexdigest(),
        "complaints": list(complaints),
        "speaks": speaks,
    }
    lines = "".join(f"  {line}\n" for line in weights.splitlines())
    return f"{HEAD}{yaml.safe_dump(plain, sort_keys=False)}weights: |\n{lines}"


def measure(rules: Lexicon, held: Iterable[Held], speaks: int) -> None:
    """Print the figures of the rules alone and with the ranking: of strangers, and of us."""
    before: list[tuple[str, Judged]] = []
    after: list[tuple[str, Judged]] = []
    for found, ranking in held:
        both = replace(rules, ranking=replace(ranking, speaks=speaks))
        for sentence in found:
            labelled = sentence.labelled
            before.append((sentence.writer, Judged(labelled, sentence.by_rules)))
            after.append((sentence.writer, Judged(labelled, match(both, labelled.text))))
    for group, belongs in groups_of(after):
        for name, judged in (("rules alone", before), ("with the ranking", after)):
            print_figures(f"{group}, {name}", [one for by, one in judged if belongs(by, one)])


Belongs = Callable[[str, Judged], bool]


def groups_of(judged: Iterable[tuple[str, Judged]]) -> Iterator[tuple[str, Belongs]]:
    """Yield names of groups, and what belongs to each."""
    yield "strangers", lambda writer, _: writer != OURS
    languages = {str(one.sentence.language) for writer, one in judged if writer != OURS}
    for language in sorted(languages):
        yield language, speaking(language)
    for writer in (*WRITERS, OURS):
        yield writer, written_by(writer)


def speaking(language: str) -> Belongs:
    return lambda writer, one: writer != OURS and str(one.sentence.language) == language


def written_by(writer: str) -> Belongs:
    return lambda by, _: by == writer


def print_figures(name: str, judged: Sequence[Judged]) -> None:
    print(name)
    for figure in report_on(judged).about_complaints:
        print(figure_line(figure), flush=True)


if __name__ == "__main__":
    sys.exit(main())
