"""What people type first: read where it is plain, else answered by what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from crisis.cli.request.other_words import command_meant, kind_meant, option_meant
from crisis.cli.request.parameters import Option, parameters
from crisis.cli.request.registry import COMMANDS
from crisis.cli.request.registry import command as function

from ..support.commands import CASES, FILES, run

OUTAGE = ["-f", FILES["outage"]]
CONFLICTS = ["-f", str(CASES / "conflicts.yaml")]

SAME = [
    (["show", "-n", "3"], ["show", "--limit", "3"]),
    (["show", "--since", "fri"], ["show", "--from", "fri"]),
    (["show", "--until", "fri"], ["show", "--to", "fri"]),
    (["show", "since:fri", "until:2026-11-21"], ["show", "from:fri", "to:2026-11-21"]),
]


@pytest.mark.parametrize(("tried", "meant"), SAME, ids=" ".join)
def test_what_is_plain_is_read(tried: list[str], meant: list[str]) -> None:
    assert run(*tried, *OUTAGE) == run(*meant, *OUTAGE)


def test_the_version() -> None:
    assert run("version") == run("-V") == run("--version")
    assert run("version").out.startswith("crisis ")


HINTS = {
    ("show", "--after", "fri"): "here it is --from, which is inclusive",
    ("show", "--before", "fri"): "here it is --to, which is inclusive",
    ("show", "--timezone", "UTC"): "here it is --tz",
    ("show", "--who", "ana"): "here it is --actor",
    ("show", "--html"): "--as html",
    ("show", "--longest"): "that is an option of crisis gaps",
    ("log", "x", "--when", "12:00"): "--at PHRASE",
    ("log", "x", "--date", "friday"): "--at PHRASE",
    ("log", "-m", "x"): 'crisis log "TEXT"',
    ("log", "x", "--who", "ana"): "here it is --actor",
    ("log", "x", "--note", "y"): '--set note="…"',
    ("log", "x", "--place=Oslo"): '--set place="…"',
    ("log", "x", "--where", "Oslo"): '--set place="…"',
    ("log", "x", "--caused-by", "ana"): "--set caused_by=…",
    ("log", "x", "--status", "planned"): "--set status=…",
    ("log", "x", "--x-severity", "high"): "--set x-severity=…",
    (
        "show",
        "--x-severity",
        "high",
    ): "a key of your own is asked for without the dashes: x-severity:VALUE",
    ("list", "events"): "crisis show has the events",
    ("list", "people"): "crisis list actors",
    ("find", "x"): "here it is crisis show",
    ("convert",): "here it is crisis show --as FORM",
    ("concat",): "here it is crisis show -f FILE -f FILE",
    ("combine",): "here it is crisis merge A.yaml B.yaml -o C.yaml",
    ("validate",): "here it is crisis check",
    ("actors",): "here it is crisis list actors",
    ("shwo",): 'did you mean "show"?',
    ("--json",): "options stand behind a command: crisis show --json",
    ("show", "--limit", "x"): "0 or more",
    ("show", "--limit", "-1"): "0 or more",
    ("show", "--by"): "--by KEY",
    ("why",): "crisis why ID: crisis show ends each line with the id of the event",
    ("why", "a", "b", "c"): "one id, or two to compare",
}


@pytest.mark.parametrize("tried", HINTS, ids=" ".join)
def test_what_is_not_is_answered_by_what_it_means(tried: tuple[str, ...]) -> None:
    done = run(*tried)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[1] == f"  hint: {HINTS[tried]}"


def flags(name: str) -> list[str]:
    taken = parameters(function(name))
    return [flag for each in taken if isinstance(each.spec, Option) for flag in each.spec.names]


BEHIND = {"why": ["ann"], "list": ["actors"], "schema": ["gaps"], "completion": ["bash"]}
FORM = [["--as", "json"], ["--as=csv"], ["--as", "chart"], ["--as", "docx"], ["--csv"], ["--md"]]


@pytest.mark.parametrize("name", [name for name in COMMANDS if "--as" not in flags(name)])
@pytest.mark.parametrize("form", FORM, ids=" ".join)
def test_a_form_that_a_command_does_not_have_names_what_would_do(
    name: str, form: list[str]
) -> None:
    """What the hint names works as it stands there."""
    here, with_json = [name, *BEHIND.get(name, [])], "--json" in flags(name)
    done = run(*here, *form)
    assert done.code == 2
    hint = done.err.splitlines()[1].removeprefix("  hint: ")
    if form == ["--as", "json"] and with_json:
        assert hint == "here it is --json"
    else:
        said, _, other = hint.partition("; ")
        end = "a text, or --json" if with_json else "a text only"
        assert said == f"crisis {name} is {'JSON as it is' if name == 'schema' else end}"
        shown, has, _ = other.removeprefix("crisis ").partition(" has the events")
        assert bool(has) == (with_json and form != ["--as", "docx"])
        if has:
            assert run(*shown.split(), *OUTAGE).code == 0
    if with_json and name != "log":  # which would write
        assert run(*here, "--json", *OUTAGE).json


OWN = {"check": "text, json, github or sarif", "measures": "table, markdown, csv or json"}


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize(
    ("form", "hint"),
    [
        (["--as", "chart"], "crisis {} is {}; crisis show --as chart has the events"),
        (["--html"], "crisis {} is {}; crisis show --as html has the events"),
        (["--as", "junit"], "crisis {} is {}"),
        (["--as", "jsn"], 'did you mean "json"?'),
    ],
    ids=str,
)
def test_a_command_with_forms_of_its_own_names_them(name: str, form: list[str], hint: str) -> None:
    done = run(name, *form, *OUTAGE)
    assert (done.code, done.err.splitlines()[1]) == (2, f"  hint: {hint.format(name, OWN[name])}")


@pytest.mark.parametrize(("name", "form"), [("check", "sarif"), ("measures", "md")])
def test_a_form_may_be_asked_for_with_as(name: str, form: str) -> None:
    meant = {"md": "markdown"}.get(form, form)
    assert run(name, f"--{form}").err.splitlines()[1] == f"  hint: --as {meant}"


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("md", "markdown"),
        ("JSON", "json"),
        ("jsonl", "ndjson"),
        ("text", "table"),
        ("picture", "svg"),
    ],
)
def test_a_form_by_another_word_is_answered_by_its_name(word: str, form: str) -> None:
    done = run("show", "--as", word)
    assert done.err.splitlines()[1].endswith(f" is --as {form}")
    assert run("show", "--as", form, *OUTAGE).code == 0


def test_hints_name_only_what_there_is() -> None:
    from crisis.cli.request import other_words

    every = {flag for name in COMMANDS for flag in flags(name)}
    assert set(other_words._OPTIONS) <= every
    for words in other_words._OPTIONS.values():
        assert not {f"--{word}" for word in words} & {"--from", "--to", "--as", "--json"}
    for command, words in other_words._COMMANDS.items():
        assert command.split()[0] in COMMANDS
        assert not set(words) & COMMANDS.keys()
    assert option_meant("--AFTER", flags("show")) == option_meant("--after", flags("show"))
    assert option_meant("--after", flags("check")) == ""
    assert command_meant("nothing") == kind_meant("nothing") == ""


def test_the_latest_possible_date_puts_events_in_order(tmp_path: Path) -> None:
    path = tmp_path / "letters.yaml"
    path.write_text(
        "timeline: {zone: UTC}\n"
        "events:\n"
        "  - {id: quarter, title: Q, when: 2021-10..2021-12}\n"
        "  - {id: november, title: N, when: 2021-11-15}\n"
        "  - {id: newyear, title: Y, when: 2022-01-01}\n"
        "  - {id: after, title: A, when: after 2021-10-20}\n"
        "  - {id: undated, title: U}\n",
        encoding="utf-8",
    )

    def ids(*more: str) -> list[str]:
        return [e["id"] for e in run("show", "-f", str(path), "--json", *more).json["events"]]

    assert ids() == ids("--sort", "earliest")
    assert ids() == ["quarter", "after", "november", "newyear", "undated"]
    assert ids("--sort", "latest") == ["after", "november", "quarter", "newyear", "undated"]
    assert ids("--sort", "latest", "-n", "2") == ["after", "november"]
    assert ids("--sort", "latest", "--reverse") == [
        "newyear",
        "quarter",
        "november",
        "after",
        "undated",
    ]
    told = run("show", "-f", str(path), "--sort", "latest", "-q").out.splitlines()
    assert [line.split()[0] for line in told] == [
        "2021-10-21",
        "2021-11-15",
        "2021-12-31",
        "2022-01-01",
        "undated",
    ]
    assert run("show", "-f", str(path), "--sort", "latest", "--as", "html").code == 2
    assert run("show", "-f", str(path), "--sort", "late").code == 2


def test_counts_stand_by_count() -> None:
    def keys(*more: str) -> list[tuple[str, int]]:
        found = run("count", "--json", *more, "-f", FILES["openai"]).json["groups"]
        return [(group["key"], group["shown"]) for group in found if group["shown"]]

    named = [(key, number) for key, number in keys("--by", "actor") if key is not None]
    assert named == sorted(named, key=lambda pair: -pair[1])
    assert named[0] == ("altman", 25)
    assert {*keys("--by", "actor", "--sort", "name")} == {*keys("--by", "actor")}
    assert keys("--by", "actor", "--sort", "file")[0][0] == "openai"
    assert keys() == keys("--sort", "file")  # days stand in the order of time
    days = [number for _, number in keys("--sort", "count")]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("form", ["csv", "ndjson", "html"])
def test_groups_are_refused_where_there_are_none(form: str) -> None:
    done = run("show", *OUTAGE, "--by", "actor", "--as", form)
    assert (done.code, done.out) == (2, "")
    assert f"--by does not go with --as {form}" in done.err
    assert run("show", *OUTAGE, "--by", "day", "--as", "html").code == 0


def test_a_source_is_preferred_before_all_others(tmp_path: Path) -> None:
    for source, hour in (("bbc", "18"), ("ap", "16")):
        asked = ["show", *CONFLICTS, "id:vote", "--json", "--prefer", source]
        found = run(*asked).json
        assert found["events"][0]["start"]["earliest"].startswith(f"2026-11-20T{hour}:00:00")
        assert found["events"][0]["disputed"] is True
        assert found["query"]["prefer"] == [source]
        assert "is believed" in run(*asked).err
    path = tmp_path / "own.yaml"
    path.write_text(
        "timeline: {zone: UTC, prefer: b}\n"
        "sources: {a: A, b: B, c: C}\n"
        "events:\n"
        "  2026-11-20:\n"
        "    - id: x\n"
        "      title: X\n"
        "      prefer: b\n"
        "      when:\n"
        "        - {is: '10:00', source: a}\n"
        "        - {is: '12:00', source: b}\n"
        "        - {is: '14:00', source: c}\n",
        encoding="utf-8",
    )
    shown = {
        source: run("show", "-f", str(path), "-q", "--prefer", source).out.split()[1]
        for source in "abc"
    }
    assert {source: clock[:5] for source, clock in shown.items()} == {
        "a": "10:00", "b": "12:00", "c": "14:00",
    }  # fmt: skip
    both = run("show", "-f", str(path), "-q", "--prefer", "c", "--prefer", "a").out
    assert both.split()[1][:5] == "14:00"
    assert run("show", "-f", str(path), "--prefer", "d").code == 2


WORDS = {
    "@ann": "id:ann is that event, crisis why ann its reasons",
    "RS": "actor:rina is what somebody did",
    "memo1": "source:memo1 is what it tells of",
    "disputed": "is:disputed finds what is so",
    "planned": "status:planned finds what is so",
    "low": "confidence:low finds what is so",
    "certain": "--certain leaves out what is only possible",
    "2026-11-20": "day:2026-11-20 is a day",
    "fri..mon": "day:fri..mon is a day",
    "day=fri": "write day:fri",
    "actor": "actor: has a value behind it; crisis help filters",
    "announ": "",
    "breahc": 'did you mean "breach"?',
}


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_finds_nothing_is_answered_with_what_would(word: str, tmp_path: Path) -> None:
    text = Path(FILES["outage"]).read_text(encoding="utf-8")
    path = tmp_path / "outage.yaml"
    path.write_text(
        text.replace("\nsources:\n", "\nsources:\n  memo1: A paper\n"), encoding="utf-8"
    )
    done = run("show", "-f", str(path), word)
    if not WORDS[word]:
        assert done.out
        return
    assert f'hint: "{word}" was sought in the texts: {WORDS[word]}' in done.err
