"""Reading a text: from words to mentions of concepts and names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from api.matching.lexicon.compiled import ANY_SIGN, CHILD_AGE, NAMED, OWN, SHORT_QUERY, Lexicon
from api.matching.lexicon.phrases import Hit
from api.matching.lexicon.spelling import MAX_CORRECTIONS, Reading
from api.matching.reading.ages import child_at
from api.matching.reading.mentions import Mention, spanning
from api.matching.reading.scopes import Row, denied_words, others_words, past_pieces
from api.matching.tokens import MAX_CHARACTERS, Word

SHORT = 3
"""A query of at most so many words is taken as keywords."""

OWNER_REACH = 3

BLANK = "\0"
"""Stands where an idiom was: it belongs to no phrase."""


class Understood(NamedTuple):
    """What a text says: concepts by code, and names (key, mention) of complaints."""

    concepts: dict[str, list[Mention]]
    names: list[tuple[str, Mention]]


def understand(lexicon: Lexicon, text: str) -> Understood:
    words = lexicon.words(text)
    if not any(character.isalpha() for character in text[:MAX_CHARACTERS]):
        return Understood({}, [])
    row = row_of(lexicon, words)
    hits = phrases_in(lexicon, row)
    names = lexicon.names.scan_overlapping(row.stems, row.light)
    taken = {i for hit in (*hits, *names) if hit.end - hit.start > 1 for i in places(hit)}
    denied = denied_words(lexicon.small, row, taken)
    past = past_pieces(lexicon.small, row)
    told = told_of(lexicon, hits) | {place for hit in names for place in places(hit)}
    others = others_words(lexicon.small, row, told, taken)
    found = concept_mentions(lexicon, row, hits, denied, past, others)
    taken_by_topics = topics_of(lexicon, row)
    concepts = without_other_topics(taken_by_topics, found)
    add_pseudo(lexicon, row, words, concepts)
    kept = [
        (key, told_name(key, row, hit, past, others))
        for hit in names
        if denied.isdisjoint(places(hit))
        for key in hit.values
    ]
    names_left = without_mocking(taken_by_topics, kept)
    if names_left:
        concepts[NAMED] = [mention._replace(concept=NAMED) for _, mention in names_left]
    return Understood(concepts, names_left)


def phrases_in(lexicon: Lexicon, row: Row) -> list[Hit]:
    """Return the phrases of all concepts; what a thing is named by names no part of a body."""
    things = lexicon.things.scan(row.stems)
    named = {place for hit in things for place in places(hit)}
    left = [BLANK if place in named else stem for place, stem in enumerate(row.stems)]
    parts, others = lexicon.concepts
    return [*things, *parts.scan(left, row.light), *others.scan(row.stems, row.light)]


def told_of(lexicon: Lexicon, hits: Iterable[Hit]) -> set[int]:
    """Return the places where a part of the body is named."""
    parts = [hit for hit in hits if not lexicon.parts.isdisjoint(hit.values)]
    return {place for hit in parts for place in places(hit)}


def places(hit: Hit) -> range:
    return range(hit.start, hit.end)


def row_of(lexicon: Lexicon, words: Sequence[Word]) -> Row:
    """Return the words as the lexicon spells them, with idioms blanked."""
    readings = readings_of(lexicon, words)
    first_stems = [readings[word.text].stems[0] for word in words]
    idioms = lexicon.idioms.scan(first_stems)
    if idioms:
        parts = [hit for hit in lexicon.concepts[0].scan(first_stems) if hit.end - hit.start > 1]
        idioms = [hit for hit in idioms if not cuts(hit, parts)]
    blank = {place for hit in idioms for place in places(hit)} | lengths(words)
    row = Row([], [], [], set())
    for place, word in enumerate(words):
        reading = readings[word.text]
        for stem in (BLANK,) if place in blank else reading.stems:
            if reading.mended:
                row.mended.add(len(row.words))
            row.words.append(word)
            row.stems.append(stem)
            row.light.append(reading.light or word.text in lexicon.light)
    return row


def cuts(idiom: Hit, parts: Sequence[Hit]) -> bool:
    """Say whether an idiom begins inside a part's name: "lower | back from" a long day."""
    return any(part.start < idiom.start < part.end for part in parts)


def lengths(words: Sequence[Word]) -> set[int]:
    """Return the places where "foot" and "feet" are a measure (100-foot, 6 feet)."""
    return {
        place
        for place in range(1, len(words))
        if words[place].text in {"foot", "feet"} and words[place - 1].text.isdigit()
    }


