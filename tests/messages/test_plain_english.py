"""Every message is plain once its placeholders are filled in: short sentences, a low grade."""

import pytest

from api.messages import Messages, forms
from api.messages.files import get_messages
from api.pain_scale import PLACEHOLDERS
from seed.plain_english import LIMITS, LONGEST_SENTENCE, ODD_PATTERNS
from seed.readability import grade, sentences, words

ENGLISH = get_messages("en")

NOTES = ("plan.helps_", "plan.mixed_", "page.reviewed", "page.review_", "page.not_clinically")
"""Beginnings of the codes that speak about evidence and reviews; the others are advice."""

FEWEST_WORDS = 8
"""The grade of fewer words says nothing: one long word decides it."""

NAMES = {
    **dict.fromkeys(("complaint", "condition", "conditions"), "Heel pain"),
    **dict.fromkeys(("exercise", "exercises", "other"), "Calf Stretch"),
    **dict.fromkeys(("region", "regions"), "Calf"),
    **dict.fromkeys(("duration", "shortest", "longest"), "30 seconds"),
    **dict.fromkeys(("advice", "criterion", "rationale", "text", "why"), ""),
}
"""Examples of placeholders that are no number; sentences of the catalogue are judged there."""


class Examples(dict[str, object]):
    def __missing__(self, name: str) -> object:
        return PLACEHOLDERS.get(name, NAMES.get(name, 3))


def rendered(messages: Messages) -> list[tuple[str, str]]:
    """Return each form of each message with its code."""
    return [
        (code, form.format_map(Examples()).strip())
        for code, pattern in messages.patterns.items()
        for form in forms(pattern)
    ]


def faults(code: str, text: str) -> list[str]:
    """Return what is not plain in a rendered message."""
    found = [name for name, pattern in ODD_PATTERNS.items() if pattern.search(text)]
    found += [
        f"{len(words(sentence))} words: {sentence}"
        for sentence in sentences(text)
        if len(words(sentence)) > LONGEST_SENTENCE
    ]
    limit = LIMITS["notes" if code.startswith(NOTES) else "advice"]
    if len(words(text)) >= FEWEST_WORDS and grade([text]) > limit:
        found.append(f"grade {grade([text]):.1f}, at most {limit:.0f}: {text}")
    return found


def test_every_message_is_plain() -> None:
    wrong = {code: fault for code, text in rendered(ENGLISH) for fault in faults(code, text)}

    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Put your foot up " * 7 + "now.", "words"),
        ("Immediately discontinue physical activity and seek professional evaluation.", "grade"),
        ("Wear color in the center.", "american"),
    ],
)
def test_a_message_that_is_not_plain_is_named(text: str, named: str) -> None:
    assert any(named in fault for fault in faults("plan.rest_day", text))
