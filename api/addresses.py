"""The path of each thing: every document says where it is, without a host."""

from collections.abc import Mapping
from typing import Any

DIRECTORIES = {
    "exercise": "exercises",
    "complaint": "complaints",
    "body-region": "body-regions",
    "condition": "conditions",
    "red-flag": "red-flags",
    "equipment": "equipment",
    "contributor": "contributors",
    "source": "sources",
    "insight": "insights",
    "routine": "routines",
}
"""Where the documents of each type are, below `/v1`."""

WITHOUT_PICTURES: Mapping[str, Any] = {"poster": None, "animation": None, "media": []}


def path_of(kind: str, slug: str) -> str:
    """Return the path of a document, for example `/v1/exercises/calf-stretch`."""
    return f"/v1/{DIRECTORIES[kind]}/{slug}"


def path_of_version(slug: str, number: int) -> str:
    """Return the path of a frozen version, for example `/v1/routines/desk-feet/versions/1`."""
    return f"{path_of('routine', slug)}/versions/{number}"


def path_of_draft(name: str) -> str:
    """Return the path at which a partner reads a routine by its own name."""
    return f"/v1/partner/routines/{name}"


def located(version: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Return a routine's version with its path, which is not frozen: a routine may be renamed.

    One that was frozen before exercises had pictures has none, for good.
    """
    items = [
        {**item, "exercise": {**WITHOUT_PICTURES, **item["exercise"]}} for item in version["items"]
    ]
    return {"slug": version["slug"], "url": path, **version, "items": items}
