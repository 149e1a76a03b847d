"""The rules by which a plan goes on, in the snapshot."""

from api.adaptation.rules import AdaptationRules
from api.models import AdaptationRules as AdaptationRulesRow
from api.queries.reads import Reads
from api.queries.rule_documents import RuleDocuments

RULES = RuleDocuments(
    AdaptationRulesRow, AdaptationRules.from_plain, "The rules of adaptations are not ready yet."
)


async def get_adaptation_rules(reads: Reads, language: str) -> AdaptationRules:
    """Return the rules in a language. Raises Overloaded if the database has none yet."""
    return await RULES.get(reads, language)
