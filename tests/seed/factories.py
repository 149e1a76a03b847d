"""Copies of the seed with something changed, in memory or on disk."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from seed.content import FILES, FOLDERS, SEED, Content, identifier
from seed.loader import Entry


def record_of(content: Content, resource: str, slug: str) -> Entry[Any]:
    return next(item for item in content.of(resource) if identifier(item.value) == slug)


def value_of(content: Content, resource: str, slug: str) -> Any:
    return record_of(content, resource, slug).value


def edited(content: Content, resource: str, slug: str, **fields: Any) -> Content:
    """Return the content with some fields of one record set; nothing checks them."""
    changed = value_of(content, resource, slug).model_copy(update=fields)
    return with_value(content, resource, slug, changed)


def with_value(content: Content, resource: str, slug: str, value: Any) -> Content:
    records = [
        replace(item, value=value) if identifier(item.value) == slug else item
        for item in content.of(resource)
    ]
    return with_records(content, resource, records)


def with_records(content: Content, resource: str, records: Any) -> Content:
    return replace(content, **{resource: records})


def without(content: Content, resource: str, slug: str) -> Content:
    """Return the content without one record; what names it still does."""
    left = [item for item in content.of(resource) if identifier(item.value) != slug]
    return with_records(content, resource, left)


def added(content: Content, resource: str, value: Any) -> Content:
    """Return the content with one record more, as if it stood where the resource's first does."""
    like: Entry[Any] = [*content.of(resource), *content.of("sources")][0]
    return with_records(content, resource, [*content.of(resource), replace(like, value=value)])


def reordered(content: Content, *resources: str) -> Content:
    """Return the content with the records of some resources the other way round."""
    backwards: dict[str, Any] = {name: content.of(name)[::-1] for name in resources}
    return replace(content, **backwards)


def renamed(content: Content, resource: str, old: str, new: str) -> Content:
    """Return the content with a record renamed as an editor does it: wherever it is named.

    A routine that names it gets the next version, since its definition changed.
    """
    changed: dict[str, Any] = {}
    for name in FILES | FOLDERS:
        changed[name] = [
            replace(item, value=renamed_in(item.value, old, new)) for item in content.of(name)
        ]
    swapped = replace(content, **changed)
    former = [old, *value_of(content, resource, old).former_slugs]
    return edited(swapped, resource, new, former_slugs=former)


def renamed_in(value: Any, old: str, new: str) -> Any:
    before = value.model_dump(mode="json")
    after = swapped_words(before, old, new)
    if before == after:
        return value
    if "items" in after and after["slug"] == before["slug"]:
        after["version"] += 1
    return type(value).model_validate(after)


def swapped_words(value: Any, old: str, new: str) -> Any:
    """Return the value with the slug wherever it stands; a drawing's script names no record."""
    if isinstance(value, dict):
        return {
            key: part if key == "script" else swapped_words(part, old, new)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [swapped_words(part, old, new) for part in value]
    return new if value == old else value


def copied_seed(folder: Path) -> Path:
    """Copy the seed's YAML into `folder`/seed, to be broken there; its pictures are ours."""
    left_out = shutil.ignore_patterns("*.py*", "pictures")
    seed = Path(shutil.copytree(SEED, folder / "seed", ignore=left_out))
    (seed / "pictures").symlink_to(SEED / "pictures")
    return seed


def rewrite(path: Path, old: str, new: str) -> int:
    """Replace the one place in a file where `old` stands; return its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
