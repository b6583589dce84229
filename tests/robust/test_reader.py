"""Reading: any bytes give a timeline or problems, in bounded time and memory, and lose nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, ask, load, loads, report
from crisis.timeline.base import limits as limits_module
from crisis.timeline.formats.json_events import to_json

from ..support.examples import examples
from .hostile import SHAPES, TOP

if TYPE_CHECKING:
    from crisis.timeline import Timeline

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "reliability.md").read_text("utf-8")
REAL = [
    (ROOT / path).read_bytes()
    for path in (
        "fixtures/three-mile-island.yaml",
        "tests/cases/files/hostile.yaml",
        "tests/cases/files/outage.yaml",
    )
]
PIECES = [
    *(
        b"\x00 \x1b[31m \xff \xfe\xff \xef\xbb\xbf \r \x85 \xe2\x80\xa8 \xed\xa0\x80 &a *a !!str"
        b" !x --- ... %YAML << ? : - [ ] { } , ' \" | > |+ # @x %x \t ~ null events: timeline: id:"
        b" when: title: 2023-11-17: undated: caused_by: part_of: zone: after 24:00 9999-12-31 0000"
    ).split(b" "),
    *(b"\n", b"\n  ", b"\n    - ", b"  ", b": ", b" #"),
]


def whole(timeline: Timeline) -> None:
    """A timeline is sound: its bounds are, its places are, and it can be asked and shown."""
    for problem in timeline.problems:
        assert problem.origin.line >= 0
        assert problem.origin.column >= 0
        assert problem.message
        str(problem).encode("utf-8", "surrogatepass")
    for event in timeline.events:
        assert event.id
        for bound in (event.start, event.end):
            if bound and bound.earliest is not None and bound.latest is not None:
                assert bound.earliest <= bound.latest
    assert len({event.id for event in timeline.events}) == len(timeline.events)
    zone = Zone(timeline.header.zone or "UTC")
    answer = ask(timeline, Query(), Clock(zone, timeline.header.zero))
    shown = json.loads(to_json(report(answer, ("day",))))
    assert [event["id"] for event in shown["events"]] == [m.event.id for m in answer.matches]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reader") / "t.yaml"


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    whole(load(str(file)))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real file, cut, doubled or with foreign pieces in it at a few places."""
    data = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        stop = at + draw(st.integers(0, 40))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=3) | st.just(data[at:stop]))
        data = data[:at] + piece + data[draw(st.sampled_from((at, stop))) :]
    return data


@settings(max_examples=examples(80))
@given(data=damaged())
def test_a_damaged_file_is_read(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    whole(load(str(file)))


@settings(max_examples=examples(80))
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3).map(str.encode), max_size=40))
def test_pieces_of_yaml_in_any_order_are_read(file: Path, pieces: list[bytes]) -> None:
    file.write_bytes(b" ".join(pieces))
    whole(load(str(file)))


@given(st.text(st.characters(), max_size=60))
def test_a_text_with_halves_of_surrogate_pairs_is_read(text: str) -> None:
    whole(loads(f"{TOP}  - id: a\n    title: {json.dumps(text)}\n"))
    whole(loads(text))


# Encodings

PLAIN = f"{TOP}  - {{id: café, title: Müller}}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_with_its_mark_is_read(file: Path, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    file.write_bytes(mark + PLAIN.encode(encoding))
    timeline = load(str(file))
    assert timeline.problems == ()
    assert [event.title for event in timeline.events] == ["Müller"]


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (PLAIN.encode("latin-1"), 3, "not UTF-8 text"),
        (PLAIN.encode("cp1252"), 3, "not UTF-8 text"),
        (PLAIN.encode("utf-16-le"), 1, "UTF-16 without its mark"),
        (PLAIN.encode("utf-16-be"), 1, "UTF-16 without its mark"),
        (PLAIN.encode().replace(b"M", b"\x00"), 3, "a control character"),
        (b"\xff\xfe" + PLAIN.encode("utf-16-le")[:-1], 3, "not UTF-16 text"),
        (b"\xff\xfe" + PLAIN.encode("utf-16-le") + b"\x00\xd8", 4, "not UTF-16 text"),
    ],
)
def test_what_is_no_text_is_a_problem_with_a_place(
    file: Path, data: bytes, line: int, message: str
) -> None:
    file.write_bytes(data)
    first = load(str(file)).problems[0]
    assert message in first.message
    assert first.origin.line == line


# Limits


