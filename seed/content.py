"""The whole seed in memory: every record of every resource, read from `seed/`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seed.lexicon.files import LexiconFiles, read_files
from seed.reading import Mistake, Record, read
from seed.shapes.base import Shape
from seed.shapes.body_regions import BodyRegion
from seed.shapes.complaints import Complaint
from seed.shapes.contributors import Contributor
from seed.shapes.exercises import Exercise
from seed.shapes.insights import Insight
from seed.shapes.removed import Removed
from seed.shapes.routines import Routine
from seed.shapes.sources import Source
from seed.shapes.vocabularies import Condition, Equipment, Notice, RedFlag

SEED = Path(__file__).resolve().parent

FOLDERS: dict[str, type[Shape]] = {
    "exercises": Exercise,
    "complaints": Complaint,
    "routines": Routine,
}
FILES: dict[str, type[Shape]] = {
    "sources": Source,
    "contributors": Contributor,
    "body_regions": BodyRegion,
    "conditions": Condition,
    "red_flags": RedFlag,
    "equipment": Equipment,
    "notices": Notice,
    "insights": Insight,
    "removed": Removed,
}
RESOURCES = {
    "sources": "source",
    "contributors": "contributor",
    "conditions": "condition",
    "red_flags": "red-flag",
    "equipment": "equipment",
    "notices": "notice",
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

    `lexicon` holds the records of the files in lexicon/, by file name.
    """

    sources: list[Record[Source]]
    contributors: list[Record[Contributor]]
    body_regions: list[Record[BodyRegion]]
    conditions: list[Record[Condition]]
    red_flags: list[Record[RedFlag]]
    equipment: list[Record[Equipment]]
    notices: list[Record[Notice]]
    exercises: list[Record[Exercise]]
    complaints: list[Record[Complaint]]
    insights: list[Record[Insight]]
    routines: list[Record[Routine]]
    removed: list[Record[Removed]]
    lexicon: LexiconFiles

    def of(self, resource: str) -> list[Record[Any]]:
        return list(getattr(self, resource))

    def identifiers(self, resource: str) -> list[str]:
        return [identifier(record.value) for record in self.of(resource)]

    def count(self) -> int:
        lists = [*self.lexicon.values(), *(self.of(name) for name in FILES | FOLDERS)]
        return sum(map(len, lists))


def identifier(value: Any) -> str:
    """Return the slug of a record, or the code of an entry in a vocabulary."""
    return str(value.slug if hasattr(value, "slug") else value.code)


def read_content(root: Path = SEED) -> tuple[Content, list[Mistake]]:
    """Read every file below `root`; records that are wrong are left out and told as mistakes."""
    root = root.resolve()
    found: dict[str, list[Record[Any]]] = {}
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
    return Content(**found, lexicon=lexicon), [*mistakes, *wrong]
