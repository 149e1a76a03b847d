"""The documents are true: their answers, names and links are checked against the code."""

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from api.cli import parser
from api.config import Settings
from tests.cases import in_one_test

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
ADRS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
README = ROOT / "README.md"
SERVED = "http://127.0.0.1:8000"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"`(GET|POST|PUT|DELETE) (/v1/[^\s?`]*)`")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


EACH = in_one_test("path", DOCUMENTS, ids=named)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def fences(path: Path, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(read(path)) if kind == language]


def spans(path: Path) -> list[str]:
    """The text between backticks outside of code blocks."""
    return SPAN.findall(FENCE.sub("", read(path)))


def commands(path: Path) -> Iterator[list[str]]:
    """The words of each make and instep command that a document names or shows."""
    shown = "".join(fences(path, "sh")).splitlines()
    shown += re.findall(r"^\$ (.*)", "".join(fences(path, "console")), re.MULTILINE)
    for line in [*shown, *spans(path)]:
        if command := re.fullmatch(r"(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?((?:make|instep) .*)", line):
            yield shlex.split(command[1], comments=True)


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.*)", FENCE.sub("", read(path)), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading).strip().lower() for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'([^']*)'|\\.")
"""A part of a shell command in quotation marks; the group is what single ones hold."""


def kept_from_the_shell(command: str) -> list[str]:
    """Return the variables in single quotation marks, where a shell does not replace them."""
    held = [found[1] or "" for found in QUOTED.finditer(command)]
    return [name for text in held for name in re.findall(r"\$\w+", text)]


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        ("curl -H 'If-Match: $etag' \"$address\"", ["$etag"]),
        ("curl \"it's $here\" 'and $there'", ["$there"]),
        ("curl -d '{\"a\": 1}' \\'$seen\\'", []),
    ],
)
def test_finds_what_a_shell_does_not_replace(command: str, kept: list[str]) -> None:
    assert kept_from_the_shell(command) == kept


class TestEachDocument:
    @EACH
    def test_commands_can_be_pasted_with_their_variables(self, path: Path) -> None:
        shown = [*fences(path, "sh"), *fences(path, "console")]
        assert [name for block in shown for name in kept_from_the_shell(block)] == []

    @EACH
    def test_links_lead_somewhere(self, path: Path) -> None:
        for link in LINK.findall(read(path)):
            if link.startswith("https://"):
                continue
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link

    @EACH
    def test_names_only_targets_that_make_has(self, path: Path) -> None:
        targets = set(re.findall(r"^([a-z][a-z0-9-]*):", read(ROOT / "Makefile"), re.MULTILINE))
        asked = {words[1] for words in commands(path) if words[0] == "make"}
        assert asked - targets == set()

    @EACH
    def test_names_only_commands_and_options_that_instep_has(self, path: Path) -> None:
        for words in commands(path):
            if words[0] == "instep":
                parser().parse_args(words[1:])

    @EACH
    def test_names_only_settings_that_there_are(self, path: Path) -> None:
        known = {f"INSTEP_{name.upper()}" for name in Settings.model_fields}
        assert set(re.findall(r"INSTEP_[A-Z_]+", read(path))) - known == set()

    @EACH
    def test_names_only_code_and_files_that_there_are(self, path: Path) -> None:
        for span in spans(path):
            if re.fullmatch(r"(api|seed|tests)(\.\w+)+", span):
                resolve_name(span)
            if re.fullmatch(r"(api|seed|tests|docs|alembic|openapi|scripts)/[\w./-]*", span):
                assert (ROOT / span).exists(), span

    @EACH
    def test_names_only_addresses_that_answer(self, path: Path, generated: dict[str, Any]) -> None:
        """Only addresses under the heading "Not yet" may be missing, and these must be."""
        paths = generated["paths"]
        there, _, not_yet = read(path).partition("\n### Not yet\n")
        for text, is_there in ((there, True), (not_yet, False)):
            for method, address in ADDRESS.findall(text):
                assert (method.lower() in paths.get(address, {})) is is_there, address


def answers_shown() -> list[Any]:
    """Each curl command of the README with the answer below it."""
    pairs = re.findall(
        r"^```sh\ncurl ([^\n]*)\n```\n\n```json\n(.*?)^```$", read(README), re.M | re.S
    )
    shown = []
    for command, answer in pairs:
        *sent, address = shlex.split(command)
        body = json.loads(sent[1]) if sent[:1] == ["--json"] else None
        path = address.removeprefix(SERVED)
        shown.append(pytest.param(path, body, json.loads(answer), id=path))
    return shown


