"""pre-commit itself runs the hooks of the project, in a repository as anybody has one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..support.clients import ROOT, installed

pytestmark = pytest.mark.long
WELL = "timeline: {zone: UTC}\nevents:\n  - {id: e, title: x, when: 2026-11-20 10:00}\n"
WRONG = WELL.replace("title", "titel")


class Repository:
    """A git repository with a configuration of pre-commit, which knows the hooks of ``hooks``."""

    def __init__(
        self, folder: Path, hooks: Path, environment: dict[str, str], hook: str, more: str
    ) -> None:
        self.folder, self.environment = folder, environment
        folder.mkdir()
        self.git("init", "-q")
        rev = self.git("-C", str(hooks), "rev-parse", "HEAD").strip()
        self.write(
            ".pre-commit-config.yaml",
            f"repos:\n  - repo: {hooks}\n    rev: {rev}\n    hooks:\n      - id: {hook}\n{more}",
        )

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment, capture_output=True,
            encoding="utf-8", check=True,
        )  # fmt: skip
        return done.stdout

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.git("add", "--", name)

    def commit(self) -> tuple[int, str]:
        """The exit code of ``git commit`` with the hook, and what was said."""
        done = subprocess.run(
            ["git", "commit", "-m", "x"], cwd=self.folder, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300,
            check=False,
        )  # fmt: skip
        return done.returncode, done.stdout


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Nothing of the caller's, and pre-commit and crisis on the path."""
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    path = [installed("pre-commit") / "bin", Path(sys.executable).parent]
    who = {f"GIT_{kind}_{part}": "x@example.org" for kind in ("AUTHOR", "COMMITTER")
           for part in ("NAME", "EMAIL")}  # fmt: skip
    return who | {
        "PATH": os.pathsep.join([*map(str, path), os.environ.get("PATH", os.defpath)]),
        "HOME": str(tmp_path),
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def hooks(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A repository that has the hooks as they are now. Their program is the crisis that is here."""
    folder = tmp_path / "hooks"
    folder.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", folder)
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)
    return folder


def repository(
    tmp_path: Path,
    hooks: Path,
    environment: dict[str, str],
    more: str = "",
    hook: str = "crisis-check",
) -> Repository:
    found = Repository(
        tmp_path / "repository", hooks, environment, hook, f"        language: unsupported\n{more}"
    )
    subprocess.run(["pre-commit", "install"], cwd=found.folder, env=environment, check=True)
    return found


def test_a_mistake_in_an_event_file_is_not_committed(
    tmp_path: Path, hooks: Path, environment: dict[str, str]
) -> None:
    here = repository(tmp_path, hooks, environment)
    here.write("compose.yaml", "services: {}\n")
    here.write("docs/my-crisis.yaml", "no event file\n")
    here.write("incidents/mail.crisis.yaml", WRONG)
    code, said = here.commit()
    assert code == 1
    assert 'incidents/mail.crisis.yaml:3:13: unknown key "titel" in an event' in said
    assert "compose" not in said
    assert "my-crisis" not in said
    here.write("incidents/mail.crisis.yaml", WELL)
    here.write("crisis.yaml", WELL)
    code, said = here.commit()
    assert code == 0, f"the same id in two files that are checked each for itself: {said}"
    assert "crisis check" in said
    assert "Passed" in said


DISPUTED = (
    "timeline: {zone: UTC}\nsources: {a: A, b: B}\nevents:\n  - {id: e, title: x, when:"
    " [{is: 2026-11-20 09:00, source: a}, {is: 2026-11-20 14:00, source: b}]}\n"
)


def test_which_files_and_how_strictly_is_for_the_repository_to_say(
    tmp_path: Path, hooks: Path, environment: dict[str, str]
) -> None:
    here = repository(tmp_path, hooks, environment, "        files: ^story/\n")
    here.write("story/a.yaml", DISPUTED)
    here.write("story/b.yaml", WELL)
    here.write("crisis.yaml", WRONG)
    assert here.commit()[0] == 0
    config = here.folder / ".pre-commit-config.yaml"
    here.write(config.name, config.read_text("utf-8") + "        args: [--strict]\n")
    here.write("story/a.yaml", DISPUTED + "# changed\n")
    code, said = here.commit()
    assert code == 1
    assert "story/a.yaml:4: disputed: when e was" in said


def test_files_that_belong_together_are_checked_together(
    tmp_path: Path, hooks: Path, environment: dict[str, str]
) -> None:
    """As docs/ci.md says."""
    more = "        entry: crisis check a.yaml b.yaml\n        pass_filenames: false\n"
    here = repository(tmp_path, hooks, environment, more + "        files: ^[ab].yaml$\n")
    here.write("a.yaml", WELL)
    here.write("b.yaml", WELL)
    code, said = here.commit()
    assert code == 1
    assert 'b.yaml:3:5: the id "e" stands in two files' in said
    here.write("b.yaml", "timeline: {zone: UTC}\nevents:\n  - {title: y, when: 1h after @e}\n")
    assert here.commit()[0] == 0


@pytest.mark.parametrize(
    ("hook", "before", "after"),
    [
        ("crisis-fmt", WELL.replace("zone: UTC}", "zone: UTC}  "), WELL),
        (
            "crisis-sort",
            WELL + "  - {id: f, title: y, when: 2026-11-19 10:00}\n",
            WELL.replace("  -", "  - {id: f, title: y, when: 2026-11-19 10:00}\n  -"),
        ),
    ],
)
def test_a_file_is_put_right_and_the_commit_tried_again(
    hook: str, before: str, after: str, tmp_path: Path, hooks: Path, environment: dict[str, str]
) -> None:
    here = repository(tmp_path, hooks, environment, hook=hook)
    for name in ("crisis.yaml", "a.crisis.yaml"):
        here.write(name, before)
    code, said = here.commit()
    assert code == 1
    assert "files were modified by this hook" in said
    assert (here.folder / "a.crisis.yaml").read_text("utf-8") == after
    here.git("add", ".")
    assert here.commit()[0] == 0
