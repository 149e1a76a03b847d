"""Labelled sentences: what a person wrote, and what a careful clinician would make of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Labelled:
    """A sentence with its label. `complaint` is None if it means no complaint of the catalogue.

    `flags` are the codes of its warning signs, the one to raise first in front; a sentence may
    have one (`red_flag`) although nobody wrote down which. `borderline`: careful clinicians would
    disagree whether it has one. `language` is None if it was not written down.
    """

    text: str
    kind: str
    complaint: str | None
    acceptable: tuple[str, ...] = ()
    red_flag: bool = False
    borderline: bool = False
    flags: tuple[str, ...] = ()
    language: str | None = None

    @classmethod
    def from_plain(cls, row: Mapping[str, Any]) -> "Labelled":
        """Read one line of a JSONL file; raises ValueError that names the field that is wrong."""
        for field in ("text", "kind"):
            if not isinstance(row.get(field), str):
                raise ValueError(f"{field} should be text")
        for field, meaning in (("complaint", "a slug"), ("lang", "a code of a language")):
            if not isinstance(row.get(field), str | None):
                raise ValueError(f"{field} should be {meaning} or null")
        flags = listed(row, "flags", "codes of warning signs")
        return cls(
            text=row["text"],
            kind=row["kind"],
            complaint=row.get("complaint"),
            acceptable=listed(row, "acceptable", "slugs"),
            red_flag=bool(row.get("red_flag") or flags),
            borderline=bool(row.get("red_flag_borderline") or row.get("borderline")),
            flags=flags,
            language=row.get("lang"),
        )


def listed(row: Mapping[str, Any], field: str, meaning: str) -> tuple[str, ...]:
    """Return a list of names; raises ValueError if it is none."""
    given = row.get(field) or []
    if not isinstance(given, list) or not all(isinstance(name, str | None) for name in given):
        raise ValueError(f"{field} should be a list of {meaning}")
    return tuple(name for name in given if name)
