"""From a template and loaded values to the HTML of a page, with the policy that guards it."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from api.messages import Messages
from api.messages.files import get_messages
from api.pages import formatting, pictures
from api.pages.assets import address_of
from api.pages.body_map import places
from api.pages.player import course

Theme = Literal["auto", "light", "dark"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
)
"""Only files of this server; nothing inline runs, so that text from anybody stays text."""

PICTURE = "share.png"
"""Shown by other sites beside a link to a page; `scripts/draw_icons.py` draws it."""

ANYWHERE = f"{POLICY} frame-ancestors *"
NOWHERE = f"{POLICY} frame-ancestors 'none'"


def render(
    template: str,
    *,
    base_url: str,
    language: str,
    theme: Theme,
    contact: str | None = None,
    **values: Any,
) -> str:
    """Return a page. `base_url` is the public address; links inside are relative to its host.

    `contact` is the address for whoever reports a wrong or harmful text.
    """
    root = urlsplit(base_url).path
    return (
        environment(get_messages(language))
        .get_template(template)
        .render(
            base_url=base_url,
            root=root,
            language=language,
            theme=theme,
            contact=contact,
            asset=lambda name: root + address_of(name),
            picture=base_url + address_of(PICTURE),
            **values,
        )
    )


@cache
def environment(messages: Messages) -> Environment:
    """Return the templates in one language: every value is escaped, a missing one is an error."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update((function.__name__, function) for function in filters(messages))
    for function in (t, course_of, messages_of, spoken_in):
        made.globals[function.__name__] = partial(function, messages)
    return made


def compile_templates(language: str) -> None:
    """Compile every template in a language, so that no request waits for that."""
    found = environment(get_messages(language))
    for template in found.list_templates():
        found.get_template(template)


def filters(messages: Messages) -> tuple[Callable[..., Any], ...]:
    """Return the filters of the templates, which are called as their functions are."""
    words = formatting.Formatting(messages)
    return (
        words.word,
        words.duration,
        words.day_length,
        words.credit,
        words.evidence,
        words.review,
        formatting.by_tier,
        formatting.by_topic,
        formatting.capitalised,
        formatting.shortened,
        formatting.web_address,
        pictures.moving,
        pictures.poster,
        pictures.still,
        places,
    )


def t(messages: Messages, code: str, **parameters: Any) -> Markup:
    """Return a message with its placeholders filled in; parameters that are HTML stay HTML."""
    return escape(messages.pattern(code, parameters)).format(**parameters)


def messages_of(messages: Messages, *sections: str) -> Markup:
    """Return the messages of some sections as a data block for the scripts of the page.

    It is JSON that no browser runs, so a strict Content-Security-Policy lets it be.
    """
    patterns = {
        code: pattern
        for code, pattern in messages.patterns.items()
        if code.partition(".")[0] in sections
    }
    return data_block("messages", {"language": messages.language, "patterns": patterns})


def course_of(messages: Messages, items: Sequence[Any]) -> Markup:
    """Return what the player counts down, for exercises with their doses, as a data block."""
    return data_block("course", course(items, messages))


def data_block(name: str, content: Any) -> Markup:
    block = Markup('<script type="application/json" id="{}">{}</script>')
    return block.format(name, htmlsafe_json_dumps(content))


def spoken_in(messages: Messages, language: str) -> Markup:
    """Return the attribute for an element in a language: empty if it is the one of the page."""
    return Markup("") if language == messages.language else Markup(' lang="{}"').format(language)
