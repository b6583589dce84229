"""Files that are put right or sorted on the disk, while others may write them too."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from crisis.timeline.editing.formatting import formatted
from crisis.timeline.editing.rewritten import Rewritten, save
from crisis.timeline.editing.safe_write import Refused
from crisis.timeline.eventfile.files import Source, read_source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

UNTIDY = "events:  \n  - {id: a, title: A} \n"
TIDY = "events:\n  - {id: a, title: A}\n"


def put_right(sources: Sequence[Source]) -> list[Rewritten]:
    return [formatted(source) for source in sources]


def test_what_another_program_writes_meanwhile_is_not_lost(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    for path in (first, second):
        path.write_text(UNTIDY)
    done = put_right([read_source(str(first)), read_source(str(second))])
    second.write_text(UNTIDY + "  - {id: b, title: B}\n")
    saved = save(done, put_right)
    assert first.read_text() == TIDY
    assert second.read_text() == saved[1].after == TIDY + "  - {id: b, title: B}\n"


def test_what_becomes_unreadable_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(UNTIDY)
    done = put_right([read_source(str(path))])
    path.write_text("a: 'open  \n")
    (saved,) = save(done, put_right)
    assert saved.problems
    assert path.read_text() == "a: 'open  \n"


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    done = put_right([Source(str(tmp_path / "a.yaml"), UNTIDY)])
    with pytest.raises(Refused, match="no such file"):
        save(done, put_right)
    assert os.listdir(tmp_path) == []


def test_what_does_not_change_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TIDY)
    before = path.stat()
    save(put_right([read_source(str(path))]), put_right)
    assert path.stat() == before
