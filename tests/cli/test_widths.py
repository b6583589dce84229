"""Answers on screens of every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from crisis.cli.terminal.output import said
from crisis.timeline import Clock, Query, Zone, ask, loads, report
from crisis.timeline.base.limits import WIDEST
from crisis.timeline.formats.svg import to_svg

from ..support.commands import FILES, run
from ..support.examples import sampled

if TYPE_CHECKING:
    from pathlib import Path

VIEWS = (
    ("show",),
    ("show", "--by", "actor,day"),
    ("show", "--by", "hour", "--delta"),
    ("show", "--as", "tree"),
    ("show", "--tz", "UTC", "--tz", "Asia/Tokyo", "--delta", "--reverse"),
    ("count",),
    ("count", "--by", "day,actor"),
    ("count", "--by", "hour"),
    ("gaps", "--by", "actor"),
    ("gaps", "--tz", "UTC", "--tz", "Asia/Tokyo"),
    ("list", "actors"),
    ("list", "days"),
)
WIDTHS = (20, 23, 33, 40, 51, 60, 72, 80, 110, 200)


@pytest.mark.parametrize("view", [*VIEWS[:2], *sampled(VIEWS[2:])], ids=" ".join)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_line_is_wider_than_the_screen(view: tuple[str, ...], encoding: str) -> None:
    """Bars shrink and texts wrap, also where letters are written as escapes."""
    widths = {"harbour": WIDTHS, "scripts": WIDTHS, "openai": (40, 80)}
    if encoding == "ascii":
        widths = dict.fromkeys(("harbour", "scripts"), (20, 40, 80))
    for name in widths:
        for width in widths[name]:
            more = ("-q", "-f", FILES[name], "--width", str(width))
            done = run(*view, *more, encoding=encoding)
            assert done.code == 0
            too_wide = [line for line in done.out.splitlines() if cell_len(line) > width]
            assert too_wide == [], (name, width)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_measure_is_wider_than_the_screen(encoding: str) -> None:
    file = FILES["harbour"].replace("harbour", "measured")
    for width in WIDTHS:
        for more in ((), ("--each",)):
            done = run("measures", *more, "-f", file, "--width", str(width), encoding=encoding)
            assert done.code == 0
            assert [line for line in done.out.splitlines() if cell_len(line) > width] == [], width


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_difference_is_wider_than_the_screen(encoding: str) -> None:
    pair = [FILES["harbour"].replace("harbour", name) for name in ("before", "after")]
    for files in (pair, [FILES["scripts"], FILES["harbour"]]):
        for width in WIDTHS:
            for command in (("diff", "--why"), ("compare",)):
                done = run(*command, *files, "--width", str(width), encoding=encoding)
                assert done.code in (0, 1), done.err
                assert [x for x in done.out.splitlines() if cell_len(x) > width] == [], width


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_table_of_sources_is_wider_than_the_screen(encoding: str) -> None:
    for sources in (("axios",), ("axios", "seed", "techcrunch")):
        named = [word for source in sources for word in ("--according-to", source)]
        for width in sampled(WIDTHS):
            asked = ("diff", "-f", FILES["openai"], *named, "--width", str(width))
            done = run(*asked, encoding=encoding)
            assert done.code in (0, 1), done.err
            assert [line for line in done.out.splitlines() if cell_len(line) > width] == [], width


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_every_width_tells_of_the_same_events(view: tuple[str, ...]) -> None:
    """What a pipe names is named on every screen, wrapped or not; around a gap by its title.

    Tables and trees name it if they are long.
    """
    view = (*view, "--long") if view[0] == "show" else view
    shown = run("show", "--json", "-q", "-f", FILES["harbour"]).json["events"]
    titles: dict[str, str] = {}
    for event in shown if view[0] == "gaps" else ():
        title = event["title"]
        title = title if isinstance(title, str) else next(iter(title.values()))
        titles[event["id"]] = "".join(title.split())
    names = {event["id"] for event in shown} | {part["id"] for e in shown for part in e["actors"]}
    named = names & set(run(*view, "-q", "-f", FILES["harbour"]).out.replace(",", " ").split())
    for width in (30, 40, 80, 200):
        told = run(*view, "-q", "-f", FILES["harbour"], "--width", str(width)).out
        packed = "".join(told.split())
        keys = {"ana", "port", "pilot", "crew", "captain", "press"} if view[0] == "show" else set()
        assert [name for name in named - keys if titles.get(name, name) not in packed] == []


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        ("", 0), ("0", 0), ("-3", 0), ("x", 0), ("80", 80), ("٨٠", 80), ("0" * 30 + "1", WIDEST),
        ("9" * 20, WIDEST), ("9" * 5000, WIDEST),
    ],
)  # fmt: skip
def test_no_screen_is_wider_than_what_can_be_written(
    monkeypatch: pytest.MonkeyPatch, value: str, cells: int
) -> None:
    with monkeypatch.context() as here:  # pytest writes as wide as COLUMNS says, too
        here.setenv("COLUMNS", value)
        found = said("COLUMNS")
    assert found == cells


def test_a_picture_is_no_wider_either() -> None:
    found = report(ask(loads("events: []"), Query(), Clock(Zone("UTC"))))
    with pytest.raises(ValueError, match="at most 10000"):
        to_svg(found, columns=WIDEST + 1)


@pytest.mark.parametrize("word", ["a word", "火災が報告された", "e\u0301", "🔥"])
def test_a_source_line_is_cut_around_its_caret_and_says_so(tmp_path: Path, word: str) -> None:
    """The caret stands below the column that is meant, whatever the letters before it take."""
    path = tmp_path / "t.yaml"
    for repeated in (1, 4, 40):
        line = f'  - {{id: a, title: "{word * repeated}", when: 2026-13-20, note: "{word * 9}"}}'
        path.write_text(f"timeline: {{zone: UTC}}\nevents:\n{line}\n", "utf-8")
        for width in WIDTHS:
            done = run("check", "-f", str(path), "--width", str(width))
            told = (done.out + done.err).splitlines()
            at = next(number for number, each in enumerate(told) if each.strip() == "^")
            shown, caret = told[at - 1], told[at]
            assert cell_len(shown) <= width
            column = next(n for n in range(len(shown)) if cell_len(shown[:n]) == len(caret) - 1)
            assert shown[column:].lstrip("\u0301").startswith("13-"), (width, told)
            assert shown.startswith("  ...") or shown.strip().startswith("- {id")
