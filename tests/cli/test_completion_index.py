"""Completion of large files comes out of their index."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crisis.cli.completion.answer import MOST, answer, candidates
from crisis.cli.completion.candidates import MANY
from crisis.cli.completion.known import Known
from crisis.timeline.index.checksum import seal
from crisis.timeline.opening import open_timeline


@pytest.fixture
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file of many events whose index is there; only its end has some of the words."""
    lines = ["timeline: {zone: UTC, zones: {ET: America/New_York}}"]
    lines += [
        "actors: {ana: {name: Ana, aliases: [A. R.]}}",
        "sources: {log: The log, cam: {clock: 2m fast}}",
    ]
    lines += ["events:"]
    lines += [
        f"  - {{id: e{n}, when: 2026-11-{20 + n % 5} 10:36, title: {{en: One {n}, de: Eins {n}}}}}"
        for n in range(MANY + 500)
    ]
    lines += ["#" * (1 << 18)]
    lines += [
        "  - {id: last, when: 2026-12-24, title: L, actors: [{ana: Lead}, ben],",
        "     tags: [Ende], sources: [log, ap]}",
        '  - {id: Über, when: unknown, title: "=1+1\\t[31m"}',
    ]
    path = tmp_path / "large.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.delenv("CRISIS_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    opened = open_timeline([str(path)], str(tmp_path / "caches" / "crisis"))
    assert opened.keep is not None
    opened.keep()
    monkeypatch.setattr(Known, "texts", property(never))
    return str(path)


def never(_: Known) -> list[str]:
    raise AssertionError("the files were read")


def words(*typed: str) -> list[str]:
    return [each.value for each in candidates(["crisis", *typed])]


def test_an_index_knows_the_words_of_the_whole_file(indexed: str) -> None:
    assert words("show", "-f", indexed, "--actor", "") == ["ana", "ben", "A. R."]
    assert words("show", "-f", indexed, "--actor", "ana/") == ["ana/Lead"]
    assert words("show", "-f", indexed, "--source", "") == ["log", "cam", "ap"]
    assert words("why", "-f", indexed, "ca") == ["cam"]
    assert words("show", "-f", indexed, "--tag", "") == ["Ende"]
    assert "2026-12-24" in words("show", "-f", indexed, "--day", "")
    assert words("show", "-f", indexed, "--tz", "")[0] == "ET"


def test_an_index_is_asked_for_ids_that_begin_as_typed(indexed: str) -> None:
    assert words("why", "-f", indexed, "la") == ["last"]
    assert words("show", "-f", indexed, "--zero", "@la") == ["@last"]
    assert words("why", "-f", indexed, "LA") == ["last"]
    assert words("why", "-f", indexed, "Üb") == ["Über"]
    assert words("why", "-f", indexed, "%") == []
    found = candidates(["crisis", "why", "-f", indexed, "e149"])
    assert [each.value for each in found] == ["e149", *(f"e149{n}" for n in range(10))]
    assert found[0].about == "One 149"
    german = candidates(["crisis", "why", "-f", indexed, "--lang", "de", "e149"])
    assert german[0].about == "Eins 149"


def test_of_too_many_ids_what_all_have_in_common_stays(indexed: str) -> None:
    """Else a shell would type more than all of them begin with."""
    found = words("why", "-f", indexed, "")
    assert len(found) == MANY + 2
    assert {name[0] for name in found} == {"e", "Ü", "c"}


def test_a_broken_index_or_none_leaves_the_files(
    indexed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    folder = os.path.join(os.path.dirname(indexed), "caches")
    monkeypatch.setenv("XDG_CACHE_HOME", folder)
    monkeypatch.delenv("CRISIS_NO_CACHE", raising=False)
    whole = words("why", "-f", indexed, "--no-cache", "la")
    assert len(whole) > MANY
    assert "last" in whole
    (index,) = map(str, Path(folder, "crisis").glob("*.index"))
    with closing(sqlite3.connect(index)) as database:
        database.execute("UPDATE fact SET value = '7' WHERE name = 'mentions'")
        database.execute("UPDATE event SET id = x'00' WHERE id = 'last'")
        database.commit()
    seal(index)  # it is what was written, and all the same not right
    assert "last" in words("why", "-f", indexed, "la")
    assert words("show", "-f", indexed, "--actor", "") == ["ana", "A. R."]


def test_no_more_is_said_than_a_shell_takes(tmp_path: Path) -> None:
    """The last is said as well: what all have in common is what may be typed."""
    file = tmp_path / "long.yaml"
    ids = [f"a{'b' * 500}{n:04}" for n in range(3000)] + ["az"]
    lines = "".join(f"  - {{id: {it}, when: 2026-11-20, title: A}}\n" for it in ids)
    file.write_text(f"timeline: {{zone: UTC}}\nevents:\n{lines}", encoding="utf-8")
    for shell, typed in (
        ("bash", [f"crisis why -f {file} a", " =:"]),
        ("zsh", ["crisis", "why", "-f", str(file), "a"]),
    ):
        said = answer([shell, *typed]).decode().split("\n")
        assert len("".join(said)) < MOST + 10_000
        assert said[-2].startswith("az")