def readings_of(lexicon: Lexicon, words: Sequence[Word]) -> dict[str, Reading]:
    """Read each different word once; only so many are looked up as typos."""
    readings: dict[str, Reading] = {}
    looked_up = 0
    for text in (word.text for word in words):
        if text in readings:
            continue
        if text in lexicon.light:
            readings[text] = Reading((text,), False)
            continue
        reading = lexicon.spelling.known(text)
        if reading is None:
            looked_up += 1
            affordable = looked_up <= MAX_CORRECTIONS
            reading = lexicon.spelling.read(text) if affordable else Reading((text,), False)
        readings[text] = reading
    return readings


def concept_mentions(
    lexicon: Lexicon,
    row: Row,
    hits: Iterable[Hit],
    denied: set[int],
    past: set[int],
    others: set[int],
) -> list[Mention]:
    """Return what is stated and not denied, with lone words that some name is made of."""
    found: list[Mention] = []
    spans = [(f"={stem}", i, i + 1) for i, stem in enumerate(row.stems)]
    spans = [span for span in spans if span[0] in lexicon.literals]
    spans += [span for hit in hits for span in spans_of(lexicon, row, hit)]
    for code, start, end in spans:
        here = range(start, end)
        if not denied.isdisjoint(here):
            continue
        first, last = row.words[start], row.words[end - 1]
        found.append(
            Mention(
                code,
                first.at,
                last.at,
                first.sentence,
                past=first.piece in past and code not in lexicon.lasting,
                other=start in others,
                mended=not row.mended.isdisjoint(here),
            )
        )
    return found


def told_name(key: str, row: Row, hit: Hit, past: set[int], others: set[int]) -> Mention:
    """Return where a complaint is named, and whether it is another time's or person's."""
    mention = spanning(key, row.words, hit.start, hit.end)
    piece = row.words[hit.start].piece
    return mention._replace(past=piece in past, other=hit.start in others)


def spans_of(lexicon: Lexicon, row: Row, hit: Hit) -> list[tuple[str, int, int]]:
    """Return what a hit stands for, and what goes without saying then."""
    codes: dict[str, None] = {}
    for code in hit.values:
        codes.update(dict.fromkeys((code, *lexicon.implied[code])))
    if not lexicon.complaining.isdisjoint(codes):
        codes[ANY_SIGN] = None
    if codes.keys() & lexicon.parts and is_own(lexicon, row, hit):
        codes[OWN] = None
    return [(code, hit.start, hit.end) for code in codes]


def is_own(lexicon: Lexicon, row: Row, hit: Hit) -> bool:
    """Say whether a part is somebody's: "my left knee", "both knees"."""
    first = max(0, hit.start - OWNER_REACH)
    return any(word.text in lexicon.owners for word in row.words[first : hit.end])


def topics_of(lexicon: Lexicon, row: Row) -> dict[int, set[str]]:
    """Return for each sentence with another topic what that topic takes ("bank": "balance")."""
    taken: dict[int, set[str]] = defaultdict(set)
    for hit in lexicon.topics.scan(row.stems, row.light):
        for topic in hit.values:
            taken[row.words[hit.start].sentence] |= lexicon.topic_takes[topic]
    return taken


def without_other_topics(
    taken: dict[int, set[str]], found: Iterable[Mention]
) -> dict[str, list[Mention]]:
    """Leave out the concepts that another topic in the same sentence takes."""
    concepts: dict[str, list[Mention]] = {}
    for mention in found:
        takes = taken.get(mention.sentence, ())
        if mention.concept not in takes and "all" not in takes:
            concepts.setdefault(mention.concept, []).append(mention)
    return concepts


def without_mocking(
    taken: dict[int, set[str]], names: list[tuple[str, Mention]]
) -> list[tuple[str, Mention]]:
    """Leave out names in a sentence whose topic takes everything, or names."""
    return [
        (key, mention)
        for key, mention in names
        if taken.get(mention.sentence, set()).isdisjoint({"all", "names"})
    ]


def add_pseudo(
    lexicon: Lexicon, row: Row, words: Sequence[Word], concepts: dict[str, list[Mention]]
) -> None:
    speaking = lexicon.small.first_person
    told = zip(row.words, row.light, strict=True)
    telling = [word for word, light in told if not light and word.text not in speaking]
    said = {m.at + i for found in concepts.values() for m in found for i in range(m.to - m.at + 1)}
    ours = sum(word.at in said for word in telling)
    if 0 < len(telling) <= min(SHORT, 2 * ours) and BLANK not in row.stems:
        concepts[SHORT_QUERY] = [spanning(SHORT_QUERY, row.words, 0, len(row.words))]
    place = child_at(lexicon.ages, words)
    if place is not None:
        concepts[CHILD_AGE] = [spanning(CHILD_AGE, list(words), place, place + 1)]
