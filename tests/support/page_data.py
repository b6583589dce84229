"""The data of a page read back, as its script does (data.js), for tests of what is in them."""

from __future__ import annotations

from typing import Any

USUAL: dict[str, Any] = {
    "title": None, "disputed": False, "agreement": None, "conflicted": False, "when": [],
    "verdict": "certain", "ordered": True, "status": None, "actors": [], "sources": [], "tags": [],
    "caused_by": [], "part_of": None, "text": None, "note": None, "quote": None, "place": None,
    "url": None, "media": [],
}  # fmt: skip
CLAIM_TEXTS = ("is", "from", "to", "for", "at", "via", "text", "url", "quote", "rejected")


def unpacked(small: dict[str, Any], view: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document and the view, with all that their events have in them."""
    names, texts, rows = small["names"], small["texts"], small["events"]

    def written(text: Any) -> Any:
        return texts[text] if isinstance(text, int) else text

    def source(number: int | None) -> str | None:
        return None if number is None else names["sources"][number]

    def claim(row: dict[str, Any]) -> dict[str, Any]:
        found = {key: written(row[key]) if key in CLAIM_TEXTS else row[key] for key in row}
        return {**found, "source": source(row.get("source"))}

    def event(row: dict[str, Any]) -> dict[str, Any]:
        when = row.get("when", [])
        parts = [part if isinstance(part, list) else [part, None] for part in row.get("actors", [])]
        beside = {"file", "line", "languages", "named", "shown", "follows"}
        return {
            **USUAL,
            **{name: row[name] for name in row.keys() - beside},
            **{
                name: written(row[name])
                for name in ("title", "text", "note", "quote", "place", "url")
                if name in row
            },
            "actors": [{"id": names["actors"][number], "role": role} for number, role in parts],
            "sources": [source(number) for number in row.get("sources", [])],
            "tags": [names["tags"][number] for number in row.get("tags", [])],
            "when": [claim(one) for one in when]
            if isinstance(when, list)
            else [claim({"is": when})],
            "origin": {"file": names["files"][row.get("file", 0)], "line": row["line"]},
        }

    def named(row: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
        time, title, apart = row.get("named", [[], [], []])
        return {
            "time": [source(number) for number in time],
            "title": [source(number) for number in title] if "named" in row else told["sources"],
            "apart": [[source(number), gave_way] for number, gave_way in apart],
        }

    events = [event(row) for row in rows]
    document = {key: small[key] for key in small.keys() - {"names", "texts"}} | {"events": events}
    whole = {
        **{key: view[key] for key in view.keys() - {"moments"}},
        "languages": [row.get("languages", ["", "", ""]) for row in rows],
        "named": [named(row, told) for row, told in zip(rows, events, strict=True)],
        "media": [row.get("shown", []) for row in rows],
        "faces": [_face(face, view["moments"], events) for face in view["faces"]],
    }
    return document, whole


def _face(face: dict[str, Any], shared: dict[str, Any], events: list[Any]) -> dict[str, Any]:
    columns = {"group", "when", "leads", "says", "full", "accounts", "claims", "spans", "less"}
    places = {key: number for number, (key, *_) in enumerate(face["stretches"])}
    readings = []
    for number, (group, when) in enumerate(zip(face["group"], face["when"], strict=True)):
        own = places.get(face["groups"][group][0])
        claims = [(face["says"] and claim.get("is")) or "" for claim in events[number]["when"]]
        readings.append(
            [
                group,
                when,
                face["full"].get(str(number), face["leads"][group] + when),
                face["accounts"].get(str(number), []),
                face["claims"].get(str(number), claims),
                face["spans"].get(str(number), [[own] * 4]),
            ]
        )
    moments = face.get("moments", shared)
    less = face.get("less", 0)
    return {
        **{key: face[key] for key in face.keys() - columns},
        "readings": readings,
        "moments": [_accounts(moments, less, found) for found in moments["at"]],
    }


def _accounts(packed: dict[str, Any], less: int, found: Any) -> list[Any]:
    def times(ends: list[int | None]) -> list[Any]:
        steps = [
            None if end is None else packed["base"] + end * packed["step"] - less for end in ends
        ]
        return [steps[:2], steps[2:] or None]

    if not isinstance(found, list):
        return [times([found, found])]
    alone = found and not isinstance(found[0], list)
    return [times(found)] if alone else [times(ends) for ends in found]
