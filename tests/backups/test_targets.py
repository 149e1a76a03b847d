"""A backup never takes the place of what is no file."""

import os
from pathlib import Path

import pytest

from api.backups.errors import BackupError
from api.backups.making import refuse_target_file


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_device_or_a_pipe_is_never_replaced(tmp_path: Path, overwrite: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for target in (pipe, Path("/dev/null")):
        with pytest.raises(BackupError, match="device or a pipe"):
            refuse_target_file(target, overwrite=overwrite)


def test_a_dash_is_no_name_of_a_file() -> None:
    with pytest.raises(BackupError, match="name a file to write the backup to"):
        refuse_target_file(Path("-"), overwrite=True)
