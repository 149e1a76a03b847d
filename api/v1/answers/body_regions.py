"""The tree of body regions, in the shape of v1."""

from collections.abc import Sequence
from typing import Any

Content = dict[str, Any]


def region_tree(regions: Sequence[Content]) -> list[Content]:
    """Return the root regions, each with its children inside it, in the order of `regions`.

    `regions` are summaries with `slug, name, kind` and `parent`.
    """
    nodes = {
        region["slug"]: {**{f: region[f] for f in ("slug", "name", "kind")}, "children": []}
        for region in regions
    }
    parents = {region["slug"]: region["parent"] for region in regions}
    for slug, node in nodes.items():
        if parents[slug] in nodes:
            nodes[parents[slug]]["children"].append(node)
    return [node for slug, node in nodes.items() if parents[slug] not in nodes]
