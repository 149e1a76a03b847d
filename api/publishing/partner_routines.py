"""A partner's routine as its owner reads it, and as it is frozen for everybody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.addresses import WITHOUT_PICTURES
from api.conditions import etag_of
from api.messages.files import get_messages
from api.models import Partner, PartnerRoutine, RoutineVersion
from api.publishing.facets import Surroundings
from api.publishing.listings import Row, listing_of
from api.serialisation import serialise
from api.terms import terms
from api.v1.documents.base import Content
from api.v1.documents.partner import build_partner as build_partner
from api.v1.documents.partner_routines import draft_body as draft_body
from api.v1.documents.partner_routines import draft_summary as draft_summary
from api.v1.documents.routines import Definition, build_routine, version_content
from api.v1.documents.routines import Quoted as Quoted

DECIDED_BY_ITS_OWNER = {"default": {"origin": "editorial", "source": None}, "fields": {}}


def draft_tag(row: PartnerRoutine) -> str:
    return etag_of(draft_body(row).encode())


def quote(exercises: Mapping[str, Content], notices: Mapping[str, str], language: str) -> Quoted:
    """Return what a version quotes: exercise documents and notices of one language."""
    return Quoted(
        exercises=exercises,
        stop_rule=notices["stop_rule"],
        terms=terms(notices["attribution"]),
        messages=get_messages(language),
    )


def partners_definition(
    row: PartnerRoutine,
    written: Mapping[str, Any],
    level: str,
    owner: Partner,
    version: tuple[int, datetime],
    complaint_names: Mapping[str, str],
) -> Definition:
    """Return what a partner wrote, as the version of this number and time."""
    number, published_at = version
    return Definition(
        slug=row.slug,
        **{name: written[name] for name in ("name", "summary", "goal", "format", "schedule")},
        level=level,
        complaints=[
            {"slug": slug, "name": complaint_names[slug]} for slug in written["complaints"]
        ],
        items=written["items"],
        version=number,
        published_at=published_at,
        owner={"kind": "partner", "name": owner.name},
        provenance=DECIDED_BY_ITS_OWNER,
    )


def freeze(
    definition: Definition, quoted: Quoted, language: str, content_language: str
) -> RoutineVersion:
    """Return the row of a version: text and doses of its exercises as they are now."""
    body = version_content(definition, quoted)
    return RoutineVersion(
        routine=definition.slug,
        number=definition.version,
        language=language,
        content_language=content_language,
        published_at=definition.published_at,
        definition_digest=None,
        bytes=len(serialise(without_pictures(body)).encode()),
        body=body,
    )


def without_pictures(body: Content) -> Content:
    """Return a version without what the editors' pictures add to it: a quota does not count it."""
    items = [
        {
            **item,
            "exercise": {k: v for k, v in item["exercise"].items() if k not in WITHOUT_PICTURES},
        }
        for item in body["items"]
    ]
    return {**body, "items": items}


def publication_listing(
    version: RoutineVersion, partner: str, surroundings: Surroundings, now: datetime
) -> Row:
    """Return the listing of a routine that is published now, in the version's language."""
    document = build_routine(version.body, version.content_language)
    return listing_of(document, now, surroundings, version.language, owner=partner)
