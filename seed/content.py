"""The whole seed in memory: every record of every resource, read from `seed/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.languages import FALLBACK, served
from api.records import Edition, Records
from api.records.adaptation_rules import AdaptationRule
from api.records.base import Record
from api.records.body_regions import BodyRegion
from api.records.complaints import Complaint
from api.records.contributors import Contributor
from api.records.drawings import Drawing
from api.records.exercises import Exercise
from api.records.insights import Insight
from api.records.removed import Removed
from api.records.reviews import Review
from api.records.routines import Routine
from api.records.screens import Screen
from api.records.sources import Source
from api.records.texts import texts_of
from api.records.vocabularies import Condition, Equipment, Notice, RedFlag
from seed.lexicon.files import LexiconFiles, read_files
from seed.loader import Entry, Mistake, read
from seed.media import media_of
from seed.translations import Translations, read_translations

SEED = Path(__file__).resolve().parent

FOLDERS: dict[str, type[Record]] = {
    "exercises": Exercise,
    "complaints": Complaint,
    "routines": Routine,
    "drawings": Drawing,
}
FILES: dict[str, type[Record]] = {
    "sources": Source,
    "contributors": Contributor,
    "body_regions": BodyRegion,
    "conditions": Condition,
    "red_flags": RedFlag,
    "equipment": Equipment,
    "notices": Notice,
    "screens": Screen,
    "adaptation_rules": AdaptationRule,
    "insights": Insight,
    "removed": Removed,
    "reviews": Review,
}
RESOURCES = {
    "sources": "source",
    "contributors": "contributor",
    "conditions": "condition",
    "red_flags": "red-flag",
    "equipment": "equipment",
    "notices": "notice",
    "screens": "screen",
    "adaptation_rules": "adaptation-rule",
    "body_regions": "body-region",
    "exercises": "exercise",
    "complaints": "complaint",
    "insights": "insight",
    "routines": "routine",
}
"""Table and file name of each resource, with the type its documents have."""


@dataclass(frozen=True)
class Content:
    """Every record, by resource. The attribute is the name of the file or folder.

    `root` is the folder they were read from; `lexicon` holds the records of the files in lexicon/,
    by file name; `translations` the translated records by language, resource and slug or code.
    """

    root: Path
    sources: list[Entry[Source]]
    contributors: list[Entry[Contributor]]
    body_regions: list[Entry[BodyRegion]]
    conditions: list[Entry[Condition]]
    red_flags: list[Entry[RedFlag]]
    equipment: list[Entry[Equipment]]
    notices: list[Entry[Notice]]
    screens: list[Entry[Screen]]
    adaptation_rules: list[Entry[AdaptationRule]]
    exercises: list[Entry[Exercise]]
    complaints: list[Entry[Complaint]]
    insights: list[Entry[Insight]]
    routines: list[Entry[Routine]]
    drawings: list[Entry[Drawing]]
    removed: list[Entry[Removed]]
    reviews: list[Entry[Review]]
    lexicon: LexiconFiles
    translations: Translations

    def of(self, resource: str) -> list[Entry[Any]]:
        return list(getattr(self, resource))

    def identifiers(self, resource: str) -> list[str]:
        return [identifier(record.value) for record in self.of(resource)]

    def count(self) -> int:
        lists = [*self.lexicon.values(), *(self.of(name) for name in FILES | FOLDERS)]
        return sum(map(len, lists))

    def records(self) -> dict[str, dict[str, Any]]:
        """Return the records that documents are built from, as `Records` takes them."""
        return {
            name: {identifier(entry.value): entry.value for entry in self.of(name)}
            for name in (*RESOURCES, "drawings")
        }

    def edition(self) -> Edition:
        """Return what is published; drawings with a mistake cannot be drawn."""
        original = self.records()
        return Edition(
            original=Records(**original),
            translations={
                language: Records(**complete(original, self.translations.get(language, {})))
                for language in served()
                if language != FALLBACK
            },
            removed={
                (entry.value.type, entry.value.slug): entry.value.replaced_by
                for entry in self.removed
            },
            reviews={entry.value.key: entry.value for entry in self.reviews},
            media=media_of((entry.value for entry in self.drawings), self.root),
        )


def complete(
    original: Mapping[str, Mapping[str, Any]], translated: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return the records that a language has complete: translated ones, and those without text."""
    return {
        name: {
            slug: translated.get(name, {}).get(slug, record)
            for slug, record in records.items()
            if slug in translated.get(name, {}) or not any(texts_of(record))
        }
        for name, records in original.items()
    }


def identifier(value: Any) -> str:
    """Return the slug of a record, or the code of an entry in a vocabulary."""
    return str(value.slug if hasattr(value, "slug") else value.code)


def read_content(root: Path = SEED) -> tuple[Content, list[Mistake]]:
    """Read every file below `root`; wrong records are left out and reported as mistakes."""
    root = root.resolve()
    found: dict[str, list[Entry[Any]]] = {}
    mistakes = [
        Mistake(f"{root.name}/{path.relative_to(root)}", 1, "", "is not read; name it .yaml")
        for path in sorted(root.rglob("*.yml"))
    ]
    for name, shape in FILES.items():
        found[name], wrong = read(root / f"{name}.yaml", root, shape, many=True)
        mistakes += wrong
    for name, shape in FOLDERS.items():
        found[name] = []
        for path in sorted((root / name).glob("*.yaml")):
            records, wrong = read(path, root, shape, many=False)
            found[name] += records
            mistakes += wrong
            mistakes += [
                record.mistake(("slug",), f"differs from the file's name {path.stem}")
                for record in records
                if identifier(record.value) != path.stem
            ]
    lexicon, wrong = read_files(root)
    translations, untranslated = read_translations(root, [*FILES], [*FOLDERS], found)
    content = Content(root=root, **found, lexicon=lexicon, translations=translations)
    return content, [*mistakes, *wrong, *untranslated]
