"""Rules by which a plan goes on: each is there, with its numbers, and stands on what was read."""

import re
from collections.abc import Iterator

from api.adaptation.rules import PARAMETERS
from api.records.adaptation_rules import AdaptationRule
from api.vocabulary import DoseChange
from seed.content import Content
from seed.evidence import READ_ENOUGH
from seed.loader import Entry, Mistake

ORDER: tuple[DoseChange | None, ...] = ("out", "down", "same", "up", "new", None)
"""The strictest come first, the rules of the whole plan last."""

TEXTS = ("text", "text_at_lowest", "advice")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def adaptation_rules(content: Content) -> Iterator[Mistake]:
    """Yield each mistake in the rules."""
    known = content.identifiers("adaptation_rules")
    for code in PARAMETERS:
        if code not in known:
            yield Mistake("seed/adaptation_rules.yaml", 1, "code", f"{code} is missing")
    read = {entry.value.slug: entry.value.read for entry in content.sources}
    strictest = 0
    for entry in content.adaptation_rules:
        place = ORDER.index(entry.value.change)
        if place < strictest:
            yield entry.mistake(("change",), "comes too late: the stricter rules stand first")
        strictest = max(strictest, place)
        yield from wrong_numbers(entry)
        source = entry.value.claim.source
        if source in read and read[source] not in READ_ENOUGH:
            lacks = f"is read as {read[source]}: a rule needs at least its abstract"
            yield entry.mistake(("claim", "source"), lacks)


def wrong_numbers(entry: Entry[AdaptationRule]) -> Iterator[Mistake]:
    rule = entry.value
    wanted = PARAMETERS.get(rule.code)
    if wanted is None:
        yield entry.mistake(("code",), f"{rule.code} is no rule that the program knows")
    elif set(wanted) != set(rule.numbers):
        names = ", ".join(wanted) or "none"
        yield entry.mistake(("numbers",), f"must be these: {names}")
    for name in TEXTS:
        for placeholder in PLACEHOLDER.findall(getattr(rule, name) or ""):
            if placeholder not in rule.numbers:
                yield entry.mistake((name,), f"{{{placeholder}}} is no number of this rule")
    if rule.change == "down" and rule.text_at_lowest is None and rule.code != "no_time":
        yield entry.mistake((), "needs text_at_lowest: the dose may be as low as it goes")
