"""Signs that are half said are asked for, and answers settle them: over sentences of all kinds."""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import get_args

import pytest

from api.matching.layer.suspicions import Suspicion
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.flags import fitting_signs
from api.matching.reading.match import match
from api.matching.reading.mentions import Mention
from api.matching.reading.outcome import Match, MatchedComplaint
from api.matching.reading.rules import Mentions
from api.matching.reading.suspected import LIKELY, asked_elsewhere
from api.screening import Answer, Person, Said, needs_answer, said
from api.triage import STRICTNESS
from api.vocabulary import AnswerWord, words
from tests.matching.cases import BY_EDITORS, cases
from tests.soak import rounds

TEXTS = rounds(short=60, long=4_000)
HALF_SAID = [
    ("my calf is sore and, you know, it has got rather swollen since sunday", "dvt"),
    ("calf red and a little warm", "dvt"),
    ("my foot is red. it also feels hot when I put a hand on it, nothing else", "infection"),
    ("lower back ache, and I keep having to go to the toilet", "cauda_equina"),
    ("sciatica and something odd between my legs", "cauda_equina"),
    ("my 12 year old is limping", "child_limp"),
    ("my son limps after football", "child_limp"),
    ("fell off a ladder yesterday, now my heel hurts", "ottawa_ankle_foot"),
]


@pytest.mark.parametrize(("text", "code"), HALF_SAID)
def test_what_is_half_said_is_asked_for_or_stated(
    match_once: Callable[[str], Match], text: str, code: str
) -> None:
    found = match_once(text)

    assert code in {*found.ask, *(flag.code for flag in found.red_flags)}
    assert found.outcome in {"needs_answer", "seek_care"}


def test_a_denied_half_is_not_asked_for(match_once: Callable[[str], Match]) -> None:
    assert match_once("my calf is tight, no swelling and not red").ask == ()
    assert match_once("lower back ache, bladder fine").ask == ()


def test_what_cannot_be_where_it_hurts_is_not_asked_for(lexicon: Lexicon) -> None:
    suspected = {"locked_or_hot_joint", "infection", "stroke", "claudication"}
    heel = MatchedComplaint("plantar-fasciitis", 0.9, ("heel",))
    heel_named: Mentions = {"heel": [Mention("heel", 0, 0, 0)]}

    assert fitting_signs(lexicon, suspected, heel_named, [heel]) == {"infection", "stroke"}
    assert fitting_signs(lexicon, suspected, heel_named, []) == suspected


def sentences() -> list[str]:
    texts = [case.labelled.text for file in BY_EDITORS for case in cases(file)]
    return Random(35).sample(texts, TEXTS) + [text for text, _ in HALF_SAID]  # noqa: S311


def random_answers(random: Random, lexicon: Lexicon) -> list[Answer]:
    codes, given = sorted(lexicon.effects), list[AnswerWord](get_args(AnswerWord))
    return [Answer(random.choice(codes), random.choice(given)) for _ in range(random.randrange(6))]


def strictness(found: Match) -> int:
    return STRICTNESS.index(found.triage) if found.triage else -1


@pytest.fixture(scope="module")
def asked(lexicon: Lexicon) -> list[tuple[str, list[Answer], Callable[[Said], Match]]]:
    """Each sentence with some answers, and with what matches it beside any answers."""
    random = Random(36)  # noqa: S311 - nothing secret
    return [
        (text, random_answers(random, lexicon), partial(match, lexicon, text))
        for text in sentences()
    ]


Asked = list[tuple[str, list[Answer], Callable[[Said], Match]]]


class TestAnswers:
    def test_in_any_order_give_the_same_match(self, asked: Asked) -> None:
        for text, answers, ask in asked:
            forwards = ask(said(answers, Person()))
            assert ask(said([*answers[::-1], *answers], Person())) == forwards, text

    def test_never_lift_a_sign_that_the_text_states(self, asked: Asked, lexicon: Lexicon) -> None:
        everything_denied = said([Answer(code, "no") for code in lexicon.effects], Person())
        for text, _, ask in asked:
            stated = {flag.code for flag in ask(Said()).red_flags}
            denied = ask(everything_denied)
            assert stated == {flag.code for flag in denied.red_flags}, text
            assert set(denied.screened.contradicted) == stated, text
            assert (denied.outcome == "seek_care") == (ask(Said()).outcome == "seek_care"), text

    def test_one_more_yes_never_lowers_the_decision(self, asked: Asked, lexicon: Lexicon) -> None:
        random = Random(37)  # noqa: S311 - nothing secret
        plain = sorted(code for code, effect in lexicon.effects.items() if not effect.clears)
        for text, answers, ask in asked:
            more = [*answers, Answer(random.choice(plain), "yes")]
            before, after = ask(said(answers, Person())), ask(said(more, Person()))
            assert strictness(before) <= strictness(after), (text, more)

    @pytest.mark.parametrize("word", words(AnswerWord))
    def test_given_three_at_a_time_come_to_an_end(
        self, asked: Asked, lexicon: Lexicon, word: AnswerWord
    ) -> None:
        for text, _, ask in asked:
            answers: list[Answer] = []
            for _ in lexicon.signs:
                asked_first = ask(said(answers, Person())).ask_first
                if not asked_first:
                    break
                answers += [Answer(code, word) for code in asked_first]
            assert ask(said(answers, Person())).ask == (), text

    def test_are_needed_exactly_while_a_grave_sign_is_open(
        self, asked: Asked, lexicon: Lexicon
    ) -> None:
        for text, answers, ask in asked:
            found = ask(said(answers, Person()))
            open_one = needs_answer(found.ask, lexicon.signs)
            if found.outcome != "seek_care":
                assert (found.outcome == "needs_answer") == open_one, text


class TestThePerson:
    def test_under_18_counts_like_an_age_in_the_text(self, lexicon: Lexicon) -> None:
        found = match(lexicon, "heel pain after football", said([], Person("under_18")))

        assert [flag.code for flag in found.red_flags] == ["child"]

    def test_an_adult_is_not_asked_about_a_limping_child(self, lexicon: Lexicon) -> None:
        adult = said([], Person("adult"))

        for text in (text for text, code in HALF_SAID if code != "child_limp"):
            assert "child_limp" not in match(lexicon, text, adult).ask


def test_grave_signs_are_asked_for_where_a_text_seems_to_be_about_something_else(
    lexicon: Lexicon,
) -> None:
    suspicions = (
        Suspicion("stroke", "ask", LIKELY),
        Suspicion("chest_pain", "ask", LIKELY - 1),
        Suspicion("dvt", "ask", 10 * LIKELY),
    )

    asked = asked_elsewhere(lexicon, {"child_limp", "no_improvement"}, suspicions)

    assert asked == {"stroke", "child_limp"}


def test_nothing_is_asked_where_a_text_means_neither_a_sign_nor_a_body(lexicon: Lexicon) -> None:
    found = match(lexicon, "how do I fix a toilet that leaks at the back when it is numb cold")

    assert found.outcome == "unrecognised"
    assert found.ask == ()
