"""Rules as editors write them (`heel + pain|sore - numb`), and the same compiled."""

from collections import Counter
from collections.abc import Iterable, KeysView
from dataclasses import dataclass
from typing import NamedTuple


class Condition(NamedTuple):
    """Every group is met by one of its concepts, and none of `never` is mentioned."""

    groups: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]

    def may_hold(self, mentioned: KeysView[str]) -> bool:
        """Say whether every needed concept is mentioned, and no forbidden one.

        A plain loop, since it is asked some hundred times for a text and mostly says no.
        """
        for group in self.groups:
            if mentioned.isdisjoint(group):
                return False
        return mentioned.isdisjoint(self.never)


def parse_condition(text: str) -> Condition:
    """Read `a + b|c - d`. Raises ValueError if it is not of that form."""
    groups: list[tuple[str, ...]] = []
    never: list[str] = []
    sign = "+"
    expects_term = True
    for word in text.split():
        if word in "+-":
            if expects_term:
                raise ValueError(f"a concept is missing before {word}")
            sign, expects_term = word, True
        elif not expects_term:
            raise ValueError(f"a + or - is missing before {word}")
        else:
            alternatives = tuple(part for part in word.split("|") if part)
            if sign == "+":
                groups.append(alternatives)
            else:
                never.extend(alternatives)
            expects_term = False
    if expects_term or not groups:
        raise ValueError("it ends without a concept, or names none")
    return Condition(tuple(groups), tuple(never))


@dataclass(frozen=True)
class CompiledRule:
    """If `condition` holds, this speaks for `subject` with `weight` (0 to 1).

    `within` is the greatest distance in words that still counts. `name` is the phrase of a
    complaint's name that the rule was made from; empty for a rule that editors wrote.
    """

    subject: str
    condition: Condition
    weight: float
    within: int
    name: str = ""


@dataclass(frozen=True)
class RuleBook:
    """Rules, found by a concept that each of them cannot do without.

    `parts`, `signs` and `wide` parts (foot, leg: they hold others, and draw no sign away from
    those) are the codes of concepts of these kinds.
    """

    by_concept: dict[str, tuple[CompiledRule, ...]]
    parts: frozenset[str]
    signs: frozenset[str]
    wide: frozenset[str]


def index_rules(rules: Iterable[CompiledRule]) -> dict[str, tuple[CompiledRule, ...]]:
    """Return the rules by the concepts of one of their groups.

    The group is the one that the fewest rules speak of, so that few are tried for a text: of
    `heel + pain + first_steps` it is `first_steps`, since hundreds of rules speak of pain.
    """
    rules = tuple(rules)
    spoken_of = Counter(c for rule in rules for group in rule.condition.groups for c in group)
    found: dict[str, list[CompiledRule]] = {}
    for rule in rules:
        rarest = min(rule.condition.groups, key=lambda g: (sum(spoken_of[c] for c in g), g))
        for concept in rarest:
            found.setdefault(concept, []).append(rule)
    return {concept: tuple(listed) for concept, listed in found.items()}
