"""What is released: the same bytes each time, and everything that it needs is named."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
OUTSIDE = {".venv", "build", "dist", ".git"}
TIME = 1_700_000_000


def copy_of_the_tree(target: Path) -> None:
    """What git knows or would add; without git, as in a source archive, all there is."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names = [name for name in done.stdout.split("\0") if name]
    if not names:
        paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        names = [
            str(p) for p in paths if not OUTSIDE & set(p.parts) and "__pycache__" not in p.parts
        ]
    for name in names:
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def built(source: Path, umask: int) -> dict[str, bytes]:
    """The wheel and the source archive as `make dist` makes them."""
    out = source / "dist"
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(source)],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(TIME)},
        capture_output=True,
        text=True,
        check=False,
        umask=umask,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (archive,) = out.glob("*.tar.gz")
    repack = runpy.run_path(str(ROOT / ".ci" / "repack.py"))["repack"]
    repack(archive, TIME)
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """Built twice: in folders of other names and times. The umask is what `make dist` sets."""
    sources = []
    for number, name in enumerate(("one", "another-name")):
        source = tmp_path_factory.mktemp(name) / name
        copy_of_the_tree(source)
        for path in source.rglob("*"):
            os.utime(path, (TIME + 100 * number,) * 2)
        sources.append(source)
    with ThreadPoolExecutor() as both:
        return list(both.map(built, sources, [0o022, 0o022]))


@pytest.mark.long
def test_one_tree_gives_one_wheel_and_one_archive(releases: list[dict[str, bytes]]) -> None:
    one, other = releases
    assert one.keys() == other.keys()
    assert len(one) == 2
    for name, data in one.items():
        assert data == other[name], name


@pytest.mark.long
def test_the_archive_holds_what_builds_and_tests_it(
    releases: list[dict[str, bytes]], tmp_path: Path
) -> None:
    (name,) = (name for name in releases[0] if name.endswith(".tar.gz"))
    (tmp_path / name).write_bytes(releases[0][name])
    with tarfile.open(tmp_path / name) as archive:
        names = {member.name.partition("/")[2] for member in archive.getmembers()}
    for needed in (
        *("LICENSE", "SECURITY.md", "Makefile", "pyproject.toml", "cli/main.py"),
        *("timeline/eventfile/files.py", "fixtures/openai.yaml", "tests/robust/test_release.py"),
        *("docs/reliability.md", "fuzz/reader.py", "fuzz/corpus/phrases.txt"),
    ):
        assert needed in names
    assert not [name for name in names if ".pyc" in name or name.startswith((".venv", "build"))]


def test_every_dependency_is_named_in_the_list_of_what_is_shipped() -> None:
    needed = {re.split(r"[^\w-]", line)[0].casefold() for line in PROJECT["dependencies"]}
    listed = {row.split("|")[1].strip().casefold() for row in SECURITY.splitlines() if "|" in row}
    assert needed == listed - {"package", "---"}


def test_every_dependency_but_the_zones_has_a_lower_bound_that_is_tested() -> None:
    oldest = runpy.run_path(str(ROOT / ".ci" / "oldest.py"))["oldest"](PROJECT)
    bounded = {pin.partition("==")[0] for pin in oldest}
    assert {line for line in PROJECT["dependencies"] if ">=" not in line} == {"tzdata"}
    assert len(bounded) == len(PROJECT["dependencies"]) - 1
