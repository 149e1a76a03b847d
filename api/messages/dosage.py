"""A dose in words: the one place that says it, for documents, plans, pages and the command line."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from api.messages import Messages

Dosage = Mapping[str, Any]
"""The numbers of a dose by the names that the contract gives them; None if one does not apply."""


def dosage_text(dosage: Dosage, messages: Messages, *, turns: int = 1) -> str:
    """Return the whole dose as people say it, in full sentences.

    For example "2 sets of 10, hold each for 5 seconds, on each side. Rest 1 minute between sets.
    Once a day, every day." In a routine whose exercises take turns, `turns` is the number of
    exercises.
    """
    said = [sentence(amount(dosage, messages), messages), *details(dosage, messages)]
    frequency = how_often(dosage, messages, turns)
    if frequency:
        said.append(sentence(frequency, messages))
    return " ".join(said)


def sitting_text(dosage: Dosage, messages: Messages) -> str:
    """Return the dose of one sitting of a plan, with its time of day if it has one.

    For example "3 times, hold each for 10 seconds, on each side. Just before bed." How often is
    said by the days of the plan.
    """
    return dosage_text({**dosage, "sessions_per_day": None, "days_per_week": None}, messages)


@lru_cache(maxsize=256)
def repeats_text(times: int, when: str | None, messages: Messages) -> str:
    """Return how often an exercise is repeated outside the sittings of a plan, as a sentence.

    For example "2 more times through the day, the first of them before your first steps in the
    morning."
    """
    said = messages.text("dosage.also", count=times)
    if when is not None:
        when = messages.text(f"when.{when}")
        said = messages.text("dosage.also_first", also=said, when=when)
    return sentence(said, messages)


def sentence(text: str, messages: Messages) -> str:
    """Return a text as a sentence: with a capital and a full stop."""
    return messages.text("dosage.sentence", text=text[:1].upper() + text[1:])


def amount(dosage: Dosage, messages: Messages) -> str:
    """Return how much to do in one go: "2 sets of 10, hold each for 5 seconds, on each side"."""
    say = messages.text
    if dosage["duration_seconds"] is not None:
        time = duration(dosage["duration_seconds"], messages)
        # The time of both sides together, as in the formula for time.
        return say("dosage.both_sides" if dosage["each_side"] else "dosage.lasting", duration=time)
    said, all_reps = repetitions(dosage, messages), (dosage["sets"] or 1) * (dosage["reps"] or 1)
    if dosage["hold_seconds"]:
        time = duration(dosage["hold_seconds"], messages)
        said = say("dosage.held", count=all_reps, amount=said, duration=time)
    elif dosage["rep_seconds"] and not dosage["tempo"]:
        time = duration(dosage["rep_seconds"], messages)
        said = say("dosage.moved", count=all_reps, amount=said, duration=time)
    return say("dosage.each_side", amount=said) if dosage["each_side"] else said


def repetitions(dosage: Dosage, messages: Messages) -> str:
    """Return how many times in one go: "once", "twice", "10 times", "2 sets of 10"."""
    sets, reps = dosage["sets"] or 1, dosage["reps"] or 1
    if sets > 1:
        return messages.text("dosage.sets", count=sets, reps=reps)
    return messages.text("dosage.twice" if reps == 2 else "dosage.times", count=reps)


def details(dosage: Dosage, messages: Messages) -> Iterator[str]:
    """Yield a sentence each for the pace, the repetitions to begin with, and the rest."""
    if dosage["tempo"]:
        lift, pause, lower = (duration(int(s), messages) for s in dosage["tempo"].split("-"))
        yield messages.text("dosage.tempo", lift=lift, pause=pause, lower=lower)
    if dosage["reps_start"]:
        yield messages.text("dosage.build_up", start=dosage["reps_start"], reps=dosage["reps"])
    if dosage["rest_seconds"] and (dosage["sets"] or 1) > 1:
        yield messages.text("dosage.rest", duration=duration(dosage["rest_seconds"], messages))


def how_often(dosage: Dosage, messages: Messages, turns: int = 1) -> str:
    """Return the frequency, "twice a day, 3 days a week, just before bed"; empty if none is set."""
    say, times, days = messages.text, dosage["sessions_per_day"], dosage["days_per_week"]
    said = []
    if times:
        code = {1: "dosage.once_a_day", 2: "dosage.twice_a_day"}.get(times, "dosage.times_a_day")
        said.append(say(code, count=times))
    if days:
        said.append(say("dosage.every_day" if days == 7 else "dosage.days_a_week", count=days))
    elif turns > 1:
        said.append(say("dosage.one_day_of", count=turns))
    if turns > 1:
        said.append(say("dosage.in_turn"))
    if dosage["when"]:
        when = say(f"when.{dosage['when']}")
        said.append(say("dosage.one_of_them", when=when) if (times or 1) > 1 else when)
    return ", ".join(said)


def duration(seconds: int, messages: Messages) -> str:
    """Return a length of time exactly: "90 seconds", "2 minutes", "2 minutes 30 seconds"."""
    minutes, rest = divmod(seconds, 60)
    if minutes == 0 or (minutes == 1 and rest):
        return messages.text("dosage.seconds", count=seconds)
    said = messages.text("dosage.minutes", count=minutes)
    if rest:
        said += " " + messages.text("dosage.seconds", count=rest)
    return said
