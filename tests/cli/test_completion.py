"""What completion answers: out of the data, and never a complaint."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crisis.cli.completion.answer import answer, candidates
from crisis.cli.completion.bash_words import quoted, split
from crisis.cli.completion.candidate import FILES
from crisis.cli.completion.candidates import KINDS, values
from crisis.cli.completion.scripts import SCRIPTS
from crisis.cli.help.topics import TOPICS
from crisis.cli.main import main
from crisis.cli.request.forms import FORMS
from crisis.cli.request.parameters import Argument, Option, parameters
from crisis.cli.request.registry import COMMANDS, command
from crisis.timeline.formats.schemas import NAMES
from crisis.timeline.model.words import GROUP_SORTS, SORTS
from crisis.timeline.query.terms import FIELDS
from crisis.timeline.reports.groups import GROUPINGS
from crisis.timeline.reports.scales import LENGTHS
from crisis.timeline.reports.vocabulary import KINDS as LISTED

COMMAND = Path(sys.executable).parent / "crisis"
CASES = Path(__file__).parents[1] / "cases/files"
OUTAGE = str(CASES / "outage.yaml")
OPENAI = str(Path(__file__).parents[2] / "fixtures/openai.yaml")
BREAKS = " \t\n\"'><=;|&(:"
ENV = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}


def words(*typed: str) -> list[str]:
    return [each.value for each in candidates(["crisis", *typed])]


def asked(*arguments: str | bytes, **more: object) -> subprocess.CompletedProcess[bytes]:
    options = {"env": ENV, "capture_output": True, "stdin": subprocess.DEVNULL} | more
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [COMMAND, "__complete", *arguments], check=False, timeout=60, **options
    )


# What there is


def test_what_is_compared_is_files_sources_and_events() -> None:
    for name in ("diff", "compare", "merge"):
        assert candidates(["crisis", name, ""]) is FILES
    assert "memo" in words("diff", "-f", OUTAGE, "--according-to", "log", "--according-to", "")
    for name in ("compare", "merge"):
        assert "told=" in words(name, OUTAGE, OUTAGE, "--same", "")
        assert "told=ann" in words(name, OUTAGE, OUTAGE, "--not-same", "told=")


def test_filters_stand_behind_the_sources_that_are_compared() -> None:
    asked = ("diff", "-f", OUTAGE, "--according-to", "log")
    assert {"actor:", "day:", "not:"} <= {*words(*asked, "")}
    assert "actor:rina" in words(*asked, "actor:")
    assert "not:is:disputed" in words(*asked, "not:is:")
    assert candidates(["crisis", "diff", "-f", OUTAGE, ""]) is FILES


def test_commands_with_what_they_are_for() -> None:
    assert words("") == [*COMMANDS]
    assert all(each.about for each in candidates(["crisis", ""]))
    assert words("-") == ["--version", "--help"]
    assert words("help", "") == [*TOPICS, *COMMANDS]


@pytest.mark.parametrize("name", COMMANDS)
def test_all_options_of_a_command(name: str) -> None:
    taken = [each.spec for each in parameters(command(name)) if isinstance(each.spec, Option)]
    assert sorted(words(name, "-")) == sorted(spec.names[-1] for spec in taken)


def test_an_option_is_offered_once_unless_it_may_be_repeated() -> None:
    found = words("show", "-q", "--as", "tree", "--tz", "UTC", "--lang=nl", "-")
    assert not {"--quiet", "--as", "--lang"} & {*found}
    assert {"--tz", "--file", "--json"} <= {*found}


def test_a_short_option_is_complete_as_it_is() -> None:
    assert "-f" in words("show", "-f")
    assert "-f" not in words("show", "-")


def test_behind_two_dashes_there_are_no_options() -> None:
    assert "actor:" in words("show", "--", "-")
    assert "--json" not in words("show", "--", "-")
    assert words("why", "--", "-one", "-two", "") == []


def test_fields_of_the_query() -> None:
    assert words("show", "") == [*(f"{field}:" for field in FIELDS), "not:"]
    assert words("show", "not:") == [f"not:{field}:" for field in FIELDS]
    assert words("why", "-f", OUTAGE, "ann", "a", "") == []


def test_why_takes_sources_whose_clock_is_wrong_after_the_events() -> None:
    cameras = str(CASES / "cameras.yaml")
    offered = words("why", "-f", cameras, "")
    assert offered[0] == "van"
    assert offered[-4:] == ["cctv", "gate", "door", "tower"]
    assert words("why", "-f", cameras, "van", "") == offered[:-4]  # events alone are compared
    assert not any(word.endswith("cctv") for word in words("why", "-f", cameras, "@"))


def test_arguments_in_their_places() -> None:
    assert words("list", "") == ["actors", "sources", "tags", "days"]
    assert words("list", "-q", "actors", "")[0] == "day:"
    assert words("why", "-f", OUTAGE, "") == words("why", "-f", OUTAGE, "ann", "")
    assert words("check", "") == words("show", "-f", "")  # files
    assert words("completion", "") == [*SCRIPTS]


def test_measures_by_their_names() -> None:
    measured = str(CASES / "measured.yaml")
    offered = words("measures", "-f", measured, "")
    assert offered[:2] == ["time to detect", "time to acknowledge"]
    assert words("measures", "-f", measured, "time to detect", "") == offered
    assert words("show", "--template", "") == ["brief", "postmortem"]
    assert words("show", "--template", "./") == words("show", "-f", "")  # files
    assert words("measures", "--as", "") == ["table", "markdown", "csv", "json"]


@pytest.mark.parametrize("field", FIELDS)
def test_a_term_completes_like_its_option(field: str) -> None:
    flag = f"--{field.replace('_', '-')}"
    found = words("show", "-f", OUTAGE, flag, "")
    assert words("show", "-f", OUTAGE, f"{field}:") == [f"{field}:{value}" for value in found]
    assert words("show", "-f", OUTAGE, f"{flag}=") == [f"{flag}={value}" for value in found]
    nots = [f"not:{field}:{value}" for value in found]
    assert words("show", "-f", OUTAGE, f"not:{field}:") == nots


def test_words_of_the_file() -> None:
    ask = ("show", "-f", OUTAGE)
    assert {"ops", "rina", "rs", "el jefe"} <= {*words(*ask, "--actor", "")}
    assert words(*ask, "--actor", "rina/") == ["rina/told", "rina/caller"]
    assert words(*ask, "--source", "") == ["log", "memo"]
    assert words(*ask, "--according-to", "") == ["log", "memo"]
    assert "breach" in words(*ask, "--zero", "")
    assert words(*ask, "--id", "@br")[0] == "@rumour"
    assert words(*ask, "--tz", "")[:3] == ["NL", "Asia/Jakarta", "UTC"]
    days = words(*ask, "--day", "")
    assert days[:3] == ["2026-11-19", "2026-11-20", "2026-11-23"]
    assert {"thursday", "friday", "monday", "first", "last"} == {*days[3:]}
    assert words(*ask, "--day", "thu..")[0] == "thu..2026-11-19"
    assert words(*ask, "--from", "")[0] == "2026-11-19"


def test_words_of_the_program() -> None:
    assert words("show", "--as", "") == [*FORMS]
    assert words("show", "--color", "") == ["auto", "always", "never"]
    assert words("show", "--by", "") == [*GROUPINGS, *LENGTHS]
    assert words("show", "--fields", "id,")[0] == "id,title"
    assert "id,start" in words("show", "--json", "--fields", "id,")
    assert words("show", "--format", "{when} {")[:2] == ["{when} {id}", "{when} {title}"]
    assert words("show", "--format", "{when}") == words("show", "--format", "{title:<4") == []
    assert words("schema", "") == [*NAMES]
    rest = [key for key in (*GROUPINGS, *LENGTHS) if key not in ("day", "actor")]
    assert words("count", "--by", "day,actor,") == [f"day,actor,{key}" for key in rest]
    assert {"nl", "id", "de"} <= {*words("show", "--lang", "")}
    assert "pt-BR" in words("show", "--lang", "pt-")
    assert "Europe/Amsterdam" in words("show", "--tz", "")


def test_what_is_said_about_a_word() -> None:
    about = {each.value: each.about for each in candidates(["crisis", "why", "-f", OUTAGE, ""])}
    assert about["ann"] == "The announcement"
    about = {each.value: each.about for each in candidates(["crisis", "show", "--lang", ""])}
    assert about["nl"] == "Dutch"
    found = candidates(["crisis", "show", "--lang", "nl", "-f", OUTAGE, "day:"])
    assert found[0].about == "donderdag 19 november 2026"


def test_titles_are_in_the_language_of_the_question(tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text("events: [{id: a, title: {en: Back, id: Kembali}}]")
    for lang, title in (("id", "Kembali"), ("en", "Back"), ("zz", "Back")):
        found = candidates(["crisis", "why", "-f", str(path), "--lang", lang, ""])
        assert [(each.value, each.about) for each in found] == [("a", title)]


CHECKED = ("actor", "source", "tag", "id", "day", "from", "to", "status", "is", "confidence")


@pytest.mark.parametrize("file", [OUTAGE, pytest.param(OPENAI, marks=pytest.mark.long)])
@pytest.mark.parametrize("field", [*CHECKED, "caused_by"])
def test_every_word_that_is_offered_is_understood(
    file: str, field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = words("show", "-f", file, f"{field}:")
    assert found or (field == "tag" and file == OUTAGE)
    for word in [*found[:12], *found[-12:]]:
        ends = ("more than once",)
        code = main(["count", "-q", "-f", file, word])
        err = capsys.readouterr().err
        assert code == 0 or any(end in err for end in ends), (word, err)


# Which file


def test_the_files_of_the_command_line_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ids(*typed: str) -> list[str]:
        return [each.value for each in candidates([*typed, ""])]

    for name in ("mine", "other", "third"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"events: [{{id: {name}, title: A}}]", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CRISIS_FILE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "firing-call" in ids("crisis", "why")  # the bundled timeline
    (tmp_path / "mine.yaml").rename("crisis.yaml")
    assert ids("crisis", "why") == ["mine"]
    monkeypatch.setenv("CRISIS_FILE", "other.yaml")
    assert ids("crisis", "why") == ["other"]
    assert ids("CRISIS_FILE=third.yaml", "crisis", "why") == ["third"]
    assert ids("A=b", "CRISIS_FILE=third.yaml:other.yaml", "crisis", "why") == ["third", "other"]
    assert ids("crisis", "why", "-f", "third.yaml") == ["third"]
    assert ids("crisis", "why", "--file=third.yaml", "-f", "other.yaml") == ["third", "other"]
    assert ids("crisis", "why", "-qfthird.yaml") == ["third"]
    assert ids("crisis", "why", "-f", "~/third.yaml", "-f", "$HOME/other.yaml") == [
        "third",
        "other",
    ]
    assert ids("crisis", "why", "-f", "nowhere.yaml") == []


# Never a complaint


def test_broken_files_give_what_they_have(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 100)
    (tmp_path / "half").write_text("events:\n  - {id: a, title: A}\n  - {id: b, title: [\n")
    (tmp_path / "bomb").write_text("a: &a [x, x]\nb: &b [*a, *a]\nevents: [*b, {id: c, title: *a}]")
    (tmp_path / "deep").write_text("events: " + "[" * 10_000)
    (tmp_path / "dir").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("noise", "half", "bomb", "deep", "dir", "pipe", "nowhere", "-"):
        for value in ("why\0", "show\0actor:", "show\0day:", "show\0--tz\0"):
            done = asked(
                "zsh", "crisis", *value.split("\0"), cwd=tmp_path, env=ENV | {"CRISIS_FILE": name}
            )
            assert (done.returncode, done.stderr) == (0, b"")
            assert done.stdout.startswith(b"words\n")
    assert words("why", "-f", str(tmp_path / "half"), "")[0] == "a"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["zsh"],
        ["bash"],
        ["bash", "crisis"],
        ["fish"],
        ["tcsh", "crisis", ""],
        ["zsh", ""],
        ["zsh", "crisis", "--nonsense", ""],
        ["zsh", "crisis", "nonsense", ""],
        ["bash", "crisis 'show", ""],
        ["fish", "crisis", b"\xff"],
    ],
)
def test_what_cannot_be_understood_is_no_error(arguments: list[str | bytes]) -> None:
    done = asked(*arguments)
    assert (done.returncode, done.stderr) == (0, b"")


def test_nobody_there_to_read_it() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = asked("zsh", "crisis", "", capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
    script = [
        "sh",
        "-c",
        'exec "$@" >&- 2>&-',
        "sh",
        str(COMMAND),
        "__complete",
        "zsh",
        "crisis",
        "",
    ]
    assert subprocess.run(script, env=ENV, check=False).returncode == 0


WORD = st.text(max_size=12) | st.sampled_from(
    [
        *COMMANDS,
        "-f",
        "--file",
        "-q",
        "--",
        "--day",
        "--by",
        "--lang",
        "--tz",
        "not:",
        "day:",
        "..",
        ",",
    ]
)


@given(st.lists(WORD, max_size=5))
@example(["show", "not:not:not:"])
@example(["show", "actor:/"])
@example(["show", "--day=..x.."])
@example(["-f", "show", ""])
def test_any_words_have_an_answer(typed: list[str]) -> None:
    for shell in ("zsh", "fish"):
        found = answer([shell, "crisis", *typed, ""]).decode()
        assert found.endswith("\n")


@given(st.text(max_size=40))
@example("show 'a\"b\\")
@example('show "\\')
def test_any_line_has_an_answer(line: str) -> None:
    assert answer(["bash", f"crisis {line}", BREAKS]).endswith(b"\n")


@pytest.mark.parametrize("shell", SCRIPTS)
def test_names_and_titles_stay_on_their_line(shell: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(
        'actors: {a: {name: "x\\e[31m\\ny\\tz\\u202E", aliases: ["b\\nc", "d\\te", "\\e[2J"]}}\n'
        'events: [{id: e, title: "\\a\\r\\n", tags: ["t\\x00", "u\\u0085v", w]}]\n'
        f"# {'long ' * 100}\n",
        encoding="utf-8",
    )
    for term, found in (("actor:", {"a"}), ("tag:", {"w"}), ("id:", {"e"})):
        typed = ["crisis", "show", "-f", str(path), term]
        line = [" ".join(typed), BREAKS] if shell == "bash" else typed
        first, *lines = answer([shell, *line]).decode().splitlines()
        kept = 0 if shell == "bash" else len(term)
        assert first == "words"
        assert {each.partition("\t")[0][kept:].strip() for each in lines} == found
        assert not any(ord(char) < 32 and char != "\t" for each in lines for char in each)


def test_letters_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "letters.yaml"
    path.write_text("events: [{id: a, title: Café}, {id: bé, title: B}]", encoding="utf-8")
    env = ENV | {"PYTHONIOENCODING": "ascii"}
    done = asked("zsh", "crisis", "why", "-f", str(path), "", env=env)
    assert done.stdout == b"words\na\tCaf\\xe9\n"


# bash


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("crisis show actor:al", (["crisis", "show", "actor:al"], "", 6)),
        ("crisis show not:tag:", (["crisis", "show", "not:tag:"], "", 8)),
        ("crisis show --as=", (["crisis", "show", "--as="], "", 5)),
        ("crisis show ", (["crisis", "show", ""], "", 0)),
        ("crisis show a\\ b", (["crisis", "show", "a b"], "", 0)),
        ("crisis 'a b' \"c", (["crisis", "a b", "c"], '"', 0)),
        ("crisis --day 'a", (["crisis", "--day", "a"], "'", 0)),
        ("crisis x'a b", (["crisis", "xa b"], "'", 1)),
        ('crisis "a\\"b\\c', (["crisis", 'a"b\\c'], '"', 0)),
        ("ls | crisis sh", (["crisis", "sh"], "", 0)),
        ("a; b && crisis sh", (["crisis", "sh"], "", 0)),
        ("crisis ''", (["crisis", ""], "", 0)),
        ("crisis '' ", (["crisis", "", ""], "", 0)),
    ],
)
def test_a_line_of_bash_in_words(line: str, found: tuple[list[str], str, int]) -> None:
    assert split(line, BREAKS) == found


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\0"), min_size=1, max_size=8))
def test_what_is_quoted_is_read_back(text: str) -> None:
    for quote in ("", "'", '"'):
        line = f"{quote}{quoted(text, quote)}{quote}"
        assert split(line, "").words == [text]


def test_bash_gets_what_it_replaces_and_a_blank_behind_what_is_complete() -> None:
    def lines(typed: str) -> list[str]:
        return answer(["bash", f"crisis {typed}", BREAKS]).decode().split("\n")[1:-1]

    assert lines("show actor:micros") == ["microsoft "]
    assert lines("show ACTOR:MICROS") == ["microsoft "]
    assert lines("show not:act") == ["actor:"]
    assert lines('show "actor:micros') == ["actor:microsoft"]
    assert lines("show --as=tre") == ["tree "]
    assert answer(["bash", "crisis show -f x", BREAKS]) == b"files\n"


def test_bash_gets_the_other_case_only_where_none_fits(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text("actors: {Ana: Ana, anders: Anders, bo: Bo}")
    line = f"crisis show -f {path} --actor "
    for typed, found in (("A", b"Ana \n"), ("a", b"anders \n"), ("AN", b"Ana \nanders \n")):
        assert answer(["bash", line + typed, BREAKS]) == b"words\n" + found


def test_many_words_are_only_those_that_begin_so(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    events = "".join(f"  - {{id: e{number}, title: E}}\n" for number in range(2000))
    path.write_text(f"events:\n{events}", encoding="utf-8")
    found = answer(["zsh", "crisis", "why", "-f", str(path), "e199"]).decode().split()
    assert [each for each in found if each.startswith("e")] == [
        "e199",
        *(f"e199{n}" for n in range(10)),
    ]


# How


def test_it_does_without_the_rest_of_the_program() -> None:
    program = (
        "import sys\nfrom crisis.cli.main import main\nmain(sys.argv[1:])\n"
        "print(*sorted(sys.modules), file=open(2, 'w', closefd=False))"
    )
    slow = (
        "typer",
        "rich",
        "babel",
        "dateutil",
        "inspect",
        "zoneinfo",
        "json",
        "crisis.timeline.model.records",
    )
    for typed in (
        ["why", "-f", OUTAGE, ""],
        ["show", "-f", OUTAGE, "actor:"],
        ["show", "--tz", ""],
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, "__complete", "zsh", "crisis", *typed],
            capture_output=True,
            check=True,
            encoding="utf-8",
            env=ENV,
        )
        loaded = set(done.stderr.split())
        assert "yaml" in loaded
        assert not loaded & {*slow}, loaded & {*slow}


def test_words_of_closed_sets_are_offered() -> None:
    assert words("show", "--sort", "") == [*SORTS]
    assert words("count", "--sort", "") == [*GROUP_SORTS]
    assert words("list", "") == [*LISTED]


def test_every_kind_of_value_is_known() -> None:
    kinds = {each.spec.values for name in COMMANDS for each in parameters(command(name))}
    assert {kind for kind in kinds if kind and "|" not in kind} == {*KINDS, "term"}
    needing = [
        each
        for name in COMMANDS
        for each in parameters(command(name))
        if isinstance(each.spec, Argument) and not each.spec.values
    ]
    assert not needing
    assert values("nonsense", None, "") == []  # type: ignore[arg-type]


def test_a_script_for_a_shell_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bsh"]) == 2
    assert 'did you mean "bash"' in capsys.readouterr().err
    for name, script in SCRIPTS.items():
        assert main(["completion", name]) == 0
        assert capsys.readouterr().out == script


def test_keys_of_ones_own_complete_with_their_values(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "timeline: {zone: UTC}\nevents:\n"
        "  - {id: a, title: A, when: 2026-11-20, x-severity: High, x-ticket: [OPS-1, OPS-2]}\n"
        "  - {id: b, title: B, when: 2026-11-20, x-severity: low}\n",
        encoding="utf-8",
    )

    def begun(*typed: str) -> list[str]:
        return [
            word for word in words("show", "-f", str(file), *typed) if word.startswith(typed[-1])
        ]

    assert begun("x") == ["x-severity:", "x-ticket:"]
    assert begun("not:x-t") == ["not:x-ticket:"]
    assert begun("x-severity:") == ["x-severity:High", "x-severity:low"]
    assert begun("x-ticket:") == ["x-ticket:OPS-1", "x-ticket:OPS-2"]
    assert begun("x-else:") == []
    assert begun("--by", "tag,x") == ["tag,x-severity", "tag,x-ticket"]
    assert begun("--fields", "x") == ["x-severity", "x-ticket"]
    assert begun("--format", "{id} {x") == ["{id} {x-severity}", "{id} {x-ticket}"]


def test_what_an_event_may_have_is_offered_to_crisis_log() -> None:
    file = ("-f", str(Path(__file__).parents[1] / "cases/files/log.yaml"))
    assert "place=" in words("log", *file, "--set", "")
    assert "tags=" not in words("log", *file, "--set", "")
    assert words("log", *file, "--set", "status=pl")[:1] == ["status=planned"]
    assert "caused_by=sailing" in words("log", *file, "--set", "caused_by=")
    assert "captain" in words("log", *file, "--actor", "")
    assert "log" in words("log", *file, "--source", "")
    assert words("log", *file, "") == []
