"""Refuse a contract that breaks callers, and headers that no strict parser reads.

The working `openapi/v1.json` is compared with the last versions of it that are committed up
to HEAD. So a break on a branch, in one commit on main or in the working copy is found in any clone,
without a remote. `openapi/accepted_breaks.json` lists intended breaks with their reasons.

A release candidate (`1.0.0-rc.2`) may break the candidate before it, so only versions of the same
number are compared, and CHANGELOG.md has to name the number.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path
from typing import Any

import http_sf

from api.headers import HEADERS, STRUCTURED

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = "openapi/v1.json"
CHANGELOG = ROOT / "CHANGELOG.md"
ACCEPTED = ROOT / "openapi" / "accepted_breaks.json"
NODE = Path(sys.executable).with_name("node")
VERSIONS = 10
"""How many committed versions are compared with."""

Break = dict[str, Any]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        versions = list(committed(ROOT, Path(folder)))
        if not versions:
            print(f"No commit of {CONTRACT} is in this clone: there is nothing to compare with.")
            return 1
        older = same_version(ROOT / CONTRACT, versions)
        broken = unmeant_breaks(older)
    headers = [
        f"not RFC 9651: {name}"
        for name, kind in STRUCTURED.items()
        if not is_structured(name, kind)
    ]
    findings = [*dict.fromkeys(broken), *headers, *unnamed_candidate()]
    print("\n".join(findings) or f"{CONTRACT} breaks none of {len(older)} commits before it.")
    return 1 if findings else 0


def unmeant_breaks(older: list[Path]) -> list[str]:
    accepted = json.loads(ACCEPTED.read_text(encoding="utf-8"))
    found = breaks([(ROOT / CONTRACT, path) for path in older])
    return [message(item) for item in found if not is_accepted(item, accepted)]


def unnamed_candidate() -> list[str]:
    """Return a finding if this is a release candidate of which the changelog does not speak."""
    version = version_of(ROOT / CONTRACT)
    if "-" not in version or f"`{version}`" in CHANGELOG.read_text(encoding="utf-8"):
        return []
    return [f"CHANGELOG.md does not say what {version} changed; name it as `{version}`"]


def git(root: Path, *arguments: str) -> str:
    return subprocess.check_output(["git", "-C", root, *arguments], text=True)  # noqa: S607


def committed(root: Path, folder: Path) -> Iterator[Path]:
    """Yield the last committed versions of the contract, as files in `folder`."""
    log = git(root, "log", f"-{VERSIONS}", "--diff-filter=AM", "--format=%h", "--", CONTRACT)
    for commit in log.split():
        path = folder / f"{commit}.json"
        path.write_text(git(root, "show", f"{commit}:{CONTRACT}"), encoding="utf-8")
        yield path


def version_of(contract: Path) -> str:
    """Return the version of a contract; numbers without a candidate are all one: they never break.

    So `1.0.0-rc.2` stands alone, and `1.0.0` is compared with `1.1.0`.
    """
    number = str(json.loads(contract.read_text(encoding="utf-8"))["info"]["version"])
    return number if "-" in number else number.partition(".")[0]


def same_version(newer: Path, older: list[Path]) -> list[Path]:
    """Return the older contracts that the newer one must not break, up to the first other one."""
    return list(takewhile(lambda path: version_of(path) == version_of(newer), older))


def breaks(pairs: list[tuple[Path, Path]]) -> list[Break]:
    """Return the changes from an older document (the second) to a newer one that break a caller."""
    paths = [path for pair in pairs for path in pair]
    printed = subprocess.check_output([NODE, ROOT / "openapi/breaks.mjs", *paths], text=True)
    found: list[Break] = json.loads(printed)
    for newer, older in pairs:
        found += [
            {"against": str(older), "action": "lock", "path": at} for at in locked(newer, older)
        ]
    return found


def locked(newer: Path, older: Path) -> Iterator[list[str]]:
    """Yield the operations that needed no key and now do; the comparison passes those over."""
    before, after = (json.loads(path.read_text(encoding="utf-8")) for path in (older, newer))
    for path, item in before["paths"].items():
        for method, operation in item.items():
            now = after["paths"].get(path, {}).get(method)
            if now and needs_key(now, after) and not needs_key(operation, before):
                yield ["paths", path, method, "security"]


def needs_key(operation: dict[str, Any], document: dict[str, Any]) -> bool:
    choices = operation.get("security", document.get("security", []))
    return bool(choices) and {} not in choices


def is_accepted(item: Break, accepted: list[dict[str, Any]]) -> bool:
    where = "/".join(map(str, item["path"]))
    return any(
        fnmatchcase(where, entry["where"])
        and item["action"] == entry["action"]
        and all(item.get(side) == entry[side] for side in ("before", "after") if side in entry)
        for entry in accepted
    )


def message(item: Break) -> str:
    where = "/".join(map(str, item["path"]))
    values = f"{json.dumps(item.get('before'))[:60]} -> {json.dumps(item.get('after'))[:60]}"
    return f"breaking since {Path(item['against']).stem}: {item['action']} {where}: {values}"


def is_structured(name: str, kind: str) -> bool:
    try:
        http_sf.parse(HEADERS[name][2].encode(), tltype=kind)
    except http_sf.StructuredFieldError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
