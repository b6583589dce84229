"""Writes the table of phrases into docs/time.md, from tests/data/when.yaml.

``python docs/table.py`` rewrites it; with ``--check`` it only says, by exit code 1, that it is
stale. Nothing is computed here: the tests compare the program with the same data.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from crisis.timeline.eventfile.incremental import parse
from crisis.timeline.eventfile.nodes import Items, Mapping

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data" / "when.yaml"
PAGE = ROOT / "docs" / "time.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"

NEAR = 6  # days from the context's day that a weekday alone can name
WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def main(arguments: list[str]) -> int:
    """Rewrite the page, or with ``--check`` see whether that would change it."""
    page = PAGE.read_text(encoding="utf-8")
    fresh = rewritten(page)
    if fresh == page:
        return 0
    if arguments == ["--check"]:
        print("docs/time.md: the table is stale: run python docs/table.py", file=sys.stderr)
        return 1
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


def rewritten(page: str) -> str:
    """The page with the table as the data has it now."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{PAGE.name} has no {BEGIN.strip()} … {END.strip()}")
    return before + BEGIN + table() + END + after


def table() -> str:
    """Phrases, claims of several sources, and what is refused, as Markdown."""
    text = DATA.read_text(encoding="utf-8")
    tree = parse(text, DATA.name)
    if tree.problems or tree.root is None:
        raise SystemExit("\n".join(str(problem) for problem in tree.problems))
    data = _plain(tree.root)
    today = date.fromisoformat(data["context"]["day"])
    lines = ["", "| written | earliest | latest |", "|---|---|---|"]
    for case in data["cases"]:
        mark = " °" if case.get("header") == "false" else ""
        lines.append(f"| {_code(case['when'])}{mark} | {_cells(case, today)} |")
    lines += ["", "Several claims of one event:", ""]
    lines += ["| claims | earliest | latest | |", "|---|---|---|---|"]
    for case in data["claims"]:
        says = "<br>".join(_claim(claim) for claim in case["claims"])
        if "prefer" in case:
            says += f"<br>and `prefer: {case['prefer']}`"
        disputed = "disputed" if case.get("disputed") == "true" else ""
        lines.append(f"| {says} | {_cells(case, today)} | {disputed} |")
    lines += ["", "Refused, each with a message that names the place and the nearest form:", ""]
    lines += [", ".join(_code(phrase) if phrase else "an empty text" for phrase in data["refused"])]
    return "\n".join(lines) + "\n\n"


def _plain(node: Any) -> Any:
    """A tree of YAML as dicts, lists and texts."""
    if isinstance(node, Mapping):
        return {key.value: _plain(value) for key, value in node.pairs}
    return [_plain(item) for item in node.items] if isinstance(node, Items) else node.value


def _code(phrase: str) -> str:
    return f"`{phrase}`".replace("|", "\\|")


def _claim(claim: dict[str, str]) -> str:
    text = f"{_code(claim['is'])} ({claim['source']})"
    return f"{text}, rejected" if "rejected" in claim else text


def _cells(case: dict[str, Any], today: date) -> str:
    """Earliest and latest; of the start and of the end where it lasts."""
    cells = _bound(case["start"], today)
    if "end" in case:
        end = _bound(case["end"], today)
        cells = [f"start {a}<br>end {b}" for a, b in zip(cells, end, strict=True)]
    return " | ".join(cells)


def _bound(bound: list[str], today: date) -> list[str]:
    """Both ends, the weekday or date only where it is not the one just named."""
    shown = []
    named = None
    for end in bound:
        if end in ("null", "~", ""):
            shown.append("open")
            continue
        day_text, _, clock = end.partition("T")
        day = date.fromisoformat(day_text)
        shown.append(clock if day == named else f"{_day(day, today)} {clock}")
        named = day
    return shown


def _day(day: date, today: date) -> str:
    near = abs((day - today).days) <= NEAR
    return WEEKDAYS[day.weekday()] if near else day.isoformat()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
