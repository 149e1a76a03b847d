"""Apostrophes that became another sign, or went lost: `can;t`, `can ' t`, `can8217;t`."""

import re

STANDS_FOR_ONE = re.compile(
    "(?<=[^\\W\\d_])(?:[\u2032\u201a\u05f3\ua78c\u055a\u02b9\u02c8\u1fbd\u1fbf]"
    "|&?#?(?:8217|0?39|x27|x2019);)(?=[^\\W\\d_])",
    re.IGNORECASE,
)
"""A prime, a low quotation mark, a sign of another script, or the rest of a reference."""

SIGNS = "['\"\u2018\u2019\u201c\u201d\u02bc`\u00b4\ufffd?*_;:,.^~|/\\-]"
BEFORE_NOT = "ai|are|ca|could|did|does|do|had|has|have|is|must|need|should|was|were|would|wo"  # n't
NOT = re.compile(
    rf"\b((?:{BEFORE_NOT})n)(?:\s{{0,2}}{SIGNS}{{1,2}}\s{{0,2}}|\s)(t)\b", re.IGNORECASE
)
WITH_IS = re.compile(
    rf"\b(it|that|he|she|there|what|you|we|they|i)(?:\s?{SIGNS}{{1,2}}\s?)(s|m|re|ve|ll)\b",
    re.IGNORECASE,
)
LOST = re.compile(r"(?<=[A-Za-z])\ufffd(?=(?:t|s|m|re|ve|ll|d)\b)", re.IGNORECASE)


def restore_apostrophes(text: str) -> str:
    """Read `can?t`, `can "t` and `can t` as *can't*; of other words only what is no other word."""
    if ";" in text or not text.isascii():
        text = LOST.sub("'", STANDS_FOR_ONE.sub("'", text))
    return WITH_IS.sub(r"\1'\2", NOT.sub(r"\1'\2", text))
