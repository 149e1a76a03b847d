"""The planner's sentences: one table by language and code. Parameters stand in braces.

An app may render its own text from the code and the parameters; the server's is the fallback. A
new language is one more table with the same codes (a test compares them).
"""

from collections.abc import Mapping
from typing import Any

from api.planner.catalogue import Catalogue

ENGLISH: Mapping[str, str] = {
    # reasons for an exercise
    "helps_guideline": "{complaint}: a guideline stands behind it. {rationale}",
    "helps_pooled": "{complaint}: pooled studies stand behind it. {rationale}",
    "helps_trial": "{complaint}: a trial stands behind it. {rationale}",
    "helps_expert": "{complaint}: experts suggest it; no trial of it alone. {rationale}",
    "helps_article": "{complaint}: the article suggests it. {rationale}",
    "helps_indirect": "{complaint}: the evidence is only indirect. {rationale}",
    "mixed_guideline": "{complaint}: a guideline names it, but results are mixed. {rationale}",
    "mixed_pooled": "{complaint}: pooled studies do not agree. {rationale}",
    "mixed_trial": "{complaint}: trials do not agree. {rationale}",
    "mixed_expert": "{complaint}: experts do not agree. {rationale}",
    "mixed_article": "{complaint}: the article suggests it, others do not agree. {rationale}",
    "mixed_indirect": "{complaint}: the evidence is indirect and mixed. {rationale}",
    "usual_plan": "Part of the usual plan for: {complaint}.",
    "meets_goal": "Of the kind for your goal: {goal}.",
    "works_region": "Works on the part you named: {regions}.",
    "reaches_chain": "Works on: {regions}.",
    # cautions
    "modify": "{condition}: {advice}",
    "cleared": "{condition}: keep to what your clinician cleared. {advice}",
    "caution_complaint": "{complaint}: take care. {rationale}",
    "usually_later": (
        "{complaint}: the usual plan brings it in from week {week}. Before that do it only if pain"
        " stays at 3 or below, and leave it out otherwise."
    ),
    "begin_side": "Begin with your {side} foot, then do the other one too.",
    # swaps
    "easier": "{text} {criterion}",
    "other_day": "{exercise}, which the plan has on other days, has the same purpose.",
    # why an exercise is left out
    "seek_care_first": "Nothing is offered before a clinician has looked at it.",
    "excluded_by_you": "You asked to leave it out.",
    "contraindicated": "{condition}: not with this. {advice}",
    "avoid_for_complaint": "{complaint}: better not. {why}",
    "needs_clearance": "{condition}: only once a clinician has cleared it. {advice}",
    "unsupported_position": "You need to sit, lie or hold on to something firm; it allows neither.",
    "pain_too_high": "Heavy work waits while your pain is at {pain} out of 10.",
    "above_level": "It is for the level {level}; you asked for {asked} at most.",
    "equipment_missing": "It needs something that is not at hand: {equipment}.",
    "position_not_offered": "It is done {positions}; you did not offer that.",
    "no_effect_shown": "{complaint}: studies found no effect. {rationale}",
    "caution_only": "{complaint}: known only with caution. {rationale}",
    "not_recommended": "Nothing supports it for what you asked.",
    "too_long": "It takes {seconds} seconds even at its lowest dose; you have {budget}.",
    "less_useful": "It would be allowed, but the time does more good with the others.",
    # coverage
    "covered": (
        "{complaint}: on {days} of 7 days there is an exercise that is used for it. The best"
        " support among them: {evidence}."
    ),
    "evidence_guideline": "a guideline",
    "evidence_pooled": "pooled studies",
    "evidence_trial": "a trial",
    "evidence_expert": "expert advice only",
    "evidence_article": "the article only",
    "no_direct_helper": (
        "{complaint}: there is no exercise here with direct support that you may do. What else"
        " stands in the plan is not a treatment for it."
    ),
    "would_help": "{complaint}: better supported, but left out here: {exercises}.",
    "no_room": "{complaint}: what helps did not fit into the time together with the rest.",
    "second_best": (
        "{complaint}: on {days} of 7 days there is an exercise that is used for it ({evidence})."
        " The one with the best support did not fit together with the rest."
    ),
    "goal_served": "Goal {goal}: exercises of that kind stand on {days} of 7 days.",
    "goal_unserved": "Goal {goal}: nothing in this plan serves it.",
    "region_served": "{region}: worked on {days} of 7 days.",
    "region_unserved": "{region}: nothing in this plan works on it.",
    "less_often_than_studied": (
        "{exercises}: on {days} of 7 days here, usually done on {usual}. More sessions a week would"
        " come closer."
    ),
    "shorter_than_usual": (
        "{complaint}: the usual plan runs {low} to {high} weeks; this one ends after {weeks}."
    ),
    "reading_unstated": (
        "{complaint}: there is more than one kind, and you did not say which. This is the stricter"
        " plan; saying which of these it is may change it: {conditions}."
    ),
    "reading_stated": "{complaint}: read as you stated it: {condition}.",
    "text_not_understood": "What you described was not understood; the plan is for the rest only.",
    # days
    "rest_day": "Rest: what stands in this plan needs a day between, or has its days.",
    # progression
    "ramp": (
        "Week 1 starts low. Every second week an exercise may rise by one step (repetitions, hold"
        " or sets), and only after two or three good sessions: pain at 3 or below, no worse next"
        " morning. Otherwise stay where you are."
    ),
    "hold": "Every exercise stays at one dose in this plan.",
    "pain_hold": (
        "Your pain is at {pain} out of 10, so no dose rises in this plan. Once it has settled to 3"
        " or below, ask for a new one."
    ),
    "missed": (
        "More than a week missed: do half for the first sessions. More than four weeks missed:"
        " start again at the beginning."
    ),
    "beyond": (
        "Where an exercise has reached its last dose here and feels easy, its own page lists harder"
        " ways. Take one of them at a time."
    ),
    "maintenance": "Afterwards, {complaint}: {text}",
    "maintenance_general": (
        "Afterwards three to five days a week usually keep what you have gained."
    ),
    "expect": "Judge it after weeks, not days. Nothing is promised.",
    # notices
    "clinician_soon": (
        "Please have this looked at by a clinician within days, even if the plan helps."
    ),
    "clinician_pain": (
        "Pain of {pain} out of 10 is a lot: please have it looked at by a clinician before you rely"
        " on exercises."
    ),
    "care_emergency": "Get emergency help now. Do not exercise.",
    "care_urgent": "Get medical help today. Do not exercise.",
    "care_clearance": (
        "Once a clinician has cleared you, say so and ask again (`cleared`: {cleared})."
    ),
    "needs_answer": "One answer is missing before a plan can be made.",
    "nothing_fits": "No exercise fits what you asked.",
    # the smallest change that would help
    "try_minutes": "With {value} minutes a session {exercise} would fit.",
    "try_equipment": "With {value} at hand {exercise} would fit.",
    "try_position": "If you can do it {value}, {exercise} would fit.",
    "try_level": "At the level {value} {exercise} would fit.",
    "try_exclusion": "If you take back your exclusion, {exercise} would fit.",
    "try_pain": "Once your pain is below {value} out of 10, {exercise} would fit.",
    "try_other": (
        "Name another complaint, a region or a goal; nothing here may be offered for this."
    ),
}

