"""The matcher's messages in one language, which are no part of the compiled lexicon.

A match holds codes and labels, the same for every language. So a further language brings messages
only, and nothing is compiled again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EVERY_LANGUAGE = "mul"
"""ISO 639's code for several languages at once: the language of the lexicon itself."""


@dataclass(frozen=True)
class LexiconMessages:
    """The messages of one language.

    `unrecognised` asks for other words, `questions` has the text of each question by its code.
    `labels` translates the labels in reasons, for example "heel" into "Ferse"; a label that is not
    in it is shown as it is.
    """

    language: str
    unrecognised: str
    questions: Mapping[str, str]
    labels: Mapping[str, str]

    @classmethod
    def from_plain(cls, language: str, data: Mapping[str, Any]) -> "LexiconMessages":
        """Build them from the same in mappings and strings, as JSON holds them."""
        return cls(language, data["unrecognised"], dict(data["questions"]), dict(data["labels"]))

    def label(self, label: str) -> str:
        return self.labels.get(label, label)
