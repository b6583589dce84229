"""Coverage-guided fuzzing of the reader: any bytes give a sound timeline, which can be shown.

``python fuzz/reader.py FOLDER fuzz/corpus/reader -max_total_time=60``: what is new goes to the
first folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["crisis"]):
    from crisis.timeline import Clock, Query, Zone, ask, loads, report
    from crisis.timeline.eventfile.files import decode
    from crisis.timeline.formats.json_events import to_json


def read(data: bytes) -> None:
    """Read a file of these bytes, and ask it everything."""
    source = decode("fuzz.yaml", data)
    timeline = loads(source.text, source.name)
    for event in timeline.events:
        assert event.id
        for bound in (event.start, event.end, event.lasting):
            if bound and bound.earliest is not None and bound.latest is not None:
                assert bound.earliest <= bound.latest
    ids = {event.id for event in timeline.events}
    assert len(ids) == len(timeline.events)
    clock = Clock(Zone(timeline.header.zone or "UTC"), timeline.header.zero)
    shown = json.loads(to_json(report(ask(timeline, Query(), clock), ("day",))))
    assert {event["id"] for event in shown["events"]} == ids


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
