"""The recipes of the manual, carried out in a shell: they run, and print no null."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRONG = re.compile(r"\bnull\b")

pytestmark = pytest.mark.skipif(
    shutil.which("jq") is None or shutil.which("bash") is None, reason="jq is not installed"
)


def recipes(page: str) -> list[str]:
    """The recipes of a page: parts of its sh blocks with an empty line between them."""
    blocks = SHELL.findall((DOCS / page).read_text(encoding="utf-8"))
    return [part.strip() for block in blocks for part in block.split("\n\n")]


RECIPES = [
    pytest.param(recipe, id=recipe.splitlines()[0].strip("# "))
    for page in ("json.md", "fields.md")
    for recipe in recipes(page)
]


def ran(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a script does in a folder, with nothing of the caller's but the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": path, "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_runs(recipe: str, tmp_path: Path) -> None:
    done = ran(recipe, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()
    assert not WRONG.search(done.stdout)


def test_what_the_readme_gives_away_and_takes_back_is_there(tmp_path: Path) -> None:
    blocks = SHELL.findall((DOCS.parent / "README.md").read_text(encoding="utf-8"))
    (block,) = [block for block in blocks if "crisis import" in block]
    done = ran(block, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "refused 0 of" in done.stderr
    names = ["weekend.ics", "weekend.jsonl", "weekend.mmd", "weekend.yaml"]
    assert sorted(file.name for file in tmp_path.iterdir() if file.suffix) == names
