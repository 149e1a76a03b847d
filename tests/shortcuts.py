"""Work that thousands of tests would do again: done once, left out, or done in less time."""

import gc
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

import pytest
from fastapi.dependencies import utils
from fastapi.dependencies.models import Dependant
from fastapi.utils import create_model_field
from pydantic._internal import _fields
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import LRUCache

from api import memory
from api.http import conditional_and_compressed
from api.interview.rules import InterviewRules
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from api.publishing import gzip_pieces
from seed import media, screens
from seed.content import Content
from seed.lexicon import store
from seed.pictures import KeptFile

Field = Any
"""A `ModelField` of FastAPI, which it does not export: a name, a type and their validator."""

USUAL = gc.get_threshold()
DRAW = media.loop


def collect_garbage_seldom() -> None:
    """Let the interpreter look for cycles a hundred times less often.

    The tests themselves are tens of thousands of objects that live to the end; each search among
    them takes longer than most tests.
    """
    gc.set_threshold(100_000, 50, 100)


def keep_from_collection() -> None:
    """Leave all that is in memory now, such as every test, out of later searches for cycles."""
    gc.collect()
    gc.freeze()


def draw_once() -> None:
    """Let the loop of a scene be drawn once, from the time on when tests are collected."""
    media.loop = kept(DRAW, by=str)


def draw_each_time() -> None:
    media.loop = DRAW


def collect_garbage_as_usual() -> None:
    gc.unfreeze()
    gc.set_threshold(*USUAL)


@contextmanager
def taken() -> Iterator[None]:
    """Take the shortcuts during a block, for all applications and clients that it makes.

    Most tests that write have an application of their own; for each of them FastAPI would build a
    validator of every parameter and every answer of every route again, which takes longer than
    the test.
    """
    with pytest.MonkeyPatch.context() as patch:
        once = remembered(utils.get_dependant)
        patch.setattr("fastapi.dependencies.utils.get_dependant", once)
        patch.setattr("fastapi.routing.get_dependant", once)
        patch.setattr("fastapi.routing.create_model_field", remembered_fields(create_model_field))
        # Asked at each request for each parameter that is left out.
        patch.setattr(
            _fields, "takes_validated_data_argument", cache(_fields.takes_validated_data_argument)
        )
        # httpx looks for trio at each request, along the whole path, since it is not installed.
        patch.setattr("httpx._transports.asgi.is_running_trio", lambda: False)
        # The same documents are asked for again and again.
        compress = kept(conditional_and_compressed.compress, by=body_and_encoding, most=300)
        patch.setattr(conditional_and_compressed, "compress", compress)
        # Nobody loads the bundles of tests over a network.
        patch.setattr(gzip_pieces, "COMPRESSION", 1)
        # Tests publish the same pictures again and again.
        patch.setattr(media, "kept_file", kept(media.kept_file, by=file_as_it_is, most=2_000))
        # What was there before the tests is frozen already, so it would only count it, one by one.
        patch.setattr(memory, "left_alone", nullcontext)
        remember_lexicon_and_checks(patch)
        remember_statements(patch)
        yield


T = TypeVar("T")


def kept(
    make: Callable[..., T], *, by: Callable[..., Hashable], most: int = 100
) -> Callable[..., T]:
    """Return the function that makes each value once, by a key of all that it depends on.

    The `most` that were made last are kept, with what they were made of, so that a key may be of
    identities.
    """
    known: dict[Hashable, tuple[tuple[Any, ...], T]] = {}

    def make_or_remember(*of: Any) -> T:
        key = by(*of)
        if key not in known:
            known[key] = of, make(*of)
            for old in list(known)[:-most]:
                del known[old]
        return known[key][1]

    return make_or_remember


compile_once: Callable[[LexiconSource], Lexicon] = kept(compile_lexicon, by=repr, most=2)
"""Compile a lexicon, or return the same one again if one of the last two was of the same files."""


def remember_lexicon_and_checks(patch: pytest.MonkeyPatch) -> None:
    """Compile and write a lexicon once, and go once through the safety checks of the same rules.

    Tests publish and check the same seed again and again, with a word changed elsewhere.
    """
    patch.setattr("api.cli.match.compile_lexicon", compile_once)
    patch.setattr("api.queries.complaint_matches.compile_lexicon", compile_once)
    patch.setattr(store, "lexicon_rows", kept(store.lexicon_rows, by=parts_of_lexicon, most=4))
    rules_of, wrongs_of = screens.interview_rules, screens.wrongs_of
    same = kept(the_same, by=repr)
    found = kept(lambda rules, slug: [*wrongs_of(rules, slug)], by=rules_and_slug)
    patch.setattr(screens, "interview_rules", lambda content: same(rules_of(content)))
    patch.setattr(screens, "wrongs_of", found)


def remember_statements(patch: pytest.MonkeyPatch) -> None:
    """Let all engines share the SQL that SQLAlchemy made of each statement.

    It knows statements by the dialect of an engine and keeps them with the engine, and most tests
    that write open one of their own; but all are of the same server and the same options.
    """
    compiled: LRUCache[Any, Any] = LRUCache(2_000)
    make = AsyncEngine.__init__

    def make_sharing(engine: AsyncEngine, wrapped: Engine) -> None:
        wrapped._compiled_cache = compiled
        make(engine, wrapped)

    patch.setattr(AsyncEngine, "__init__", make_sharing)
    patch.setattr(PGDialect_asyncpg, "__eq__", same_type, raising=False)
    patch.setattr(PGDialect_asyncpg, "__hash__", hash_of_type, raising=False)


def same_type(one: object, other: object) -> bool:
    return type(one) is type(other)


def hash_of_type(value: object) -> int:
    return hash(type(value))


def parts_of_lexicon(content: Content) -> Hashable:
    """Return the identities of all records of which the document of the lexicon is made."""
    listed = {
        **content.lexicon,
        "of complaints": content.complaints,
        "of regions": content.body_regions,
        "of flags": content.red_flags,
        "of conditions": content.conditions,
    }
    return tuple((name, *(id(one.value) for one in entries)) for name, entries in listed.items())


def file_as_it_is(picture: KeptFile) -> Hashable:
    """Return what says of which file a picture is, and whether somebody wrote that file since."""
    written = picture.path.stat()
    return picture, written.st_mtime_ns, written.st_ino, written.st_size


def body_and_encoding(body: bytes, encoding: str) -> Hashable:
    return body, encoding


def the_same(value: T) -> T:
    return value


def rules_and_slug(rules: InterviewRules, slug: str) -> Hashable:
    return id(rules), slug


def remembered(read: Callable[..., Dependant]) -> Callable[..., Dependant]:
    """Return the function that reads each signature once, by all that it is asked with."""
    known: dict[tuple[Any, ...], Dependant] = {}

    def read_or_remember(**asked: Any) -> Dependant:
        key = tuple(
            (name, tuple(value) if isinstance(value, list) else value)
            for name, value in sorted(asked.items())
        )
        if key not in known:
            known[key] = read(**asked)
        # Routers put their own dependencies before those of the function.
        return replace(known[key], dependencies=[*known[key].dependencies])

    return read_or_remember


def remembered_fields(make: Callable[..., Field]) -> Callable[..., Field]:
    """Return the function that makes each field once, by its name, type and mode."""
    known: dict[tuple[tuple[str, Any], ...], Field] = {}

    def make_or_remember(**asked: Any) -> Field:
        key = tuple(sorted(asked.items()))
        if key not in known:
            known[key] = make(**asked)
        return known[key]

    return make_or_remember
