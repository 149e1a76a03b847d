"""The bundle's file is served from a temporary one, which nothing that is asked leaves behind."""

import os
import tempfile
from pathlib import Path

import httpx
import pytest


class TestGetBundleFile:
    @pytest.mark.parametrize(
        ("asked", "status"),
        [
            ({}, 200),
            ({"Range": "bytes=0-99"}, 206),
            ({"Range": "bytes=99999999-"}, 416),
            ({"Range": "bytes=9-0"}, 400),
            ({"Range": "lines=1-2"}, 400),
        ],
        ids=str,
    )
    async def test_whatever_is_asked_of_it_it_leaves_no_file_behind(
        self,
        client: httpx.AsyncClient,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        asked: dict[str, str],
        status: int,
    ) -> None:
        manifest = (await client.get("/v1/bundle")).json()
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

        response = await client.get(manifest["url"], headers=asked)

        assert response.status_code == status
        assert os.listdir(tmp_path) == []
