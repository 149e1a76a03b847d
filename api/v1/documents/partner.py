"""A partner and one of their keys, as the holder of the key reads them."""

from typing import Any, Protocol

from api.serialisation import timestamp
from api.v1.documents.base import Content


class Holder(Protocol):
    """The stored part of a partner."""

    slug: Any
    name: Any


class Key(Protocol):
    """The stored part of a key."""

    prefix: Any
    scopes: Any
    created_at: Any
    expires_at: Any
    last_used_on: Any


def build_partner(holder: Holder, key: Key, quotas: dict[str, tuple[int, int]]) -> Content:
    """Return the answer; `quotas` holds limit and use of each by name."""
    return {
        "slug": holder.slug,
        "url": "/v1/partner",
        "name": holder.name,
        "key": {
            "prefix": key.prefix,
            "scopes": list(key.scopes),
            "created_at": timestamp(key.created_at),
            "expires_at": None if key.expires_at is None else timestamp(key.expires_at),
            "last_used_on": None if key.last_used_on is None else key.last_used_on.isoformat(),
        },
        "quotas": {
            name: {"limit": limit, "used": used, "left": max(limit - used, 0)}
            for name, (limit, used) in quotas.items()
        },
    }
