"""`python -m scripts.layer`: train the layer, and write `seed/lexicon/layer.yaml`."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain

from api.cli.evaluation import Judged, report_on
from api.cli.evaluations import evaluation_of
from api.cli.sign_figures import judge, sign_report
from api.matching.layer.weights import Layer
from api.matching.lexicon.compiled import Lexicon
from scripts.layer.artefact import FILE, text_of
from scripts.layer.fitting import heads_of, silent_layer, weights_of, written
from scripts.layer.sentences import HELD_OUT, OURS, Sentence, rules_alone, sentences
from scripts.layer.thresholds import Held, with_thresholds
from seed.figures import Evaluation


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if it would change")
    options = parser.parse_args()
    text = trained()
    if options.check:
        same = FILE.read_text(encoding="utf-8") == text
        print("the layer is up to date" if same else "training again gives another layer")
        return 0 if same else 1
    FILE.write_text(text, encoding="utf-8")
    print(f"{FILE}: {len(text) // 1000} KB")
    return 0


def trained() -> str:
    """Return the text of the file: weights from all sentences, thresholds and figures held out."""
    (rules, digest), found = rules_alone(), sentences()
    # Forked only now, the processes have all sentences in memory.
    with ProcessPoolExecutor() as pool:
        weights, *without = pool.map(weights_without, [(), *HELD_OUT])
    folds = {
        writers: held_out(found, writers, text)
        for writers, text in zip(HELD_OUT, without, strict=True)
    }
    blind = [held for writers in HELD_OUT if OURS not in writers for held in folds[writers][1]]
    layer = with_thresholds(silent_layer(heads_of([*rules.signs]), weights), blind, rules.signs)
    tasks = [
        (replace(rules, layer=replace(apart, alarm=layer.alarm, ask=layer.ask)), writers, digest)
        for writers, (apart, _) in folds.items()
    ]
    with ProcessPoolExecutor() as pool:
        evaluations = [*chain.from_iterable(pool.map(measured, *zip(*tasks, strict=True)))]
    return text_of(weights, layer.alarm, layer.ask, evaluations)


def weights_without(writers: Sequence[str]) -> str:
    """Return what the sentences of all other writers teach."""
    print(f"learning without {', '.join(writers) or 'nobody'}", flush=True)
    rules, _ = rules_alone()
    others = [sentence for sentence in sentences() if sentence.writer not in writers]
    return written(weights_of(others, heads_of([*rules.signs])))


def held_out(
    found: Iterable[Sentence], writers: Sequence[str], weights: str
) -> tuple[Layer, list[Held]]:
    """Return the layer that has not learned from these writers, and their sentences."""
    layer = silent_layer(heads_of([*rules_alone()[0].signs]), weights)
    own = (sentence for sentence in found if sentence.writer in writers)
    return layer, [Held(sentence, layer.strengths(sentence.features)) for sentence in own]


def measured(lexicon: Lexicon, writers: Sequence[str], digest: str) -> list[Evaluation]:
    """Return the figures of each of these writers."""
    return [
        measured_by(lexicon, [one for one in sentences() if one.writer == writer], writer, digest)
        for writer in writers
    ]


def measured_by(
    lexicon: Lexicon, found: Sequence[Sentence], writer: str, digest: str
) -> Evaluation:
    judged = list(judge(lexicon, [sentence.labelled for sentence in found]))
    report = report_on([Judged(one.sentence, one.match) for one in judged])
    return evaluation_of(
        sign_report(judged),
        report.about_complaints,
        name=writer,
        writer=writer,
        sentences=len(found),
        lexicon=digest,
    )


if __name__ == "__main__":
    sys.exit(main())
