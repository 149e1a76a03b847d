"""Make `.venv` and put uv into it, with nothing but Python's standard library.

uv is in `.venv/uv`, because `uv sync` removes everything that the lock file does not name.
pip installs it and is needed only for that. Debian's python3 comes without pip, and without the
ensurepip that would bring it; so pip runs from a wheel: Python's own if it has one, else PyPI's.
"""

import configparser
import hashlib
import json
import os
import ssl
import subprocess
import sys
import tempfile
import venv
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

UV_VERSION = "0.13.9"
PIP_VERSION = "26.3"

VENV = Path(__file__).resolve().parent.parent / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "uv"


def main() -> None:
    if output_of(PYTHON, "-c", "print('runs')") != "runs":
        # Cleared: an upgrade of the system leaves an environment behind whose Python is gone.
        venv.create(VENV, clear=True, symlinks=True)
    if not output_of(UV / "bin" / "uv", "--version").startswith(f"uv {UV_VERSION} "):
        with tempfile.TemporaryDirectory() as scratch:
            install_uv(bundled_pip() or downloaded_pip(Path(scratch)))


def output_of(program: Path, *arguments: str) -> str:
    """Return the output of a program; empty if it is missing or broken."""
    try:
        return subprocess.check_output([program, *arguments], text=True).strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def install_uv(pip: Path) -> None:
    # A wheel is a zip, and Python runs a folder inside of one: no need to install pip.
    install = [str(PYTHON), f"{pip}/pip", "install", "--quiet", "--disable-pip-version-check"]
    wanted = ["--upgrade", "--only-binary=:all:", f"--target={UV}", f"uv=={UV_VERSION}"]
    if subprocess.run([*install, *wanted], check=False).returncode:
        sys.exit(f"pip could not install uv {UV_VERSION}; its reason stands above.")


def bundled_pip() -> Path | None:
    """The wheel that ensurepip would install; Debian has none."""
    ensurepip = find_spec("ensurepip")
    if ensurepip is None or ensurepip.origin is None:
        return None
    return next(Path(ensurepip.origin).parent.glob("_bundled/pip-*.whl"), None)


def downloaded_pip(folder: Path) -> Path:
    """The wheel from the package index, checked against the SHA-256 that the index gives."""
    name = f"pip-{PIP_VERSION}-py3-none-any.whl"
    index = f"{package_index().rstrip('/')}/pip/"
    try:
        listing = json.loads(fetch(index, accept="application/vnd.pypi.simple.v1+json"))
        file = next(file for file in listing["files"] if file["filename"] == name)
    except (ValueError, StopIteration):
        sys.exit(f"{index} has no {name}, or no list in JSON (PEP 691).")
    content = fetch(urljoin(index, file["url"]))
    if hashlib.sha256(content).hexdigest() != file["hashes"]["sha256"]:
        sys.exit(f"{name} is not the file that {index} promises: its SHA-256 differs.")
    wheel = folder / name
    wheel.write_bytes(content)
    return wheel


def package_index() -> str:
    """The index that pip would ask: its variable, else its files, of which the last one wins."""
    config = configparser.RawConfigParser()
    config.read(
        [
            "/etc/xdg/pip/pip.conf",
            "/etc/pip.conf",
            os.path.expanduser("~/.pip/pip.conf"),
            os.path.expanduser("~/.config/pip/pip.conf"),
            os.path.expanduser("~/Library/Application Support/pip/pip.conf"),
            os.environ.get("PIP_CONFIG_FILE", ""),
        ]
    )
    configured = config.get("global", "index-url", fallback="https://pypi.org/simple")
    return os.environ.get("PIP_INDEX_URL") or configured


def fetch(url: str, accept: str = "*/*") -> bytes:
    try:
        with urlopen(Request(url, headers={"Accept": accept}), timeout=60) as answer:
            return bytes(answer.read())
    except URLError as error:
        mend = ""
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            mend = "\nOn Debian this mends it: apt-get install ca-certificates"
        sys.exit(f"{url} does not answer: {error.reason}{mend}")


if __name__ == "__main__":
    main()
