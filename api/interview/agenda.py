"""The questions of a safety check: those that apply, and those that are left."""

from collections.abc import Collection

from api.interview.rules import PERSON, InterviewRules
from api.interview.situation import Situation, facts
from api.screening import PERSON_CODES, SOMEONE_ELSE, UNDER_18
from api.triage import OFFERING, STRICTNESS, Decision, triage
from api.vocabulary import GRAVE


def person_questions(rules: InterviewRules, now: Situation) -> tuple[str, ...]:
    """Return what to ask about the person first; nothing once it is known if it is a child.

    Age and person change how a text is read, so without one fewer questions are needed.
    """
    if is_settled(rules, now, UNDER_18):
        return ()
    listed = [code for code, item in rules.questions.items() if item.screen == PERSON]
    needed = {UNDER_18, SOMEONE_ELSE} if now.text is None else PERSON_CODES
    apply = applicable(rules, now) if not now.candidates else listed
    return tuple(
        code
        for code in listed
        if (code in needed or (code not in PERSON_CODES and code in apply))
        and not is_settled(rules, now, code)
    )


def applicable(rules: InterviewRules, now: Situation) -> frozenset[str]:
    """Return every sign and condition that complaints, regions or the text give reason to ask for.

    Where only regions are known, these are the grave signs of the complaints there.
    """
    if now.nearby and not now.complaints:
        near = [rules.complaints[slug] for slug in now.nearby]
        signs = {c for one in near for c in one.signs if rules.signs[c].tier in GRAVE}
        conditions = set.intersection(*(set(one.conditions) for one in near))
    else:
        found = [rules.complaints[slug] for slug in now.complaints]
        signs = {code for one in found for code in one.signs}
        conditions = {code for one in found for code in one.conditions}
    signs |= set(now.text.suspected) if now.text else set()
    return frozenset(signs | conditions | risks_of(rules, signs))


def agenda(rules: InterviewRules, now: Situation) -> tuple[str, ...]:
    """Return the codes that the check goes through, in their order, answered or not.

    It depends on the complaints and the text, and on no answer about a sign or condition.
    """
    apply = applicable(rules, now)
    needless = covered(rules, apply)
    return tuple(sorted(apply - needless - {UNDER_18}, key=rules.place.__getitem__))


def covered(rules: InterviewRules, apply: frozenset[str]) -> set[str]:
    """Return the codes that other questions, which are asked anyway, make needless.

    The last ones of the order go first, and nothing goes because of what has gone already. Risk
    factors of a sign never go: after a no to the sign they count.
    """
    risks = risks_of(rules, apply)
    asked = {*apply, UNDER_18}
    for code, by in rules.settled_last_first:
        if by <= asked and code not in risks:
            asked.discard(code)
    return set(apply - asked)


def risks_of(rules: InterviewRules, codes: Collection[str]) -> frozenset[str]:
    """Return the conditions that make one of these signs likelier."""
    signs = (rules.signs[code] for code in codes if code in rules.signs)
    return frozenset(risk for sign in signs for risk in sign.risk_factors)


def questions_left(rules: InterviewRules, now: Situation) -> tuple[str, ...]:
    """Return the codes of the agenda that are still to be asked, worst first.

    Once no exercise can be offered, conditions no longer change that: then only risk factors are
    asked for, and with a clinician to be seen anyway not even those.
    """
    codes = agenda(rules, now)
    at_best = best_decision(rules, now, codes)
    risks = risks_of(rules, codes)

    # A denied sign with a risk factor is for a clinician to see, and nothing milder.
    can_get_stricter = STRICTNESS.index(at_best) < STRICTNESS.index("see_clinician")

    def matters(code: str) -> bool:
        if code in rules.signs or at_best in OFFERING:
            return True
        return can_get_stricter and code in risks

    return tuple(code for code in codes if matters(code) and not is_settled(rules, now, code))


def best_decision(rules: InterviewRules, now: Situation, codes: Collection[str]) -> Decision:
    """Return the mildest decision that answers to come can still lead to."""
    clearing = {
        cleared
        for code in codes
        if not is_settled(rules, now, code)
        for cleared in rules.effects[code].clears
    }
    found = facts(rules, now.complaints, now.stated)
    return triage(found, {*now.stated.cleared, *clearing})


def is_settled(rules: InterviewRules, now: Situation, code: str) -> bool:
    """Say whether a question needs no asking: answered, stated, or it cannot be so."""
    spoken, held = now.spoken, now.stated.conditions
    if code in spoken.affirmed or code in spoken.denied:
        return True
    if code in held or code in now.stated.screened.signs:
        return True
    sign, effect = rules.signs.get(code), rules.effects.get(code)
    if sign is not None:
        return is_impossible(now, (sign.only_with,) if sign.only_with else ())
    return effect is not None and is_impossible(now, effect.clears)


def is_impossible(now: Situation, needed: Collection[str]) -> bool:
    """Say whether the conditions without which something cannot be there were denied."""
    denied = now.spoken.denied.difference(now.stated.conditions)
    return bool(needed) and denied.issuperset(needed)
