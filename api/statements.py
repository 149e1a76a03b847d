"""What somebody states, and all that follows from it. Pure; plans and the safety check share it.

Things are stated by code, by answers and in a text. What follows are conditions that signs and
conditions count as, what a clinician cleared, and the facts that the triage rule decides on.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from api.screening import Known, Said, Screened, Signs, screen
from api.triage import Effect, Fact, all_cleared, implied_by, implied_by_words

Effects = Mapping[str, Effect]
"""The effects of every sign and condition, by code."""


class TextStatements(Protocol):
    """The codes in a text: signs and conditions that it states, and signs that it may mean."""

    @property
    def red_flags(self) -> Collection[str]: ...
    @property
    def conditions(self) -> Collection[str]: ...
    @property
    def suspected(self) -> Collection[str]: ...


class NoText(NamedTuple):
    """In the place of a text that there is not."""

    red_flags: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    suspected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stated:
    """All that was stated, as codes. `of_complaints` are the signs that belong to the complaints.

    It is None if no complaint is known.
    """

    spoken: Said
    conditions: Collection[str]
    red_flags: Collection[str]
    cleared: Collection[str]
    of_complaints: Collection[str] | None
    text: TextStatements | None


class Statements(NamedTuple):
    """Conditions and clearances with all that follows from them, and the signs; all sorted."""

    conditions: tuple[str, ...]
    cleared: tuple[str, ...]
    screened: Screened


def statements_of(stated: Stated, effects: Effects, signs: Signs) -> Statements:
    """Return all that follows from what was stated."""
    spoken, words = stated.spoken, stated.text or NoText()
    affirmed = spoken.affirmed & effects.keys()
    conditions = {*stated.conditions, *(affirmed - signs.keys())}
    by_code = {*stated.red_flags, *(affirmed & signs.keys())}
    by_words = implied_by_words({*words.red_flags} - by_code, words.conditions, effects)
    held = conditions | by_words | implied_by({*conditions, *by_code}, effects)
    known = Known(
        stated={*stated.red_flags, *words.red_flags},
        suspected=words.suspected,
        of_complaints=stated.of_complaints,
        conditions={*held, *words.conditions},
        has_text=stated.text is not None,
    )
    screened = screen(known, spoken, signs)
    clearing = {*screened.signs, *stated.conditions, *(spoken.certain & conditions)}
    return Statements(
        conditions=tuple(sorted(held)),
        cleared=tuple(sorted(all_cleared(stated.cleared, clearing, effects))),
        screened=screened,
    )


def facts_of(
    conditions: Collection[str], screened: Screened, effects: Effects, signs: Signs
) -> Iterator[Fact]:
    """Yield each sign and each condition that is there, as the triage rule takes it.

    A sign that was denied although a risk factor was stated still wants a clinician.
    """
    for code in screened.signs:
        yield Fact(code, effects[code], signs[code].tier)
    for code in conditions:
        yield Fact(code, effects[code])
    yield from (Fact(code, Effect("none")) for code in screened.at_risk)
