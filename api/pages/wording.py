"""Numbers and words of the catalogue as people say them.

Each function takes values as documents carry them, so that a frozen version reads the same for
good, and returns plain text: the templates escape it.
"""

from typing import Any

WHEN = {
    "before_first_steps": "before your first steps",
    "end_of_day": "at the end of the day",
    "before_bed": "just before bed",
}
GRADES = {
    "guideline": "Guideline",
    "pooled": "Pooled studies",
    "trial": "Trial",
    "expert": "Expert advice",
    "article": "The article",
    "indirect": "Indirect evidence",
    "none": "Nothing found",
}
RESULTS = {
    "supports": "supports it",
    "mixed": "mixed results",
    "no_effect": "did not help",
    "caution": "with caution",
    "avoid": "leave it out",
}
TIERS = {
    "emergency": "Get emergency help now",
    "urgent": "Get seen today",
    "see_clinician": "See a clinician first",
}
ORDER_OF_TIERS = tuple(TIERS)


def plain(word: str) -> str:
    """Return an identifier as words: `hallux_rigidus` is "Hallux rigidus"."""
    text = word.replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]


def duration(seconds: int) -> str:
    """Return a time as people say it: seconds below 90, then whole minutes."""
    return f"{seconds} s" if seconds < 90 else f"{(seconds + 30) // 60} min"


def dose(dosage: dict[str, Any]) -> str:
    """Return how much to do in one session: `2 sets of 10 × 5 s hold, each side`."""
    if dosage["duration_seconds"] is not None:
        amount = duration(dosage["duration_seconds"])
        return f"{amount}, both sides together" if dosage["each_side"] else amount
    sets, reps = dosage["sets"] or 1, str(dosage["reps"])
    if dosage["hold_seconds"]:
        reps += f" × {dosage['hold_seconds']} s hold"
    elif sets == 1:
        reps += " times"
    amount = reps if sets == 1 else f"{sets} sets of {reps}"
    return f"{amount}, each side" if dosage["each_side"] else amount


def dose_details(dosage: dict[str, Any]) -> list[str]:
    """Return what else a dose says: where to begin, pace, rest, how often, when."""
    told = []
    if dosage["reps_start"]:
        told.append(f"begin with {dosage['reps_start']}")
    if dosage["rep_seconds"] and not dosage["duration_seconds"]:
        told.append(f"about {dosage['rep_seconds']} s each")
    if dosage["tempo"]:
        told.append(f"tempo {dosage['tempo']}")
    if dosage["rest_seconds"] and (dosage["sets"] or 1) > 1:
        told.append(f"{dosage['rest_seconds']} s rest between sets")
    return [*told, *how_often(dosage)]


def how_often(dosage: dict[str, Any]) -> list[str]:
    told = []
    if dosage["sessions_per_day"]:
        times = dosage["sessions_per_day"]
        told.append("once a day" if times == 1 else f"{times} times a day")
    if dosage["days_per_week"]:
        days = dosage["days_per_week"]
        told.append("every day" if days == 7 else f"{days} days a week")
    if dosage["when"]:
        told.append(WHEN.get(dosage["when"], plain(dosage["when"]).lower()))
    return told


def credit(contributors: list[dict[str, str]]) -> str:
    """Return who teaches it and who says the same: "Ken Jung; echoed by Alice Holland"."""
    told = {
        role: ", ".join(person["name"] for person in contributors if person["role"] == role)
        for role in ("describes", "echoes")
    }
    echoed = f"echoed by {told['echoes']}" if told["echoes"] else ""
    return "; ".join(part for part in (told["describes"], echoed) if part)


def evidence(found: dict[str, str]) -> str:
    """Return a grade and its result as a phrase: "Trial, mixed results"."""
    grade = GRADES.get(found["grade"], plain(found["grade"]))
    return f"{grade}: {RESULTS.get(found['result'], plain(found['result']).lower())}"


def sorted_flags(red_flags: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return red flags by tier, the most pressing first, each with what to do."""
    tiers = [*ORDER_OF_TIERS, *{flag["tier"] for flag in red_flags} - set(ORDER_OF_TIERS)]
    grouped = [(tier, [flag for flag in red_flags if flag["tier"] == tier]) for tier in tiers]
    return [(TIERS.get(tier, plain(tier)), flags) for tier, flags in grouped if flags]


def web_address(url: str) -> str:
    """Return an address that may stand in a link: of the web, or of this server; else nowhere."""
    return url if url.startswith(("https://", "http://", "/")) else "#"


def review(status: dict[str, Any]) -> str:
    """Return who checked the content clinically, in one sentence."""
    if status["status"] == "not_clinically_reviewed":
        return "No clinician has reviewed this yet. It is education, not diagnosis."
    by = f" by {status['by']}" if status["by"] else ""
    return f"{plain(status['status'])}{by}. It is education, not diagnosis."
