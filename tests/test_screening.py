"""What answers settle: one rule, held against every order, every word and every sign."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.screening import (
    ASKED_AT_ONCE,
    Answer,
    Known,
    Person,
    Said,
    Screened,
    Sign,
    said,
    screen,
    unknown_codes,
)
from api.vocabulary import AnswerWord, words

SIGNS = {
    "stroke": Sign("emergency"),
    "cord": Sign("emergency"),
    "clot": Sign("urgent", risk_factors=frozenset({"pregnancy"})),
    "limping": Sign("urgent", only_with="under_18"),
    "numb": Sign("see_clinician"),
}
EVERY = frozenset(SIGNS)
WORDS = words(AnswerWord)

answers = st.lists(
    st.builds(Answer, st.sampled_from([*SIGNS, "pregnancy", "over_65"]), st.sampled_from(WORDS)),
    max_size=8,
)
some_signs = st.frozensets(st.sampled_from(sorted(SIGNS)))


def known(
    stated: frozenset[str] = frozenset(),
    suspected: frozenset[str] = frozenset(),
    of_complaints: frozenset[str] | None = None,
    conditions: frozenset[str] = frozenset(),
    *,
    has_text: bool = True,
) -> Known:
    return Known(stated, suspected, of_complaints, conditions, has_text)


def spoken(**by_code: AnswerWord) -> Said:
    return said([Answer(code, word) for code, word in by_code.items()], Person())


def screened(about: Known, **by_code: AnswerWord) -> Screened:
    return screen(about, spoken(**by_code), SIGNS)


class TestSaid:
    @pytest.mark.parametrize("order", list(permutations(WORDS)))
    def test_yes_wins_over_unsure_and_unsure_over_no(self, order: tuple[AnswerWord, ...]) -> None:
        all_three = [Answer("clot", word) for word in order]
        without_yes = [answer for answer in all_three if answer.answer != "yes"]

        assert said(all_three, Person()).certain == {"clot"}
        assert said(without_yes, Person()).affirmed == {"clot"}
        assert said(without_yes, Person()).certain == frozenset()
        assert said([Answer("clot", "no")], Person()).denied == {"clot"}

    def test_a_person_is_an_answer_to_three_questions(self) -> None:
        grown_up = said([], Person("adult", "self"))
        old = said([], Person("over_65", "someone_else"))

        assert grown_up.denied == {"under_18", "over_65", "someone_else"}
        assert old.affirmed == {"over_65", "someone_else"}
        assert old.denied == {"under_18"}
        assert said([], Person()) == Said()

    def test_an_answer_to_no_question_is_named_with_the_likely_one(self) -> None:
        given = [Answer("clot", "no"), Answer("strok", "no"), Answer("over_65", "yes")]

        assert list(unknown_codes(given, SIGNS)) == [(1, "strok", "stroke")]


class TestAsking:
    def test_the_gravest_come_first_and_three_at_a_time(self) -> None:
        first = screened(known(suspected=EVERY))

        assert first.ask_first == ("cord", "stroke", "clot")
        assert first.ask[ASKED_AT_ONCE:] == ("limping", "numb")

    def test_what_is_settled_makes_room_for_the_next(self) -> None:
        assert screened(known(suspected=EVERY), cord="no").ask_first == (
            "stroke",
            "clot",
            "limping",
        )

    def test_a_denied_condition_settles_the_sign_that_needs_it(self) -> None:
        adult = said([], Person("adult"))

        assert screen(known(suspected=frozenset({"limping"})), adult, SIGNS).ask == ()

    def test_a_denied_condition_that_something_else_states_settles_nothing(self) -> None:
        adult, child = said([], Person("adult")), frozenset({"under_18"})
        about = known(suspected=frozenset({"limping"}), conditions=child)

        assert screen(about, adult, SIGNS).ask == ("limping",)
        assert screen(about, adult, SIGNS).screening == "partial"

    def test_a_stated_grave_sign_leaves_only_graver_ones_worth_asking(self) -> None:
        about = known(stated=frozenset({"clot"}), suspected=EVERY)

        assert screened(about).ask == ("cord", "stroke")
        assert screened(about, cord="yes").ask == ()

    @given(some_signs, some_signs, st.sampled_from(["no", "unsure", "yes"]))
    def test_three_at_a_time_until_none_is_left_ends(
        self, stated: frozenset[str], suspected: frozenset[str], word: AnswerWord
    ) -> None:
        about, given_answers = known(stated, suspected), list[Answer]()
        for _ in SIGNS:
            asked = screen(about, said(given_answers, Person()), SIGNS).ask_first
            given_answers += [Answer(code, word) for code in asked]

        assert screen(about, said(given_answers, Person()), SIGNS).ask == ()


class TestAnswers:
    @given(answers, some_signs, some_signs, st.randoms(use_true_random=False))
    def test_their_order_makes_no_difference(
        self,
        given_answers: list[Answer],
        stated: frozenset[str],
        suspected: frozenset[str],
        random: object,
    ) -> None:
        about, other_order = known(stated, suspected), list(reversed(given_answers))

        assert screen(about, said(given_answers, Person()), SIGNS) == screen(
            about, said(other_order, Person()), SIGNS
        )

    @given(answers, some_signs)
    def test_never_lift_a_sign_that_is_stated(
        self, given_answers: list[Answer], stated: frozenset[str]
    ) -> None:
        assert stated <= set(screen(known(stated), said(given_answers, Person()), SIGNS).signs)

    @given(answers, some_signs, st.sampled_from(sorted(SIGNS)))
    def test_one_more_yes_only_adds(
        self, given_answers: list[Answer], stated: frozenset[str], code: str
    ) -> None:
        before = screen(known(stated), said(given_answers, Person()), SIGNS)
        after = screen(known(stated), said([*given_answers, Answer(code, "yes")], Person()), SIGNS)

        assert {*before.signs, code} == set(after.signs)

    def test_a_denied_sign_with_a_risk_factor_is_no_way_out(self) -> None:
        pregnant = frozenset({"pregnancy"})

        assert screened(known(conditions=pregnant), clot="no").at_risk == ("clot",)
        assert screened(known(), clot="no").at_risk == ()
        assert screened(known(of_complaints=EVERY, conditions=pregnant), clot="no").at_risk
        elsewhere = known(of_complaints=frozenset(), conditions=pregnant)
        assert screened(elsewhere, clot="no").at_risk == ()

    def test_a_no_to_what_is_stated_is_told(self) -> None:
        assert screened(known(stated=EVERY), clot="no").contradicted == ("clot",)
        assert screened(known(stated=EVERY), clot="yes").contradicted == ()


class TestProgress:
    def test_nothing_said_of_signs_is_none(self) -> None:
        about, by_person = known(of_complaints=EVERY, has_text=False), said([], Person("adult"))

        assert screened(about).screening == "none"
        assert screen(about, by_person, SIGNS).screening == "none"

    def test_some_of_them_is_partial(self) -> None:
        about = known(of_complaints=EVERY, has_text=False)

        assert screened(about, numb="no").screening == "partial"
        assert screened(known(of_complaints=EVERY)).screening == "partial"

    def test_every_grave_one_that_applies_is_complete(self) -> None:
        about = known(of_complaints=EVERY, has_text=False)
        grave: dict[str, AnswerWord] = {"stroke": "no", "cord": "no", "clot": "no"}

        assert screened(about, **grave).screening == "partial"
        assert screened(about, **grave, limping="no").screening == "complete"
        assert screened(about, **grave, under_18="no").screening == "complete"
