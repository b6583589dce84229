"""The context that the phrases of tests/data/when.yaml are read in, as an event file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .timelines import by_id, data, flow, read

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

WHEN = data("when.yaml")
MORE = data("when2.yaml")
CONTEXT = WHEN["context"]
ZONE, DAY = CONTEXT["zone"], CONTEXT["day"]
SOURCES = {"ap": "AP", "bbc": "BBC", "x": "X"}


def file_with(
    when: object,
    *,
    header: bool = True,
    timeline: dict[str, Any] | None = None,
    sources: dict[str, Any] | None = None,
    **fields: object,
) -> str:
    """The context's file with one event ``e`` more, in its last line."""
    top = {"zone": ZONE, "zero": CONTEXT["zero"].replace("T", " "), **(timeline or {})}
    top["zero"] = top["zero"].removesuffix(":00.000000")
    lines = [
        f"timeline: {flow(top)}",
        f"sources: {flow({**SOURCES, **(sources or {})})}",
        "events:",
    ]
    if header:
        lines.append(f"  {DAY}:")
    for name, phrase in CONTEXT["events"].items():
        lines.append("    - " + flow({"id": name, "title": "t", "when": phrase}))
    lines.append("    - " + flow({"id": "e", "title": "t", "when": when, **fields}))
    return "\n".join(lines)


def read_with(when: object, **options: Any) -> tuple[Timeline, Event]:
    """That file, read, and its event ``e``."""
    timeline = read(file_with(when, **options))
    return timeline, by_id(timeline)["e"]
