"""The matcher lets the triage rule decide on exercises."""

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.match import match


def test_the_matcher_answers_what_it_says(lexicon: Lexicon) -> None:
    assert match(lexicon, "my foot is broken").triage == "after_clearance"
    assert match(lexicon, "my heel hurts in the morning").triage == "exercises"
    assert match(lexicon, "my calf is swollen, hot and red").triage == "seek_care"
