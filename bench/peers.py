"""The tools beside which crisis is measured, and the question each of them is asked.

The question is always: what did the actor "witness" do? Twelve events, at any size.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from .events import RARE
from .files import made_file
from .places import DATA, PEERS, environment
from .processes import Command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Peer(NamedTuple):
    """A tool, and how it is asked.

    ``words`` makes its command from how many events there are. ``most`` is the largest file that it
    is given: larger ones take minutes. ``warm`` says that it answers from what it kept before;
    ``forget`` removes that, where it also can begin anew.
    """

    name: str
    install: str
    version: tuple[str, ...]
    words: Callable[[int], list[str]]
    most: int
    forget: Callable[[int], None] | None = None
    warm: bool = False


def found() -> tuple[list[Peer], list[Peer]]:
    """Those that are installed, and those that are not."""
    here = [peer for peer in PEERS_KNOWN if version(peer)]
    return here, [peer for peer in PEERS_KNOWN if peer not in here]


@functools.cache
def version(peer: Peer) -> str:
    """What a tool says of its version; "" if it is not installed."""
    try:
        done = subprocess.run(
            peer.version, capture_output=True, encoding="utf-8", timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    number = re.search(r"\d+(\.\d+)+", done.stdout)
    return number[0] if number else "?"


def command(peer: Peer, count: int, cold: bool) -> Command:
    """The question to a tool; cold, without what it kept of an earlier one."""
    before = None
    if cold and peer.forget is not None:
        before = functools.partial(peer.forget, count)
    return Command(peer.words(count), environment(NODE_PATH=str(PEERS / "node_modules")), before)


def _tool(name: str) -> str:
    """A program of build/bench/peers, else of the path."""
    path = os.pathsep.join((str(PEERS / "bin"), os.environ.get("PATH", os.defpath)))
    return shutil.which(name, path=path) or name


def _file(form: str, count: int) -> str:
    return str(made_file(DATA, form, count))


def _jq(count: int) -> list[str]:
    ask = (
        f'[inputs | select(.actors | index("{RARE}"))] | sort_by(.start)[] | [.id, .start, .title]'
    )
    return [_tool("jq"), "-nc", ask, _file("ndjson", count)]


def _miller(count: int) -> list[str]:
    keep = f'$actors =~ "(^|;){RARE}(;|$)"'
    verbs = ["filter", keep, "then", "sort", "-f", "start", "then", "cut", "-f", "id,start,title"]
    return [_tool("mlr"), "--icsv", "--ojson", *verbs, _file("csv", count)]


def _hledger(count: int) -> list[str]:
    return [_tool("hledger"), "-f", _file("journal", count), "print", f"acct:^actors:{RARE}$"]


_DUCKDB = """
import sys, duckdb
database, rows = sys.argv[1:3]
with duckdb.connect(database) as connection:
    ask = f"select id, start, title from {rows} where list_contains(actors, ?) order by start"
    for row in connection.execute(ask, [sys.argv[3]]).fetchall():
        print(*row)
"""
_DUCKDB_KEEP = """
import sys, duckdb
with duckdb.connect(sys.argv[1]) as connection:
    connection.execute(f"create table events as select * from {sys.argv[2]}")
"""


def _rows(count: int) -> str:
    return f"read_json('{_file('ndjson', count)}', format='newline_delimited')"


def _duckdb(count: int) -> list[str]:
    return [_tool("python3"), "-c", _DUCKDB, ":memory:", _rows(count), RARE]


def _duckdb_kept(count: int) -> list[str]:
    database = DATA / f"{count}.duckdb"
    if not database.exists():
        making = [_tool("python3"), "-c", _DUCKDB_KEEP, str(database), _rows(count)]
        subprocess.run(making, stdout=subprocess.DEVNULL, check=True)
    return [_tool("python3"), "-c", _DUCKDB, str(database), "events", RARE]


def _settings(name: str, text: str) -> str:
    path = DATA / name
    if not path.exists():
        path.write_text(text, encoding="utf-8")
    return str(path)


def _jrnl(count: int) -> list[str]:
    settings = f"""\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {{default: {{journal: '{_file("jrnl", count)}'}}}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: '4'
"""
    path = _settings(f"jrnl-{count}.yaml", settings)
    return [_tool("jrnl"), "--config-file", path, f"@{RARE}", "--format", "short"]


def _khal(count: int) -> list[str]:
    settings = f"""\
[calendars]
[[bench]]
path = {_file("ics", count)}
type = calendar
readonly = True
[sqlite]
path = {_khal_database(count)}
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
    return [_tool("khal"), "-c", _settings(f"khal-{count}.conf", settings), "search", RARE]


def _khal_database(count: int) -> Path:
    return DATA / f"khal-{count}.db"


def _khal_forget(count: int) -> None:
    _khal_database(count).unlink(missing_ok=True)


_MARKWHEN = f"""
const {{parse}} = require("@markwhen/parser");
const walk = (event) => {{
  if (event.children) event.children.forEach(walk);
  else if (event.tags.includes("{RARE}")) {{
    console.log(event.dateRangeIso.fromDateTimeIso, event.firstLine.restTrimmed);
  }}
}};
walk(parse(require("fs").readFileSync(process.argv[1], "utf8")).events);
"""


def _markwhen(count: int) -> list[str]:
    return [_tool("node"), "-e", _MARKWHEN, _file("mw", count)]


_VENV = "python3 -m venv build/bench/peers && build/bench/peers/bin/pip install"

JQ = Peer("jq", "apt-get install jq", (_tool("jq"), "--version"), _jq, 1_000_000)
DUCKDB_VERSION = (_tool("python3"), "-c", "import duckdb; print(duckdb.__version__)")
PEERS_KNOWN = (
    JQ,
    Peer("miller", "apt-get install miller", (_tool("mlr"), "--version"), _miller, 1_000_000),
    Peer("duckdb", f"{_VENV} duckdb", DUCKDB_VERSION, _duckdb, 1_000_000),
    Peer(
        "duckdb, its own table",
        f"{_VENV} duckdb",
        DUCKDB_VERSION,
        _duckdb_kept,
        1_000_000,
        warm=True,
    ),
    Peer("hledger", "apt-get install hledger", (_tool("hledger"), "--version"), _hledger, 100_000),
    Peer(
        "markwhen's parser",
        "npm install --prefix build/bench/peers @markwhen/parser",
        (
            _tool("node"),
            "-p",
            f"require('{PEERS}/node_modules/@markwhen/parser/package.json').version",
        ),
        _markwhen,
        10_000,
    ),
    Peer("jrnl", f"{_VENV} jrnl", (_tool("jrnl"), "--version"), _jrnl, 100_000),
    Peer(
        "khal",
        f"{_VENV} khal",
        (_tool("khal"), "--version"),
        _khal,
        10_000,
        _khal_forget,
        warm=True,
    ),
)
