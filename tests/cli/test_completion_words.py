"""What a file names is completed as one word, whatever is in it: tried in the real shells.

A command in place of ``crisis`` writes down its arguments, as the shell hands them over when the
completed line is carried out.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from ..support.shells import COMMAND, SHELLS, Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOSTILE = [
    "e;touch PWNED #!#",
    'e";touch PWNED;"',
    "e';touch PWNED;'",
    "e'\";touch PWNED;\"'",
    "e$(touch PWNED)",
    "e`touch PWNED`",
    "e<(touch PWNED)",
    "e${x:-$(touch PWNED)}",
    "e&touch PWNED&",
    "e|touch PWNED",
    "e>PWNED",
    "e!!",
    "e!$!^!*!:0",
    'e"!#"',
    "e'!#'",
    "e\\!!",
    "e\\",
    "e\\\\",
    'e\\"!!',
    "e$HOME",
    "e$'\\x41'",
    "e~",
    "e=ls:=ls:~root",
    "e{a,b}{1..3}",
    "e*?[a-z]",
    "e@(a|b)!(c)",
    "e^a^b",
    "e #c",
    "e%1",
    "e(a b)",
    "e)",
    "é!é",
    "-n!!",
    "!!",
    "!touch PWNED",
    "~root",
    "=ls",
    "$(touch PWNED)",
    "#x",
    "a:b!:c",
    "A" * 200 + "!",
]
QUOTES = ["", '"', "'"]
RECORD = """\
#!/bin/sh
case $1 in
(__complete|completion) exec {crisis} "$@" ;;
esac
exec {python} -c '
import json, sys
with open("seen", "a") as seen:
    seen.write(json.dumps(sys.argv[1:]) + chr(10))
' "$@"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ``crisis.yaml`` of hostile tags, and the command that writes down."""
    found = tmp_path_factory.mktemp("words")
    (found / "bin").mkdir()
    shim = found / "bin/crisis"
    shim.write_text(RECORD.format(crisis=COMMAND, python=COMMAND.parent / "python"))
    shim.chmod(0o755)
    tags = [f"t{place:02}{name}" for place, name in enumerate(HOSTILE)]
    tags += [f"u{place:02}{name}{end}" for place, name in enumerate(HOSTILE) for end in "ab"]
    events = [{"title": "x", "tags": [tag]} for tag in tags]
    text = json.dumps({"events": events}, ensure_ascii=False)
    (found / "crisis.yaml").write_text(text, encoding="utf-8")
    return found


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, folder: Path) -> Iterator[Shell]:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed here")
    started = Shell(request.param, folder, first=str(folder / "bin"))
    if request.param == "bash":
        started.run("set -o history; set -H; shopt -s extglob")
    yield started
    started.process.close(force=True)


def handed_over(shell: Shell, folder: Path, typed: str, after: str = "") -> list[list[str]]:
    """The words of each command that ran when a line was typed, completed and carried out."""
    seen = folder / "seen"
    seen.unlink(missing_ok=True)
    shell.process.send(f"{typed}\t")
    shell.wait_for(r"\S")
    shell.process.send(f"{after}\r")
    shell.wait_for(r"^\$ *\Z", 3)
    shell.clear()
    return [json.loads(line) for line in seen.read_text().splitlines()] if seen.exists() else []


@pytest.mark.parametrize("quote", QUOTES)
@pytest.mark.parametrize(
    "step", [25, pytest.param(len(QUOTES), marks=pytest.mark.long)], ids=["sample", "all"]
)
def test_a_name_is_completed_as_one_word(shell: Shell, folder: Path, quote: str, step: int) -> None:
    """The whole name, where it is the only one, and what two begin with, where there are two.

    Each shell meets all names, alone behind one kind of quotes and as one of two behind another.
    """
    wrong = []
    for letter, after in (("t", ""), ("u", quote)):
        first = QUOTES.index(quote) if letter == "t" else (QUOTES.index(quote) + 1) % len(QUOTES)
        for place in range(first, len(HOSTILE), step):
            word = f"tag:{letter}{place:02}"
            found = handed_over(shell, folder, f"crisis show {quote}{word}", after)
            if found != [["show", f"{word}{HOSTILE[place]}"]]:
                wrong.append((word + HOSTILE[place], found))
            assert not (folder / "PWNED").exists(), word
    assert wrong == []
