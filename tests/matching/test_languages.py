"""A further language is messages only: the same matches, in its words, and nothing compiled."""

from collections.abc import Callable

import pytest

from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.matching.reading.wording import hint, question, reasons
from seed.lexicon.document import document
from tests.databases import seed_content
from tests.matching.cases import cases
from tests.matching.pseudo import with_pseudo_lexicon
from tests.pseudo import pseudo


def test_the_lexicon_is_the_same_with_a_further_language() -> None:
    content = seed_content()

    assert document(with_pseudo_lexicon(content)) == document(content)


class TestWording:
    @pytest.mark.parametrize(
        "text", ["heel pad syndrome", "tight calfs and sore achilles", "achilles pain for months"]
    )
    def test_a_question_is_in_the_language(
        self,
        lexicon: Lexicon,
        messages: LexiconMessages,
        pseudo_messages: LexiconMessages,
        text: str,
    ) -> None:
        found = match(lexicon, text)
        english = question(found, messages)

        assert english
        assert question(found, pseudo_messages) == pseudo(english)

    def test_what_to_write_instead_is_in_the_language(
        self, lexicon: Lexicon, messages: LexiconMessages, pseudo_messages: LexiconMessages
    ) -> None:
        found = match(lexicon, "hello")
        english = hint(found, messages)

        assert english
        assert hint(found, pseudo_messages) == pseudo(english)

    def test_a_reason_is_in_the_language(
        self, lexicon: Lexicon, pseudo_messages: LexiconMessages
    ) -> None:
        found = match(lexicon, "my 12 year old's heel hurts and he has a fever")

        because = reasons(found.red_flags[0].because, pseudo_messages)

        assert because == (pseudo("heel"), pseudo("fever"))
        assert pseudo("an age under 18") in {
            reason for flag in found.red_flags for reason in reasons(flag.because, pseudo_messages)
        }

    def test_a_name_stays_as_it_was_said(
        self, lexicon: Lexicon, pseudo_messages: LexiconMessages
    ) -> None:
        found = match(lexicon, "talalgie")

        assert "talalgie" in reasons(found.matches[0].because, pseudo_messages)

    def test_every_reason_of_a_rule_is_translated(
        self, match_once: Callable[[str], Match], pseudo_messages: LexiconMessages
    ) -> None:
        said = [match_once(case.labelled.text) for case in cases("red_flags")]

        shown = {
            reason
            for found in said
            for flag in found.red_flags
            for reason in reasons(flag.because, pseudo_messages)
        }

        assert len(shown) > 50
        assert [reason for reason in shown if not reason.startswith("⟦")] == []
