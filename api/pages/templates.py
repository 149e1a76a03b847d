"""From a template and loaded values to the bytes of a page, with the policy that guards it."""

from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.pages import wording
from api.pages.assets import address_of
from api.pages.figures import places

Theme = Literal["auto", "light", "dark"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
)
"""Only files of ours; nothing inline, so that text from anybody stays text."""

ANYWHERE = f"{POLICY} frame-ancestors *"
NOWHERE = f"{POLICY} frame-ancestors 'none'"


@cache
def environment() -> Environment:
    """Return the templates: every value is escaped, and a missing one is an error."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for filter_ in (
        places,
        wording.plain,
        wording.duration,
        wording.credit,
        wording.dose,
        wording.dose_details,
        wording.evidence,
        wording.sorted_flags,
        wording.review,
        wording.web_address,
    ):
        made.filters[filter_.__name__] = filter_
    return made


def render(template: str, *, base_url: str, language: str, theme: Theme, **values: Any) -> str:
    """Return a page. `base_url` is the public address; links inside are relative to its host."""
    root = urlsplit(base_url).path
    return (
        environment()
        .get_template(template)
        .render(
            base_url=base_url,
            root=root,
            language=language,
            theme=theme,
            asset=lambda name: root + address_of(name),
            **values,
        )
    )
