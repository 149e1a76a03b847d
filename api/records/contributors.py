"""The people the article quotes: `seed/contributors.yaml`."""

from api.records.base import Line, ProperName, Renameable, Slug, Title


class Contributor(Renameable):
    """Role and affiliation as the source gives them; null where it gives none."""

    name: ProperName
    role: Line
    credentials: Title | None = None
    affiliation: Title | None = None
    source: Slug