TABLES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}

Told = dict[str, Any]

PROSE = frozenset({"advice", "criterion", "evidence", "note", "rationale", "text", "why"})
"""Parameters that are sentences of the catalogue: they stand in the text, and not once more."""


def fill_in(code: str, language: str = "en", **parameters: Any) -> str:
    """Return the sentence of a code in a language, English where there is no table for it."""
    table = TABLES.get(language, ENGLISH)
    return table[code].format(**{key: shown(value) for key, value in parameters.items()}).strip()


class Teller:
    """Puts codes into words of one language, with the source that stands behind each."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue = catalogue
        self.language = language

    def __call__(self, code: str, *, source: str | None = None, **parameters: Any) -> Told:
        """Return `{code, text, parameters, source}`: the sentence, and all to write another."""
        return {
            "code": code,
            "text": fill_in(code, self.language, **parameters),
            "parameters": {key: v for key, v in parameters.items() if key not in PROSE},
            "source": self.source(source),
        }

    def source(self, slug: str | None) -> Told | None:
        """Return a source as answers cite it; None where a claim is editorial."""
        cited = self.catalogue.sources.get(slug) if slug else None
        if cited is None:
            return None
        return {"slug": cited.slug, "title": cited.title, "year": cited.year, "url": cited.url}


def shown(value: Any) -> str:
    """Return a parameter as it stands in a sentence: names of things, lists with commas."""
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, dict):
        return str(value["name"])
    return str(value)
