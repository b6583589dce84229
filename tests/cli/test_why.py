"""``crisis why``: what was not followed to its end is said; whose keys of one's own are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..support.commands import run

if TYPE_CHECKING:
    from pathlib import Path

CHAIN = "timeline: {zone: UTC}\nevents:\n  - {id: e0, title: t}\n" + "".join(
    f"  - {{id: e{n}, title: t, when: exactly 1s after @e{n - 1}}}\n" for n in range(1, 50)
)
DISPUTED = """
timeline: {zone: UTC}
sources: {p: P, q: Q}
events:
  - id: x
    title: x
    when: [{at: 2026-11-20 10:00, source: p}, {at: 2026-11-20 15:00, source: q}]
  - {id: a, title: a, when: 1h after @x}
  - {id: b, title: b, when: 2h after @a}
"""


@pytest.mark.parametrize("enough", [1_000_000, 1])
@pytest.mark.parametrize(("text", "pair"), [(CHAIN, ("e3", "e40")), (DISPUTED, ("x", "b"))])
def test_a_comparison_that_was_cut_says_so(
    text: str, pair: tuple[str, str], enough: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crisis.timeline.network.differences.ENOUGH", enough)
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    done = run("why", *pair, "-f", str(path))
    verdicts = run("why", *pair, "-f", str(path), "--json").json["verdicts"]
    cut = enough == 1
    assert [each["cut"] for each in verdicts] == [cut] * len(verdicts)
    assert done.out.count("(by bounds alone: too many relations to follow)") == cut * len(verdicts)
    assert (verdicts[0]["first"] == pair[0]) == (not cut)


def test_keys_of_one_s_own_stand_under_what_has_them(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "timeline: {zone: UTC, x-team: blue}\nactors: {a: {name: Ana, x-pager: 12}, b: B}\n"
        "events:\n  - {id: e, title: t, actors: [a, {a: told}, b], x-own: 1}\n",
        encoding="utf-8",
    )
    assert run("why", "e", "-f", str(path)).out.splitlines()[2:6] == [
        "  actors: Ana, Ana (told), B",
        "    Ana · x-pager: 12",
        "  x-own: 1",
        "  the timeline · x-team: blue",
    ]
