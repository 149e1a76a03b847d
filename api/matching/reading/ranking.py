"""The learned order of complaints, beside the rules that found them."""

from collections.abc import Mapping, Sequence

from api.matching.layer.evidence import Evidence
from api.matching.layer.ranking import Clued, clued
from api.matching.layer.weights import ODDS
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.outcome import MatchedComplaint

TYPED = 0.92
"""A score that only the name of a complaint reaches; it stays first."""

WORTH_SHOWING = 0.25
SHOWN = 3

GUESSED = 0.4
"""The score of a complaint that only was learned: worth a question, and not taken as meant."""

REASONS_SHOWN = 5

LEAST_STRENGTH = -ODDS
"""A complaint that only was learned is shown from odds of one to e on."""

SHORTEST_REASON = 4
"""Shorter words, such as "of" and "and", say nothing to a reader."""


def reordered(
    lexicon: Lexicon, evidence: Evidence, found: Sequence[MatchedComplaint]
) -> tuple[MatchedComplaint, ...]:
    """Return the complaints that the rules found, and others that were learned, best first.

    What the rules recognise is never refused.
    """
    ranking = lexicon.ranking
    if ranking.speaks is None or not evidence.words:
        return tuple(found)
    features = clued(evidence.features, [(one.complaint, one.score) for one in found])
    strengths = ranking.layer.strengths(features)
    best = max(strengths.values())
    if not found:
        # "I have no heel pain" states no part of the body: there is nothing to guess from.
        speaks = best >= ranking.speaks and is_about_part(lexicon, evidence)
        return listed(lexicon, strengths, features, {}) if speaks else ()
    if found[0].score >= TYPED:
        strengths[found[0].complaint] = best + 1
    return listed(lexicon, strengths, features, {one.complaint: one for one in found})


def listed(
    lexicon: Lexicon,
    strengths: Mapping[str, int],
    features: Clued,
    found: Mapping[str, MatchedComplaint],
) -> tuple[MatchedComplaint, ...]:
    """Return the strongest complaints.

    If the rules and the ranking agree about the first, those of the rules stay in front. Otherwise
    the first takes the best score of the rules, and theirs keep their own below it.
    """
    ordered = sorted(strengths, key=lambda slug: (-strengths[slug], slug))
    slugs = [*found, *ordered] if ordered[0] in [*found][:1] else ordered
    least = max((one.score for one in found.values()), default=GUESSED)
    result: list[MatchedComplaint] = []
    for slug in dict.fromkeys(slugs):
        if len(result) == SHOWN:
            break
        if slug not in found and strengths[slug] < LEAST_STRENGTH:
            continue
        known = found.get(slug) or learned(lexicon, slug, features)
        if known.because:
            least = min(least, known.score) if result else least
            result.append(MatchedComplaint(slug, least, known.because))
    return tuple(result)


def is_about_part(lexicon: Lexicon, evidence: Evidence) -> bool:
    return not lexicon.concepts.part_codes.isdisjoint(evidence.stated)


def learned(lexicon: Lexicon, slug: str, features: Clued) -> MatchedComplaint:
    """Return a complaint that the rules did not find, with the words that speak for it."""
    telling = {f"[{code}]" for code in lexicon.labels} & features.concepts
    telling |= {word for word in features.words if is_telling(lexicon, word)}
    speaking = lexicon.ranking.layer.speaking_for(slug, telling)
    ordered = sorted(speaking, key=lambda found: (-found.weight, found.feature))
    labels = (lexicon.label(found.feature.strip("[]"), ()) for found in ordered)
    return MatchedComplaint(slug, WORTH_SHOWING, tuple(dict.fromkeys(labels))[:REASONS_SHOWN])


def is_telling(lexicon: Lexicon, word: str) -> bool:
    """Say whether a feature is one stated word that means something by itself."""
    return len(word) >= SHORTEST_REASON and word.isalpha() and word not in lexicon.stopwords
