"""An editor who changes anything at random: every kind of record, in every way."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from api.identifiers import is_identifier
from api.publishing.slugs import TYPES
from seed.content import Content
from seed.references import references
from tests.pseudo import PSEUDO, pseudo_content
from tests.reviews.signed import signed, withdrawn
from tests.seed.factories import (
    added,
    edited,
    renamed,
    reordered,
    value_of,
    with_value,
    without,
)

ALL = (*TYPES, "notices")
REVIEWED = {"exercise": "exercises", "complaint": "complaints"}
ORDERED = ("conditions", "red_flags", "equipment")
KEPT = {"slug", "code", "former_slugs", "version", "number", "parent", "same_plan_as"}
"""Fields that say which thing is meant, or that a published version may not change."""

NARROW = {"days_per_week", "sessions_per_day"}
"""Numbers with a low bound, which a renaming checks."""


def shaken(value: Any, by: int) -> Any:
    """Return a record with every text and every number in it changed, and each word kept.

    Nothing checks it: what matters is that a document made of it is another one.
    """
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {
            name: shaken(one, by) for name, one in fields.items() if name not in KEPT | NARROW
        }
        return value.model_copy(update=changed)
    if isinstance(value, list | tuple):
        return type(value)(shaken(one, by) for one in value)
    if isinstance(value, str) and not is_identifier(value) and "{" not in value:
        return f"{value} {by}"
    if type(value) is int:
        return value + by
    return value


class RandomEdits:
    """The same seed makes the same edits."""

    def __init__(self, content: Content, seed: int) -> None:
        self.content = content
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret
        self.count = 0
        self.ways: list[Callable[[], None]] = [
            *5 * [self.shake],
            *2 * [self.rename],
            *2 * [self.remove],
            self.add,
            self.reorder,
            self.move_region,
            self.drop_helper,
            self.swap_helper,
            self.raise_version,
            self.sign,
            self.withdraw,
            self.translate,
        ]

    def edit(self) -> str:
        """Change something; return what was done."""
        self.count += 1
        way = self.chance.choice(self.ways)
        way()
        if self.content.translations and way not in (self.shake, self.translate):
            # A translation has the structure of what it translates.
            self.content = pseudo_content(self.content)
        return way.__name__

    def some(self, resource: str) -> str:
        return self.chance.choice(sorted(self.content.identifiers(resource)))

    def shake(self) -> None:
        resource = self.chance.choice([one for one in ALL if one != "routines"])
        slug = self.some(resource)
        changed = shaken(value_of(self.content, resource, slug), self.count)
        self.content = with_value(self.content, resource, slug, changed)

    def rename(self) -> None:
        named = [one for one in TYPES if hasattr(self.content.of(one)[0].value, "former_slugs")]
        resource = self.chance.choice(named)
        slug = self.some(resource)
        # Drawings have areas of their own, which are called like regions.
        if resource != "body_regions" or not self.is_drawn(slug):
            self.content = renamed(self.content, resource, slug, f"other-{self.count}")

    def is_drawn(self, region: str) -> bool:
        word = f'"{region}"'
        return any(word in entry.value.model_dump_json() for entry in self.content.drawings)

    def remove(self) -> None:
        """Remove something that nothing names."""
        resource = self.chance.choice([*TYPES])
        named = {
            slug
            for name in (*TYPES, "drawings", "reviews", "screens")
            for entry in self.content.of(name)
            for _, where, slug in references(entry.value)
            if where == resource
        }
        asked = {one.code for entry in self.content.screens for one in entry.value.questions}
        free = sorted(set(self.content.identifiers(resource)) - named - asked)
        if len(free) > 1:
            self.content = without(self.content, resource, self.chance.choice(free))

    def add(self) -> None:
        resource = self.chance.choice(["exercises", "insights", "sources", "body_regions"])
        like = value_of(self.content, resource, self.some(resource))
        fields: dict[str, Any] = {"slug": f"new-{self.count}"}
        if hasattr(like, "former_slugs"):
            fields["former_slugs"] = []
        new = like.model_copy(update=fields)
        self.content = added(self.content, resource, new)

    def reorder(self) -> None:
        self.content = reordered(self.content, self.chance.choice(ORDERED))

    def move_region(self) -> None:
        """Hang a region that holds no other below the root."""
        parents = {entry.value.parent for entry in self.content.body_regions}
        roots = [one.value.slug for one in self.content.body_regions if one.value.parent is None]
        leaves = sorted(set(self.content.identifiers("body_regions")) - parents)
        slug, parent = self.chance.choice(leaves), self.chance.choice(roots)
        if slug != parent:
            self.content = edited(self.content, "body_regions", slug, parent=parent)

    def drop_helper(self) -> None:
        slug = self.some("complaints")
        helpers = value_of(self.content, "complaints", slug).exercises
        self.content = edited(self.content, "complaints", slug, exercises=helpers[1:])

    def swap_helper(self) -> None:
        """Let a complaint name another exercise."""
        slug, exercise = self.some("complaints"), self.some("exercises")
        helpers = value_of(self.content, "complaints", slug).exercises
        if helpers and exercise not in {helper.exercise for helper in helpers}:
            first = helpers[0].model_copy(update={"exercise": exercise})
            self.content = edited(self.content, "complaints", slug, exercises=[first, *helpers[1:]])

    def raise_version(self) -> None:
        slug = self.some("routines")
        routine = value_of(self.content, "routines", slug)
        items = routine.items[1:] if len(routine.items) > 1 else routine.items
        changes = {"version": routine.version + 1, "items": items}
        self.content = edited(self.content, "routines", slug, **changes)

    def sign(self) -> None:
        kind = self.chance.choice([*REVIEWED])
        key = (kind, self.some(REVIEWED[kind]))
        if key not in {entry.value.key[:2] for entry in self.content.reviews}:
            self.content = signed(self.content, [key])

    def withdraw(self) -> None:
        keys = sorted({entry.value.key[:2] for entry in self.content.reviews})
        if keys:
            self.content = withdrawn(self.content, self.chance.choice(keys))

    def translate(self) -> None:
        """Change a translated record, or take the translation away."""
        translations = self.content.translations.get(PSEUDO)
        if translations is None:
            return
        resource = self.chance.choice([one for one in ALL if translations[one]])
        records = dict(translations[resource])
        slug = self.chance.choice(sorted(records))
        if self.chance.random() < 0.3:
            del records[slug]
        else:
            records[slug] = shaken(records[slug], self.count)
        changed = {**translations, resource: records}
        self.content = replace(self.content, translations={PSEUDO: changed})
