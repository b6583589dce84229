"""What ``crisis check`` finds, for GitHub and as SARIF: each obeys its reader, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from crisis.timeline.base.problems import Origin
from crisis.timeline.formats.finding import RULES, Finding, path_below
from crisis.timeline.formats.github import to_github
from crisis.timeline.formats.sarif import to_sarif

from ...support.commands import CASES, run
from ...support.examples import examples
from ...support.github import HARMLESS, obeyed

DATA = Path(__file__).parents[2] / "data"
SARIF = Draft4Validator(json.loads((DATA / "sarif-2.1.0.json").read_text("utf-8"))["schema"])
NAMES = ("monday", "outage", "conflicts", "either", "beginner", "bad-zero", "harbour")
FILES = [str(CASES / f"{name}.yaml") for name in NAMES]
EVIL = (
    "::set-output name=x::y", "::add-mask::x", "::stop-commands::t", "a\n::error::b",
    "a\r::debug::b", "##[set-env name=PATH]x", "a,line=9::b", "file=x", "%0A::add-mask::x", "%25",
    "%", "[x](javascript:alert(1))", "{0}", "\x1b]0;x\x07", "\u2028::add-mask::x",
    "\x85::add-mask::x",
)  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: Path(file).name)
def test_every_form_tells_the_same_with_the_same_code(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CASES)
    for strict in ((), ("--strict",)):
        text = run("check", file, *strict)
        forms = {form: run("check", file, *strict, "--as", form) for form in ("github", "sarif")}
        plain = run("check", file, *strict, "--json")
        assert {done.code for done in (*forms.values(), plain)} == {text.code}
    parts = plain.json["problems"], plain.json["conflicts"], plain.json["disputed"]
    number = sum(map(len, parts))
    told = obeyed(forms["github"].out)
    assert [each.name in HARMLESS for each in told] == [True] * number
    (document,) = forms["sarif"].json["runs"]
    assert not [*SARIF.iter_errors(forms["sarif"].json)]
    results = document["results"]
    assert len(results) == number
    for result, command in zip(results, told, strict=True):
        assert result["message"]["text"] == command.text.replace("](", "] (")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == command.properties["file"] == Path(file).name
        assert str(place.get("region", {}).get("startLine", "")) == command.properties.get(
            "line", ""
        )
        assert command.properties["title"] == f"crisis: {result['ruleId']}"
        assert document["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def placed(*findings: Finding, root: str = "/there") -> list[dict[str, Any]]:
    """The places of findings in SARIF."""
    document = json.loads(to_sarif(findings, "1", root))
    assert not [*SARIF.iter_errors(document)]
    results = document["runs"][0]["results"]
    return [each["locations"][0]["physicalLocation"] for each in results]


def test_a_column_counts_what_an_editor_counts() -> None:
    line = "  - {title: 💥💥, whem: 12:00}"
    column = line.index("whem") + 1
    (place,) = placed(Finding("error", Origin("a.yaml", 7, column), "x", (), line))
    before = line[: column - 1].encode("utf-16-le")
    assert place["region"] == {"startLine": 7, "startColumn": len(before) // 2 + 1}
    (place,) = placed(Finding("disputed", Origin("a.yaml", 7, 3), "x"))
    assert place["region"] == {"startLine": 7}, "about the line as a whole"
    (place,) = placed(Finding("unreadable", Origin("a.yaml", 0), "x"))
    assert place["region"] == {"startLine": 1}, "GitHub shows it nowhere without one"


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("a b/ü.yaml", "a b/ü.yaml"),
        ("./x/../a.yaml", "a.yaml"),
        ("/there/x/a.yaml", "x/a.yaml"),
        ("/therefore/a.yaml", "/therefore/a.yaml"),
        ("../a.yaml", "/a.yaml"),
        ("a%20b:c.yaml", "a%20b:c.yaml"),
    ],
)
def test_a_file_below_the_folder_is_named_from_there(file: str, path: str) -> None:
    assert path_below(file, "/there") == path
    finding = Finding("error", Origin(file, 1), "x")
    (place,) = placed(finding)
    artifact = place["artifactLocation"]
    address = urlsplit(artifact["uri"])
    assert url2pathname(address.path) == path
    assert (address.scheme, "uriBaseId" in artifact) == (
        ("file", False) if path[0] == "/" else ("", True)
    )
    (command,) = obeyed("".join(to_github([finding], "/there")))
    assert command.properties["file"] == path


def test_a_name_that_is_no_unicode_is_written_as_its_bytes() -> None:
    (place,) = placed(Finding("error", Origin("a\udcff.yaml", 1), "x"))
    assert unquote(place["artifactLocation"]["uri"], errors="surrogateescape") == "a\udcff.yaml"


texts = st.text(max_size=20) | st.sampled_from(EVIL)


@settings(max_examples=examples(30))
@given(
    texts,
    st.lists(texts, max_size=3),
    texts.filter(lambda name: "\0" not in name),
    st.sampled_from([*RULES]),
)
def test_no_text_issues_a_command_of_its_own(
    message: str, details: list[str], file: str, rule: str
) -> None:
    finding = Finding(
        rule, Origin(file, 3, 2), message, tuple(details), "  x", ((Origin(file, 1), message),)
    )
    output = "".join(to_github([finding, finding], "/there"))
    found = obeyed(output)
    assert [command.name for command in found] == [found[0].name] * 2
    assert found[0].name in HARMLESS
    assert set(found[0].properties) == {"file", "line", "col", "title"}
    assert (found[0].properties["line"], found[0].properties["col"]) == ("3", "2")
    assert len(output.splitlines()) == 2, "nor for whoever ends lines at other signs"
    placed(finding)
    assert "](" not in to_sarif([finding], "1", "/there")


@pytest.mark.parametrize("evil", EVIL)
def test_nor_does_what_stands_in_a_file(evil: str, tmp_path: Path) -> None:
    quoted = json.dumps(evil)
    path = tmp_path / "::add-mask::x,line=7.yaml"
    path.write_text(
        f"timeline: {{zone: UTC, {quoted}: x}}\n"
        f"sources: {{a: {quoted}, b: {quoted}}}\n"
        "events:\n"
        f"  - {{id: {quoted}, title: {quoted}, when: {quoted}, tags: [{quoted}]}}\n"
        "  - {id: e, title: x, when: [{is: 2026-11-20 10:00, source: a}, {is: 2026-11-20 9:00,"
        " source: b}]}\n",
        "utf-8",
    )
    found = obeyed(run("check", str(path), "--as", "github").out)
    assert len(found) > 2
    assert {command.name for command in found} <= HARMLESS
    assert {command.properties["file"] for command in found} == {str(path)}
    SARIF.validate(run("check", str(path), "--as", "sarif").json)


def test_rules_say_what_they_are_and_what_helps() -> None:
    document = json.loads(to_sarif([], "1", "/there"))
    SARIF.validate(document)
    (only,) = document["runs"]
    assert only["results"] == []
    assert only["columnKind"] == "utf16CodeUnits"
    for rule in only["tool"]["driver"]["rules"]:
        assert {"name", "fullDescription"} <= rule.keys(), "GitHub asks for them"
        assert min(len(rule["help"]["text"]), len(rule["shortDescription"]["text"])) > 20
