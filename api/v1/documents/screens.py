"""The rules of the safety check as one document: questions, screens, and what belongs to what."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from api.interview.rules import WHICH_COMPLAINT
from api.records.complaints import Complaint
from api.records.screens import Screen, ScreenQuestion
from api.records.vocabularies import Condition, RedFlag
from api.screening import PERSON_CODES
from api.serialisation import serialise
from api.v1.documents.base import Content, Context
from api.vocabulary import RECOMMENDING, Tier, words

KINDS = ("person", "which_complaint", "red_flag", "condition")
"""The kinds of questions in the order in which they are asked."""


def build_screens(context: Context) -> Content:
    """Return the rules in one language. Raises UntranslatedError if it lacks a text."""
    questions = sorted(questions_of(context), key=place)
    asked = ComplaintQuestions(context)
    rules = {
        "questions": questions,
        "screens": [
            {"code": code, "title": in_voices(context, screen_in(context, code).title)}
            for code in context.original.screens
        ],
        "complaints": [complaint_rules(asked, slug) for slug in context.original.complaints],
    }
    return {"rules_version": rules_version(asked), **rules}


class ComplaintQuestions:
    """What is asked for with each complaint; what all complaints share is looked up once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        records = context.original
        questions = [one for screen in records.screens.values() for one in screen.questions]
        self.flags = [one for one in questions if one.code in records.red_flags]
        self.conditions = [one for one in questions if one.code in records.conditions]
        self.general = {one.code for one in self.conditions if one.always}
        self.paths = {slug: path_to(records.body_regions, slug) for slug in records.body_regions}
        self.found: dict[str, list[str]] = {}

    def signs_of(self, complaint: Complaint) -> list[str]:
        """Return the signs to ask for with a complaint: those that its editors list come first."""
        listed = set(complaint.red_flags)
        further = [
            one.code
            for one in self.flags
            if one.code not in listed and (one.always or not listed.isdisjoint(one.asked_with))
        ]
        return [*complaint.red_flags, *further]

    def conditions_of(self, complaint: Complaint) -> list[str]:
        """Return the conditions to ask for with a complaint, in the order of the screens.

        They are those that its editors ask for, and those of general health that change one of
        its exercises.
        """
        if complaint.slug not in self.found:
            changing = self.changing_conditions(complaint)
            self.found[complaint.slug] = [
                one.code
                for one in self.conditions
                if one.code in complaint.asks or one.code in changing
            ]
        return self.found[complaint.slug]

    def changing_conditions(self, complaint: Complaint) -> set[str]:
        """Return the conditions of general health that change an exercise of the complaint.

        Only exercises that it offers count, and they are looked at until all conditions are found.
        """
        planned = self.context.original.complaints[complaint.same_plan_as or complaint.slug]
        exercises = self.context.original.exercises
        found: set[str] = set()
        for helpers in (planned.exercises, *(one.exercises for one in planned.variants)):
            for helper in helpers:
                if helper.result in RECOMMENDING and found != self.general:
                    changing = exercises[helper.exercise].contraindications
                    found |= self.general.intersection(item.condition for item in changing)
        return found

    def related_regions(self, named: Iterable[str]) -> set[str]:
        """Return regions, all that they lie in, and all that lies in them."""
        above = {part for slug in named for part in self.paths[slug]}
        return above | {slug for slug, path in self.paths.items() if not path.isdisjoint(named)}


def rules_version(asked: ComplaintQuestions) -> str:
    """Return SHA-256 (hex) of all that the check follows from, the same in every language."""
    records = asked.context.original
    originals = [records.red_flags, records.conditions, records.screens]
    plain = [[record.model_dump() for record in kind.values()] for kind in originals]
    lists = [
        [slug, one.self_care, one.red_flags, asked.conditions_of(one)]
        for slug, one in records.complaints.items()
    ]
    return hashlib.sha256(serialise([plain, lists]).encode()).hexdigest()


def place(question: Content) -> tuple[int, int]:
    """Return the place of a question among all; those of one place stay in the editors' order."""
    tier = words(Tier).index(question["tier"]) if question["tier"] else 0
    return KINDS.index(question["kind"]), tier


def questions_of(context: Context) -> Iterator[Content]:
    for code in context.original.screens:
        screen = screen_in(context, code)
        for question in screen.questions:
            yield question_content(context, screen, question)


def screen_in(context: Context, code: str) -> Screen:
    found: Screen = context.record("screens", code)
    return found


def question_content(context: Context, screen: Screen, question: ScreenQuestion) -> Content:
    """Return a question with the words and the rules of its sign, condition or complaint."""
    flag = context.original.red_flags.get(question.code)
    condition = context.original.conditions.get(question.code)
    about: Any = None
    if flag is not None:
        about = context.record("red_flags", question.code)
    elif condition is not None:
        about = context.record("conditions", question.code)
    text = question.text or about.question
    sign = about.sign if flag else None
    return {
        "code": question.code,
        "kind": kind_of(screen, question.code, flag),
        "tier": flag.tier if flag else None,
        "screen": screen.code,
        "name": about.name if about else text,
        "text": {
            "you": text,
            "child": question.child or question.someone_else or text,
            "someone_else": question.someone_else or text,
        },
        "help": question.help or sign,
        "sign": sign,
        "advice": about.advice if about else None,
        "settles": question.settles,
        "only_with": flag.only_with if flag else None,
        "risk_factors": flag.risk_factors if flag else [],
        "effect": effect_of(flag or condition),
    }


def kind_of(screen: Screen, code: str, flag: RedFlag | None) -> str:
    if flag is not None:
        return "red_flag"
    if screen.code == WHICH_COMPLAINT:
        return "which_complaint"
    if code in PERSON_CODES:
        return "person"
    return "condition"


def effect_of(about: RedFlag | Condition | None) -> Content | None:
    return about.effect.model_dump() if about else None


def in_voices(context: Context, title: str) -> dict[str, str]:
    """Return a title as it is for each person who may answer."""
    return {
        "you": title,
        "child": context.messages.text("check.about_child", title=title),
        "someone_else": context.messages.text("check.about_someone_else", title=title),
    }


def complaint_rules(asked: ComplaintQuestions, slug: str) -> Content:
    complaint = asked.context.original.complaints[slug]
    named = asked.context.record("complaints", slug)
    return {
        "slug": slug,
        "name": named.name,
        "self_care": complaint.self_care,
        "notice": named.notice,
        "red_flags": asked.signs_of(complaint),
        "conditions": asked.conditions_of(complaint),
        "regions": sorted(asked.related_regions(complaint.regions)),
    }


def path_to(regions: Any, slug: str) -> set[str]:
    found: set[str] = set()
    ahead: str | None = slug
    while ahead is not None and ahead not in found:
        found.add(ahead)
        ahead = regions[ahead].parent
    return found
