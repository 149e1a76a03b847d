"""Lines that commands print: the report of an import, the settings, the keys of partners."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from api.config import Settings
from api.models import ApiKey


def import_lines(imported: Any, *, in_detail: bool) -> list[str]:
    """Return the report of an import: a line for each resource, then the publication."""
    lines = []
    if in_detail:
        lines += detail_lines(imported.publication)
    for kind, count in imported.counts().items():
        counts = [f"{count[word]} {word}" for word in ("ok", "created", "changed", "removed")]
        lines.append(f"{kind:<12} {', '.join(counts)}")
    publication = imported.publication
    lines.append(
        f"published    {len(publication.upserts)} documents, {len(publication.deletes)} removed,"
        f" serial {publication.serial}"
    )
    return lines


def detail_lines(publication: Any) -> list[str]:
    lines = [f"+ {kind} {slug}" for kind, slug in publication.created]
    lines += [f"- {kind} {slug}" for kind, slug in publication.removed]
    for (kind, slug), fields in sorted(publication.changed.items()):
        lines.append(f"~ {kind} {slug}")
        lines += [f"    {field}" for field in fields]
    return lines


def setting_lines(settings: Settings) -> list[str]:
    """Return each setting with its value and its sentence."""
    lines = []
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(set, hidden)" if isinstance(value, SecretStr) else value
        lines += [f"INSTEP_{name.upper()} = {shown}", f"    {field.description}"]
    return lines


def key_lines(keys: Sequence[ApiKey], now: datetime) -> list[str]:
    """Return a line for each key: prefix, partner, scopes, state, its days, its last use."""
    return [
        f"{key.prefix}  {key.partner:<20}  {','.join(key.scopes):<19}  {state_of(key, now):<7}"
        f"  {key.created_at:%Y-%m-%d} to {end_of(key):<10}  {use_of(key)}"
        for key in keys
    ]


def end_of(key: ApiKey) -> str:
    end = key.revoked_at or key.expires_at
    return "no end" if end is None else f"{end:%Y-%m-%d}"


def use_of(key: ApiKey) -> str:
    return "never used" if key.last_used_on is None else f"last used {key.last_used_on}"


def state_of(key: ApiKey, now: datetime) -> str:
    if key.revoked_at is not None:
        return "revoked"
    is_over = key.expires_at is not None and key.expires_at <= now
    return "expired" if is_over else "valid"
