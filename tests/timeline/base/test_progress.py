"""What a listener hears of long work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crisis.timeline import load, loading
from crisis.timeline.base.progress import INDEXING, READING, RESOLVING
from crisis.timeline.opening import FEWEST, open_timeline

FILE = """timeline: {{zone: UTC}}
events:
{}
sources: {{}}
"""


class Heard:
    """A listener that remembers."""

    def __init__(self) -> None:
        self.stages: dict[str, list[tuple[int, int | None]]] = {}
        self.ends = 0

    def at(self, stage: str, done: int, total: int | None) -> None:
        self.stages.setdefault(stage, []).append((done, total))

    def over(self) -> None:
        self.ends += 1


def events(first: int, count: int = FEWEST + 1, title: str = "Something happens") -> str:
    return "".join(
        f"  - {{id: e{n}, when: 2026-11-20 10:{n % 60:02}, title: {title} {n}}}\n"
        for n in range(first, first + count)
    )


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    """Two files: one is read in pieces, one is not; one has more bytes than characters."""
    texts = [f"timeline: {{zone: UTC}}\nevents:\n{events(0, 4000)}", FILE.format(events(5000))]
    found = [str(tmp_path / name) for name in ("one.yaml", "two.yaml")]
    for name, text in zip(found, (texts[0], texts[1].replace("Something", "Évé")), strict=True):
        Path(name).write_text(text, encoding="utf-8")
    return found


def test_each_stage_goes_from_nothing_to_all_of_it(names: list[str], tmp_path: Path) -> None:
    heard = Heard()
    opened = open_timeline(names, str(tmp_path / "cache"), heard)
    assert list(heard.stages) == [READING, RESOLVING]
    assert heard.ends == 1
    assert opened.keep is not None
    opened.keep(heard)
    assert list(heard.stages) == [READING, RESOLVING, INDEXING]
    assert heard.ends == 2
    size = sum(os.path.getsize(name) for name in names)
    number = len(opened.timeline.events)
    for stage, whole in ((READING, size), (RESOLVING, number), (INDEXING, number)):
        told = heard.stages[stage]
        assert {total for _, total in told} == {whole}
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        assert 0.7 * whole < told[-1][0] <= whole
    assert heard.stages[READING][0][0] == heard.stages[RESOLVING][0][0] == 0
    assert min(len(told) for told in list(heard.stages.values())[:2]) > 5


def test_it_is_over_however_it_ends(names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "resolve", interrupted)
    heard = Heard()
    with pytest.raises(KeyboardInterrupt):
        load(*names, progress=heard)
    assert heard.ends == 1


def test_nobody_knows_how_long_a_pipe_is(tmp_path: Path) -> None:
    out, into = os.pipe()
    text = events(0, 100).encode()
    os.write(into, b"timeline: {zone: UTC}\nevents:\n" + text)
    os.close(into)
    heard = Heard()
    timeline = load(f"/dev/fd/{out}", progress=heard)
    os.close(out)
    assert len(timeline.events) == 100
    done, total = heard.stages[READING][0]
    assert (done, total) == (len(text) + 30, None)


def test_listening_changes_no_answer(names: list[str]) -> None:
    assert load(*names, progress=Heard()).events == load(*names).events
    assert load(names[0], progress=Heard()).problems == load(names[0]).problems
