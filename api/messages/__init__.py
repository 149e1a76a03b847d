"""Messages: every sentence Instep itself says, by code, in one language.

Pure on purpose: the planner and the matcher get a `Messages` as an argument and import only this
file. The catalogues (`en.yaml`, …) are read by `api.messages.files`.

A catalogue has sections, and a section has messages: `plan.rest_day` is the message `rest_day` of
the section `plan`. A message is a pattern with named placeholders, such as "{exercise}, then
{other}", or, where a number decides the form, one pattern for each plural category of the
language (`one`, `few`, `many`, `other`, … as Unicode CLDR names them). The placeholder `count`
is that number.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType
from typing import Any

from api.pain_scale import PLACEHOLDERS

Pattern = str | Mapping[str, str]
"""One pattern, or a pattern for each plural category."""

CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
COUNT = "count"


@dataclass(frozen=True, eq=False)
class Messages:
    """The messages of one language.

    `language` is its code (BCP 47), `patterns` maps "section.code" to a pattern, and `plural`
    returns the plural category of a number in this language ("one" for 1 in English).
    Raises ValueError if a pattern is broken, for example "{exercise" or "{exercise.name}".
    """

    language: str
    patterns: Mapping[str, Pattern]
    plural: Callable[[int], str]

    def __post_init__(self) -> None:
        for code, pattern in self.patterns.items():
            check_pattern(code, pattern)
        object.__setattr__(self, "patterns", MappingProxyType(dict(self.patterns)))

    def has(self, code: str) -> bool:
        """Say whether there is a message of this code."""
        return code in self.patterns

    def text(self, code: str, /, **parameters: Any) -> str:
        """Return a message with its placeholders filled in.

        Raises KeyError if there is no message of this code, or if a placeholder has no parameter.
        Parameters that the pattern does not name are ignored. The numbers of the pain scale
        (`{pain_fine}` …) need none.
        """
        return self.pattern(code, parameters).format_map(PLACEHOLDERS | parameters)

    def pattern(self, code: str, parameters: Mapping[str, Any]) -> str:
        """Return the pattern of a message; `parameters["count"]` decides between plural forms.

        Raises KeyError if there is no message of this code, or if it has plural forms and `count`
        is missing.
        """
        pattern = self.patterns[code]
        if isinstance(pattern, str):
            return pattern
        category = self.plural(parameters[COUNT])
        return pattern.get(category, pattern["other"])

    def section(self, name: str) -> dict[str, Pattern]:
        """Return the patterns of one section by their code inside it, in their written order."""
        prefix = f"{name}."
        return {
            code.removeprefix(prefix): pattern
            for code, pattern in self.patterns.items()
            if code.startswith(prefix)
        }


def check_pattern(code: str, pattern: Pattern) -> None:
    """Raise ValueError if a pattern is not a text, or not a text for each plural category."""
    if not isinstance(pattern, str) and (
        "other" not in pattern or not CATEGORIES.issuperset(pattern)
    ):
        raise ValueError(f"{code} needs plural categories, 'other' among them: {list(pattern)}")
    for form in forms(pattern):
        try:
            names = list(names_in(form))
        except ValueError as error:
            raise ValueError(f"{code}: {error}") from error
        for name in names:
            if not name.isidentifier():
                raise ValueError(f"{code} has a placeholder {{{name}}} that is no plain name")


def forms(pattern: Pattern) -> Iterable[str]:
    """Return the one pattern, or all plural forms of it."""
    return (pattern,) if isinstance(pattern, str) else pattern.values()


def names_in(form: str) -> Iterable[str]:
    """Yield the names of the placeholders of one form; conversions and formats belong to them."""
    for _text, name, spec, conversion in Formatter().parse(form):
        if name is not None:
            yield name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")


def placeholders(pattern: Pattern) -> frozenset[str]:
    """Return the names of all placeholders of a pattern: {"exercise"} of "{exercise}: stop."."""
    return frozenset(name for form in forms(pattern) for name in names_in(form))


def differences(translated: Messages, original: Messages) -> list[str]:
    """Return the differences to the original: codes, placeholders, plural forms.

    `count` may be left out of some forms ("one foot", "{count} feet"), and out of all of them if
    the original leaves it out too. An empty list means that the translation is complete.
    """
    codes = translated.patterns.keys(), original.patterns.keys()
    found = [f"{code} is missing" for code in sorted(codes[1] - codes[0])]
    found += [f"{code} is unknown" for code in sorted(codes[0] - codes[1])]
    for code in sorted(codes[0] & codes[1]):
        there, wanted = translated.patterns[code], original.patterns[code]
        if isinstance(there, str) is not isinstance(wanted, str):
            found.append(f"{code} has plural forms in one of the two languages only")
        elif placeholders(there) != placeholders(wanted):
            found.append(f"{code} needs the placeholders {sorted(placeholders(wanted))}")
    return found
