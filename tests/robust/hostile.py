"""Hostile files: their shapes, by name, as big as a test can bear."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TOP = "timeline: {zone: UTC}\nevents:\n"


def _events(count: int, line: str) -> str:
    """So many events, each as a line in which ``%d`` is its number."""
    return TOP + "".join(line.replace("%d", str(number)) for number in range(count))


def _bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for above, name in zip("abcdefghi", "bcdefghij", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{above}'] * 10)}]")
    return "\n".join(lines)


def _in_braces(count: int) -> str:
    events = "".join(f"{{id: e{n}, title: t, wen: 12:28}}, " for n in range(count))
    return f"{{timeline: {{zone: UTC}}, events: [{events}]}}"


def _first(count: int) -> str:
    events = "".join(f"  - {{id: e{n}, title: t, when: 2023-11-17}}\n" for n in range(count))
    return f"events:\n{events}timeline: {{zone: UTC}}\n"


def _claims(count: int, claim: str) -> str:
    head = TOP + "  - {id: b, title: t, when: 2023-11-17}\n  - id: a\n    title: t\n    when:\n"
    return head + "".join(f"      - {claim.replace('%d', str(n))}\n" for n in range(count))


def _actors(count: int, line: str) -> str:
    return "timeline: {zone: UTC}\nactors:\n" + "".join(
        line.replace("%d", str(n)).replace("%n", str(n + 1)) for n in range(count)
    )


SHAPES: dict[str, Callable[[], str]] = {
    "alias bomb": _bomb,
    "brackets without end": lambda: "a: " + "[" * 1_000_000,
    "braces without end": lambda: TOP + "  - " + "{a: " * 200_000,
    "dashes without end": lambda: "- " * 200_000,
    "questions without end": lambda: "? " * 200_000,
    "quotes without end": lambda: "a: '" + "''" * 1_000_000,
    "a title of megabytes": lambda: TOP + "  - {id: a, title: " + "x" * 3_000_000 + "}\n",
    "a key of megabytes": lambda: TOP + "  - {id: a, title: t, " + "x" * 3_000_000 + ": t}\n",
    "an id of megabytes": lambda: _events(2, "  - {id: " + "x" * 900_000 + "%d, title: t}\n"),
    "a time of megabytes": lambda: TOP + "  - {id: a, title: t, when: " + "1h " * 300_000 + "}\n",
    "times that end in blanks": lambda: _events(
        200, "  - {id: e%d, title: t, when: '2023-11-17 12:28:%d" + " " * 960 + "'}\n"
    ),
    "zones of very many parts": lambda: _events(
        200, "  - {id: e%d, title: t, when: '12:28 " + "a/" * 450 + "%d'}\n"
    ),
    "a tag of megabytes": lambda: TOP + "  - !" + "x" * 1_000_000 + " {id: a, title: t}\n",
    "an actor of megabytes": lambda: (
        _actors(1, "  x: " + "y" * 900_000 + "\n")
        + "events:\n  - {id: a, title: t, actors: "
        + "z" * 900_000
        + "}\n"
    ),
    "very many keys": lambda: (
        TOP + "  - id: a\n" + "".join(f"    k{n}: x\n" for n in range(25_000))
    ),
    "very many headers": lambda: TOP + "".join(f"  k{n}: []\n" for n in range(25_000)),
    "very many actors": lambda: _actors(25_000, "  a%d: x\n"),
    "actors in a chain": lambda: _actors(8_000, "  a%d: {member_of: a%n}\n"),
    "actors in a circle": lambda: _actors(8_000, "  a%d: {member_of: [a%n, a0]}\n"),
    "zones that are none": lambda: (
        "sources:\n" + "".join(f"  s{n}: {{zone: Euro/X{n}}}\n" for n in range(1_500))
    ),
    "tags": lambda: _events(8_000, "  - !!python/object:os.system {id: e%d, title: !!str t}\n"),
    "anchors": lambda: _events(8_000, "  - &a%d {id: e%d, title: t}\n"),
    "documents": lambda: "---\na: b\n" * 50_000,
    "one id for all": lambda: _events(8_000, "  - {id: e, title: t}\n"),
    "one title for all": lambda: _events(8_000, "  - {title: t}\n"),
    "unknown keys": lambda: _events(8_000, "  - {id: e%d, title: t, wen%d: x}\n"),
    "unknown events": lambda: _events(3_000, "  - {id: event%d, title: t, when: after @evnt%d}\n"),
    "unknown causes": lambda: _events(3_000, "  - {id: event%d, title: t, caused_by: evnt%d}\n"),
    "all in one line": lambda: _in_braces(8_000),
    "events first": lambda: _first(8_000),
    "a cause of itself": lambda: _events(8_000, "  - {id: e%d, title: t, caused_by: e%d}\n"),
    "pairs that cause each other": lambda: (
        TOP
        + "".join(
            f"  - {{id: e{n}, title: t, caused_by: e{n ^ 1}}}\n  - {{id: f{n}, title: t}}\n"
            for n in range(4_000)
        )
    ),
    "one circle of causes": lambda: (
        TOP
        + "".join(
            f"  - {{id: e{n}, title: t, caused_by: [e{(n + 1) % 4_000}, e0]}}\n"
            for n in range(4_000)
        )
    ),
    "claims that agree": lambda: _claims(2_000, "{is: 2023-11-17, source: s%d}"),
    "claims that differ": lambda: _claims(2_000, "{is: '%d', source: s%d}"),
    "claims about one event": lambda: _claims(2_000, "{is: 1h after @b, source: s%d}"),
    "comments": lambda: TOP + "  - {id: a, title: t}\n" + "# x\n" * 200_000,
    "blank lines": lambda: TOP + "  - {id: a, title: t}\n" + "\n" * 1_000_000,
    "carriage returns": lambda: TOP + "  - {id: a, title: t}\n" + "\r" * 1_000_000 + "x: [",
}
