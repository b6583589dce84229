"""The story as one source tells it: what it says nothing of is left out, and counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crisis.timeline import load
from crisis.timeline.formats.json_events import to_json
from crisis.timeline.loading import from_json

from ..support.commands import CASES, FILES, run
from ..support.examples import sampled

TOLD = {
    name: path
    for name, path in {**FILES, "conflicts": str(CASES / "conflicts.yaml")}.items()
    if load(path).sources
}


@pytest.mark.parametrize("name", sampled(TOLD))
def test_it_tells_of_what_the_filter_finds(name: str) -> None:
    path = TOLD[name]
    timeline = load(path)
    for source in sampled(timeline.sources):
        story = run("show", "--json", "-f", path, "--according-to", source).json
        found = {event["id"] for event in story["events"]}
        told = run("show", "--json", "-f", path, "--source", source).json
        assert found == {event["id"] for event in told["events"]}
        assert story["query"]["according_to"] == source
        counts = story["counts"]
        assert counts["untold"] + counts["shown"] == counts["total"] == len(timeline.events)
        every = run("show", "--json", "-f", path, "--according-to", source, "--all").json
        assert {event["id"] for event in every["events"]} == {e.id for e in timeline.events}
        assert every["counts"]["untold"] == counts["untold"]
        starts = {event["id"]: event["start"] for event in every["events"]}
        assert all(starts[event["id"]] == event["start"] for event in story["events"])


@pytest.mark.parametrize("command", [["count"], ["gaps"], ["list", "actors"], ["show"]])
def test_every_command_counts_the_same(command: list[str]) -> None:
    asked = ["-f", FILES["outage"], "--according-to", "log", "--json", "not:text:rumour"]
    assert run(*command, *asked).json["counts"]["untold"] == 5
    assert run(*command, *asked, "--all").json["query"]["all"] is True


@pytest.mark.parametrize("form", ["table", "tree", "chart", "markdown", "html", "svg"])
def test_every_form_says_whose_story_it_is(form: str) -> None:
    asked = ["show", "-f", FILES["outage"], "--according-to", "log", "--as", form, "--width", "90"]
    done = run(*asked)
    assert "as The server" in done.out
    assert "6 events of which it says nothing left out: --all keeps them" in done.err
    assert "A rumour" not in done.out
    assert "A rumour" in run(*asked, "--all").out


def test_the_json_is_read_back() -> None:
    text = run("show", "-f", FILES["outage"], "--according-to", "log", "--json").out
    assert to_json(from_json(text)) == text


def test_an_id_is_meant_before_a_name_and_a_name_of_two_sources_is_ambiguous() -> None:
    by_id = run("show", "--json", "-f", FILES["openai"], "--according-to", "axios")
    assert by_id.json["query"]["according_to"] == "axios"  # axios-letter is called Axios too
    assert run("show", "-f", FILES["openai"], "--according-to", "Mint").err.endswith(
        '"Mint" is the name of 2 sources\n  hint: livemint or livemint-memo\n'
    )
    both = run("show", "-f", FILES["openai"], "--source", "Mint", "--json")
    assert {s for e in both.json["events"] for s in e["sources"]} >= {"livemint", "livemint-memo"}
    assert '"Mint" is the name of 2 sources' in both.err


def test_why_says_that_the_source_says_nothing() -> None:
    asked = ["why", "audit", "-f", FILES["outage"], "--according-to", "log"]
    assert "The server's log says nothing of it" in run(*asked).out
    assert "says nothing" not in run(*asked[:2], *asked[2:4]).out


@pytest.mark.long
def test_an_index_tells_the_same(tmp_path: Path) -> None:
    when = "[{is: '10:00', source: ap}, {is: '12:00', source: bbc}]"
    lines = [f"    - {{id: e{n}, title: An event, when: {when}}}" for n in range(1200)]
    head = ["timeline: {zone: UTC}", "sources: {ap: AP, bbc: BBC}", "events:", "  2026-11-20:"]
    (tmp_path / "many.yaml").write_text("\n".join(head + lines), encoding="utf-8")
    command = str(Path(sys.executable).parent / "crisis")

    def told(*more: str) -> str:
        return subprocess.run(
            [command, "show", "many.yaml", "--json", "-q", "-n", "3", *more],
            cwd=tmp_path,
            env={"XDG_CACHE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout

    told()
    assert [*tmp_path.rglob("*.index")]
    asked = (["--prefer", "bbc"], ["--according-to", "bbc"], ["--prefer", "ap", "text:bbc"],
             ["--from", "@e7", "--to", "@e7"], ["--sort", "latest"])  # fmt: skip
    for more in asked:
        assert told(*more) == told(*more, "--no-cache")
    assert '"start": {"earliest": "2026-11-20T12:00' in told("--prefer", "bbc")


def test_the_day_stands_once_whatever_part_of_it_is_told(tmp_path: Path) -> None:
    claims = "[{is: before 22:51, source: a}, {is: before 15:51, source: b}]"
    (tmp_path / "a.yaml").write_text(
        "timeline: {zone: UTC}\nsources: {a: A, b: B}\nevents:\n  2021-10-04:\n"
        f"    - {{id: e, title: E, when: {claims}}}\n"
    )
    said = run("diff", "-f", str(tmp_path / "a.yaml"), "--according-to", "b", "-q")
    row = said.out.splitlines()[-1].split()
    assert row == ["2021-10-04", "e", "00:00–15:50", "a", "00:00–22:50", "agreed", "E"]
