"""Words that are not meant as body or complaint, since the sentence is about something else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.mentions import Mention
from api.matching.reading.stemming import StemmedText

EVERYTHING = "all"
NAMES = "names"


def topics_by_sentence(lexicon: Lexicon, text: StemmedText) -> dict[int, set[str]]:
    """Return for each sentence the concepts that its topic takes away ("bank": "balance")."""
    taken: dict[int, set[str]] = defaultdict(set)
    for hit in text.scan(lexicon.other_meanings.topics):
        for topic in hit.values:
            taken[text.tokens[hit.start].sentence] |= lexicon.other_meanings.takes[topic]
    return taken


def without_other_topics(
    topics: Mapping[int, Set[str]], mentions: Iterable[Mention], *, names: bool = False
) -> list[Mention]:
    """Leave out mentions of concepts that a topic in the same sentence takes.

    With `names` they are names of complaints, which a topic takes all at once or not at all.
    """
    if not topics:
        return list(mentions)
    left = []
    for mention in mentions:
        takes = topics.get(mention.sentence, frozenset())
        if takes.isdisjoint({EVERYTHING, NAMES if names else mention.concept}):
            left.append(mention)
    return left
