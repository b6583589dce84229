"""The JSON of what several tell of the same events: ``crisis.accounts/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.changes.apart import times

from .json_values import bound, dump, length, number

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.changes.tellings import Cell, Column, Row, Tellings
    from crisis.timeline.model.attribution import Testimony
    from crisis.timeline.model.records import Elapsed, Event


def to_json(table: Tellings, zone: Zone) -> str:
    """The table as one JSON document."""
    return dump(document(table, zone))


def document(table: Tellings, zone: Zone) -> dict[str, Any]:
    """The table as plain dicts and lists."""
    return {
        "schema": "crisis.accounts/1",
        "timeline": {
            "title": table.timeline.header.title,
            "files": [*table.timeline.files, *(table.other.files if table.other else ())],
            "events": len(table.rows) + table.left_out,
        },
        "columns": [_column(column) for column in table.columns],
        "left_out": table.left_out,
        "events": [_row(row, zone) for row in table.rows],
    }


def _column(column: Column) -> dict[str, Any]:
    return {"id": column.id or None, "name": column.name, "others": column.others}


def _row(row: Row, zone: Zone) -> dict[str, Any]:
    event, distance = row.event, row.apart
    fields: dict[str, Any] = {
        "id": event.id,
        "title": event.title,
        "standing": row.standing.replace(" ", "-"),
        "apart": None
        if distance is None
        else {
            "of": distance.of,
            "least": number(distance.least),
            "most": number(distance.most),
        },
        "alone": row.alone,
        "disputed": event.disputed,
        "cells": [_cell(cell, event, zone) for cell in row.cells],
        "origin": {"file": event.origin.file, "line": event.origin.line},
    }
    if any(cell.event is not None for cell in row.cells):
        pairing = row.pairing
        fields["pairing"] = (
            None if pairing is None else {"by": pairing.by, "like": round(pairing.like, 3)}
        )
    return fields


def _cell(cell: Cell, event: Event, zone: Zone) -> dict[str, Any]:
    event = cell.event or event
    accounts = [_account(one, event, zone, cell.event is not None) for one in cell.said]
    fields: dict[str, Any] = {"told": cell.told, "accounts": accounts}
    if cell.event is not None:
        fields["event"] = {
            "id": event.id,
            "title": event.title,
            "disputed": event.disputed,
            "origin": {"file": event.origin.file, "line": event.origin.line},
        }
    return fields


def _account(said: Testimony, event: Event, zone: Zone, every: bool) -> dict[str, Any]:
    """What a source says; with ``every`` what a file says, by the claims of all its sources."""
    return {
        "source": said.source or None,
        "times": [_times(pair, zone) for pair in times(said)],
        "length": None if said.length is None else length(said.length),
        "doubted": bool(said.doubt),
        "conflicted": said.conflicted,
        "clock": said.read or None,
        "claims": [
            {
                "phrase": claim.phrase,
                **({"source": claim.source or None} if every else {}),
                "quote": claim.quote or None,
                "origin": {"file": claim.origin.file, "line": claim.origin.line},
            }
            for claim in event.when
            if (every or claim.source == said.source) and claim.phrases and not claim.rejected
        ],
    }


def _times(pair: Elapsed, zone: Zone) -> dict[str, Any]:
    start, end = pair
    return {
        "start": bound(start, zone),
        "end": None if end is None else bound(end, zone),
    }
