"""From a text to its mentions: concepts, and names of complaints."""

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from api.matching.layer.evidence import Word
from api.matching.lexicon.compiled import (
    CHILD_AGE,
    CHILDS_PART,
    NAMED,
    OLDER_AGE,
    SHORT_QUERY,
    Lexicon,
)
from api.matching.lexicon.phrases import Hit
from api.matching.reading.ages import find_child, find_childs_part, find_older
from api.matching.reading.context import (
    historical_segments,
    names_another_as_owner,
    places_of_others,
)
from api.matching.reading.mentions import Mention, mention_at
from api.matching.reading.negation import negated_places
from api.matching.reading.scanning import (
    NOTHING_SCANNED,
    FoundConcepts,
    Scanned,
    is_together,
    scan,
)
from api.matching.reading.stemming import BLANK, StemmedText
from api.matching.reading.topics import topics_by_sentence, without_other_topics
from api.matching.reading.words import words_read
from api.matching.tokens import Token, normalise
from api.screening import OVER_65, SOMEONE_ELSE, UNDER_18, Said

SHORT = 3
"""A query of at most so many words is taken as keywords."""

AGES = ((CHILD_AGE, find_child, UNDER_18), (OLDER_AGE, find_older, OVER_65))
"""The concepts of an age, how a text states it, and the code with which it is answered."""

SHORTEST_WORD = 3


class Understanding(NamedTuple):
    """The mentions of a text: concepts by their code, and names of complaints by their key.

    `words` are those of the text, and `denied` the concepts that it negates. `theirs`:
    something is called another person's ("my mum's calf"), and the writer does not set their own
    against it ("mine"). `scanned` is what the words hold, for another reading of them.
    """

    concepts: dict[str, list[Mention]]
    names: list[Mention]
    words: tuple[Word, ...] = ()
    denied: frozenset[str] = frozenset()
    theirs: bool = False
    scanned: Scanned = NOTHING_SCANNED


class Context(NamedTuple):
    """Places that are negated or about another person, and segments about another time."""

    negated: set[int]
    of_others: set[int]
    historical: set[int]


def understand(
    lexicon: Lexicon, text: str, spoken: Said, before: Scanned = NOTHING_SCANNED
) -> Understanding:
    """Return the mentions of a plain text that are not negated.

    Of what was answered beside it, `spoken`, the person counts: their age, and whether a text about
    another person is about the one who is asked about. `before` is a reading of the same words.
    """
    if not any(map(str.isalpha, text)):
        return Understanding({}, [])
    scanned = scan(lexicon, text, before)
    stemmed, tokens, names = scanned.text, scanned.tokens, scanned.names
    found = [one for one in scanned.concepts if is_together(stemmed, one.hit)]
    context = context_of(lexicon, stemmed, [one.hit for one in found], names)
    if SOMEONE_ELSE in spoken.affirmed:
        context = context._replace(of_others=set())
    topics = topics_by_sentence(lexicon, stemmed)
    mentions = concept_mentions(lexicon, stemmed, found, context)
    concepts = grouped(without_other_topics(topics, mentions))
    concepts |= computed_mentions(lexicon, stemmed, tokens, concepts, spoken)
    named = without_other_topics(topics, name_mentions(stemmed, names, context), names=True)
    if named:
        concepts[NAMED] = [mention._replace(concept=NAMED) for mention in named]
    return Understanding(
        concepts,
        named,
        words=tuple(words_read(stemmed, context.negated, places_elsewhere(stemmed, context))),
        denied=denied_concepts(found, context.negated),
        theirs=names_another_as_owner(lexicon.context, stemmed),
        scanned=scanned,
    )


def is_word(lexicon: Lexicon, text: str) -> bool:
    """Say whether a string is one word that needs no correction."""
    word = normalise(text)
    return word in lexicon.stopwords or (
        len(word) >= SHORTEST_WORD and lexicon.speller.look_up(word) is not None
    )


def context_of(
    lexicon: Lexicon, text: StemmedText, hits: Sequence[Hit], names: Sequence[Hit]
) -> Context:
    taken = {place for hit in (*hits, *names) if hit.length > 1 for place in hit.places}
    parts = [hit for hit in hits if not lexicon.concepts.part_codes.isdisjoint(hit.values)]
    subjects = {place for hit in (*parts, *names) for place in hit.places}
    return Context(
        negated=negated_places(lexicon.negation, text, taken),
        of_others=places_of_others(lexicon.context, text, subjects=subjects, taken=taken),
        historical=historical_segments(lexicon.context, text),
    )


