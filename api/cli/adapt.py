"""`instep adapt`: how a plan goes on, from its request and a file of check-ins."""

import argparse
import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from api.cli.adapt_text import adapt_text
from api.cli.commands import (
    CommandError,
    Commands,
    answered,
    day,
    named_database,
    on_database,
    print_json,
    print_lines,
)
from api.cli.preparation import prepare
from api.config import load_settings
from api.db import Database
from api.errors import InvalidRequest
from api.http.validation_errors import field_error
from api.languages import FALLBACK, served
from api.messages.files import get_messages
from api.migrations import require_newest
from api.queries.plan_adaptations import get_adaptation
from api.v1.answers.plan_adaptations import plan_adaptation
from api.v1.routes.plan_adaptations import adaptation_body
from api.v1.schemas.plan_adaptations import PlanAdaptationRequest

Json = dict[str, Any]

EXPLAINED = (
    "REQUEST.json is a request for a plan, or the request of the last answer. CHECKINS.jsonl has"
    " one check-in a line, as POST /v1/plan-adaptations takes them; - reads standard input. Nothing"
    " of it is kept."
)


def add(commands: Commands) -> None:
    adapt = commands.add("adapt", adapt_command)
    adapt.epilog = EXPLAINED
    adapt.add_argument("--plan", required=True, metavar="REQUEST.json", help="the plan's request")
    adapt.add_argument("check_ins", metavar="CHECKINS.jsonl", help="a check-in on each line")
    adapt.add_argument("--today", type=day, help="YYYY-MM-DD (default: the date in UTC)")
    adapt.add_argument(
        "--language", default=FALLBACK, choices=served(), help="language of the answer"
    )
    adapt.add_argument("--json", action="store_true", help="print the answer as the API gives it")


def adapt_command(options: argparse.Namespace) -> int:
    """say what to do today and how a plan goes on after check-ins, by the published rules"""
    settings = load_settings()
    sent = body_from(options)

    async def work(database: Database) -> Json:
        if settings.database_url is None:
            await prepare(database)
        await require_newest(database.engine)
        messages = get_messages(options.language)
        async with database.reading() as session:
            body = adaptation_body(sent)
            found, rules = await get_adaptation(session, body, options.language)
        return plan_adaptation(found, sent.model_dump(mode="json"), rules.version, messages)

    with named_database(settings) as named:
        answer = answered(lambda: asyncio.run(on_database(named, work)))
    if options.json:
        return print_json(answer)
    return print_lines(adapt_text(answer, get_messages(options.language)))


def body_from(options: argparse.Namespace) -> PlanAdaptationRequest:
    """Return what the files say. Raises CommandError with each thing that is wrong."""
    lines = text_of(options.check_ins).splitlines()
    today = options.today or datetime.now(UTC).date()
    body = {
        "request": parsed(text_of(options.plan), options.plan),
        "today": today.isoformat(),
        "check_ins": [
            parsed(line, f"{options.check_ins}, line {number}")
            for number, line in enumerate(lines, start=1)
            if line.strip()
        ],
    }

    def validated() -> PlanAdaptationRequest:
        try:
            return PlanAdaptationRequest.model_validate(body)
        except ValidationError as error:
            found = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
            errors = [field_error(one, PlanAdaptationRequest) for one in found]
            raise InvalidRequest.listing(errors) from error

    return answered(validated)


def text_of(name: str) -> str:
    """Return the text of a file, or of standard input for `-`."""
    try:
        return Path("/dev/stdin" if name == "-" else name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name} cannot be read: {error}") from None


def parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise CommandError(f"{place} is not JSON: {error}") from None
