"""Apostrophes that became another sign, or went lost: `can;t`, `can ' t`, `can8217;t`."""

import re

OTHER_SIGNS = "[\u2032\u201a\u05f3\ua78c\u055a\u02b9\u02c8\u1fbd\u1fbf]"
STANDS_FOR_ONE = re.compile(
    f"(?<=[^\\W\\d_])(?:{OTHER_SIGNS}|&?#?(?:8217|0?39|x27|x2019);)(?=[^\\W\\d_])",
    re.IGNORECASE,
)
"""A prime, a low quotation mark, a sign of another script, or the rest of a reference."""

HAS_OTHER_SIGN = re.compile(OTHER_SIGNS, re.IGNORECASE)

SIGNS = "['\"\u2018\u2019\u201c\u201d\u02bc`\u00b4\ufffd?*_;:,.^~|/\\-]"
BEFORE_NOT = "ai|are|ca|could|did|does|do|had|has|have|is|must|need|should|was|were|would|wo"  # n't
BEFORE_IS = "it|that|he|she|there|what|you|we|they|i"


def behind(words: str, *, end: str = "") -> str:
    """Return the pattern of a place behind one of the words: cheaper than to look for them."""
    return "(?i:" + "|".join(rf"(?<=\b{word}{end})" for word in words.split("|")) + ")"


GAP = rf"(?:\s{{0,2}}{SIGNS}{{1,2}}\s{{0,2}}|\s)"
NOT = re.compile(rf"([nN])(?={GAP}[tT]\b){behind(BEFORE_NOT, end='n')}{GAP}([tT])\b")
WITH_IS = re.compile(rf"(?=\s?{SIGNS}){behind(BEFORE_IS)}\s?{SIGNS}{{1,2}}\s?((?i:s|m|re|ve|ll))\b")
LOST = re.compile(r"(?<=[A-Za-z])\ufffd(?=(?:t|s|m|re|ve|ll|d)\b)", re.IGNORECASE)


def restore_apostrophes(text: str) -> str:
    """Read `can?t`, `can "t` and `can t` as *can't*; of other words only what is no other word."""
    if ";" in text or HAS_OTHER_SIGN.search(text):
        text = STANDS_FOR_ONE.sub("'", text)
    if "\ufffd" in text:
        text = LOST.sub("'", text)
    return WITH_IS.sub(r"'\1", NOT.sub(r"\1'\2", text))
