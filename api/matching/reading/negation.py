"""The negated words of a text.

The method is that of NegEx: a cue word opens a scope, and every word in the scope is negated. The
scope of a negator goes forward for at most `REACH` words, stopwords not counted:

    My calf hurts but no swelling , heat or redness and I limp .
                      ── ─────────────────────────────┘ └ "I" ends the scope
                  a negator, and the words that it negates

- A full stop, a "but" and every scope terminator (*because*, *I*, *just*) end the scope.
- So does a comma, unless an "or" follows that makes it part of a list, as here.

The scope of a post-negator goes back over two words of its clause: "bladder and bowel *fine*".

Four things look like a negator and are none:

- a pseudo-negation: "*not sure* why it hurts", "hurts *non-stop*";
- a negator inside a phrase of the lexicon: "*can't* feel my toes" is a sign of its own;
- an answer: "*No*, just heel pain" negates the question before it, and not the pain;
- a becoming: "my foot *has gone* warm".
"""

from collections.abc import Collection

from api.matching.lexicon.cues import NegationCues
from api.matching.lexicon.phrases import Hit
from api.matching.reading.stemming import StemmedText

REACH = 6
"""A negator reaches at most so many words, stopwords not counted."""

LIST_AHEAD = 8
"""How far ahead an "or" may be that joins a list with commas ("no numbness, heat or pus")."""

MOST_REACHED = 60
"""No scope holds more words than this, stopwords counted: a text of nothing else costs no more."""

LONGEST_OPENING = 30
"""A "no" behind more stopwords than this opens no sentence."""

REACH_BACK = 5
NEGATED_BEFORE = 2
"""A post-negator looks back over so many words, and negates so many that are no stopwords."""


def negated_places(cues: NegationCues, text: StemmedText, taken: Collection[int]) -> set[int]:
    """Return the places of negated words; `taken` are those inside a phrase of the lexicon."""
    pseudo = text.scan(cues.pseudo_negations)
    harmless = {place for hit in pseudo for place in hit.places}
    negated: set[int] = set()
    for hit in text.scan(cues.negators):
        free = hit.start not in taken and hit.start not in harmless
        if free and is_written_so(text, hit, cues.exact_negators):
            negated.update(places_negated_by(cues, text, hit))
    for hit in text.scan(cues.post_negators):
        free = hit.start not in taken and harmless.isdisjoint(hit.places)
        free = free and not is_becoming(cues, text, hit)
        if free and is_written_so(text, hit, cues.exact_post_negators):
            negated.update(places_before(cues, text, hit.start))
    return negated


def is_becoming(cues: NegationCues, text: StemmedText, hit: Hit) -> bool:
    """Say whether "gone" says what something became ("has gone warm"), and not that it is absent.

    It is absent if the clause ends there, or goes on with when or how ("has gone since yesterday").
    """
    if text.tokens[hit.end - 1].text not in cues.becoming:
        return False
    segment = text.tokens[hit.start].segment
    for token, is_passable in zip(text.tokens[hit.end :], text.passable[hit.end :], strict=True):
        if token.segment != segment or token.text in cues.absence:
            return False
        if not is_passable:
            return True
    return False


def is_written_so(text: StemmedText, hit: Hit, exact: frozenset[str]) -> bool:
    """Say whether a negator of one word is really that word: "sine" is no "sin"."""
    return hit.length > 1 or text.tokens[hit.start].text in exact


def places_negated_by(cues: NegationCues, text: StemmedText, negator: Hit) -> range:
    if is_answer(cues, text, negator):
        return question_before(text, negator.start)
    return forward_scope(cues, text, negator)


def is_answer(cues: NegationCues, text: StemmedText, negator: Hit) -> bool:
    """Say whether a "no" is an answer: it opens its sentence, and a comma or a scope terminator
    follows ("no, just heel pain")."""
    token = text.tokens[negator.start]
    if token.text not in cues.answers:
        return False
    opens = opens_sentence(text, negator.start)
    if not opens or negator.end >= len(text.tokens):
        return opens
    after = text.tokens[negator.end]
    ends = after.sentence != token.sentence or after.after_comma
    return ends or after.text in cues.scope_terminators


def opens_sentence(text: StemmedText, place: int) -> bool:
    """Say whether only stopwords stand between a word and the beginning of its sentence."""
    sentence = text.tokens[place].sentence
    for before in range(place - 1, max(-1, place - 1 - LONGEST_OPENING), -1):
        if text.tokens[before].sentence != sentence:
            return True
        if not text.stopword[before]:
            return False
    return place <= LONGEST_OPENING


def question_before(text: StemmedText, place: int) -> range:
    """Return the places of the question that the word at `place` answers; empty if it is none."""
    end = place
    while end and text.tokens[end].after_question:
        end -= 1
    if end == place:
        return range(0)
    start = end
    while start and text.tokens[start - 1].sentence == text.tokens[end].sentence:
        start -= 1
    return range(start, end + 1)


def forward_scope(cues: NegationCues, text: StemmedText, negator: Hit) -> range:
    """Return the places that a negator reaches: to the end of its clause or of its list."""
    clause = text.tokens[negator.start].clause
    end, counted, most = negator.end, 0, REACH
    last = min(len(text.tokens), negator.end + MOST_REACHED)
    while end < last and counted < most:
        token, is_first = text.tokens[end], end == negator.end
        # Right behind the negator only a comma ends its scope: "not because", "none, just my heel".
        may_end = token.after_comma or not is_first
        if token.clause != clause or (token.text in cues.scope_terminators and may_end):
            break
        if token.after_comma and not is_first:
            if not list_goes_on(cues, text, end):
                break
            most = REACH + LIST_AHEAD
        counted += not text.stopword[end]
        end += 1
    return range(negator.end, end)


def list_goes_on(cues: NegationCues, text: StemmedText, place: int) -> bool:
    """Say whether an "or" follows that makes the comma at `place` part of a list."""
    for token in text.tokens[place : place + LIST_AHEAD]:
        if token.clause != text.tokens[place].clause or token.text in cues.scope_terminators:
            return False
        if token.text in cues.list_conjunctions:
            return True
    return False


def places_before(cues: NegationCues, text: StemmedText, place: int) -> list[int]:
    """Return the places of the two words before `place` in its segment.

    Stopwords and the *and* of a list are stepped over: "bladder and bowels fine".
    """
    found: list[int] = []
    for before in range(place - 1, max(-1, place - 1 - REACH_BACK), -1):
        token = text.tokens[before]
        if token.clause != text.tokens[place].clause or len(found) == NEGATED_BEFORE:
            break
        if not text.stopword[before] and token.text not in cues.list_conjunctions:
            found.append(before)
        if token.after_comma:
            break
    return found
