"""The bundle's manifest in the shape of v1."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from api.terms import terms

SCHEMA_VERSION = 1
"""The form of a bundle's lines; another number if an app of today could not read them."""


class Bundle(Protocol):
    """The current file, as `api.queries.bundles` returns it."""

    @property
    def catalogue_id(self) -> object: ...
    @property
    def serial(self) -> int: ...
    @property
    def next_after(self) -> object: ...
    @property
    def sha256(self) -> str: ...
    @property
    def bytes(self) -> int: ...
    @property
    def bytes_unpacked(self) -> int: ...
    @property
    def counts(self) -> Mapping[str, int]: ...
    @property
    def media(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def attribution(self) -> str: ...


def manifest_of(
    bundle: Bundle, language: str, languages: Sequence[str], base_url: str
) -> dict[str, Any]:
    """Return the manifest; it alone has the server's base address, its file has paths only."""
    return {
        "catalogue_id": str(bundle.catalogue_id),
        "serial": bundle.serial,
        "next_after": str(bundle.next_after),
        "language": language,
        "base_url": base_url,
        "path": f"/v1/bundles/{bundle.sha256}.ndjson.gz",
        "bytes": bundle.bytes,
        "bytes_unpacked": bundle.bytes_unpacked,
        "sha256": bundle.sha256,
        "schema_version": SCHEMA_VERSION,
        "counts": [{"type": kind, "count": count} for kind, count in bundle.counts.items()],
        "languages": list(languages),
        "media": [*bundle.media],
        **terms(bundle.attribution),
    }
