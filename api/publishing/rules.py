"""Publication of the rules of the safety check, and of those by which a plan goes on."""

from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import AdaptationRules, CheckScreens, RuleDocument
from api.publishing.rule_documents import Build, store_rules
from api.records import Edition, Key
from api.v1.documents.adaptation_rules import build_adaptation_rules
from api.v1.documents.screens import build_screens

RULES: Key = ("screen", "safety-check")
ADAPTATION: Key = ("adaptation-rule", "plan-adaptations")
"""The rules as a whole, as a publication names them."""


@dataclass(frozen=True)
class RuleChanges:
    """What is new, as `("screen", code)`; the paths that differ in the rules as a whole."""

    created: list[Key] = field(default_factory=list)
    changed: dict[Key, list[str]] = field(default_factory=dict)


async def store_screens(session: AsyncSession, edition: Edition) -> RuleChanges:
    """Write the rules of the safety check that differ."""
    codes = list(edition.original.screens)
    return await stored(session, edition, CheckScreens, build_screens, RULES, codes)


async def store_adaptation_rules(session: AsyncSession, edition: Edition) -> RuleChanges:
    """Write the rules by which a plan goes on, where they differ."""
    codes = list(edition.original.adaptation_rules)
    build = build_adaptation_rules
    return await stored(session, edition, AdaptationRules, build, ADAPTATION, codes)


async def stored(
    session: AsyncSession,
    edition: Edition,
    table: type[RuleDocument],
    build: Build,
    key: Key,
    codes: list[str],
) -> RuleChanges:
    lines = await store_rules(session, table, edition, build)
    if lines is None:
        return RuleChanges(created=[(key[0], code) for code in codes])
    return RuleChanges(changed={key: lines} if lines else {})
