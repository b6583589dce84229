"""A timeline as a container of events, as plain data, as a table, and as something to close."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given

import crisis.timeline
from crisis.timeline import Report, Timeline, Zone, load, loads
from crisis.timeline.formats.json_events import document, to_json

from ...support.answers import reports

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return load(ROOT / "fixtures/openai.yaml")


def test_a_timeline_holds_its_events_by_their_ids(timeline: Timeline) -> None:
    event = timeline["announcement"]
    assert "announcement" in timeline
    assert event in timeline
    assert event.replace(quote="other") not in timeline
    assert not [it for it in ("nope", None, 3, "") if it in timeline]
    assert timeline.get("announcement") is timeline["announcement"]
    assert (timeline.get("nope"), timeline.get("nope", 1)) == (None, 1)
    assert timeline.keys() == [event.id for event in timeline]
    assert timeline.values() == list(timeline) == list(timeline.events)
    assert dict(timeline.items()) == {name: timeline[name] for name in [*timeline.keys()]}
    assert len(timeline.keys()) == len(timeline) == 72
    with pytest.raises(KeyError, match="nope"):
        _ = timeline["nope"]


def test_a_timeline_is_never_changed(timeline: Timeline) -> None:
    for name in ("header", "events", "problems", "anything"):
        with pytest.raises(AttributeError, match="never changed"):
            setattr(timeline, name, ())
        with pytest.raises(AttributeError):
            delattr(timeline, name)
    assert timeline.replace(events=()).events == ()
    assert len(timeline) == 72


def test_each_filter_of_a_selection_begins_at_the_timeline(timeline: Timeline) -> None:
    all_of = timeline.select()
    for name, value in (
        ("on", "mon"), ("hour", "..2"), ("actor", "altman"), ("source", "axios"), ("tag", "post"),
        ("place", "new york"), ("text", "letter"), ("where", "is:disputed"),
        ("select", "is:disputed"),
    ):  # fmt: skip
        some = getattr(timeline, name)(value)
        other = getattr(all_of, "where" if name == "select" else name)(value)
        assert 0 < len(some) < len(timeline)
        assert list(some) == list(other)
    assert list(timeline.certain()) == list(all_of.certain())


def test_a_selection_knows_what_is_in_it(timeline: Timeline) -> None:
    friday = timeline.on("fri")
    assert "announcement" in friday
    assert timeline["announcement"] in friday
    assert "shear-named" not in friday


def test_days_may_be_dates_and_zones_zones(timeline: Timeline) -> None:
    assert list(timeline.on(date(2023, 11, 20))) == list(timeline.on("2023-11-20"))
    noon = datetime(2023, 11, 17, 20, tzinfo=UTC)
    later = timeline.between(noon)
    assert list(later) == list(timeline.where("from:2023-11-17 12:00"))
    assert list(timeline.between(None, "fri")) == list(timeline.where("to:fri"))
    assert list(timeline.between("fri", None)) == list(timeline.where("from:fri"))
    with pytest.raises(ValueError, match="zone"):
        timeline.between(noon.replace(tzinfo=None))
    odd: Any = 5
    with pytest.raises(TypeError, match="int"):
        timeline.on(odd)
    named, made = (timeline.on("mon").zone(it) for it in ("Asia/Jakarta", Zone("Asia/Jakarta")))
    assert list(named) == list(made)
    assert named.zero(noon).clock.zero == 1700251200000000
    with pytest.raises(ValueError, match="0 or more"):
        timeline.select().limit(-1)
    assert len(timeline.select().limit(3).limit(None)) == 72


@given(reports())
def test_plain_data_are_those_of_the_json(found: Report) -> None:
    assert found.to_json() == to_json(found)
    assert json.loads(json.dumps(found.to_dict())) == json.loads(found.to_json())
    assert found.to_dicts() == found.to_dict()["events"]
    assert json.loads(json.dumps(document(found), default=float)) == found.to_dict()


def test_events_as_plain_data(timeline: Timeline) -> None:
    told = timeline.on("mon").to_dicts()
    assert [one["id"] for one in told] == [event.id for event in timeline.on("mon")]
    assert len(timeline.to_dicts()) == 72


def test_a_table_for_pandas_has_instants_numbers_and_lists() -> None:
    pandas = pytest.importorskip("pandas")
    found = loads(
        "timeline: {zone: Asia/Jakarta, zero: 2026-11-20 13:00}\nactors: {a: A, b: B}\nevents:\n"
        "  - {id: old, when: 1066-10-14, title: O}\n"
        "  - {id: x, when: 2026-11-20 13:20, title: X, actors: [a, b], tags: t}\n"
        "  - {id: y, when: from 2026-11-20 14:00, title: Y, quote: said}\n"
        "  - {id: z, title: Z}\n"
    )
    table: Any = found.to_pandas()
    assert list(table["id"]) == ["old", "x", "y", "z"]
    assert str(table["start_earliest"].dtype) == "datetime64[us, Asia/Jakarta]"
    assert table["start_earliest"][1].isoformat() == "2026-11-20T13:20:00+07:00"
    assert table["start_latest"][1].microsecond == 999999
    assert table["start_earliest"][0].year == 1066
    assert table["start_earliest"].isna().tolist() == [False, False, False, True]
    assert table["end_latest"].isna().all()
    assert table["elapsed_earliest"][1] == 1200.0
    assert table["actors"][1] == ["a", "b"]
    assert table["disputed"].dtype == bool
    assert table["quote"].isna().tolist() == [True, True, False, True]
    assert len(loads("{}").to_pandas()) == 0
    assert isinstance(table, pandas.DataFrame)


def test_pandas_is_needed_for_its_table_alone() -> None:
    code = (
        "import sys\nsys.modules['pandas'] = None\nfrom crisis.timeline import loads\n"
        "t = loads('timeline: {zone: UTC}')\nt.to_dicts(); t.report('day').to_json()\n"
        "try:\n    t.to_pandas()\nexcept ImportError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert "pandas" in done.stdout


def test_all_public_names_are_listed() -> None:
    assert {*crisis.timeline.__all__} <= {*dir(crisis.timeline)}


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.yaml"
    rows = (
        f"    - {{id: e{n}, when: '{n // 60 % 24:02}:{n % 60:02}', title: Number {n} of very many}}"
        for n in range(1500)
    )
    path.write_text("\n".join(["timeline: {zone: UTC}", "events:", "  2026-11-20:", *rows]))
    return path


def test_an_index_is_kept_read_and_closed(large: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    first = load(large, index=folder)
    assert list(folder.iterdir())
    with load(large, index=folder) as found:
        assert type(found) is not type(first)
        assert found["e7"] == first["e7"]
        assert "e7" in found
        assert "nope" not in found
        assert found.keys() == first.keys()
        assert list(found.text("7")) == list(first.text("7"))
        told = found.report("hour").to_json()
        with pytest.raises(AttributeError, match="never changed"):
            found.events = ()  # type: ignore[misc]
    assert told == first.report("hour").to_json()
    for ask in (lambda: found["e8"], lambda: list(found), found.keys, found.on("fri").to_dicts):
        with pytest.raises(ValueError, match="closed"):
            ask()
    found.close()
    assert load(large, index=folder)["e8"] == first["e8"]
    assert list(folder.iterdir())
    with first:
        pass
    assert first["e9"].id == "e9"  # what was read from the file needs no index


def test_an_index_is_shared_by_threads_and_stays(large: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    first = load(large, index=folder)
    kept = sorted(folder.iterdir())
    found = load(large, index=folder)
    told: list[Any] = []
    threads = [Thread(target=lambda: told.append(list(found.text("7")))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [list(first.text("7"))] * 4
    assert sorted(folder.iterdir()) == kept
