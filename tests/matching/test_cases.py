"""The regression cases, file by file: how many have to be right, and which ones are not.

A floor is the figure that was measured when it was written. Raise it when the lexicon gets
better; a change that lowers one has to say why. (Sentences about a chest that hurts are asked
about now and no longer off-topic, which left the others a smaller number. What was learned from
sentences by strangers costs a few of our own, and asks about some that are off-topic; with more
such sentences it raises a few false alarms among those that stand close to a sign. Since the layer
may doubt what a rule raises, some signs are asked for, and no longer raised.)
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from api.cli.evaluation import Report, evaluate
from api.cli.labelled import Labelled
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.outcome import Match
from tests.cases import in_one_test
from tests.matching.cases import BY_EDITORS, FILES, WRITERS, cases


class Floor(NamedTuple):
    """Right at least, in per cent of those it counts for; false alarms at most."""

    first: float
    among_three: float
    refused: float
    found: float
    false_alarms: float


FLOORS = {
    "bare": Floor(100.0, 100.0, 100.0, 100.0, 1.2),
    "blind_a": Floor(95.4, 98.5, 100.0, 98.5, 11.6),
    "blind_aa": Floor(96.3, 99.1, 100.0, 99.3, 1.4),
    "blind_ab": Floor(97.2, 98.6, 98.6, 100.0, 2.7),
    "blind_ac": Floor(95.1, 97.6, 99.3, 98.8, 0.7),
    "blind_ad": Floor(97.3, 99.3, 98.6, 99.6, 0.9),
    "blind_ae": Floor(96.9, 98.9, 100.0, 99.8, 0.8),
    "blind_af": Floor(98.0, 99.7, 100.0, 99.5, 0.7),
    "blind_ag": Floor(97.0, 98.9, 99.3, 99.6, 0.2),
    "blind_ah": Floor(93.5, 97.9, 98.6, 99.6, 0.8),
    "blind_ai": Floor(98.6, 99.6, 99.3, 99.3, 0.8),
    "blind_aj": Floor(93.0, 97.8, 98.6, 99.6, 0.5),
    "blind_ak": Floor(90.2, 96.3, 100.0, 98.9, 0.7),
    "blind_al": Floor(95.3, 97.9, 98.9, 99.0, 1.1),
    "blind_am": Floor(94.9, 96.9, 100.0, 100.0, 0.9),
    "blind_an": Floor(96.4, 98.0, 100.0, 98.7, 0.6),
    "blind_ao": Floor(93.1, 98.1, 94.7, 99.7, 1.6),
    "blind_ap": Floor(96.3, 98.7, 96.7, 99.4, 1.0),
    "blind_aq": Floor(95.3, 97.9, 98.9, 99.3, 1.6),
    "blind_ar": Floor(90.1, 94.2, 98.5, 98.0, 1.6),
    "blind_as": Floor(93.6, 96.5, 98.5, 97.9, 1.3),
    "blind_at": Floor(93.6, 97.3, 96.6, 98.2, 1.6),
    "blind_au": Floor(95.9, 97.9, 97.1, 100.0, 1.0),
    "blind_av": Floor(98.2, 99.3, 95.2, 99.5, 2.1),
    "blind_aw": Floor(92.7, 96.8, 98.1, 95.1, 0.9),
    "blind_ax": Floor(92.1, 95.7, 100.0, 100.0, 0.6),
    "blind_ay": Floor(97.5, 99.5, 93.1, 99.2, 3.2),
    "blind_az": Floor(95.9, 98.1, 96.6, 99.4, 3.0),
    "blind_b": Floor(93.3, 97.9, 100.0, 98.9, 6.6),
    "blind_ba": Floor(90.7, 95.8, 98.5, 99.1, 1.2),
    "blind_bb": Floor(91.4, 96.2, 98.5, 97.7, 2.2),
    "blind_bc": Floor(96.8, 98.7, 97.9, 95.1, 1.1),
    "blind_bd": Floor(95.1, 98.0, 91.4, 99.4, 1.6),
    "blind_bg": Floor(100.0, 100.0, 87.5, 97.2, 1.1),
    "blind_bh": Floor(98.6, 98.6, 95.7, 98.6, 0.6),
    "blind_bi": Floor(93.0, 97.1, 100.0, 99.8, 0.3),
    "blind_bj": Floor(96.2, 97.8, 95.6, 100.0, 0.7),
    "blind_bk": Floor(100.0, 100.0, 100.0, 99.5, 0.0),
    "blind_bl": Floor(96.4, 98.2, 97.2, 98.3, 0.5),
    "blind_bm": Floor(97.2, 97.2, 99.2, 99.1, 0.0),
    "blind_bn": Floor(91.0, 94.3, 99.3, 97.6, 0.2),
    "blind_bo": Floor(100.0, 100.0, 97.9, 91.0, 2.1),
    "blind_bp": Floor(100.0, 100.0, 96.6, 98.1, 0.6),
    "blind_bq": Floor(95.9, 97.4, 97.6, 100.0, 1.1),
    "blind_br": Floor(97.4, 98.5, 100.0, 95.4, 2.5),
    "blind_bs": Floor(98.9, 98.9, 96.0, 99.4, 0.7),
    "blind_bt": Floor(96.1, 98.3, 99.0, 98.0, 1.8),
    "blind_bu": Floor(98.2, 99.1, 100.0, 98.8, 0.2),
    "blind_bv": Floor(100.0, 100.0, 90.3, 100.0, 1.9),
    "blind_bw": Floor(100.0, 100.0, 98.4, 100.0, 0.0),
    "blind_bx": Floor(96.9, 98.6, 97.9, 99.5, 0.5),
    "blind_by": Floor(97.7, 97.7, 97.9, 99.4, 0.4),
    "blind_bz": Floor(98.8, 99.1, 93.5, 99.0, 0.3),
    "blind_c": Floor(92.3, 98.1, 98.3, 98.7, 6.8),
    "blind_ca": Floor(97.8, 98.4, 96.5, 92.7, 0.5),
    "blind_cb": Floor(94.4, 96.1, 96.8, 98.5, 0.0),
    "blind_cc": Floor(95.5, 98.5, 100.0, 99.3, 0.6),
    "blind_cd": Floor(97.8, 98.6, 99.6, 99.1, 0.0),
    "blind_ce": Floor(98.2, 100.0, 95.3, 100.0, 1.4),
    "blind_d": Floor(93.1, 97.7, 71.4, 99.2, 11.6),
    "blind_e": Floor(90.9, 95.7, 98.6, 100.0, 1.1),
    "blind_f": Floor(94.2, 97.4, 98.3, 100.0, 1.3),
    "blind_g": Floor(85.6, 92.4, 97.1, 96.7, 4.9),
    "blind_h": Floor(90.2, 96.5, 90.9, 96.9, 7.0),
    "blind_i": Floor(86.7, 93.6, 100.0, 98.4, 6.3),
    "blind_j": Floor(81.2, 88.3, 97.9, 98.6, 1.0),
    "blind_k": Floor(88.0, 95.8, 100.0, 99.2, 14.9),
    "blind_l": Floor(88.8, 95.1, 100.0, 97.9, 5.4),
    "blind_m": Floor(88.2, 97.0, 100.0, 99.0, 4.3),
    "blind_n": Floor(87.5, 93.9, 100.0, 94.5, 6.1),
    "blind_o": Floor(93.6, 97.2, 96.5, 98.8, 0.8),
    "blind_p": Floor(86.8, 95.2, 100.0, 98.3, 4.8),
    "blind_q": Floor(93.2, 97.5, 100.0, 99.8, 0.5),
    "blind_r": Floor(90.0, 94.6, 100.0, 98.5, 3.8),
    "blind_s": Floor(96.4, 98.3, 98.3, 98.9, 1.6),
    "blind_t": Floor(89.4, 95.4, 100.0, 98.4, 2.2),
    "blind_u": Floor(96.4, 98.7, 99.3, 99.6, 0.7),
    "blind_v": Floor(89.7, 96.8, 100.0, 99.4, 0.8),
    "blind_w": Floor(95.5, 97.4, 100.0, 98.6, 0.5),
    "blind_x": Floor(96.3, 99.3, 100.0, 99.4, 0.7),
    "blind_y": Floor(97.6, 99.2, 100.0, 99.5, 1.3),
    "blind_z": Floor(97.7, 99.2, 100.0, 99.1, 0.4),
    "breadth": Floor(100.0, 100.0, 98.9, 99.5, 0.5),
    "conversations": Floor(97.2, 98.9, 98.4, 99.8, 0.4),
    "everyday": Floor(96.7, 99.4, 97.2, 95.6, 0.4),
    "foreign": Floor(100.0, 100.0, 100.0, 100.0, 0.0),
    "further_languages": Floor(97.2, 97.2, 100.0, 100.0, 0.0),
    "further_signs": Floor(100.0, 100.0, 100.0, 100.0, 6.9),
    "half_sentences": Floor(100.0, 100.0, 100.0, 100.0, 0.0),
    "independent": Floor(98.5, 99.1, 98.9, 97.8, 0.3),
    "mixed": Floor(100.0, 100.0, 100.0, 100.0, 2.5),
    "names": Floor(100.0, 100.0, 100.0, 100.0, 0.0),
    "near_red_flags": Floor(100.0, 100.0, 100.0, 100.0, 0.0),
    "off_topic": Floor(100.0, 100.0, 100.0, 100.0, 0.0),
    "red_flags": Floor(100.0, 100.0, 100.0, 100.0, 0.0),
    "sentences": Floor(99.5, 100.0, 100.0, 100.0, 0.5),
}
"""Measured anew when the layers had learned from eight more writers. An alarm needs a greater
strength since then, so that fewer calm texts raise one; in half of the files this costs some tenths
of the signs found.
"""
MEASURED = ("first right", "among three", "off-topic refused", "red flags found")


LONG = ("breadth", "conversations", "everyday")
"""The longest files of the editors. Those of the others are half of all cases, and the layer
learned from them, so that their floors say little."""

EACH_FILE = [
    pytest.param(file, marks=pytest.mark.slow) if file in {*WRITERS, *LONG} else file
    for file in FILES
]

PART = 6
CHANCE = 5.0
"""Of a long file every sixth case is looked at each time; such a small sample may be so many
points below the floor, and above the false alarms."""


@pytest.fixture(scope="module", params=EACH_FILE)
def file(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def report(match_once: Callable[[str], Match], file: str) -> Report:
    return evaluate(match_once, (case.labelled for case in cases(file)))


def misses(report: Report, name: str) -> str:
    lines = [f"{m.sentence.text!r} <- {m.got}" for m in report.misses if m.figure == name]
    return "\n".join(lines)


def per_cent(report: Report, name: str) -> float:
    """Return how many of the sentences of a figure are right; if it has none, all of them."""
    figure = report.figure(name)
    return 100 * figure.share if figure.n else 100.0


class TestEachFile:
    @in_one_test(("place", "name"), list(enumerate(MEASURED)))
    def test_keeps_its_floor(self, report: Report, file: str, place: int, name: str) -> None:
        assert per_cent(report, name) >= FLOORS[file][place], misses(report, name)

    def test_cries_wolf_no_more_than_before(self, report: Report, file: str) -> None:
        figure = report.figure("false alarms (any flag)")

        assert 100 * figure.share <= FLOORS[file].false_alarms, misses(report, figure.name)

    @in_one_test("file", BY_EDITORS)
    def test_raises_or_asks_for_a_sign_that_was_stated_and_not_just_any(
        self, match_once: Callable[[str], Match], file: str
    ) -> None:
        stated = [case for case in cases(file) if case.flags]
        found = {case.labelled.text: match_once(case.labelled.text) for case in stated}
        wrong = [
            (case.labelled.text, signs)
            for case in stated
            if not (signs := named_in(found[case.labelled.text])) & set(case.flags)
        ]

        assert wrong == []


def named_in(match: Match) -> set[str]:
    return {flag.code for flag in match.red_flags} | set(match.ask)


@pytest.mark.parametrize("long", LONG)
def test_a_part_of_a_long_file_keeps_nearly_its_floor(
    match_once: Callable[[str], Match], long: str
) -> None:
    report = evaluate(match_once, (case.labelled for case in cases(long)[::PART]))

    for least, name in zip(FLOORS[long], MEASURED, strict=False):
        assert per_cent(report, name) >= least - CHANCE, misses(report, name)
    alarms = report.figure("false alarms (any flag)")
    most = FLOORS[long].false_alarms + CHANCE
    assert 100 * alarms.share <= most, misses(report, alarms.name)


class TestTheCases:
    def test_are_many_and_of_every_kind(self) -> None:
        all_cases = [case.labelled for file in BY_EDITORS for case in cases(file)]

        assert len(all_cases) > 4_000
        assert {case.kind for case in all_cases} >= {
            "sentence",
            "misspelling",
            "foreign",
            "negation",
            "long",
            "offtopic",
            "redflag",
            "nearredflag",
        }

    @pytest.mark.slow
    def test_are_all_different(self) -> None:
        texts = [case.labelled.text.lower() for file in FILES for case in cases(file)]

        assert sorted(texts) == sorted(set(texts))

    @pytest.mark.slow
    def test_name_complaints_and_signs_that_there_are(self, lexicon: Lexicon) -> None:
        named = {slug for f in FILES for c in cases(f) for slug in slugs(c.labelled)}
        flags = {code for file in FILES for case in cases(file) for code in case.flags}

        assert named <= set(lexicon.self_care)
        assert flags <= set(lexicon.signs)


def slugs(labelled: Labelled) -> set[str]:
    return {slug for slug in (labelled.complaint, *labelled.acceptable) if slug}
