"""`instep plan`: a plan as text to print, as JSON, or the problem that it solves."""

import argparse
import asyncio
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.cli.commands import (
    Commands,
    answered,
    day,
    named_database,
    on_database,
    print_json,
    print_lines,
    whole_number,
)
from api.cli.plan_text import plan_text
from api.cli.preparation import prepare
from api.cli.terminal import readable
from api.config import load_settings
from api.db import Database
from api.languages import FALLBACK, served
from api.messages.files import get_messages
from api.migrations import require_newest
from api.planner.rules.normal_form import DEFAULT_MINUTES, DEFAULT_SESSIONS, DEFAULT_WEEKS
from api.planner.rules.request import PlanRequest, ReachedDose
from api.planner.rules.request_bounds import (
    MINUTES_PER_SESSION,
    PAIN_NOW,
    REACHED,
    SESSIONS_PER_WEEK,
    WEEKS,
    WEEKS_DONE,
)
from api.planner.solver.instance import instance_json
from api.queries.plan_recommendations import get_plan, get_problem
from api.v1.answers.plan_recommendations import plan_recommendation

Answer = dict[str, Any]
Answered = tuple[Answer, list[str]]
"""An answer, and the names of the complaints that the plan is for."""

LISTS = {
    "complaint": ("complaints", "slug of a complaint"),
    "region": ("regions", "slug of a body region"),
    "goal": ("goals", "relieve, flexibility, strength, control, balance or prevent"),
    "days": (
        "days",
        "days of the week: mon,wed,fri (default: --sessions days, spread over the week)",
    ),
    "equipment": (
        "equipment",
        "what is at hand besides household things; none means nothing (default: only those)",
    ),
    "position": ("positions", "seated, standing, kneeling or lying (default: all)"),
    "exclude": ("exclude_exercises", "slug of an exercise to leave out"),
    "condition": ("conditions", "code of a condition that applies"),
    "cleared": (
        "cleared",
        "code or slug of something that a clinician has cleared",
    ),
    "red-flag": ("red_flags", "code of a warning sign that is present"),
}
NUMBERS = {
    "minutes": (
        "minutes_per_session",
        f"longest sitting, {MINUTES_PER_SESSION} (default: {DEFAULT_MINUTES})",
    ),
    "sessions": (
        "sessions_per_week",
        f"days a week, {SESSIONS_PER_WEEK} (default: {DEFAULT_SESSIONS})",
    ),
    "weeks": ("weeks", f"how long, {WEEKS} (default: {DEFAULT_WEEKS})"),
    "weeks-done": (
        "weeks_done",
        f"weeks of earlier plans that are done, {WEEKS_DONE} (default: 0)",
    ),
    "pain": ("pain_now", f"pain now, {PAIN_NOW} (default: not known)"),
}
WORDS = {
    "level": ("level", "highest level: beginner, intermediate or advanced (default: beginner)"),
    "style": ("style", "sessions or one_a_day (default: sessions)"),
    "side": ("side", "left, right or both (default: both)"),
}


def add(commands: Commands) -> None:
    plan = commands.add("plan", plan_command)
    for name, (field, text) in LISTS.items():
        plan.add_argument(f"--{name}", dest=field, action="append", type=words_of, help=text)
    for name, (field, text) in NUMBERS.items():
        plan.add_argument(f"--{name}", dest=field, type=whole_number, help=text)
    for name, (field, text) in WORDS.items():
        plan.add_argument(f"--{name}", dest=field, help=text)
    plan.add_argument(
        "--reached",
        action="append",
        type=reached_dose,
        metavar="SLUG:sets=2,reps=10",
        help="dose at which an earlier plan left an exercise: sets, reps, hold_seconds",
    )
    plan.add_argument("--start", dest="start_date", type=day, help="YYYY-MM-DD (default: no dates)")
    plan.add_argument("--text", type=readable, help="what hurts, in your own words")
    plan.add_argument(
        "--language", default=FALLBACK, choices=served(), help="language of the answer"
    )
    shape = plan.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print the answer as the API gives it")
    shape.add_argument(
        "--instance", action="store_true", help="print the optimisation problem as JSON"
    )


def words_of(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def reached_dose(value: str) -> ReachedDose:
    """Return the dose of "calf-stretch:sets=2,hold_seconds=30". Raises ValueError."""
    slug, _, numbers = value.partition(":")
    pairs = [part.partition("=")[::2] for part in words_of(numbers)]
    names = [name for name, _ in pairs]
    if not names or len(set(names)) < len(names) or not set(names) <= set(REACHED):
        known = ", ".join(REACHED)
        raise argparse.ArgumentTypeError(
            f"write it like calf-stretch:sets=2,hold_seconds=30 (there are {known})"
        )
    return ReachedDose(slug.strip(), **{name: whole_number(number) for name, number in pairs})


def plan_command(options: argparse.Namespace) -> int:
    """print a plan, as text or as JSON"""
    settings = load_settings()

    async def work(database: Database) -> Answered:
        if settings.database_url is None:
            await prepare(database)
        await require_newest(database.engine)
        async with database.reading() as session:
            return await answer_of(session, options)

    with named_database(settings) as named:
        answer, complaints = answered(lambda: asyncio.run(on_database(named, work)))
    if options.json or options.instance:
        return print_json(answer)
    return print_lines(plan_text(answer, complaints, get_messages(options.language)))


async def answer_of(session: AsyncSession, options: argparse.Namespace) -> Answered:
    """Return the plan as the API serves it, or the problem that it solves."""
    request = request_of(options)
    if options.instance:
        problem = await get_problem(session, request, options.text, options.language)
        return instance_json(problem), []
    plan = await get_plan(session, request, options.text, options.language)
    names = [item.complaint.name for item in plan.formulation.safety.complaints]
    return plan_recommendation(plan, get_messages(options.language)), names


def request_of(options: argparse.Namespace) -> PlanRequest:
    given: dict[str, Any] = {}
    for field, _ in LISTS.values():
        values = getattr(options, field)
        if values is not None:
            given[field] = tuple(word for part in values for word in part)
    if given.get("equipment") == ("none",):
        given["equipment"] = ()
    single = [field for field, _ in (*NUMBERS.values(), *WORDS.values())]
    return PlanRequest(
        **given,
        **{field: getattr(options, field) for field in [*single, "start_date"]},
        reached=tuple(options.reached or ()),
    )
