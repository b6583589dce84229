"""What a host program may rely on: errors at once, nothing of Python's own state is touched."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crisis.timeline import QueryError, Zone, load, loads, rfc3339, to_datetime
from crisis.timeline.base.zone_names import UnknownZone

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
OPENAI = ROOT / "fixtures/openai.yaml"
SMALL = "timeline: {zone: UTC}\nevents:\n  2026-11-20:\n    - {id: a, when: 10:00, title: A}\n"


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_garbage_collection_is_never_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    touched: list[str] = []
    for name in ("enable", "disable", "freeze", "set_threshold", "collect"):
        monkeypatch.setattr(gc, name, lambda *_, name=name: touched.append(name))
    timeline = load(str(OPENAI))
    assert list(timeline.report("day").groups)
    assert not touched


def test_garbage_is_collected_after_threads_have_loaded() -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: len(loads(SMALL)), range(64)))
    assert found == [1] * 64
    assert gc.isenabled()


def test_a_file_that_cannot_be_opened_raises(tmp_path: Path) -> None:
    for more in ({}, {"index": tmp_path / "cache"}):
        with pytest.raises(FileNotFoundError, match=r"nope\.yaml"):
            load(OPENAI, tmp_path / "nope.yaml", **more)
        with pytest.raises(IsADirectoryError):
            load(tmp_path, **more)


def test_a_path_may_be_one() -> None:
    assert len(load(OPENAI)) == len(load(str(OPENAI)))


@pytest.mark.parametrize(
    ("name", "hint"), [("axois", "axios"), ("nope", "there are"), ("", "there are")]
)
def test_an_unknown_source_is_refused_at_once(name: str, hint: str) -> None:
    with pytest.raises(QueryError) as refused:
        load(OPENAI, according_to=name)
    assert hint in refused.value.hint
    assert name in refused.value.message
    assert str(refused.value) == f"{refused.value.message}: {refused.value.hint}"


def test_a_source_may_be_named_by_its_name() -> None:
    named = load(OPENAI).sources["axios"].name
    assert load(OPENAI, according_to=named.upper()).according_to == "axios"
    with pytest.raises(QueryError, match="nope"):
        loads(SMALL, according_to="nope")


@pytest.mark.parametrize(("by", "hint"), [("zz", "one of day"), ("dya", "day"), ("day,zz", "day")])
def test_groups_that_there_are_not_are_refused_at_once(by: str, hint: str) -> None:
    timeline = loads(SMALL)
    for ask in (timeline.report, timeline.select().report):
        with pytest.raises(QueryError) as refused:
            ask(by)
        assert hint in refused.value.hint


def test_zones_go_by_their_names_and_an_open_end_is_none() -> None:
    zone = Zone("Europe/Amsterdam")
    assert to_datetime(0, "Europe/Amsterdam") == to_datetime(0, zone) == to_datetime(0)
    assert rfc3339(0, "Europe/Amsterdam") == rfc3339(0, zone) == "1970-01-01T01:00:00.000000+01:00"
    assert rfc3339(0) == "1970-01-01T00:00:00.000000+00:00"
    assert (to_datetime(None), to_datetime(None, "UTC"), rfc3339(None, zone)) == (None, None, None)
    with pytest.raises(UnknownZone):
        to_datetime(0, "Europe/Atlantis")
