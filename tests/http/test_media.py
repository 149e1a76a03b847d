"""/media/: every file that a document names is there as it says, and stays there."""

import gzip
import hashlib
import json
from typing import Any

import httpx
import pytest

from tests.cases import in_one_test
from tests.pictures import CALF, check_files, documents, files_in, pictures_in
from tests.v1.lists import everything


@pytest.fixture
async def calf(client: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    """The files of the main loop of one exercise, by format and theme."""
    exercise = (await client.get(CALF)).json()
    loop = next(one for one in exercise["media"] if one["name"] == "main")
    return {f"{file['format']} {file['theme']}": file for file in loop["files"]}


class TestEveryAddress:
    async def test_answers_what_its_document_says(self, client: httpx.AsyncClient) -> None:
        found = await documents(client)

        paths = await check_files(client, found)

        assert len(paths) >= 4 * 19
        for picture in pictures_in(found):
            assert {picture["path"], picture["dark_path"] or picture["path"]} <= paths

    async def test_is_of_a_poster_then_of_a_loop_then_of_a_still(
        self, client: httpx.AsyncClient
    ) -> None:
        for line in await everything(client, "/v1/exercises", collection="article"):
            exercise = (await client.get(line["url"])).json()
            kinds = [one["kind"] for one in exercise["media"]]
            stills = [one["step_number"] for one in exercise["media"] if one["kind"] == "still"]

            assert kinds == sorted(kinds, key=["poster", "animation", "still"].index)
            assert len({one["name"] for one in exercise["media"]}) == len(kinds)
            assert set(stills) <= {step["number"] for step in exercise["steps"]}
            assert stills
            assert {one["position"] for one in exercise["media"]} <= set(exercise["positions"])
            assert (line["poster"]["format"], line["animation"]["format"]) == ("png", "lottie")
            assert all(line[name]["dark_path"] for name in ("poster", "animation"))
            assert (exercise["poster"], exercise["animation"]) == (
                line["poster"],
                line["animation"],
            )

    async def test_is_in_the_bundle_s_manifest(self, client: httpx.AsyncClient) -> None:
        manifest = (await client.get("/v1/bundle")).json()
        lines = gzip.decompress((await client.get(manifest["path"])).content).splitlines()

        named = {
            file["path"]: (file["sha256"], file["bytes"])
            for line in lines
            for file in files_in(json.loads(line))
            if "format" in file
        }
        assert named
        assert {
            file["path"]: (file["sha256"], file["bytes"]) for file in manifest["media"]
        } == named
        assert len(manifest["media"]) == len(named)

    async def test_small_pictures_of_all_exercises_are_quickly_loaded(
        self, client: httpx.AsyncClient
    ) -> None:
        wanted = {
            path
            for document in await documents(client)
            for picture in pictures_in(document)
            for path in (picture["path"], picture["dark_path"])
            if path
        }
        bodies = [(await client.get(path)).content for path in sorted(wanted)]

        assert sum(len(gzip.compress(body)) for body in bodies) <= 1_500_000


class TestAFile:
    async def test_never_changes_and_may_be_shown_anywhere(
        self, client: httpx.AsyncClient, calf: dict[str, Any]
    ) -> None:
        for file in calf.values():
            answer = await client.get(file["path"], headers={"Accept-Encoding": "identity"})

            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert answer.headers["etag"] == f'"{file["sha256"][:32]}"'
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
            assert answer.headers["access-control-allow-origin"] == "*"
            head = await client.head(file["path"], headers={"Accept-Encoding": "identity"})
            assert (head.content, head.headers["content-length"]) == (b"", str(file["bytes"]))
            known = {"If-None-Match": answer.headers["etag"], "Accept-Encoding": "identity"}
            assert (await client.get(file["path"], headers=known)).status_code == 304

    async def test_of_text_is_compressed_and_has_a_tag_for_each_encoding(
        self, client: httpx.AsyncClient, calf: dict[str, Any]
    ) -> None:
        for name, encoding in (("lottie light", "br"), ("svg any", "gzip")):
            path, digest = calf[name]["path"], calf[name]["sha256"]
            packed = await client.get(path, headers={"Accept-Encoding": encoding})

            assert packed.headers["content-encoding"] == encoding
            assert packed.headers["etag"] == f'"{digest[:32]}-{encoding}"'
            assert int(packed.headers["content-length"]) < calf[name]["bytes"] / 5
            assert hashlib.sha256(packed.content).hexdigest() == digest

    async def test_of_an_archive_is_sent_as_it_is(
        self, client: httpx.AsyncClient, calf: dict[str, Any]
    ) -> None:
        answer = await client.get(calf["dotlottie any"]["path"])

        assert "content-encoding" not in answer.headers

    async def test_can_be_had_in_parts_which_are_never_compressed(
        self, client: httpx.AsyncClient, calf: dict[str, Any]
    ) -> None:
        for name in ("lottie dark", "svg any", "dotlottie any"):
            path, size = calf[name]["path"], calf[name]["bytes"]
            whole = (await client.get(path)).content

            for header, part in (("bytes=0-1999", slice(0, 2_000)), ("bytes=-7", slice(-7, None))):
                answer = await client.get(path, headers={"Range": header})
                assert (answer.status_code, answer.content) == (206, whole[part])
                assert answer.headers["content-range"].endswith(f"/{size}")
                assert "content-encoding" not in answer.headers
            beyond = await client.get(path, headers={"Range": f"bytes={size}-"})
            assert (beyond.status_code, beyond.json()["code"]) == (416, "range-not-satisfiable")

    async def test_of_svg_may_neither_run_nor_load_anything(
        self, client: httpx.AsyncClient, calf: dict[str, Any]
    ) -> None:
        answer = await client.get(calf["svg any"]["path"])

        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        )

    @in_one_test(
        "name",
        [
            "",
            "x.svg",
            "{digest}",
            "{digest}.svg",
            "{digest}.png",
            "{digest}.JSON",
            "{digest}.json.svg",
            "{upper}.json",
            "{digest}0.json",
            f"{64 * '0'}.json",
            "..%5c{digest}.json",
            "%00.json",
            "\N{FULLWIDTH DIGIT ONE}.json",
            9_000 * "0" + ".json",
        ],
    )
    async def test_has_one_address_only(
        self, client: httpx.AsyncClient, calf: dict[str, Any], name: str
    ) -> None:
        digest = calf["lottie light"]["sha256"]

        answer = await client.get(f"/media/{name.format(digest=digest, upper=digest.upper())}")

        expected = (414, "address-too-long") if len(name) > 8_000 else (404, "not-found")
        assert (answer.status_code, answer.json()["code"]) == expected

    async def test_is_only_read(self, client: httpx.AsyncClient, calf: dict[str, Any]) -> None:
        for method in ("POST", "PUT", "DELETE"):
            answer = await client.request(method, calf["svg any"]["path"])

            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
