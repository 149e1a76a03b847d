"""Translations: `seed/translations/<language>/` holds the texts of records in another language.

Its folders and files are named like those of the seed. A record there has its slug (or code) and
every text of the original in the same structure; other fields may be repeated as they are or left
out. A record is translated whole or not at all, so that no document mixes two languages.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from api.languages import FALLBACK, served
from api.messages.dose_texts import names_in
from api.records.texts import Path as Place
from api.records.texts import Texts, texts_of, with_texts
from seed.loader import Entry, Mistake, explained, read

FOLDER = "translations"

Translations = dict[str, dict[str, dict[str, Any]]]
"""By language and resource, the translated records by slug or code."""


class Overlay(BaseModel):
    """A translation as its file holds it: any fields, compared with the original afterwards."""

    model_config = ConfigDict(extra="allow")


def read_translations(
    root: Path, files: list[str], folders: list[str], found: Mapping[str, list[Entry[Any]]]
) -> tuple[Translations, list[Mistake]]:
    """Read the translations of every language; `found` holds the original entries by resource."""
    translations: Translations = {}
    mistakes: list[Mistake] = []
    for folder in sorted(path for path in (root / FOLDER).glob("*") if path.is_dir()):
        language = folder.name
        if language == FALLBACK or language not in served():
            place = f"{root.name}/{FOLDER}/{language}"
            message = f"needs a file of messages, api/messages/{language}.yaml"
            mistakes.append(Mistake(place, 1, "", message))
            continue
        paths = [(name, folder / f"{name}.yaml", True) for name in files]
        paths += [(name, path, False) for name in folders for path in folder.glob(f"{name}/*.yaml")]
        translations[language] = {}
        for name, path, many in sorted(paths):
            if path.exists():
                entries, wrong = read(path, root, Overlay, many=many)
                records, more = translated(entries, found[name])
                translations[language].setdefault(name, {}).update(records)
                mistakes += [*wrong, *more]
    return translations, mistakes


def translated(
    overlays: list[Entry[Overlay]], originals: list[Entry[Any]]
) -> tuple[dict[str, Any], list[Mistake]]:
    """Return the translated records by slug or code, and the mistakes in the others."""
    by_name = {name_of(entry.value.model_dump()): entry.value for entry in originals}
    records: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for overlay in overlays:
        name = name_of(overlay.value.model_extra or {})
        if name not in by_name:
            mistakes.append(overlay.mistake((), f"translates {name}, which is no record"))
            continue
        wrong = list(differences(overlay, by_name[name]))
        if not wrong:
            records[name], wrong = validated(overlay, by_name[name])
        mistakes += wrong
    return records, mistakes


def name_of(fields: Mapping[str, Any]) -> str:
    return str(fields.get("slug") or fields.get("code"))


def differences(overlay: Entry[Overlay], original: BaseModel) -> Iterator[Mistake]:
    """Yield each text that is missing, and each value that is no text and differs."""
    texts = dict(texts_of(original))
    given = overlay.value.model_extra or {}
    for place, text in texts.items():
        translation = value_at(given, place)
        if translation is None:
            yield overlay.mistake(place, "is not translated")
        elif sorted(names_of(translation)) != sorted(names_of(text)):
            names = ", ".join(f"{{{name}}}" for name in names_of(text))
            yield overlay.mistake(place, f"needs these placeholders: {names or 'none'}")
    for place, value in other_values(given, texts, ()):
        if value_at(original.model_dump(mode="json"), place) != value:
            yield overlay.mistake(place, "is no text to translate, so it has to be left as it is")


def names_of(texts: Texts) -> list[str]:
    """Return the placeholders of a text, or of all texts of a list."""
    return names_in(texts) if isinstance(texts, str) else names_in(" ".join(texts))


def value_at(value: Any, place: Place) -> Any:
    for part in place:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def other_values(
    value: Any, texts: Mapping[Place, Texts], place: Place
) -> Iterator[tuple[Place, Any]]:
    if place in texts:
        return
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from other_values(part, texts, (*place, name))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from other_values(part, texts, (*place, at))
    else:
        yield place, value


def validated(overlay: Entry[Overlay], original: BaseModel) -> tuple[Any, list[Mistake]]:
    given = overlay.value.model_extra or {}
    texts = {place: value_at(given, place) for place, _ in texts_of(original)}
    written = with_texts(original, texts).model_dump(mode="json", warnings=False)
    try:
        return type(original).model_validate(written), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [explained(overlay.node, overlay.file, item) for item in found]
