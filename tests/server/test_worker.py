"""A worker starts with what serving needs, not with the program that started its parent."""

import sys
from multiprocessing import spawn

import pytest

from api.server.worker import without_main


def test_a_new_process_does_not_import_the_program_that_started_us(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__file__", "/usr/local/bin/instep", raising=False)
    monkeypatch.setattr(main, "__spec__", None)
    assert "init_main_from_path" in spawn.get_preparation_data("worker")

    with without_main():
        told = spawn.get_preparation_data("worker")

    assert not {"init_main_from_path", "init_main_from_name"} & told.keys()
    assert main.__file__ == "/usr/local/bin/instep"
