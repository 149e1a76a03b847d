"""What a person answered about signs, and which signs are left to ask. Pure; one rule everywhere.

Whoever speaks of signs does it through answers by code: of warning signs, of conditions, and of
the person ("over_65"). *Unsure* counts as yes; yes wins over unsure, unsure over no, and no over
silence. What was stated otherwise, in a text or by its code, is never lifted by an answer.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from api.suggestions import nearest
from api.vocabulary import GRAVE, AgeGroup, AnswerWord, Tier, WhoItIsAbout, words

ASKED_AT_ONCE = 3
"""So many signs are asked for at a time; settled ones make room for the next."""

UNDER_18, OVER_65, SOMEONE_ELSE = "under_18", "over_65", "someone_else"
PERSON_CODES = frozenset({UNDER_18, OVER_65, SOMEONE_ELSE})
"""What is asked of the person themselves; the first is a condition as well."""

Screening = Literal["none", "partial", "complete"]

RANKS: Mapping[str, int] = {tier: rank for rank, tier in enumerate(words(Tier))}


class Answer(NamedTuple):
    """The answer to the question of a sign, of a condition or about the person."""

    code: str
    answer: AnswerWord


@dataclass(frozen=True)
class Person:
    """Whom it is about; None if it was not said."""

    age_group: AgeGroup | None = None
    about: WhoItIsAbout | None = None


UNKNOWN_PERSON = Person()


@dataclass(frozen=True)
class Said:
    """What answers settle, by code: `affirmed` is yes or unsure, `denied` is no and nothing else.

    `certain` is yes only: nobody clears an exercise by not being sure.
    """

    affirmed: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()


NOTHING_SAID = Said()


@dataclass(frozen=True)
class Sign:
    """A warning sign, as far as asking for it goes.

    `only_with`: the condition without which it cannot be there, so that denying one settles the
    other. With a condition of `risk_factors` a denial is not enough.
    """

    tier: Tier
    only_with: str | None = None
    risk_factors: frozenset[str] = frozenset()


Signs = Mapping[str, Sign]


def said(answers: Iterable[Answer], person: Person) -> Said:
    """Return what answers and the person settle; their order makes no difference."""
    given = [*answers, *answers_about(person)]
    affirmed = frozenset(code for code, word in given if word != "no")
    return Said(
        affirmed=affirmed,
        denied=frozenset(code for code, _ in given) - affirmed,
        certain=frozenset(code for code, word in given if word == "yes"),
    )


def answers_about(person: Person) -> Iterator[Answer]:
    if person.age_group is not None:
        yield Answer(UNDER_18, "yes" if person.age_group == "under_18" else "no")
        yield Answer(OVER_65, "yes" if person.age_group == "over_65" else "no")
    if person.about is not None:
        yield Answer(SOMEONE_ELSE, "yes" if person.about == "someone_else" else "no")


def unknown_codes(
    answers: Iterable[Answer], known: Collection[str]
) -> Iterator[tuple[int, str, str | None]]:
    """Yield each answer whose code is unknown: its place, its code, and the nearest known code."""
    codes = {*known, *PERSON_CODES}
    for at, (code, _) in enumerate(answers):
        if code not in codes:
            yield at, code, nearest(code, sorted(codes))


@dataclass(frozen=True)
class Known:
    """What is known beside the answers, as codes.

    `stated` are signs that a text or a request states, `suspected` those that a text may mean, and
    `of_complaints` those that belong to the complaints; None: no complaint is known. `conditions`
    are all that hold, those that go without saying among them.
    """

    stated: Collection[str]
    suspected: Collection[str]
    of_complaints: Collection[str] | None
    conditions: Collection[str]
    has_text: bool


@dataclass(frozen=True)
class Screened:
    """The signs that are there, the ones left to ask for, and how far they were asked for.

    `at_risk` were denied although a risk factor was stated, `contradicted` were denied although
    something states them. All are gravest first.
    """

    signs: tuple[str, ...]
    ask: tuple[str, ...]
    at_risk: tuple[str, ...]
    contradicted: tuple[str, ...]
    screening: Screening

    @property
    def ask_first(self) -> tuple[str, ...]:
        """Return those of the signs left to ask for that are asked for now."""
        return self.ask[:ASKED_AT_ONCE]


def screen(known: Known, spoken: Said, signs: Signs) -> Screened:
    """Put together what is known and what was answered."""
    stated = {*known.stated, *(spoken.affirmed & signs.keys())}
    return Screened(
        signs=gravest_first(stated, signs),
        ask=left_to_ask(known, stated, spoken, signs),
        at_risk=gravest_first(denied_at_risk(known, stated, spoken, signs), signs),
        contradicted=gravest_first(spoken.denied & set(known.stated), signs),
        screening=progress(known, stated, spoken, signs),
    )


def gravest_first(codes: Iterable[str], signs: Signs) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: (gravity(code, signs), code)))


def gravity(code: str, signs: Signs) -> int:
    """Return the rank of a sign's tier; 0 is the gravest."""
    return RANKS[signs[code].tier]


def left_to_ask(
    known: Known, stated: Collection[str], spoken: Said, signs: Signs
) -> tuple[str, ...]:
    """Return the suspected signs that nothing settles, the gravest first.

    A grave sign that is stated decides already; then only a graver one is worth a question.
    """
    decided = [gravity(code, signs) for code in stated if is_grave(code, signs)]
    suspected = set(known.suspected)
    left = (code for code in suspected if not is_settled(code, known, stated, spoken, signs))
    worth = (code for code in left if not decided or gravity(code, signs) < min(decided))
    return gravest_first(worth, signs)


def is_grave(code: str, signs: Signs) -> bool:
    return signs[code].tier in GRAVE


def is_settled(
    code: str, known: Known, stated: Collection[str], spoken: Said, signs: Signs
) -> bool:
    """Say whether a sign was stated or answered, or cannot be there.

    It can be there if its condition was denied but holds by something else that was said.
    """
    if code in stated or code in spoken.affirmed or code in spoken.denied:
        return True
    only_with = signs[code].only_with
    return only_with in spoken.denied and only_with not in known.conditions


def needs_answer(ask: Iterable[str], signs: Signs) -> bool:
    """Say whether a sign left to ask for is so grave that nothing is offered before the answer."""
    return any(is_grave(code, signs) for code in ask)


def denied_at_risk(
    known: Known, stated: Collection[str], spoken: Said, signs: Signs
) -> Iterator[str]:
    """Yield the denied signs for which a condition speaks.

    Only those of the complaint: somebody pregnant with a bunion need not have a calf looked at.
    """
    applicable = known.of_complaints
    for code in (spoken.denied & signs.keys()) - set(stated):
        applies = applicable is None or code in applicable or code in known.suspected
        if applies and not signs[code].risk_factors.isdisjoint(known.conditions):
            yield code


def progress(known: Known, stated: Collection[str], spoken: Said, signs: Signs) -> Screening:
    """Return how far warning signs were asked for.

    Only grave ones count: *complete* when each that applies is settled, *none* when nothing was
    said of any sign.
    """
    applicable = {*(known.of_complaints or ()), *known.suspected}
    grave = [code for code in applicable if is_grave(code, signs)]
    if grave and all(is_settled(code, known, stated, spoken, signs) for code in grave):
        return "complete"
    is_told = known.has_text or stated or spoken.denied & signs.keys()
    return "partial" if is_told else "none"