def shows(shown: Any, real: Any) -> bool:
    """Return whether the shown answer is the real one; `…` in it stands for omitted parts."""
    if isinstance(shown, dict) and isinstance(real, dict):
        whole = "…" in shown or shown.keys() == real.keys()
        kept = shown.keys() - {"…"}
        return whole and kept <= real.keys() and all(shows(shown[k], real[k]) for k in kept)
    if isinstance(shown, list) and isinstance(real, list):
        kept_items = [item for item in shown if item != "…"]
        whole = "…" in shown or len(shown) == len(real)
        pairs = zip(kept_items, real, strict=False)
        return whole and len(kept_items) <= len(real) and all(shows(a, b) for a, b in pairs)
    if isinstance(shown, str) and isinstance(real, str) and shown.endswith("…"):
        return real.startswith(shown.removesuffix("…").rstrip())
    return bool(shown == real)


class TestTheReadme:
    @pytest.mark.parametrize(("path", "body", "shown"), answers_shown())
    async def test_shows_real_answers(
        self, path: str, body: Any, shown: Any, client: httpx.AsyncClient
    ) -> None:
        method = "GET" if body is None else "POST"
        answer = (await client.request(method, path, json=body)).json()

        assert shows(shown, answer), json.dumps(answer, indent=2, ensure_ascii=False)

    def test_is_short_before_the_table_of_places(self) -> None:
        before, heading, _ = read(README).partition("\n## Where things are\n")
        assert heading
        assert len(before.split()) <= 600

    def test_its_badges_are_files_that_say_what_the_project_says(self) -> None:
        project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
        oldest = project["requires-python"].removeprefix(">=")
        expected = {"python": f"{oldest} or newer", "licence": project["license"]}
        for name, value in expected.items():
            badge = ROOT / "docs" / "badges" / f"{name}.svg"
            assert f"]({badge.relative_to(ROOT)})]" in read(README)
            assert f">{value}<" in read(badge)

    def test_begins_with_the_two_commands_and_asks_the_questions(self) -> None:
        shown = fences(README, "sh")
        assert shown[:2] == ["make serve\n", "make test\n"]
        assert len(answers_shown()) == len(shown) - 2

    async def test_its_picture_shows_served_content(self, client: httpx.AsyncClient) -> None:
        drawing = ElementTree.parse(ROOT / "docs" / "picture.svg")  # noqa: S314 - our own file
        texts = " ".join(text.strip() for text in drawing.getroot().itertext())
        path = "/v1/complaints/plantar-heel-pain/exercises"
        items = (await client.get(path)).json()["items"]

        for item in items[:2]:
            dose = item["dosage"]
            assert item["exercise"]["name"] in texts
            assert f"{dose['reps']} × {dose['hold_seconds']} s each side, " in texts
            assert f", {dose['sessions_per_day']} a day" in texts
            assert "{grade}, {result}".format(**item["evidence"]) in texts
            assert item["contributors"][0]["name"] in texts

    async def test_credit_is_given_as_answers_give_it(self, client: httpx.AsyncClient) -> None:
        exercise = (await client.get("/v1/exercises/calf-stretch")).json()
        notice = exercise["attribution"]
        assert f"\n> {notice}\n" in read(ROOT / "LICENSE-CONTENT.md")


class TestTheMap:
    def test_names_every_part_of_the_server(self) -> None:
        named = set(spans(ROOT / "docs" / "architecture.md"))
        packages = {f"api/{path.parent.name}/" for path in ROOT.glob("api/*/__init__.py")}
        assert packages - named == set()

    def test_contributing_is_at_most_a_thousand_words(self) -> None:
        assert len(read(ROOT / "CONTRIBUTING.md").split()) <= 1000


class TestEachDecision:
    @in_one_test("path", ADRS, ids=named)
    def test_fits_the_form_and_has_one_line_to_quote(self, path: Path) -> None:
        text = read(path)
        assert re.findall(r"^## (.*)", text, re.MULTILINE) == [
            "Status",
            "Context",
            "Decision",
            "Consequences",
            "What would change our mind",
        ]
        assert len(re.findall(r"^> ", text, re.MULTILINE)) == 1

    def test_is_listed(self) -> None:
        listed = LINK.findall(read(ROOT / "docs" / "adr" / "README.md"))
        assert [path.name for path in ADRS] == listed
