"""What CONTRIBUTING.md says has to be added, added to a copy of the program: it is enough."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[1]

FILTER = """
    QueryField(
        "quote",
        "QUOTE",
        "With the very words of a source.",
        "with the very words of a source",
        lambda asked, field, values: asked.named(field, values),
        completion="quote",
        values=lambda event: (event.quote,) if event.quote else (),
        known=Known("is a quote", "quote"),
    ),
"""
GROUP = '    "quote": Grouping(_words("quote"), "No quote"),\n'
FIELD = '    weather: str = ""\n'
KEY = '    _key("weather", "text", "what the weather was", sought=True),\n'
FILE_SCHEMA = '        "weather": {"$ref": "#/$defs/text", "description": "The weather."},\n'
ANSWER_SCHEMA = """
        "weather": {"type": ["string", "null"], "description": "The weather."},
"""
WEATHER = """timeline: {zone: UTC}
events:
  - {id: a, title: It rains, when: 2026-11-20, weather: Heavy rain}
  - {id: b, title: It does not, when: 2026-11-20}
"""
PAGE = """timeline: {zone: UTC}
sources: {log: A log}
events:
  - {id: a, title: It rains, when: [{is: 2026-11-20, source: log, page: Folio IV}, 2026-11-20]}
"""
COMMAND = '''
"""``crisis greet``: a word to whoever asks."""

from crisis.cli.terminal.exits import OK
from crisis.cli.terminal.output import write


def greet() -> int:
    """A word to whoever asks.

      crisis greet
    """
    write("hello\\n")
    return OK
'''
EVENTS = """timeline: {zone: UTC}
events:
  - {id: a, title: He said it, when: 2026-11-20, quote: we are back}
  - {id: b, title: She said it, when: 2026-11-20, quote: We are back}
  - {id: c, title: Nobody did, when: 2026-11-20}
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program that may be changed, in a folder beside an event file."""
    for name in ("cli", "timeline", "fixtures"):
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / "crisis" / name, ignore=left_out)
    (tmp_path / "events.yaml").write_text(EVENTS, encoding="utf-8")
    return tmp_path


def add(program: Path, module: str, before: str, text: str) -> None:
    """Add text to a module of the program, before the first place where something stands."""
    path = program / "crisis" / module
    code = path.read_text(encoding="utf-8")
    assert before in code
    path.write_text(code.replace(before, text + before, 1), encoding="utf-8")


def crisis(program: Path, *arguments: str) -> str:
    """What the changed program prints. Without ``site`` nothing leads to the unchanged one."""
    code = "import sys; from crisis.cli.main import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-S", "-P", "-c", code, *arguments],
        cwd=program,
        env={
            "PYTHONPATH": os.pathsep.join([str(program), sysconfig.get_path("purelib")]),
            "CRISIS_NO_CACHE": "1",
            "LC_ALL": "C.UTF-8",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.long
def test_a_filter_is_one_entry(program: Path) -> None:
    add(
        program, "timeline/query/fields.py", '    QueryField(\n        "text",', FILTER.lstrip("\n")
    )
    for asked in (["--quote", "We are back"], ["quote:we are back"]):
        ids = crisis(program, "show", "-f", "events.yaml", "-q", *asked, "--format", "{id}")
        assert ids.split() == ["a", "b"]
    assert "--quote QUOTE" in crisis(program, "show", "--help")
    assert "quote:" in crisis(program, "help", "filters")
    line = "crisis show -f events.yaml --quote "
    assert "We" in crisis(program, "__complete", "bash", line, " ")


@pytest.mark.long
def test_a_group_is_one_entry(program: Path) -> None:
    add(
        program, "timeline/query/fields.py", '    QueryField(\n        "text",', FILTER.lstrip("\n")
    )
    add(program, "timeline/reports/groups.py", '    "place": Grouping(', GROUP)
    count = crisis(program, "count", "-f", "events.yaml", "-q", "--by", "quote")
    assert [line.split("  ")[0] for line in count.splitlines()] == ["We are back", "No quote"]
    assert "quote" in crisis(program, "__complete", "bash", "crisis show --by qu", " ")


@pytest.mark.long
def test_a_key_of_an_event_is_a_field_an_entry_and_two_schemas(program: Path) -> None:
    schemas = "timeline/formats/jsonschema"
    add(program, "timeline/model/records.py", "    caused_by: tuple", FIELD)
    add(program, "timeline/model/keys.py", '    _key("place", ', KEY)
    add(program, f"{schemas}/file.json", '        "caused_by": {', FILE_SCHEMA)
    add(program, f"{schemas}/common.json", '        "place": {', ANSWER_SCHEMA.lstrip("\n"))
    add(program, f"{schemas}/common.json", '        "place",', '        "weather",\n')
    (program / "events.yaml").write_text(WEATHER, encoding="utf-8")
    asked = ("show", "-f", "events.yaml", "-q")
    assert crisis(program, "check", "-f", "events.yaml", "-q") == ""
    text = crisis(program, *asked, "--json")
    schema = json.loads(crisis(program, "schema", "events"))
    assert not [*Draft202012Validator(schema).iter_errors(json.loads(text))]
    assert '"weather"' in crisis(program, "schema", "file")
    assert [event["weather"] for event in json.loads(text)["events"]] == ["Heavy rain", None]
    assert (
        crisis(program, *asked, "--as", "csv", "--fields", "weather") == 'weather\nHeavy rain\n""\n'
    )
    assert crisis(program, *asked, "heavy", "--format", "{id} {weather}") == "a Heavy rain\n"
    assert "what the weather was" in crisis(program, "help", "fields")


@pytest.mark.long
def test_a_key_of_a_claim_goes_the_same_way(program: Path) -> None:
    schemas = "timeline/formats/jsonschema"
    add(program, "timeline/model/details.py", '    via: str = ""', '    page: str = ""\n')
    add(
        program,
        "timeline/model/keys.py",
        '    _key("via", ',
        '    _key("page", "text", sought=True),\n',
    )
    add(program, f"{schemas}/file.json", '        "via": {', FILE_SCHEMA.replace("weather", "page"))
    key = '        "page": {"type": "string", "description": "Of the source."},\n'
    add(program, f"{schemas}/common.json", '        "via": {', key)
    (program / "events.yaml").write_text(PAGE, encoding="utf-8")
    assert crisis(program, "check", "-f", "events.yaml", "-q") == ""
    text = crisis(program, "show", "-f", "events.yaml", "-q", "iv", "--json")
    (event,) = json.loads(text)["events"]
    assert [claim.get("page") for claim in event["when"]] == ["Folio IV", None]
    schema = json.loads(crisis(program, "schema", "events"))
    assert not [*Draft202012Validator(schema).iter_errors(json.loads(text))]


@pytest.mark.long
def test_a_command_is_a_module_and_an_entry(program: Path) -> None:
    (program / "crisis/cli/commands/greet.py").write_text(COMMAND.lstrip("\n"), encoding="utf-8")
    entry = '    "greet": Entry("greet.greet", "A word to whoever asks"),\n'
    add(program, "cli/request/registry.py", '    "show": Entry(', entry)
    assert crisis(program, "greet") == "hello\n"
    assert "greet" in crisis(program, "--help")
    assert "a word to whoever asks" in crisis(program, "greet", "--help")
