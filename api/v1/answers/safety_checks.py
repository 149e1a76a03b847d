"""A step of the safety check, in the shape of v1."""

from collections.abc import Iterator
from typing import Any

from api.interview.check import SafetyCheck, Screen
from api.interview.rules import PERSON, WHICH_COMPLAINT, Question
from api.matching.reading.wording import TextMatch, hint, question, reasons
from api.messages import Messages
from api.triage import Fact, complaint_fact, decide

Json = dict[str, Any]


def safety_check(
    step: SafetyCheck, read: TextMatch | None, text: str | None, sentences: Messages
) -> Json:
    """Return the next screen or the decision, with all that is known so far.

    `read` is the reading of `text`; both are None if there was none.
    """
    now = step.situation
    signs = [step.rules.questions[code] for code in now.stated.screened.signs]
    return {
        "done": step.done,
        "decision": step.decision,
        "screen": screen_json(step.screen, step, read) if step.screen else None,
        "screens_left_at_most": step.screens_left_at_most,
        "matches": matches(step, read),
        "red_flags": [
            {"code": sign.code, "tier": sign.tier, "sign": sign.sign, "advice": sign.advice}
            for sign in signs
        ],
        "conditions": [
            {"code": code, "name": step.rules.questions[code].name}
            for code in now.stated.conditions
        ],
        "denied": sorted(now.spoken.denied),
        "advice": advice(step, read, sentences) if step.done else None,
        "plan_request": plan_request(step, text),
        "rules_version": step.rules.version,
    }


def screen_json(screen: Screen, step: SafetyCheck, read: TextMatch | None) -> Json:
    return {
        "number": screen.number,
        "title": title_of(screen, step, read),
        "questions": [question_json(item, screen) for item in screen.questions],
    }


def title_of(screen: Screen, step: SafetyCheck, read: TextMatch | None) -> str:
    """Return the title; complaints that a text may mean have a question of their own."""
    if screen.title == WHICH_COMPLAINT and read is not None:
        asked = question(read.match, read.messages)
        if asked is not None and read.match.meant:
            return asked
    return step.rules.titles[screen.title][screen.voice]


def question_json(item: Question, screen: Screen) -> Json:
    # Who it is about is not known on the screen that asks it.
    voice = "someone_else" if screen.title == item.screen == PERSON else screen.voice
    return {
        "code": item.code,
        "kind": item.kind,
        "tier": item.tier,
        "text": item.text[voice],
        "help": item.help,
    }


def matches(step: SafetyCheck, read: TextMatch | None) -> list[Json]:
    if read is None:
        return []
    complaints = step.rules.complaints
    return [
        {
            "complaint": {"slug": item.complaint, "name": complaints[item.complaint].name},
            "score": item.score,
            "because": list(reasons(item.because, read.messages)),
        }
        for item in read.match.matches
        if item.complaint in complaints
    ]


def plan_request(step: SafetyCheck, text: str | None) -> Json:
    """Return what is known as a part of a plan request, the same for each order of the answers."""
    now, person = step.situation, step.request.person
    return {
        "complaint_text": text,
        "complaints": list(now.complaints),
        "regions": sorted(set(step.request.regions)),
        "cleared": sorted(set(step.request.cleared)),
        "conditions": list(now.conditions),
        "red_flags": sorted(now.spoken.affirmed & step.rules.signs.keys()),
        "answers": [{"code": answer.code, "answer": answer.answer} for answer in step.answers],
        "person": {"age_group": person.age_group, "about": person.about},
    }


def advice(step: SafetyCheck, read: TextMatch | None, sentences: Messages) -> str | None:
    """Return what to do, in paragraphs: signs first, the most urgent of them first."""
    parts = list(dict.fromkeys(paragraphs(step, sentences)))
    if not parts and step.decision is None and read is not None:
        parts = [part for part in [hint(read.match, read.messages)] if part]
    return "\n\n".join(parts) or None


def paragraphs(step: SafetyCheck, sentences: Messages) -> Iterator[str]:
    """Yield the advice about signs, denials that are not enough, conditions and complaints."""
    stated, rules = step.situation.stated, step.rules
    for code in stated.screened.signs:
        yield rules.questions[code].advice or ""
    for code in stated.screened.at_risk:
        yield sentences.text("screening.denied_at_risk", advice=rules.questions[code].advice or "")
    if stated.screened.contradicted:
        yield sentences.text("screening.ask_again")
    for code in stated.conditions:
        if decide(Fact(code, rules.effects[code]), stated.cleared) != "exercises":
            item = rules.questions[code]
            yield sentences.text("plan.about", name=item.name, text=item.advice or "")
    for slug in step.situation.complaints:
        complaint = rules.complaints[slug]
        limits = decide(complaint_fact(slug, complaint.self_care), stated.cleared) != "exercises"
        if limits and complaint.notice:
            yield sentences.text("plan.about", name=complaint.name, text=complaint.notice)
