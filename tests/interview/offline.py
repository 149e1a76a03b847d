"""The safety check from the bundle's `screens` alone, for apps without a connection: a reference.

It needs the standard library and nothing of Instep. It starts from complaints: only the server
reads texts. `rules` is the member `screens` of the bundle's line of that type, and `answers` has
"yes", "no" or "unsure" by code. `next_step` asks the same screens as the API, and decides alike.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

GRAVE = ("emergency", "urgent")
DECISIONS = ("exercises", "with_care", "after_clearance", "see_clinician", "seek_care")
"""From the least strict to the strictest."""

OFFERS = ("unchanged", "restricted", "after_clearance", "none")
SELF_CARE = ("yes", "with_care", "after_clearance", "no")
BY_OFFERS = dict(zip(OFFERS, DECISIONS, strict=False))
BY_SELF_CARE = dict(zip(SELF_CARE, DECISIONS, strict=False))


class Step(NamedTuple):
    """A screen, or at the end (`title` is None) the decision."""

    title: str | None
    codes: Sequence[str]
    decision: str | None


def next_step(rules: Any, complaints: Sequence[str], answers: Mapping[str, str]) -> Step:
    """Return the next screen for these complaints after these answers, or the decision."""
    return OfflineCheck(rules, complaints, answers).step()


class OfflineCheck:
    def __init__(self, rules: Any, complaints: Sequence[str], answers: Mapping[str, str]) -> None:
        self.questions = {item["code"]: item for item in rules["questions"]}
        self.titles = {item["code"]: item["title"] for item in rules["screens"]}
        self.complaints = [item for item in rules["complaints"] if item["slug"] in complaints]
        self.signs = {code for code, item in self.questions.items() if item["kind"] == "red_flag"}
        self.effects = {code: item["effect"] for code, item in self.questions.items()}
        # Whoever is not sure counts as somebody who says yes.
        self.affirmed = {code for code, word in answers.items() if word != "no"}
        self.certain = {code for code, word in answers.items() if word == "yes"}
        self.denied = answers.keys() - self.affirmed
        self.held = self.implied(self.affirmed) | (self.affirmed - self.signs)

    def step(self) -> Step:
        if self.decision() == "seek_care":
            return Step(None, (), "seek_care")
        about = self.about_the_person()
        if about:
            return Step(self.titles["person"]["you"], about, None)
        left = self.left()
        if not left:
            return Step(None, (), self.decision())
        # Half of eleven questions a screen on average, and no more than seven such screens.
        screens = min(ceil(2 * len(left) / 11), ceil(7 * len(left) / len(self.agenda())))
        shown = left[: ceil(len(left) / screens)]
        return Step(self.titles[self.title_of(shown)][self.voice()], shown, None)

    def about_the_person(self) -> list[str]:
        """Without a text, age over 65 makes no difference; a known age needs no screen."""
        if self.is_settled("under_18"):
            return []
        needed = self.applicable() | {"under_18", "someone_else"}
        first = [code for code, item in self.questions.items() if item["screen"] == "person"]
        return [code for code in first if code in needed and not self.is_settled(code)]

    def voice(self) -> str:
        if "under_18" in self.held and "someone_else" not in self.denied:
            return "child"
        return "someone_else" if "someone_else" in self.affirmed else "you"

    def title_of(self, codes: Sequence[str]) -> str:
        """One title if all are from one screen of the editors; else by the worst of them."""
        own = {self.questions[code]["screen"] for code in codes}
        if len(own) == 1:
            return str(own.pop())
        if self.questions[codes[0]]["tier"] in GRAVE:
            return "grave_signs"
        return "signs" if codes[0] in self.signs else "facts"

    def applicable(self) -> set[str]:
        listed = [*(one["red_flags"] for one in self.complaints)]
        listed += [one["conditions"] for one in self.complaints]
        codes = {code for some in listed for code in some}
        return codes | self.risks(codes)

    def risks(self, codes: set[str]) -> set[str]:
        return {risk for code in codes for risk in self.questions[code]["risk_factors"]}

    def agenda(self) -> list[str]:
        """All that this check goes through, in the order of the questions, answered or not."""
        apply = self.applicable()
        asked, risks = {*apply, "under_18"}, self.risks(apply)
        for code in reversed(self.questions):
            by = {other for other, item in self.questions.items() if code in item["settles"]}
            if by and by <= asked and code not in risks:
                asked.discard(code)
        return [code for code in self.questions if code in asked & apply and code != "under_18"]

    def left(self) -> list[str]:
        """What is still worth asking: with no exercise to offer, conditions mostly are not."""
        agenda = self.agenda()
        left = [code for code in agenda if not self.is_settled(code)]
        hoped = {cleared for code in left for cleared in self.effects[code]["clears"]}
        at_best = DECISIONS.index(self.decision(hoped))
        if at_best <= DECISIONS.index("with_care"):
            return left
        risks = self.risks({*agenda}) if at_best < DECISIONS.index("see_clinician") else set()
        return [code for code in left if code in self.signs or code in risks]

    def is_settled(self, code: str) -> bool:
        """Say whether it was answered, follows from an answer, or cannot be."""
        if code in self.affirmed or code in self.denied or code in self.held:
            return True
        question = self.questions[code]
        if code in self.signs:
            needed = {question["only_with"]} - {None}
        else:
            needed = set(question["effect"]["clears"]) if question["effect"] else set()
        return bool(needed) and needed <= self.denied - self.held

    def implied(self, codes: set[str]) -> set[str]:
        """Return the conditions that signs and conditions count as, directly or in turn."""
        found: set[str] = set()
        ahead = [*codes]
        while ahead:
            effect = self.effects.get(ahead.pop())
            new = {*(effect["counts_as"] if effect else ())} - found
            found |= new
            ahead += new
        return found

    def decision(self, hoped: set[str] | None = None) -> str:
        """Return the strictest decision of all that is there."""
        clearing = (self.affirmed & self.signs) | (self.certain - self.signs)
        effects = [self.effects[code] for code in clearing if self.effects.get(code)]
        cleared = {code for effect in effects for code in effect["clears"]} | (hoped or set())
        here = (self.affirmed & self.signs) | (self.held & self.effects.keys())
        found = [BY_SELF_CARE[one["self_care"]] for one in self.complaints]
        found += [self.decision_on(code, cleared) for code in here if self.effects[code]]
        found += ["see_clinician"] if self.is_denied_at_risk() else []
        return max(found, key=DECISIONS.index)

    def decision_on(self, code: str, cleared: set[str]) -> str:
        question, effect = self.questions[code], self.effects[code]
        if question["tier"] in GRAVE:
            return "seek_care"
        counts_as = {*effect["counts_as"]}
        is_cleared = code in cleared or (bool(counts_as) and counts_as <= cleared)
        if effect["offers"] == "after_clearance" and is_cleared:
            return "exercises"
        return BY_OFFERS[effect["offers"]]

    def is_denied_at_risk(self) -> bool:
        """A sign of the complaint was denied, but something that holds makes it likelier."""
        listed = {code for one in self.complaints for code in one["red_flags"]}
        signs = self.denied & self.signs & listed
        return any(self.held & {*self.questions[code]["risk_factors"]} for code in signs)
