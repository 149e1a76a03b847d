"""The lexicon's messages in the pseudo-language, as an editor would translate them."""

from dataclasses import replace
from typing import Any

from seed.content import Content
from seed.lexicon.document import original_labels
from seed.lexicon.files import TRANSLATED
from tests.pseudo import PSEUDO, pseudo


def pseudo_translation(content: Content) -> dict[str, Any]:
    """Return what `translations/qps/lexicon/messages.yaml` would hold."""
    original = content.lexicon["messages"][0].value
    return {
        "unrecognised": pseudo(original.unrecognised),
        "questions": {code: pseudo(text) for code, text in original.questions.items()},
        "labels": {code: pseudo(text) for code, text in original_labels(content).items()},
    }


def with_pseudo_lexicon(content: Content) -> Content:
    """Return the content with the lexicon's messages in the pseudo-language."""
    entry = content.lexicon["messages"][0]
    value = type(entry.value).model_validate(pseudo_translation(content))
    translated = {f"{TRANSLATED}{PSEUDO}": [replace(entry, value=value)]}
    return replace(content, lexicon={**content.lexicon, **translated})
