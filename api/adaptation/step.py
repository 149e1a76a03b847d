"""The step of one exercise: from its sessions to its next dose, by the published rules.

Each rule that applies sets a limit, and the lowest of all is the next dose: more pain or less done
only ever adds limits. A dose rises if no rule holds it, and by one number. If several rules lead to
the same dose, the first in the published order is the reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from api.adaptation.check_ins import Numbers
from api.adaptation.history import History, Session, is_done
from api.adaptation.progression import Progression, is_at_most, is_below, lower_of
from api.adaptation.rules import RuleNumbers
from api.pain_scale import FINE, STOP

Limit = tuple[str, Numbers]
"""The code of a rule, and the highest dose that it allows."""

HARD = ("too_hard", "pain")


@dataclass(frozen=True)
class Person:
    """What holds for every exercise: today, and how the last days went.

    `unsettled`: something hurt in the last session, or the morning after it was worse.
    `first_step_pain` is the highest of late. `done_on` is the last date on which anything was done,
    None if nothing ever was.
    """

    today: date
    unsettled: bool
    first_step_pain: int
    done_on: date | None


@dataclass(frozen=True)
class ExerciseHistory:
    """An exercise of the plan. No dose may be above `most`, which is what its session has time for.

    `reached` is where an earlier plan left it, `days_apart` how far apart its sessions lie.
    """

    progression: Progression
    most: Numbers
    sessions: tuple[Session, ...] = ()
    reached: Numbers | None = None
    days_apart: int = 1
    is_cleared: bool = False


@dataclass(frozen=True)
class Step:
    """`before` is None if nothing is known of it, `after` if the exercise is out."""

    before: Numbers | None
    after: Numbers | None
    rule: str


def person_of(history: History, today: date, rules: RuleNumbers) -> Person:
    days = history.days
    lately = (day for day in days if (today - day.date).days < rules.days_of_first_steps)
    done = [day.date for day in days if day.did_something]
    return Person(
        today=today,
        unsettled=bool(days) and days[-1].hurts,
        first_step_pain=max((day.first_step_pain for day in lately), default=0),
        done_on=done[-1] if done else None,
    )


def step_of(asked: ExerciseHistory, person: Person, rules: RuleNumbers) -> Step:
    """Return the next dose of an exercise that the plan has, and the rule that led to it."""
    given = asked.sessions[-1].dosage if asked.sessions else asked.reached
    before = None if given is None else asked.progression.within(given)
    if is_out(asked, rules):
        return Step(before, None, "two_flare_ups")
    now = asked.progression.lowest if before is None else before
    limits = [*limits_on(asked, now, person, rules)]
    if not limits:
        code = earned(asked, person.today, rules)
        return Step(before, asked.progression.up(now, asked.most), code)
    after = now
    for _, limit in limits:
        after = lower_of(after, limit)
    return Step(before, after, next(code for code, limit in limits if is_at_most(limit, after)))


def is_out(asked: ExerciseHistory, rules: RuleNumbers) -> bool:
    return not asked.is_cleared and has_flared(asked.sessions, rules)


def has_flared(sessions: Sequence[Session], rules: RuleNumbers) -> bool:
    return sum(session.flares for session in sessions) >= rules.flare_ups


def limits_on(
    asked: ExerciseHistory, now: Numbers, person: Person, rules: RuleNumbers
) -> Iterator[Limit]:
    """Yield each rule that keeps the dose from rising, in the published order."""
    progression = asked.progression
    if has_flared(asked.sessions, rules) and asked.sessions[-1].flares:
        yield "cleared", progression.lowest
    yield from after_break(asked, now, person, rules)
    yield from after_flare_ups(asked, person.today, rules)
    if asked.sessions:
        yield from after_last(asked, now, rules)
    if not is_at_most(now, asked.most):
        yield "no_time", lower_of(now, asked.most)
    for code in holding(asked, now, person, rules):
        yield code, now


def after_break(
    asked: ExerciseHistory, now: Numbers, person: Person, rules: RuleNumbers
) -> Iterator[Limit]:
    """Yield the limit after many days without the exercise, wherever they lie in a plan."""
    done_on = last_done(asked.sessions) if asked.sessions else person.done_on
    if done_on is None or (not asked.sessions and asked.reached is None):
        return
    days = (person.today - done_on).days
    if days > rules.long_break:
        yield "long_break", asked.progression.lowest
    if days > max(rules.days_missed, asked.days_apart + rules.days_late):
        yield "missed", asked.progression.share(now, rules.percent_after_missed)


def last_done(sessions: Sequence[Session]) -> date:
    """Return the last date on which it was done; the first on which it was not, if it never was."""
    return next((one.date for one in reversed(sessions) if is_done(one.done)), sessions[0].date)


def after_flare_ups(asked: ExerciseHistory, today: date, rules: RuleNumbers) -> Iterator[Limit]:
    """Yield the limit after each flare-up that nothing has answered yet, the latest first.

    A lower dose answers it, and so do as many good sessions as a rise takes: a worse morning may be
    told when later sessions are over.
    """
    progression, good = asked.progression, 0
    later: list[Numbers] = []
    for session in reversed(asked.sessions):
        if session.flares:
            for code, limit in eased(progression, session, rules):
                if not any(is_at_most(dose, limit) for dose in later):
                    yield code, limit
        good = good + 1 if is_good(session, today, rules) else 0
        if good >= rules.sessions:
            return
        dose = progression.within(session.dosage)
        if not any(is_at_most(other, dose) for other in later):
            later = [dose, *(other for other in later if not is_at_most(dose, other))]


def eased(progression: Progression, session: Session, rules: RuleNumbers) -> Iterator[Limit]:
    dosage = progression.within(session.dosage)
    if session.pain >= STOP:
        yield "pain_too_high", progression.share(dosage, rules.percent_after_pain)
    if session.is_worse:
        yield "worse_morning", progression.down(dosage)


def is_good(session: Session, today: date, rules: RuleNumbers) -> bool:
    """Say whether all was done, with little pain and effort; its next morning must have come."""
    return (
        session.done == "all"
        and session.pain <= FINE
        and not session.is_worse
        and session.effort <= rules.most_effort
        and session.feedback not in HARD
        and session.date < today
    )


def after_last(asked: ExerciseHistory, now: Numbers, rules: RuleNumbers) -> Iterator[Limit]:
    """Yield the limits that the last session sets, but for flare-ups."""
    last, down = asked.sessions[-1], asked.progression.down(now)
    if last.feedback == "pain":
        yield "pain_said", down
    if last.feedback == "too_hard":
        yield "too_hard", down
    if last.effort >= rules.too_much_effort and last.done != "all":
        yield "too_much_effort", down
    run = at_this_dose(asked.sessions)
    sore = (run[0].date - run[-1].date).days >= rules.days_of_pain
    if sore and all(session.hurts for session in run):
        yield "pain_lasting", down


def at_this_dose(sessions: Sequence[Session]) -> list[Session]:
    """Return the last sessions at one and the same dose, the latest first."""
    dosage = sessions[-1].dosage
    return [*takewhile(lambda session: session.dosage == dosage, reversed(sessions))]


def holding(
    asked: ExerciseHistory, now: Numbers, person: Person, rules: RuleNumbers
) -> Iterator[str]:
    """Yield the codes of the rules that keep a dose where it is."""
    if not asked.sessions:
        yield "not_done_yet" if asked.reached is None else "as_reached"
        return
    last = asked.sessions[-1]
    if last.hurts:
        yield "pain_holds"
    if person.unsettled:
        yield "pain_elsewhere"
    if person.first_step_pain >= rules.first_steps:
        yield "first_steps"
    if last.done != "all":
        yield "not_all_done"
    if last.effort >= rules.high_effort:
        yield "effort_high"
    risen = rose_on(asked.sessions)
    if risen is not None and (person.today - risen).days < rules.days_between_rises:
        yield "too_soon"
    if asked.progression.up(now, asked.most) == now:
        yield "top_dose"
    if not earned(asked, person.today, rules):
        yield "more_sessions"


def rose_on(sessions: Sequence[Session]) -> date | None:
    """Return the date of the last session with a higher dose than the one before."""
    for at in range(len(sessions) - 1, 0, -1):
        if is_below(sessions[at - 1].dosage, sessions[at].dosage):
            return sessions[at].date
    return None


def earned(asked: ExerciseHistory, today: date, rules: RuleNumbers) -> str:
    """Return the rule by which good sessions at this dose earn a rise; empty if none does."""
    run = at_this_dose(asked.sessions)
    good = [*takewhile(lambda session: is_good(session, today, rules), run)]
    if len(good) >= rules.sessions:
        return "good_sessions"
    easy = [*takewhile(lambda session: session.feedback == "too_easy", good)]
    return "too_easy" if len(easy) >= rules.easy_sessions else ""
