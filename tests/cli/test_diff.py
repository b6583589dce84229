"""``crisis diff`` with git: a file as commits have it, and ``git diff`` by what is shown."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ..support.commands import run

BUNDLED = Path(__file__).parents[2] / "fixtures" / "openai.yaml"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

FIRST = """timeline: {zone: UTC}
events:
- {id: a, title: First, when: "2026-11-20 10:00"}
- {id: b, title: Second, when: 1h after @a}
- {id: c, title: Third, when: "2026-11-20 15:00"}
"""


def git(folder: Path, *words: str) -> str:
    clean = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
    }  # fmt: skip
    done = subprocess.run(
        ["git", *words], cwd=folder, env=clean, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with two commits in a folder of a repository, and one more edit on the disk."""
    folder = tmp_path / "a b"
    folder.mkdir()
    path = folder / "story.yaml"
    git(tmp_path, "init", "-q")
    for text in (FIRST, FIRST.replace("10:00", "11:00")):
        path.write_text(text)
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", "x")
    path.write_text(FIRST.replace("10:00", "11:00").replace("Third", "The third"))
    monkeypatch.chdir(folder)
    return path


def test_since_the_last_commit(story: Path) -> None:
    done = run("diff", "-f", "story.yaml", "-q")
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "* c  The third (edited title)\n    was title: Third\n    now title: The third\n"
    )
    git(story.parent, "commit", "-qam", "x")
    assert run("diff", str(story)).code == 0


def test_revisions_one_two_and_a_range(story: Path) -> None:
    whole = run("diff", "HEAD~1", "story.yaml", "-q").out
    assert "~ b  Second (time moved)" in whole
    assert "The third" in whole
    between = run("diff", "HEAD~1..HEAD", "story.yaml", "-q", "--why").out
    assert "The third" not in between
    assert '"2026-11-20 10:00" [HEAD~1:story.yaml:3]' in between
    assert run("diff", "HEAD~1", "HEAD", "story.yaml", "-q", "--why").out == between
    assert run("diff", "HEAD~1..", "story.yaml", "-q", "--why").out == between


def test_a_file_of_the_folder_needs_no_name(story: Path) -> None:
    story.rename(story.with_name("crisis.yaml"))
    done = run("diff", "HEAD")
    assert done.code == 2
    assert "crisis.yaml" in done.err


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "HEAD:story", "-p", ""])
def test_what_is_no_revision_is_said(story: Path, revision: str) -> None:
    done = run("diff", "-f", "story.yaml", "--", revision)
    assert done.code == 2
    assert done.err.startswith("crisis: ")
    assert not (story.parent / "x").exists()


def test_a_folder_without_git_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "story.yaml").write_text(FIRST)
    done = run("diff", "story.yaml")
    assert done.code == 2
    assert "not a git repository" in done.err


def test_a_repository_runs_nothing_of_its_own(story: Path) -> None:
    """Neither filters, nor textconv, nor a remote that is to bring what is missing."""
    touch = f"touch {story.parent / 'PWNED'}; cat"
    for key in ("diff.x.textconv", "filter.x.smudge", "filter.x.clean", "core.fsmonitor",
                "core.pager", "core.sshCommand", "diff.external"):  # fmt: skip
        git(story.parent, "config", key, touch)
    (story.parent / ".gitattributes").write_text("*.yaml diff=x filter=x\n")
    assert run("diff", "HEAD~1", "story.yaml").code == 1
    assert not (story.parent / "PWNED").exists()
    for blob in (story.parent.parent / ".git" / "objects").glob("??/*"):
        blob.chmod(0o600)
        blob.unlink()
    git(story.parent, "config", "remote.origin.url", f"ext::sh -c '{touch}'")
    git(story.parent, "config", "remote.origin.promisor", "true")
    git(story.parent, "config", "extensions.partialClone", "origin")
    done = run("diff", "HEAD~1", "story.yaml")
    assert done.code == 2
    assert not (story.parent / "PWNED").exists()


def test_git_diff_shows_what_moved_in_lines_of_their_own(story: Path) -> None:
    """As the manual says: lines that do not move with the widths of others."""
    import sys

    command = Path(sys.executable).parent / "crisis"
    (story.parent / ".gitattributes").write_text("*.yaml diff=crisis\n")
    shown = f"{command} show -q --no-cache --format '{{id}}  {{when}}  {{title}}' -f"
    git(story.parent, "config", "diff.crisis.textconv", shown)
    changed = [
        line for line in git(story.parent, "diff", "HEAD~1", "--", "story.yaml").splitlines()
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]  # fmt: skip
    assert {line.split()[0] for line in changed} == {"-a", "+a", "-b", "+b", "-c", "+c"}
    git(story.parent, "commit", "-qam", "x")
    assert "The third" in git(story.parent, "log", "-L", "/id: c/,+1:story.yaml")


def test_what_hangs_on_an_event_of_the_bundled_timeline(tmp_path: Path) -> None:
    """Its deletion moves two others, and says by which statements."""
    text = BUNDLED.read_text("utf-8")
    first = text.rindex("\n", 0, text.index("- id: hn-announcement")) + 1
    following = text.index("    - id:", text.index("- id: hn-announcement") + 5)
    path = tmp_path / "without.yaml"
    path.write_text(text[:first] + text[following:], "utf-8")
    done = run("diff", str(BUNDLED), str(path), "--why")
    gone = f"[Hacker News, {BUNDLED}:416]", f"[{BUNDLED}:415]"
    because = "".join(
        f"      latest start, no longer: {said} {place}\n"
        for said, place in zip(
            ('hn-announcement: "unix 1700252930"', "hn-announcement was caused by announcement"),
            gone,
            strict=True,
        )
    )
    assert done.out == (
        "~ announcement  OpenAI announces that Altman is out (time wider)\n"
        "    was Fri 17 Nov 2023 12:28:00–12:28:50\n"
        "    now Fri 17 Nov 2023 12:28\n"
        f"{because}"
        "~ murati-interim  Murati is interim chief (time wider)\n"
        "    was Fri 17 Nov 2023 12:28:00–12:28:50 → Sun 12:00–20:55\n"
        "    now Fri 17 Nov 2023 12:28 → Sun 12:00–20:55\n"
        f"{because}"
        "- hn-announcement  Fri 17 Nov 2023 12:28:50  The dismissal is submitted to Hacker News\n"
    )
    assert (done.code, done.err) == (1, "crisis: 1 removed, 2 moved, of 72 events and 71\n")
