"""``crisis cache``, and the folder where indexes are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crisis.cli.cache import cache, folder
from crisis.timeline import load
from crisis.timeline.filestate import look
from crisis.timeline.index import Reading, keep

TEXT = "timeline: {zone: UTC}\nevents:\n  - {id: a, when: 2026-11-20, title: A}\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for caches with one index in it, of a file with a hostile name."""
    monkeypatch.delenv("CRISIS_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    name = str(tmp_path / "a\x1b[31m.yaml")
    Path(name).write_text(TEXT, encoding="utf-8")
    files = look([name])
    assert files is not None
    keep(str(tmp_path / "crisis"), load(name), Reading(files, files.newest, None))
    return tmp_path


def test_what_there_is_and_where(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cache() == 0
    out, err = capsys.readouterr()
    assert r"a\x1b[31m.yaml" in out
    assert "\x1b" not in out
    assert len(out.splitlines()) == 1
    assert f"1 index of {out.split()[0]} kB in {home}/crisis" in err


def test_an_index_of_another_version_is_listed_all_the_same(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = (home / "crisis").iterdir()
    found.write_bytes(b"old")
    cache()
    assert "no index of this version" in capsys.readouterr().out


def test_clear_removes_all_of_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cache(clear=True) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "removed 1 index" in err
    assert os.listdir(home / "crisis") == []
    assert cache(clear=True) == 0
    assert "removed 0 indexes" in capsys.readouterr().err


def test_quiet_says_only_what_there_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (home / "crisis").is_dir()
    cache(quiet=True)
    assert capsys.readouterr().err == ""
    cache(clear=True, quiet=True)
    assert capsys.readouterr().err == ""


def test_why_nothing_is_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CRISIS_NO_CACHE", "1")
    assert cache(clear=True) == 0
    assert "CRISIS_NO_CACHE is set" in capsys.readouterr().err
    assert len(os.listdir(home / "crisis")) == 1


def test_a_folder_that_is_not_there_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CRISIS_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache() == 0
    assert "0 indexes" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("environ", "no_cache", "found"),
    [
        ({"XDG_CACHE_HOME": "/caches"}, False, "/caches/crisis"),
        ({"XDG_CACHE_HOME": "/caches"}, True, None),
        ({"XDG_CACHE_HOME": "/caches", "CRISIS_NO_CACHE": "1"}, False, None),
        ({"XDG_CACHE_HOME": "/caches", "CRISIS_NO_CACHE": ""}, False, "/caches/crisis"),
    ],
)
def test_where_indexes_are(environ: dict[str, str], no_cache: bool, found: str | None) -> None:
    assert folder(environ, no_cache) == found


@pytest.mark.parametrize("environ", [{}, {"XDG_CACHE_HOME": ""}, {"XDG_CACHE_HOME": "relative"}])
@pytest.mark.parametrize(
    ("system", "below"), [("linux", ".cache/crisis"), ("darwin", "Library/Caches/crisis")]
)
def test_the_home_folder_has_them_else(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], system: str, below: str
) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setattr("sys.platform", system)
    assert folder(environ) == f"/home/ana/{below}"


def test_without_a_home_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as it is where there is none
    assert folder({}) is None
