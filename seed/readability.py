"""How easy an English text is to read: its sentences, and its reading grade.

The grade is Flesch and Kincaid's: about the school year (American, so a year less than the British
one) in which children read such a text. It rises with long sentences and with long words.
"""

import re
from collections.abc import Iterable
from functools import cache

EASY_WORDS = frozenset(
    {
        "achilles",
        "antibiotic",
        "antibiotics",
        "article",
        "circulation",
        "clinician",
        "clinicians",
        "diabetes",
        "emergency",
        "exercise",
        "exercises",
        "infection",
        "injury",
        "injuries",
        "medical",
        "medicine",
        "operation",
        "osteoporosis",
        "physiotherapist",
        "podiatrist",
        "pregnancy",
    }
)
"""Words that a text about feet cannot do without, and that a reader meets again and again.

Each counts as two syllables, as an ordinary word does: otherwise "Ask a clinician about exercise"
could not be said to a child at all. A word belongs here only if no shorter one says the same.
"""

PLACEHOLDER = re.compile(r"\{\w+\}")
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
END_OF_SENTENCE = re.compile(r"(?<=[.!?])[”\")]*\s+(?=[“\"(]?[A-Z0-9{])|(?<=[.!?][”\")])\s+")
SILENT = re.compile(
    r"(?<=[^aeiou])e(?=(?:ment|ments|ful|less|ly|thing|one|times|where|body|how)$)"
    r"|(?<=[^aeiou])es$(?<!ses)(?<!xes)(?<!zes)(?<!ches)(?<!shes)(?<!ces)(?<!ges)(?<!les)"
    r"|(?<=[^aeioutd])ed$"
    r"|(?<=[^aeioul])e$|(?<=[aeiou]l)e$|(?<=rl)e$|(?<=[aeiou])e$"
)
VOWELS = re.compile(r"[aeiouy]+")
APART = re.compile(r"i(?:a(?!l)|um|ous)|[aeou]ing|ying|eo(?!u)|io(?!n|u)|rea(?=l|$)|(?<=q)u")
"""Neighbouring vowels that are two syllables; `qu` is none, so it is taken off again."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a colon or semicolon ends none."""
    return [each for each in END_OF_SENTENCE.split(text.strip()) if words(each)]


def words(text: str) -> list[str]:
    """Return the words of a text; each part of a hyphenated one counts."""
    return WORD.findall(PLACEHOLDER.sub("30 seconds", text))


@cache
def syllables(word: str) -> int:
    """Return about how many syllables a word has; a number has one, an easy word at most two."""
    spoken = word.lower().partition("'")[0].partition("’")[0]
    if not spoken.isalpha():
        return 1
    if spoken in EASY_WORDS:
        return min(2, counted(spoken))
    return counted(spoken)


def counted(spoken: str) -> int:
    left = SILENT.sub("", spoken) if len(spoken) > 2 else spoken
    apart = len(APART.findall(left.replace("qu", "q")))
    return max(1, len(VOWELS.findall(left)) + apart)


def grade(texts: Iterable[str]) -> float:
    """Return the reading grade of texts that are read together; 0 if they have no words."""
    whole = [sentence for text in texts for sentence in sentences(text)]
    spoken = [syllables(word) for sentence in whole for word in words(sentence)]
    if not spoken:
        return 0.0
    return 0.39 * len(spoken) / len(whole) + 11.8 * sum(spoken) / len(spoken) - 15.59
