"""The learned order of complaints, beside the rules that found them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from api.matching.layer.evidence import Evidence
from api.matching.layer.ranking import clues_of
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

FAR_BEHIND = 6 * ODDS
"""What only was learned is left out if it is so much weaker than the strongest: e to the sixth."""

LIKELY = ODDS
"""A text with a warning sign is about the body: there odds of e to one are enough."""

HARDLY = 0
CLEAR, CLEARLY_NOT = 0.7, -ODDS // 2
"""What the rules recognise is refused only below even odds; what they recognise clearly, by its
score, only below odds of three to five."""

ELSEWHERE = -2 * ODDS
"""Below these odds, one to e squared, a text is about something else than the body."""

SHORTEST_REASON = 4
"""Shorter words, such as "of" and "and", say nothing to a reader."""


class Ranked(NamedTuple):
    """What the rules found in a text, and how strongly what was learned speaks for each complaint.

    `strengths` is empty where nothing was learned.
    """

    found: Sequence[MatchedComplaint]
    strengths: Mapping[str, int]

    @property
    def is_typed(self) -> bool:
        """Say whether the name of a complaint is typed."""
        return bool(self.found) and self.found[0].score >= TYPED

    @property
    def is_elsewhere(self) -> bool:
        """Say whether the text is about something else than the body: "twelve feet of hose"."""
        return not self.is_typed and max(self.strengths.values(), default=ELSEWHERE) < ELSEWHERE


def ranked_by_layer(
    lexicon: Lexicon, evidence: Evidence, found: Sequence[MatchedComplaint]
) -> Ranked:
    """Return the complaints that the rules found, and what was learned says of all."""
    if lexicon.ranking.speaks is None or not evidence.words:
        return Ranked(found, {})
    layer, clues = lexicon.ranking.layer, clues_of([(one.complaint, one.score) for one in found])
    numbers, of_clues = evidence.numbers(layer.vocabulary), layer.vocabulary.numbers(clues)
    return Ranked(found, layer.divided((*numbers, of_clues)).strengths)


def reordered(
    lexicon: Lexicon, evidence: Evidence, ranked: Ranked, *, has_sign: bool
) -> tuple[MatchedComplaint, ...]:
    """Return the complaints that the rules found, and others that were learned, best first.

    None if the text is about something else: "the heel of a loaf". `has_sign`: a warning sign is
    stated or suspected. A complaint whose name is typed stays first and is never refused.
    """
    found, speaks = ranked.found, lexicon.ranking.speaks
    if speaks is None or not ranked.strengths:
        return tuple(found)
    strengths = dict(ranked.strengths)
    best = max(strengths.values())
    if ranked.is_typed:
        strengths[found[0].complaint] = best + 1
    elif found and (has_sign or best >= least_of(ranked) or is_of_others(lexicon, evidence)):
        pass
    elif found or best < (min(LIKELY, speaks) if has_sign else speaks):
        return ()
    elif denies_part(lexicon, evidence):
        # "I have no heel pain": there is nothing to guess from.
        return ()
    return listed(lexicon, strengths, evidence, {one.complaint: one for one in found})


def listed(
    lexicon: Lexicon,
    strengths: Mapping[str, int],
    evidence: Evidence,
    found: Mapping[str, MatchedComplaint],
) -> tuple[MatchedComplaint, ...]:
    """Return the strongest complaints for which something can be named, the strongest first.

    It takes the best score of the rules. Behind it stand those that the rules found, in their order
    and with their scores, so that a question is asked if there is one that tells them apart.
    """
    least_shown = max(strengths.values()) - FAR_BEHIND
    near = (slug for slug in strengths if slug in found or strengths[slug] >= least_shown)
    strongest = sorted(near, key=lambda slug: (-strengths[slug], slug))
    telling = telling_features(lexicon, evidence)
    numbers = lexicon.ranking.layer.vocabulary.numbers(telling)
    known = (found.get(slug) or learned(lexicon, slug, telling, numbers) for slug in strongest)
    shown = list(islice((one for one in known if one.because), SHOWN))
    rest = sorted(shown[1:], key=lambda one: -one.score)
    least = max((one.score for one in found.values()), default=GUESSED)
    result: list[MatchedComplaint] = []
    for place, one in enumerate((*shown[:1], *rest)):
        least = min(least, one.score) if place else least
        result.append(replace(one, score=least))
    return tuple(result)


def least_of(ranked: Ranked) -> int:
    """Return the strength from which on what the rules found is not refused."""
    return CLEARLY_NOT if ranked.found[0].score >= CLEAR else HARDLY


def is_of_others(lexicon: Lexicon, evidence: Evidence) -> bool:
    """Say whether all that a text states is about somebody else: "my grandad's balance".

    What was learned of the order rests on what people state of themselves.
    """
    return bool(evidence.elsewhere) and evidence.stated <= lexicon.concepts.background


def denies_part(lexicon: Lexicon, evidence: Evidence) -> bool:
    """Say whether a text speaks of a part of the body only to deny that there is anything."""
    parts = lexicon.concepts.part_codes
    return parts.isdisjoint(evidence.stated) and not parts.isdisjoint(evidence.denied)


def learned(
    lexicon: Lexicon, slug: str, telling: Iterable[str], numbers: Iterable[int]
) -> MatchedComplaint:
    """Return a complaint that the rules did not find, with the words that speak for it."""
    speaking = lexicon.ranking.layer.speaking_for(slug, telling, numbers)
    ordered = sorted(speaking, key=lambda found: (-found.weight, found.feature))
    labels = (lexicon.label(found.feature.strip("[]"), ()) for found in ordered)
    return MatchedComplaint(slug, WORTH_SHOWING, tuple(dict.fromkeys(labels))[:REASONS_SHOWN])


def telling_features(lexicon: Lexicon, evidence: Evidence) -> list[str]:
    """Return the features that can be a reason: stated words that mean something by themselves,
    and concepts that have a label.
    """
    stated = {word.text for word in evidence.words if not word.polarity} - lexicon.stopwords
    words = (word for word in stated if len(word) >= SHORTEST_REASON and word.isalpha())
    return [*words, *(f"[{code}]" for code in evidence.stated if code in lexicon.labels)]
