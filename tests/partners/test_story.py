"""A partner's story, run from the text of docs/partners.md: key, routine, publish, embed."""

import asyncio
import re
import shlex
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.engine import URL

from api.main import create_app
from tests import databases
from tests.conftest import client_of
from tests.contract.test_documents import FENCE, ROOT, SERVED, read
from tests.contract.test_guides import STEP, Command, filled, given_by, is_shown
from tests.partners.conftest import Run

STORY = ROOT / "docs" / "partners.md"


def block(language: str) -> str:
    """Return the first block of a language that the page shows."""
    return next(str(body) for kind, body in FENCE.findall(read(STORY)) if kind == language)


async def follow(url: URL, key: str) -> None:
    """Send each command that the page shows; raise where an answer is not as it says."""
    app = create_app(databases.settings_for(url))
    steps = STEP.findall(read(STORY))
    given: dict[str, Any] = {}
    async with client_of(app) as client:
        for line, kind, shown in steps:
            command = Command.of(line)
            content = block("json") if command.content == "@routine.json" else command.content
            response = await client.request(
                command.method,
                command.address.removeprefix(SERVED),
                headers={k: filled(v, {**given, "KEY": key}) for k, v in command.headers.items()},
                content=content,
            )
            assert is_shown(kind, shown, response), f"{line}\n{response.headers}\n{response.text}"
            given = given_by(response)
        source = re.search(r'<iframe src="([^"]+)"', block("html"))
        assert source is not None
        frame = urlsplit(source[1])
        page = await client.get(f"{frame.path}?{frame.query}")
        assert page.status_code == 200
        assert "Before the first steps" in page.text
        assert "Acme Fitness" in page.text
    await app.state.database.close()
    assert [Command.of(line).method for line, *_ in steps] == [
        "GET",
        "PUT",
        "PUT",
        "POST",
        "GET",
        "GET",
        "POST",
    ]


def test_a_partners_story_goes_as_it_is_told(run: Run, scratch_url: URL) -> None:
    program, *words = shlex.split(block("sh"))

    status, key, _ = run(*words)

    assert (program, status) == (".venv/bin/instep", 0)
    assert key.startswith(block("text").rstrip("…\n"))
    asyncio.run(follow(scratch_url, key.strip()))
