"""Filters of the templates: numbers, words and names as people read them, in one language.

Each takes values as documents carry them and returns plain text, which the templates escape.
"""

import re
from dataclasses import dataclass
from typing import Any

from api.frequency import seconds_of_a_day, turns_of
from api.messages import Messages
from api.vocabulary import Tier, words

SENTENCE_END = re.compile(r"[.!?](?=\s)")
"""In the summaries of editors and partners."""

TIERS = words(Tier)
"""Tiers of red flags, the most pressing first."""


@dataclass(frozen=True)
class Formatting:
    """The filters that depend on the language of a page."""

    messages: Messages

    def word(self, value: str, vocabulary: str) -> str:
        """Return a word of a vocabulary in this language: "Get seen today" for the tier "urgent".

        A frozen document may hold a word that the vocabulary has lost: it is shown as it is.
        """
        code = f"{vocabulary}.{value}"
        return self.messages.text(code) if self.messages.has(code) else plain(value)

    def duration(self, seconds: int) -> str:
        """Return a rough time: seconds below 90, then whole minutes ("89 s", "2 min")."""
        if seconds < 90:
            return self.messages.text("time.seconds", count=seconds)
        return self.messages.text("time.minutes", count=(seconds + 30) // 60)

    def day_length(self, routine: dict[str, Any]) -> str:
        """Return how long a day of a routine takes: "About 8 min", "About 75 s to 7 min a day"."""
        seconds = [item["seconds"] for item in routine["items"]]
        turns = turns_of(routine["format"], seconds)
        shortest, longest = map(self.duration, seconds_of_a_day(seconds, turns))
        if shortest == longest:
            return self.messages.text("page.about", duration=longest)
        return self.messages.text("routine.about_a_day", shortest=shortest, longest=longest)

    def credit(self, contributors: list[dict[str, str]]) -> str:
        """Return who teaches it and who says the same: "Ken Jung; echoed by Alice Holland"."""
        names = {
            role: ", ".join(person["name"] for person in contributors if person["role"] == role)
            for role in ("describes", "echoes")
        }
        echoes = names["echoes"] and self.messages.text("page.echoed_by", names=names["echoes"])
        return "; ".join(part for part in (names["describes"], echoes) if part)

    def evidence(self, evidence: dict[str, str]) -> str:
        """Return a grade and its result as a phrase: "Trial: mixed results"."""
        grade, result = (
            self.word(evidence["grade"], "grade"),
            self.word(evidence["result"], "result"),
        )
        return self.messages.text("page.evidence", grade=grade, result=result)

    def review(self, review: dict[str, Any]) -> str:
        """Return who checked the content clinically, in a sentence."""
        if review["status"] == "lapsed":
            return self.messages.text("page.review_lapsed")
        if review["status"] != "reviewed":
            return self.messages.text("page.not_clinically_reviewed")
        if review["by"] is None:
            return self.messages.text("page.reviewed_by_several")
        day = review["at"].partition("T")[0]
        return self.messages.text("page.reviewed", **review | {"day": day})


def by_tier(red_flags: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return each tier with its red flags, the most pressing tier first."""
    tiers = [*TIERS, *sorted({flag["tier"] for flag in red_flags} - set(TIERS))]
    grouped = [(tier, [flag for flag in red_flags if flag["tier"] == tier]) for tier in tiers]
    return [(tier, flags) for tier, flags in grouped if flags]


def by_topic(advice: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return each topic with its advice, in the order in which the topics first appear."""
    topics = dict.fromkeys(item["topic"] for item in advice)
    return [(topic, [item for item in advice if item["topic"] == topic]) for topic in topics]


def plain(identifier: str) -> str:
    """Return an identifier as words: `hallux_rigidus` is "Hallux rigidus"."""
    return capitalised(identifier.replace("_", " ").replace("-", " "))


def capitalised(text: str) -> str:
    """Return a text with a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int = 200) -> str:
    """Return the first sentences of a text, as many as fit; other sites cut off what is longer.

    If not even the first one fits, it is cut after a word: "Four seated exercises for…".
    """
    if len(text) <= longest:
        return text
    ends = [found.end() for found in SENTENCE_END.finditer(text) if found.end() <= longest]
    if ends:
        return text[: ends[-1]]
    words = text[:longest].rpartition(" ")[0] or text[: longest - 1]
    return words.rstrip(",;:") + "…"


def web_address(url: str) -> str:
    """Return a URL if a link may lead there (the web, or this server), and "#" if not."""
    return url if url.startswith(("https://", "http://", "/")) else "#"
