"""nginx and HAProxy of Debian, with the configurations of docs/deploy/ on free ports.

Nothing else in them changes, but that callers say their address by the PROXY protocol.
"""

import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.browsing import free_port
from tests.e2e.edge.wire import PATIENCE, Target, Wire

CONFIGURATIONS = Path(__file__).resolve().parents[3] / "docs" / "deploy"

TRUSTING = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Made once and without the certificates of the system, which take longer to read than a test."""
TRUSTING.check_hostname = False
TRUSTING.verify_mode = ssl.CERT_NONE


@dataclass(frozen=True)
class Proxied(Target):
    """A proxy that ends TLS in front of a server."""

    caller: str = "203.0.113.1"
    """The address that the proxy sees: a line of the PROXY protocol says it, since every real
    connection of a test comes from this machine."""

    @property
    def curl(self) -> list[str]:
        return ["--insecure", "--haproxy-protocol"]

    @property
    def origin(self) -> str:
        return f"https://{self.host}:{self.port}"

    @contextmanager
    def connected(self) -> Iterator[Wire]:
        plain = socket.create_connection((self.host, self.port), timeout=PATIENCE)
        # Otherwise TLS begins only when the line before it is acknowledged, after 40 ms.
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        plain.sendall(f"PROXY TCP4 {self.caller} 127.0.0.1 40000 443\r\n".encode())
        with plain, TRUSTING.wrap_socket(plain) as encrypted:
            yield Wire(encrypted)


@contextmanager
def nginx(behind: Target) -> Iterator[Proxied]:
    """Run nginx in front of a server."""
    with folder_with_certificate() as folder:
        port = free_port()
        changes = {
            "listen 443 ssl": f"listen 127.0.0.1:{port} proxy_protocol ssl",
            "server_name ": "set_real_ip_from 127.0.0.1; real_ip_header proxy_protocol;"
            " server_name ",
            "/etc/ssl/certs/api.example.org.pem": str(folder / "certificate.pem"),
            "/etc/ssl/private/api.example.org.key": str(folder / "certificate.pem"),
            "/run/nginx.pid": str(folder / "nginx.pid"),
            "/var/log/nginx/error.log": str(folder / "error.log"),
        }
        command = ["nginx", "-p", str(folder), "-g", "daemon off;", "-c"]
        with in_front(behind, command, changed("nginx.conf", folder, behind, changes), port) as it:
            yield it


@contextmanager
def haproxy(behind: Target) -> Iterator[Proxied]:
    """Run HAProxy in front of a server."""
    with folder_with_certificate() as folder:
        port = free_port()
        changes = {
            "bind :443": f"bind 127.0.0.1:{port} accept-proxy",
            "/etc/haproxy/api.example.org.pem": str(folder / "certificate.pem"),
        }
        configuration = changed("haproxy.cfg", folder, behind, changes)
        with in_front(behind, ["haproxy", "-f"], configuration, port) as it:
            yield it


PROXIES: dict[str, Callable[[Target], AbstractContextManager[Proxied]]] = {
    "nginx": nginx,
    "haproxy": haproxy,
}


@contextmanager
def folder_with_certificate() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="instep-proxy-"))
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    files = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/public.pem"]
    subprocess.run(
        ["openssl", *words.split(), "-subj", "/CN=localhost", *files],
        check=True,
        capture_output=True,
    )
    parts = [(folder / name).read_text() for name in ("public.pem", "key.pem")]
    (folder / "certificate.pem").write_text("".join(parts))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def changed(name: str, folder: Path, behind: Target, changes: dict[str, str]) -> Path:
    """Write a configuration with another server, ports and paths, each of which it must have."""
    text = (CONFIGURATIONS / name).read_text()
    for old, new in {"127.0.0.1:8000": f"{behind.host}:{behind.port}", **changes}.items():
        assert old in text, old
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text)
    return path


@contextmanager
def in_front(
    behind: Target, command: list[str], configuration: Path, port: int
) -> Iterator[Proxied]:
    """Run the proxy of a command that ends with its configuration."""
    with running([*command, str(configuration)], port):
        yield Proxied(command[0], "127.0.0.1", port, behind.pids)


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            assert process.poll() is None, f"{command[0]} did not start"
            try:
                socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
