"""Cues of exercises are coaching only: what reports a study is an evidence note."""

import re
from collections.abc import Iterator

from seed.content import Content
from seed.doses_in_prose import REPORTED
from seed.loader import Mistake

REPORTS = re.compile(
    rf"{REPORTED.pattern}"
    r"|\b(?:people|participants|adults|patients|per ?cent|compared|evidence|research\w*|findings?"
    r"|significant\w*|placebo|sham|leaflets?|advises?|says)\b|%",
    re.IGNORECASE,
)
"""Words of a report. Nobody who coaches a movement needs them, and apps speak cues aloud."""


def reporting_cues(content: Content) -> Iterator[Mistake]:
    """Yield each cue that reports what somebody found or says, in place of coaching."""
    for entry in content.exercises:
        for at, cue in enumerate(entry.value.cues):
            found = REPORTS.search(cue)
            if found is not None:
                yield entry.mistake(
                    ("cues", at), f"“{found[0]}” reports; move it to evidence_notes"
                )
