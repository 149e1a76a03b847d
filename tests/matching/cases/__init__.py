"""The regression cases: sentences of our own with what they mean, by file.

A group has `first` (the label; null: none of ours), `also` (right too; null: refusing is), `kind`,
`texts`, and where a warning sign is stated `flags` (any of these codes is right) or `flagged` (any
code is). `borderline`: raising one is neither right nor wrong. The writers of files named `blind_…`
never saw the software; there the gravest code stands first, and groups have a `lang` and a `style`.
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from api.cli.labelled import Labelled
from seed.strict_yaml import load

FOLDER = Path(__file__).parent
FILES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
WRITERS = tuple(file for file in FILES if file.startswith("blind_"))
"""Files of people who never saw the software, one each: the layer learns from them."""
BY_EDITORS = tuple(file for file in FILES if file not in WRITERS)
"""The other files, to whose sentences the rules were written."""


class Case(NamedTuple):
    """A sentence with its label, and the codes of which one has to be raised (empty: any)."""

    labelled: Labelled
    flags: tuple[str, ...]


@cache
def cases(file: str) -> tuple[Case, ...]:
    groups = load((FOLDER / f"{file}.yaml").read_text(encoding="utf-8"))
    return tuple(case for group in groups for case in of_group(group))


def of_group(group: dict[str, Any]) -> list[Case]:
    also = group.get("also", [])
    flags = tuple(group.get("flags", ()))
    return [
        Case(
            Labelled(
                text=text,
                kind=group.get("kind", "sentence"),
                complaint=None if None in also else group["first"],
                acceptable=tuple(slug for slug in (group["first"], *also) if slug),
                red_flag=bool(flags) or group.get("flagged", False),
                borderline=group.get("borderline", False),
                flags=flags,
                language=group.get("lang"),
            ),
            flags,
        )
        for text in group["texts"]
    ]
