"""The words of a text that are about another time, or about another person than the writer.

The method is that of ConText, which adds to negation a time and an experiencer. Here a stretch of
text between commas and stops has one experiencer, and a new stretch begins with "and I":

    My sister broke her foot , and I have sore heels
    another's ("sister") ────┘ └── the writer's ("I")

If nothing is said about the writer, the other person is the one who is asked about ("my son's heel
hurts"), and nothing is left out.
"""

from collections.abc import Collection, Sequence

from api.matching.lexicon.cues import ContextCues
from api.matching.lexicon.phrases import Hit
from api.matching.reading.stemming import StemmedText

POSSESSIVE_REACH = 3


def historical_segments(cues: ContextCues, text: StemmedText) -> set[int]:
    """Return the segments that are about another time, and do not say that it goes on."""
    historical = segments_of(text, text.scan(cues.historical))
    return historical - segments_of(text, text.scan(cues.recent))


def segments_of(text: StemmedText, hits: Sequence[Hit]) -> set[int]:
    return {text.tokens[hit.start].segment for hit in hits}


def places_of_others(
    cues: ContextCues,
    text: StemmedText,
    *,
    subjects: Collection[int],
    taken: Collection[int],
) -> set[int]:
    """Return the places that are about another person, if the writer has something too.

    `subjects` are the places of parts of the body and of complaints: "should I worry?" has none. A
    word inside a phrase of the lexicon (`taken`) is no person: the cat of *cat bite*.
    """
    if all(token.text not in cues.other_experiencers for token in text.tokens):
        return set()
    stretches = split_by_experiencer(cues, text)
    mine = {stretches[i] for i, token in enumerate(text.tokens) if token.text in cues.mine}
    about_other = {
        stretches[place]
        for place, token in enumerate(text.tokens)
        if token.text in cues.other_experiencers and place not in taken
    }
    about_writer = {
        stretches[place]
        for place, token in enumerate(text.tokens)
        if token.text in cues.first_person
    }
    about_writer |= mine
    about_writer |= {stretches[place] for place in subjects if is_writers(cues, text, place)}
    about_writer -= about_other
    # "Her knee locked, mine only creaks" says something of the writer without naming a part.
    if about_writer.isdisjoint({stretches[place] for place in subjects} | mine):
        return set()
    return {place for place, stretch in enumerate(stretches) if stretch in about_other}


def names_another_as_owner(cues: ContextCues, text: StemmedText) -> bool:
    """Say whether something is another person's ("my mum's calf") and nothing is "mine"."""
    words = [token.text for token in text.tokens]
    owners = (word for word in words if word.endswith("s") and word in cues.other_experiencers)
    owned = any(word.removesuffix("s") in cues.other_experiencers for word in owners)
    return owned and cues.mine.isdisjoint(words)


def is_writers(cues: ContextCues, text: StemmedText, place: int) -> bool:
    """Say whether a part of the body is the writer's: "my left knee"."""
    before = text.tokens[max(0, place - POSSESSIVE_REACH) : place]
    return any(token.text in cues.possessives for token in before)


def split_by_experiencer(cues: ContextCues, text: StemmedText) -> list[int]:
    """Return for each token the number of the stretch that it belongs to.

    A new stretch begins with each segment, and when the writer comes in behind a joining word
    ("she has gout so | I have sore heels").
    """
    stretches: list[int] = []
    current = 0
    for place, token in enumerate(text.tokens):
        before = text.tokens[place - 1] if place else token
        comes_in = before.text in cues.joining and token.text in cues.first_person
        current += comes_in or token.segment != before.segment
        stretches.append(current)
    return stretches
