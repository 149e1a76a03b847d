"""The page about deploying shows the files that the tests run, and the defaults that there are."""

import re

import pytest

from api.config import Settings
from tests.cases import in_one_test
from tests.contract.test_documents import ROOT, fences, read

PAGE = ROOT / "docs" / "deploy.md"
ROW = re.compile(r"^\| `INSTEP_(\w+)` \| (\d+)", re.MULTILINE)


@pytest.mark.parametrize(
    ("language", "file"), [("nginx", "nginx.conf"), ("haproxy", "haproxy.cfg")]
)
def test_each_configuration_is_shown_as_it_is(language: str, file: str) -> None:
    assert fences(PAGE, language) == [read(ROOT / "docs" / "deploy" / file)]


@in_one_test(("name", "shown"), ROW.findall(read(PAGE)))
def test_each_default_is_true(name: str, shown: str) -> None:
    default = Settings.model_fields[name.lower()].default
    # In production; unset, it depends on the environment.
    assert float(shown) == (5.0 if name == "LAME_DUCK_SECONDS" else float(default))


def test_proxies_close_idle_connections_before_the_server_does() -> None:
    nginx = re.search(r"keepalive_timeout (\d+)s", fences(PAGE, "nginx")[0])
    haproxy = re.search(r"timeout http-keep-alive (\d+)s", fences(PAGE, "haproxy")[0])
    assert nginx
    assert haproxy
    assert max(int(nginx[1]), int(haproxy[1])) < Settings.model_fields["keep_alive_seconds"].default
