"""Rules as editors write them (`heel + pain|sore - numb`), and when their concepts meet."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from api.matching.mentions import Mention, gap

MAX_ANCHORS = 4
"""Of one concept at most so many mentions are looked at; more would only repeat themselves."""

NEARER_BY = 4
"""A sign belongs to the nearest part of the body, and to those this much farther away."""

STRAY = 0.62
"""What remains of a rule whose sign lies nearer to another part of the body."""


class When(NamedTuple):
    """A condition, read: every group is met by one of its concepts, and none of `never` is."""

    groups: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]

    def may_hold(self, present: Collection[str]) -> bool:
        """Say whether all that it needs is there, and nothing that it forbids. A plain loop, since
        it is asked some hundred times for a text and mostly says no."""
        for group in self.groups:
            for concept in group:
                if concept in present:
                    break
            else:
                return False
        return not any(concept in present for concept in self.never)


def parse(text: str) -> When:
    """Read `a + b|c - d`. Raises ValueError when it is not of that form."""
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
    return When(tuple(groups), tuple(never))


@dataclass(frozen=True)
class ReadyRule:
    """A rule as the matcher uses it. `within` is the greatest distance that still counts."""

    subject: str
    when: When
    weight: float
    within: int
    name: str = ""


class Met(NamedTuple):
    """A rule that holds: how strongly (0 to 1), through which concepts, and where."""

    rule: ReadyRule
    weight: float
    concepts: tuple[str, ...]
    at: int


Present = Mapping[str, Sequence[Mention]]


@dataclass(frozen=True)
class RuleBook:
    """Rules, found by a concept that each of them cannot do without."""

    by_concept: dict[str, tuple[ReadyRule, ...]]
    parts: frozenset[str]
    signs: frozenset[str]
    wide: frozenset[str]

    @classmethod
    def of(
        cls,
        rules: Iterable[ReadyRule],
        *,
        parts: Collection[str],
        signs: Collection[str],
        wide: Collection[str],
    ) -> "RuleBook":
        """`wide` parts (foot, leg) hold others; they draw no sign away from those.

        A rule is found by the group that the fewest rules speak of, so that few are tried.
        """
        rules = tuple(rules)
        spoken_of = Counter(c for rule in rules for group in rule.when.groups for c in group)
        found: dict[str, list[ReadyRule]] = {}
        for rule in rules:
            for concept in min(rule.when.groups, key=lambda g: (sum(spoken_of[c] for c in g), g)):
                found.setdefault(concept, []).append(rule)
        by_concept = {concept: tuple(listed) for concept, listed in found.items()}
        return cls(by_concept, frozenset(parts), frozenset(signs), frozenset(wide))

    def met(self, present: Present, *, stretch: int = 1) -> list[Met]:
        """Return every rule that the mentions of one text fulfil; `stretch` times as far apart."""
        nearest_part = self.nearest_parts(present)
        listed = (rule for concept in present for rule in self.by_concept.get(concept, ()))
        once = {id(rule): rule for rule in listed}.values()
        found = (self.try_rule(rule, present, nearest_part, rule.within * stretch) for rule in once)
        return [met for met in found if met is not None]

    def parts_named(self, present: Present) -> int:
        """Return how many different parts of a body are named, those that hold others apart."""
        return len((self.parts - self.wide) & present.keys())

    def nearest_parts(self, present: Present) -> dict[Mention, int]:
        """Return for each sign how far away the nearest part of any body is."""
        exact = [c for c in present if c in self.parts and c not in self.wide]
        parts = sorted({(m.at, m.to): m for c in exact for m in present[c]}.items())
        starts = [at for (at, _), _ in parts]
        nearest: dict[Mention, int] = {}
        for concept in present.keys() & self.signs if parts else ():
            for mention in present[concept][:MAX_ANCHORS]:
                behind = bisect_right(starts, mention.at)
                beside = parts[max(0, behind - 1) : behind + 1]
                nearest[mention] = min(gap(mention, part) for _, part in beside)
        return nearest

    def try_rule(
        self, rule: ReadyRule, present: Present, nearest_part: Mapping[Mention, int], within: int
    ) -> Met | None:
        if not rule.when.may_hold(present):
            return None
        pools = [
            [m for c in group if c in present for m in present[c][:MAX_ANCHORS]]
            for group in rule.when.groups
        ]
        best: Met | None = None
        for anchor in pools[0][: 2 * MAX_ANCHORS]:
            chosen = around(anchor, pools[1:], within)
            if chosen is None:
                continue
            weight = rule.weight * self.closeness(chosen, within, nearest_part)
            if weight > 0 and (best is None or weight > best.weight):
                names = tuple(mention.concept for mention in chosen)
                best = Met(rule, weight, names, min(mention.at for mention in chosen))
        return best

    def closeness(
        self, chosen: Sequence[Mention], within: int, nearest_part: Mapping[Mention, int]
    ) -> float:
        """Return 1 for words side by side, less for words apart, 0 beyond the rule's reach."""
        first = min(chosen, key=lambda m: m.at)
        farthest = max(gap(first, mention) for mention in chosen)
        if farthest > within:
            return 0.0
        close = 1.0 if farthest <= within / 2 else 1.0 - 0.2 * (farthest / within)
        parts = [m for m in chosen if m.concept in self.parts]
        if not parts:
            return close
        stray = any(
            min(gap(m, part) for part in parts) > nearest_part[m] + NEARER_BY
            for m in chosen
            if m in nearest_part
        )
        return close * (STRAY if stray else 1.0)


def around(
    anchor: Mention, pools: Sequence[Sequence[Mention]], within: int
) -> tuple[Mention, ...] | None:
    """Return the anchor with the nearest mention of each pool, None where one is too far."""
    chosen = [anchor]
    for pool in pools:
        best, least = None, within + 1
        for mention in pool:
            distance = gap(anchor, mention)
            if distance < least:
                best, least = mention, distance
        if best is None:
            return None
        chosen.append(best)
    return tuple(chosen)
