"""The planner's sentences: one table by language and code. Parameters stand in braces.

An app may render its own text from the code and the parameters; the server's is the fallback. A
new language is one more table with the same codes (a test compares them).
"""

from collections.abc import Mapping
from typing import Any

ENGLISH: Mapping[str, str] = {
    # reasons for an exercise
    "helps_guideline": "A guideline stands behind it for {complaint}. {rationale}",
    "helps_pooled": "Pooled studies stand behind it for {complaint}. {rationale}",
    "helps_trial": "A trial stands behind it for {complaint}. {rationale}",
    "helps_expert": "Experts suggest it for {complaint}; no trial of it alone. {rationale}",
    "helps_article": "The article suggests it for {complaint}. {rationale}",
    "helps_indirect": "The evidence for {complaint} is indirect. {rationale}",
    "mixed_results": "Studies do not agree on how much it helps with {complaint}.",
    "usual_plan": "It is part of the usual plan for {complaint}.",
    "meets_goal": "It serves your goal: {goal}.",
    "works_region": "It works on the part you named: {region}.",
    "reaches_chain": "It also reaches linked parts: {regions}.",
    # cautions
    "modify": "{condition}: {advice}",
    "caution_complaint": "Take care with {complaint}: {rationale}",
    "with_care": "Start low and keep any pain at or below 3 out of 10.",
    "begin_side": "Begin with your {side} foot, then do the other one too.",
    # easier ways
    "easier": "{text} {criterion}",
    "swap_in_plan": "{name}, which the plan has on other days, serves the same purpose.",
    # why an exercise is left out
    "seek_care_first": "Nothing is offered before a clinician has looked at it.",
    "excluded_by_you": "You asked to leave it out.",
    "contraindicated": "Not with what you told us ({condition}): {advice}",
    "avoid_for_complaint": "To be avoided with {complaint}: {why}",
    "needs_clearance": "Only after a clinician has cleared it ({condition}): {advice}",
    "unsupported_position": "It cannot be done seated or with firm support.",
    "pain_too_high": "Heavy work waits while your pain is at {pain} out of 10.",
    "above_level": "It is for {level} level; you asked for {asked} at most.",
    "equipment_missing": "It needs something that is not at hand: {equipment}.",
    "position_not_offered": "It is done {positions}, which you did not offer.",
    "not_recommended": "Nothing supports it for what you asked.",
    "no_effect_shown": "Studies found no effect for {complaint}: {rationale}",
    "caution_only": "With {complaint} it calls for caution: {rationale}",
    "too_long": "It takes {seconds} seconds even at its lowest dose; you have {budget}.",
    "less_useful": "It would fit, but the time does more good with the others.",
    # coverage
    "covered": "{complaint}: helped on {days} days a week.",
    "no_direct_helper": (
        "{complaint}: we know no exercise here with direct support that you may do. What else is in"
        " the plan is not a treatment for it."
    ),
    "no_room": "{complaint}: what helps did not fit into the time together with the rest.",
    "second_best": (
        "{complaint}: the exercise with the best support did not fit together with the rest."
    ),
    "less_often_than_studied": (
        "{exercise} stands in the plan on {days} days a week; it is usually done on {usual}."
    ),
    "shorter_than_usual": (
        "{complaint}: the usual plan runs {low} to {high} weeks; yours has {weeks}."
    ),
    "reading_unstated": (
        "{complaint} comes in more than one kind. You did not say which, so this is the stricter"
        " plan; answer the question of {conditions} to change that."
    ),
    "reading_stated": "{note}",
    # days
    "rest_day": "Rest day: what is in this plan needs a day between, or is capped for the week.",
    "nothing_fits_day": "No exercise fits here.",
    # progression
    "ramp": (
        "Every two weeks an exercise rises by one step at most (repetitions, hold or sets), and"
        " only after two or three good sessions: pain at 3 or below, no worse next morning."
        " Otherwise stay where you are."
    ),
    "pain_hold": (
        "Your pain is at {pain} out of 10 now, so no dose rises in this plan. Once it has settled"
        " to 3 or below, ask for a new one."
    ),
    "missed_week": (
        "After more than a week off, do half for the first sessions. After more than four weeks"
        " off, start again at the beginning."
    ),
    "maintenance": "Afterwards ({complaint}): {text}",
    "maintenance_general": (
        "Afterwards two or three days a week usually keep what you have gained."
    ),
    "expect_months": "Feet change slowly: judge it after weeks, not days. Nothing is promised.",
    # pain
    "pain_rule": (
        "Rate pain from 0 to 10. Up to 3 that settles and is no worse next morning: carry on. 4 or"
        " 5 that settles within a day: stay at this level. 6 or more, sharp pain or limping: stop"
        " that exercise now and do a third to a half less next time, or the easier way. Worse next"
        " morning or newly swollen: one level down; after two flare-ups leave it out and see a"
        " clinician. Pain at night or at rest, numbness or weakness: stop everything and have it"
        " looked at. Without an injury aim for no pain at all. The limits are a convention."
    ),
    # notices
    "plan_notice": (
        "This is education, not a diagnosis. No clinician has reviewed it. Heel, arch or tendon"
        " trouble that is no better after two weeks deserves a clinician's look."
    ),
    "see_clinician_soon": (
        "Please have this looked at by a clinician within the next days, also if the plan helps."
    ),
    "seek_care_emergency": "Get emergency help now. Do not exercise.",
    "seek_care_urgent": "Get medical help today. Do not exercise.",
    "seek_care_clearance": (
        "See a clinician first. Tell Instep once you have been cleared ({cleared}), and ask again."
    ),
    "seek_care_no_self_care": "See a clinician first; no exercises are offered for this.",
    "needs_answer": "One answer is missing before a plan can be made.",
    "nothing_fits": "No exercise fits what you asked.",
    "try_minutes": "With {value} minutes a session, {exercise} would fit.",
    "try_equipment": "With {value} at hand, {exercise} would fit.",
    "try_position": "If you could do it {value}, {exercise} would fit.",
    "try_level": "At {value} level, {exercise} would fit.",
    "try_exclusion": "Without your exclusion, {exercise} would fit.",
    "try_pain": "Once your pain is below {value} out of 10, {exercise} would fit.",
    "try_other": "Name another complaint, a region or a goal: nothing here supports an exercise.",
}

TABLES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}

Told = dict[str, Any]


def tell(code: str, language: str = "en", source: str | None = None, **parameters: Any) -> Told:
    """Return `{code, text, parameters, source}`: the sentence, and all to write another one."""
    table = TABLES.get(language, ENGLISH)
    text = table[code].format(**{key: shown(value) for key, value in parameters.items()}).strip()
    return {"code": code, "text": text, "parameters": parameters, "source": source}


def shown(value: Any) -> str:
    """Return a parameter as it stands in a sentence: lists with commas, codes without dashes."""
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)
