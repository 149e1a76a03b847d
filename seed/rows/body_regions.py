"""Rows of the tree of body regions."""

from seed.content import Content
from seed.rows.base import Rows


def add_body_regions(rows: Rows, content: Content) -> None:
    parents = {record.value.slug: record.value.parent for record in content.body_regions}
    for record in content.body_regions:
        region = record.value
        path = [region.slug]
        while (above := parents[path[0]]) is not None:
            path.insert(0, above)
        rows["body_regions"].append(
            {
                **region.model_dump(mode="json", exclude={"former_slugs", "connected_to"}),
                "path": path,
            }
        )
        rows["body_region_connections"] += [
            {
                "region": region.slug,
                "position": at,
                "connected": link.slug,
                "why": link.why,
                "source": link.source,
            }
            for at, link in enumerate(region.connected_to)
        ]
