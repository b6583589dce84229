"""``crisis cache``, and the folder where indexes are."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from crisis.cli.commands.cache import cache
from crisis.cli.terminal.cache_folder import folder
from crisis.timeline import load
from crisis.timeline.index.file import Reading, keep
from crisis.timeline.index.fingerprint import look
from crisis.timeline.opening import FEWEST

from ..support.terminals import COMMAND

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
    keep(str(tmp_path / "crisis"), load(name), Reading(files, files.newest, ""))
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
    (found,) = (home / "crisis").glob("*.index")
    head = bytearray(found.read_bytes()[:100])
    head[71] -= 1
    found.write_bytes(head)
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
    assert len(list((home / "crisis").glob("*.index"))) == 1


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


# What commands make of it


@pytest.fixture
def large(tmp_path: Path) -> str:
    """A file that is large enough for an index, and says when it was asked last."""
    lines = ["timeline: {zone: UTC}", "events:"]
    lines += [
        f"  - {{id: e{n}, when: 2026-11-20 10:{n % 60:02}, title: Something happens {n}}}"
        for n in range(FEWEST + 1)
    ]
    path = tmp_path / "large.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def asked(tmp_path: Path, *arguments: str, **environ: str) -> str:
    """What a command answers whose caches are below a folder."""
    done = subprocess.run(
        [COMMAND, *arguments],
        env={"LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(tmp_path / "caches")} | environ,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.stdout


def spoilt(tmp_path: Path) -> Path:
    """The one index there is, without anything in it."""
    (path,) = (tmp_path / "caches/crisis").glob("*.index")
    path.write_bytes(b"")
    return path


def test_an_answer_leaves_an_index_for_its_user_alone(large: str, tmp_path: Path) -> None:
    first = asked(tmp_path, "show", "-q", "--id", "e7", "-f", large)
    (path,) = (tmp_path / "caches/crisis").glob("*.index")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    made = path.stat().st_ino
    assert asked(tmp_path, "show", "-q", "--id", "e7", "-f", large) == first
    assert path.stat().st_ino == made  # it was used as it was


@pytest.mark.parametrize(
    ("more", "environ"), [(("--no-cache",), {}), ((), {"CRISIS_NO_CACHE": "1"})]
)
def test_whoever_wants_no_index_gets_none(
    more: tuple[str, ...], environ: dict[str, str], large: str, tmp_path: Path
) -> None:
    command = ("show", "-q", "--id", "e7", "-f", large)
    first = asked(tmp_path, *command, *more, **environ)
    assert not (tmp_path / "caches").exists()
    asked(tmp_path, *command)
    path = spoilt(tmp_path)
    assert asked(tmp_path, *command, *more, **environ) == first
    assert path.stat().st_size == 0  # neither read, nor dropped, nor made again


def test_a_broken_index_is_made_again_in_silence(large: str, tmp_path: Path) -> None:
    command = ("show", "-q", "--id", "e7", "-f", large)
    first = asked(tmp_path, *command)
    path = spoilt(tmp_path)
    assert asked(tmp_path, *command) == first
    assert path.stat().st_size > 0
    assert list(path.parent.glob("*.index")) == [path]


def test_a_changed_file_has_a_new_answer(large: str, tmp_path: Path) -> None:
    command = ("show", "-q", "--id", "e7", "-f", large)
    first = asked(tmp_path, *command)
    text = Path(large).read_text(encoding="utf-8")
    Path(large).write_text(text.replace("happens 7}", "changed 7}"), encoding="utf-8")
    assert asked(tmp_path, *command) == first.replace("happens 7", "changed 7") != first


def test_what_an_index_is_of_may_be_seen(large: str, tmp_path: Path) -> None:
    asked(tmp_path, "show", "-q", "--id", "e7", "-f", large)
    listed = asked(tmp_path, "cache", "-q")
    assert large in listed
    assert len(listed.splitlines()) == 1
    asked(tmp_path, "cache", "-q", "--clear")
    assert asked(tmp_path, "cache", "-q") == ""
