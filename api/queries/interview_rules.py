"""The rules of the safety check in the snapshot."""

from api.interview.rules import InterviewRules
from api.models import CheckScreens
from api.queries.reads import Reads
from api.queries.rule_documents import RuleDocuments

RULES = RuleDocuments(CheckScreens, InterviewRules.from_plain, "The safety check is not ready yet.")


async def get_interview_rules(reads: Reads, language: str) -> InterviewRules:
    """Return the rules in a language; they are read only if this process has others.

    Raises Overloaded if the database has none yet.
    """
    return await RULES.get(reads, language)