@pytest.mark.long
def test_hostile_files_cost_seconds_and_not_the_machine() -> None:
    """Each may take so much processor time, and all of them together so much memory.

    Most take half a second; whatever grows with the square of a size takes far longer.
    """
    script = (
        "import resource, signal, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from hostile import SHAPES\n"
        "from crisis.timeline import loads\n"
        "for name, shape in SHAPES.items():\n"
        "    text = shape()\n"
        "    signal.setitimer(signal.ITIMER_PROF, 4)\n"
        "    timeline = loads(text)\n"
        "    signal.setitimer(signal.ITIMER_PROF, 0)\n"
        "    print(name, len(timeline.events), len(timeline.problems), flush=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    told = done.stdout.splitlines()
    assert done.returncode == 0, (list(SHAPES)[len(told)], done.stderr)
    assert len(told) == len(SHAPES)


@pytest.mark.parametrize(
    ("limit", "value", "text", "message"),
    [
        ("eventfile.yaml_tree.MOST_EVENTS", 2, "  - {title: t}\n" * 3, "more than 2 events"),
        (
            "eventfile.yaml_tree.MOST_VALUES",
            20,
            "  - {title: t}\n" * 9,
            "more than 20 values in one piece",
        ),
        (
            "eventfile.tree_builder.DEEPEST",
            5,
            "  - {title: [[[[t]]]]}\n",
            "nested deeper than 5 levels",
        ),
        ("eventfile.tree_builder.DEEPEST", 5, "  - " + "[" * 20, "nested far too deep"),
        (
            "eventfile.tree_builder.LONGEST_TEXT",
            9,
            "  - {title: 0123456789}\n",
            "a text of more than 9",
        ),
        (
            "phrases.tokens.LONGEST_PHRASE",
            9,
            "  - {title: t, when: 0123456789}\n",
            "a time of more than 9",
        ),
        (
            "eventfile.claims.MOST_CLAIMS",
            1,
            "  - {title: t, when: [1999, 1999]}\n",
            "more than 1 claims",
        ),
        (
            "base.problems.MOST_PROBLEMS",
            2,
            "  - {title: t, x: y, y: z, z: x}\n",
            "1 more problem is",
        ),
    ],
)
def test_a_limit_is_told_with_what_helps(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, text: str, message: str
) -> None:
    monkeypatch.setattr(f"crisis.timeline.{limit}", value)
    timeline = loads(TOP + text)
    (problem,) = (problem for problem in timeline.problems if message in problem.message)
    assert problem.hint
    assert problem.severity == "error"
    assert problem.origin.line >= 1


def test_a_file_that_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr("crisis.timeline.eventfile.files.LARGEST", (1 << 20) - 1)
    file.write_bytes(b"#" * (1 << 20))
    (problem,) = load(str(file)).problems
    assert problem.message == "larger than 0 MiB"
    assert "split it" in problem.hint


def test_what_is_below_the_limits_is_read() -> None:
    title = "x" * (limits_module.LONGEST_TEXT - 1)
    timeline = loads(f"{TOP}  - {{id: a, title: {title}, when: {'1999; ' * 100} 1999}}\n")
    assert timeline.problems == ()
    assert timeline.events[0].title == title


IN_MIB = ("LARGEST", "LARGEST_PICTURE", "MOST_PICTURED")


def test_the_manual_names_every_limit() -> None:
    limits = {n: v for n, v in vars(limits_module).items() if n.isupper()}
    assert limits
    for name, value in limits.items():
        shown = f"{value >> 20} MiB" if name in IN_MIB else f"{value:,}"
        assert shown in MANUAL, name


def test_names_are_suggested_among_very_many() -> None:
    """A limit on what a suggestion costs must not cost the suggestion."""
    events = "".join(f"  - {{id: event-{n}, title: t}}\n" for n in range(3_000))
    timeline = loads(f"{TOP}{events}  - {{id: e, title: t, when: after @evnet-2999}}\n")
    assert "event-2999" in timeline.problems[0].hint


# A long file is read in pieces, a short one at once; nobody may see a difference.


@given(
    st.lists(
        st.sampled_from(
            (
                "  2023-11-17:\n", "  undated:\n", "  x:\n", "    - {id: a, title: t}\n",
                "    - id: b\n      title: [t]\n", "    - {title: t, when: after @a}\n",
                "    - &x y\n", "    - ? [a]\n", "    -\n", "    x\n", "  - {title: t}\n",
                "actors: {}\n", "    # x\n", '    - "\n', "    - {\n", "---\n",
                "    - {title: t, when: 12:28 # x}\n",
            )
        ),
        max_size=12,
    )
)  # fmt: skip
def test_reading_in_pieces_changes_nothing(lines: list[str]) -> None:
    text = "timeline: {zone: UTC}\nevents:\n" + "".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        found = []
        for long in (10**9, 0):
            patch.setattr("crisis.timeline.eventfile.incremental.LONG", long)
            timeline = loads(text)
            found.append((timeline.events, timeline.problems, timeline.broken))
    assert found[0] == found[1]
