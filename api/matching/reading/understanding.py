"""From a text to its mentions: concepts, and names of complaints."""

from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType
from typing import NamedTuple

from api.matching.layer.evidence import Word
from api.matching.lexicon.compiled import (
    ANY_SIGN,
    CHILD_AGE,
    CHILDS_PART,
    NAMED,
    OLDER_AGE,
    OWN,
    SHORT_QUERY,
    Lexicon,
)
from api.matching.lexicon.phrases import Hit
from api.matching.lexicon.spelling import Spelling
from api.matching.reading.ages import find_child, find_childs_part, find_older
from api.matching.reading.context import (
    historical_segments,
    names_another_as_owner,
    places_of_others,
)
from api.matching.reading.mentions import Mention, mention_at
from api.matching.reading.negation import negated_places
from api.matching.reading.stemming import BLANK, StemmedText, spell_words, stem_text
from api.matching.reading.topics import topics_by_sentence, without_other_topics
from api.matching.reading.words import words_read
from api.matching.tokens import Token, normalise
from api.screening import OVER_65, SOMEONE_ELSE, UNDER_18, Said

SHORT = 3
"""A query of at most so many words is taken as keywords."""

AGES = ((CHILD_AGE, find_child, UNDER_18), (OLDER_AGE, find_older, OVER_65))
"""The concepts of an age, how a text states it, and the code with which it is answered."""

SHORTEST_WORD = 3
SIDE_REACH = 3


class Understanding(NamedTuple):
    """The mentions of a text: concepts by their code, and names of complaints by their key.

    `words` are those of the text, and `denied` the concepts that it negates. `theirs`:
    something is called another person's ("my mum's calf"), and the writer does not set their own
    against it ("mine"). `spellings` says how each word was read.
    """

    concepts: dict[str, list[Mention]]
    names: list[Mention]
    words: tuple[Word, ...] = ()
    denied: frozenset[str] = frozenset()
    theirs: bool = False
    spellings: Mapping[str, Spelling] = MappingProxyType({})


class Context(NamedTuple):
    """Places that are negated or about another person, and segments about another time."""

    negated: set[int]
    of_others: set[int]
    historical: set[int]


def understand(
    lexicon: Lexicon, text: str, spoken: Said, known: Mapping[str, Spelling] = MappingProxyType({})
) -> Understanding:
    """Return the mentions of a plain text that are not negated.

    Of what was answered beside it, `spoken`, the person counts: their age, and whether a text about
    another person is about the one who is asked about. `known` are words that were read before.
    """
    if not any(map(str.isalpha, text)):
        return Understanding({}, [])
    tokens = lexicon.tokeniser.tokens(text)
    spellings = spell_words(lexicon, tokens, known)
    stemmed = stem_text(lexicon, tokens, spellings)
    hits = find_concepts(lexicon, stemmed)
    names = lexicon.names.tree.scan_overlapping(stemmed.stems, stemmed.stopword)
    context = context_of(lexicon, stemmed, hits, names)
    if SOMEONE_ELSE in spoken.affirmed:
        context = context._replace(of_others=set())
    topics = topics_by_sentence(lexicon, stemmed)
    mentions = concept_mentions(lexicon, stemmed, hits, context)
    concepts = grouped(without_other_topics(topics, mentions))
    concepts |= computed_mentions(lexicon, stemmed, tokens, concepts, spoken)
    named = without_other_topics(topics, name_mentions(stemmed, names, context), names=True)
    if named:
        concepts[NAMED] = [mention._replace(concept=NAMED) for mention in named]
    return Understanding(
        concepts,
        named,
        words=tuple(words_read(stemmed, context.negated, places_elsewhere(stemmed, context))),
        denied=denied_concepts(lexicon, stemmed, hits, context.negated),
        theirs=names_another_as_owner(lexicon.context, stemmed),
        spellings=spellings,
    )


def is_word(lexicon: Lexicon, text: str) -> bool:
    """Say whether a string is one word that needs no correction."""
    word = normalise(text)
    return word in lexicon.stopwords or (
        len(word) >= SHORTEST_WORD and lexicon.speller.look_up(word) is not None
    )


