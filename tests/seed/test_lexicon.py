"""The lexicon's files: what is wrong in them is told with file and line, and it is stored once."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from api.db import Database
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from api.models import Lexicon
from api.queries.complaint_matches import match_text
from seed.checks import check
from seed.content import Content, read_content
from seed.importer import import_content
from seed.lexicon.document import document
from tests.seed.factories import copied_seed, edited, rewrite

RULE = "    - heel + pain + first_steps\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_seed(tmp_path)


def mistakes(folder: Path) -> list[str]:
    content, wrong = read_content(folder)
    return [str(mistake) for mistake in sorted(wrong) or check(content)]


class TestMistakes:
    @pytest.mark.parametrize(
        ("file", "old", "new", "message"),
        [
            (
                "complaint_rules",
                RULE,
                "    - heel + swolen + first_steps\n",
                "strong.0: swolen is not among concepts; did you mean swollen?",
            ),
            (
                "complaint_rules",
                RULE,
                "    - heel pain\n",
                "strong.0: 'heel pain' cannot be read: a + or - is missing before pain",
            ),
            (
                "complaint_rules",
                "- complaint: arch-pain\n",
                "- complaint: arch-pian\n",
                "complaint: arch-pian is not among complaints; did you mean arch-pain?",
            ),
            (
                "flag_rules",
                "- flag: cauda_equina\n",
                "- flag: cauda_equine\n",
                "flag: cauda_equine is not among red_flags; did you mean cauda_equina?",
            ),
            (
                "parts",
                "  regions: [heel, heel-bone, heel-fat-pad]\n",
                "  regions: [heel, heel-bnoe]\n",
                "regions: heel-bnoe is not among body_regions; did you mean heel?",
            ),
            ("signs", "- code: burning\n", "- code: heel\n", "code: heel is a concept already,"),
            ("grammar", "sides:", "side:", "side: is not a field"),
        ],
    )
    def test_are_told_with_file_and_line(
        self, folder: Path, file: str, old: str, new: str, message: str
    ) -> None:
        path = folder / "lexicon" / f"{file}.yaml"
        line = rewrite(path, old, new)

        assert any(
            m.startswith(f"seed/lexicon/{file}.yaml:{line}: {message}") for m in mistakes(folder)
        )

    def test_an_endless_phrase_is_one(self, folder: Path) -> None:
        path = folder / "lexicon" / "signs.yaml"
        rewrite(path, "en: [burning,", "en: [a b c d e f g h i j k, burning,")

        assert "has more than 10 words" in mistakes(folder)[0]


class TestTheDocument:
    def test_takes_lay_names_and_regions_from_the_catalogue(self, content: Content) -> None:
        names = {n["complaint"]: n["phrases"] for n in document(content)["names"][:24]}
        phrases = {c["code"]: c["phrases"] for c in document(content)["concepts"]}

        assert "talalgie" in names["plantar-heel-pain"]
        assert "gastrocnemius" in [phrase.lower() for phrase in phrases["calf"]]

    def test_a_rule_on_a_concept_that_nobody_wrote_does_not_compile(self, content: Content) -> None:
        plain = document(content)
        plain["flag_rules"] = [{"subject": "dvt", "when": "calf + swolen", "within": 5}]

        with pytest.raises(KeyError, match="swolen"):
            compile_lexicon(LexiconSource.from_plain(plain))


class TestTheDatabase:
    async def test_a_second_import_writes_nothing(
        self, scratch: Database, content: Content
    ) -> None:
        imported = await import_content(scratch, content, keep=False)

        assert imported.counts()["lexicon"]["ok"] == 1
        assert imported.lexicon == "ok"

    async def test_a_changed_lexicon_answers_from_the_next_request_on(
        self, scratch: Database, content: Content
    ) -> None:
        async with scratch.reading() as session:
            assert (await match_text(session, "en", "zanzibaritis")).outcome == "unrecognised"
        names = content.lexicon["names"]
        more = names[0].value.model_copy(
            update={"words": names[0].value.words.model_copy(update={"en": ["zanzibaritis"]})}
        )
        changed = {**content.lexicon, "names": [replace(names[0], value=more), *names[1:]]}

        imported = await import_content(scratch, replace(content, lexicon=changed))

        assert imported.counts()["lexicon"]["changed"] == 1
        assert imported.publication.upserts == []
        async with scratch.reading() as session:
            found = await match_text(session, "en", "zanzibaritis")
            digests = (await session.scalars(select(Lexicon.digest))).all()
        assert found.matches[0].complaint == more.complaint
        assert len(digests) == 1

    async def test_a_changed_lay_name_changes_it_too(
        self, scratch: Database, content: Content
    ) -> None:
        renamed = edited(content, "complaints", "bunion", name="Zanzibar toe")

        imported = await import_content(scratch, renamed, keep=False)

        assert imported.counts()["lexicon"]["changed"] == 1