def concept_mentions(
    lexicon: Lexicon, text: StemmedText, found: Iterable[FoundConcepts], context: Context
) -> list[Mention]:
    """Return each concept that is not negated, also single words that some name is made of.

    What is lasting counts although it is past.
    """
    literals, lasting = lexicon.names.literals, lexicon.concepts.lasting
    single = (((literals[s],), range(i, i + 1)) for i, s in enumerate(text.stems) if s in literals)
    in_hits = ((one.codes, one.hit.places) for one in found)
    mentions: list[Mention] = []
    for codes, places in (*single, *in_hits):
        if context.negated.isdisjoint(places):
            at, to, sentence, historical, of_other, corrected = place_of(context, text, places)
            mentions += [
                Mention(
                    code,
                    at,
                    to,
                    sentence,
                    historical and code not in lasting,
                    of_other,
                    corrected,
                )
                for code in codes
            ]
    return mentions


def name_mentions(text: StemmedText, names: Iterable[Hit], context: Context) -> list[Mention]:
    """Return each name of a complaint that is not negated, by its key."""
    return [
        Mention(key, *place_of(context, text, hit.places)[:-1])
        for hit in names
        if context.negated.isdisjoint(hit.places)
        for key in hit.values
    ]


class PlaceOf(NamedTuple):
    """Where a phrase is: a mention without its concept, see there."""

    at: int
    to: int
    sentence: int
    historical: bool
    of_other: bool
    corrected: bool


def place_of(context: Context, text: StemmedText, places: range) -> PlaceOf:
    """Return where a phrase is, with the time and the experiencer of its first word."""
    first, last = text.tokens[places.start], text.tokens[places.stop - 1]
    return PlaceOf(
        first.at,
        last.at,
        first.sentence,
        first.segment in context.historical,
        places.start in context.of_others,
        not text.corrected.isdisjoint(places),
    )


def places_elsewhere(text: StemmedText, context: Context) -> set[int]:
    """Return the places about another time or another person."""
    if not context.historical:
        return context.of_others
    past = {i for i, token in enumerate(text.tokens) if token.segment in context.historical}
    return past | context.of_others


def denied_concepts(found: Iterable[FoundConcepts], negated: Set[int]) -> frozenset[str]:
    if not negated:
        return frozenset()
    denied = (one for one in found if not negated.isdisjoint(one.hit.places))
    return frozenset(code for one in denied for code in one.codes)


def grouped(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    by_concept: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_concept.setdefault(mention.concept, []).append(mention)
    return by_concept


def computed_mentions(
    lexicon: Lexicon,
    text: StemmedText,
    tokens: Sequence[Token],
    concepts: dict[str, list[Mention]],
    spoken: Said,
) -> dict[str, list[Mention]]:
    """Return concepts without a phrase: the text is a short query; the person's age; a child."""
    found: dict[str, list[Mention]] = {}
    whole = range(len(text.tokens))
    if is_short_query(lexicon, text, concepts):
        found[SHORT_QUERY] = [mention_at(SHORT_QUERY, text.tokens, whole)]
    for concept, find, code in AGES:
        place = find(lexicon.ages, tokens)
        if code in spoken.affirmed and tokens:
            found[concept] = [mention_at(concept, tokens, range(len(tokens)))]
        elif place is not None:
            found[concept] = [mention_at(concept, tokens, range(place, place + 1))]
    parts = {m.at for code in lexicon.concepts.part_codes & concepts.keys() for m in concepts[code]}
    place = find_childs_part(lexicon.ages, lexicon.context.sides, tokens, parts)
    if place is not None:
        found[CHILDS_PART] = [mention_at(CHILDS_PART, tokens, range(place, place + 1))]
    return found


def is_short_query(lexicon: Lexicon, text: StemmedText, concepts: dict[str, list[Mention]]) -> bool:
    """Return whether a text is only a few keywords, half of them in the lexicon: "heel spur".

    What is said about the person ("yesterday", "pregnant") is no keyword.
    """
    words = zip(text.tokens, text.stopword, strict=True)
    first_person = lexicon.context.first_person
    telling = [token for token, stop in words if not stop and token.text not in first_person]
    if len(telling) > SHORT:
        return False
    background = lexicon.concepts.background
    mentions = (m for code, found in concepts.items() if code not in background for m in found)
    said = {at for mention in mentions for at in range(mention.at, mention.to + 1)}
    ours = sum(token.at in said for token in telling)
    return 0 < len(telling) <= 2 * ours and BLANK not in text.stems