def find_concepts(lexicon: Lexicon, text: StemmedText) -> list[Hit]:
    """Return the phrases of all concepts; "heel" in "high heel" is no part of the body."""
    concepts = lexicon.concepts
    non_body = concepts.non_body.scan(text.stems)
    taken = {place for hit in non_body for place in hit.places}
    left = [BLANK if place in taken else stem for place, stem in enumerate(text.stems)]
    parts = concepts.parts.scan(left, text.stopword)
    others = concepts.others.scan(text.stems, text.passable)
    return [*non_body, *parts, *(hit for hit in others if is_together(text, hit))]


def is_together(text: StemmedText, hit: Hit) -> bool:
    """Say whether the words that a phrase steps over are in one sentence: "spüre * nicht"."""
    first, last = text.tokens[hit.start], text.tokens[hit.end - 1]
    return not hit.gapped or first.sentence == last.sentence


def context_of(
    lexicon: Lexicon, text: StemmedText, hits: Sequence[Hit], names: Sequence[Hit]
) -> Context:
    taken = {place for hit in (*hits, *names) if hit.length > 1 for place in hit.places}
    signs = {hit.start for hit in hits if not lexicon.concepts.signs.isdisjoint(hit.values)}
    parts = [hit for hit in hits if not lexicon.concepts.part_codes.isdisjoint(hit.values)]
    subjects = {place for hit in (*parts, *names) for place in hit.places}
    return Context(
        negated=negated_places(lexicon.negation, text, taken, signs),
        of_others=places_of_others(lexicon.context, text, subjects=subjects, taken=taken),
        historical=historical_segments(lexicon.context, text),
    )


def concept_mentions(
    lexicon: Lexicon, text: StemmedText, hits: Iterable[Hit], context: Context
) -> list[Mention]:
    """Return each concept that is not negated, also single words that some name is made of."""
    literals = lexicon.names.literals
    single = ((literals[s], range(i, i + 1)) for i, s in enumerate(text.stems) if s in literals)
    in_hits = ((code, hit.places) for hit in hits for code in codes_of(lexicon, text, hit))
    lasting = lexicon.concepts.lasting
    return [
        mention_in(context, text, code, places, lasting=code in lasting)
        for code, places in (*single, *in_hits)
        if context.negated.isdisjoint(places)
    ]


def name_mentions(text: StemmedText, names: Iterable[Hit], context: Context) -> list[Mention]:
    """Return each name of a complaint that is not negated, by its key."""
    return [
        mention_in(context, text, key, hit.places)._replace(corrected=False)
        for hit in names
        if context.negated.isdisjoint(hit.places)
        for key in hit.values
    ]


def mention_in(
    context: Context, text: StemmedText, code: str, places: range, *, lasting: bool = False
) -> Mention:
    """Return a mention with the time and the experiencer of its first word.

    What is `lasting` counts although it is past.
    """
    first, last = text.tokens[places.start], text.tokens[places.stop - 1]
    return Mention(
        code,
        first.at,
        last.at,
        first.sentence,
        first.segment in context.historical and not lasting,
        places.start in context.of_others,
        not text.corrected.isdisjoint(places),
    )


def places_elsewhere(text: StemmedText, context: Context) -> set[int]:
    """Return the places about another time or another person."""
    if not context.historical:
        return context.of_others
    past = {i for i, token in enumerate(text.tokens) if token.segment in context.historical}
    return past | context.of_others


def denied_concepts(
    lexicon: Lexicon, text: StemmedText, hits: Iterable[Hit], negated: Set[int]
) -> frozenset[str]:
    denied = (hit for hit in hits if negated and not negated.isdisjoint(hit.places))
    return frozenset(code for hit in denied for code in codes_of(lexicon, text, hit))


def codes_of(lexicon: Lexicon, text: StemmedText, hit: Hit) -> list[str]:
    """Return the concepts of a phrase, and those that they imply."""
    concepts = lexicon.concepts
    codes: dict[str, None] = {}
    for code in hit.values:
        codes.update(dict.fromkeys((code, *concepts.implied[code])))
    if not concepts.troubles.isdisjoint(codes):
        codes[ANY_SIGN] = None
    if codes.keys() & concepts.part_codes and has_side(lexicon, text, hit):
        codes[OWN] = None
    return list(codes)


def has_side(lexicon: Lexicon, text: StemmedText, hit: Hit) -> bool:
    """Say whether it is said which of two parts is meant: "my left knee", "both knees"."""
    near = text.tokens[max(0, hit.start - SIDE_REACH) : hit.end]
    return any(token.text in lexicon.context.sides for token in near)


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
