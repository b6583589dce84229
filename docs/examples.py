"""Runs the examples of the manual and writes what they print into it.

In the pages of this folder a ``yaml`` block that begins with ``# name.yaml`` is an event file, a
block with a name behind its language (`` ```csv tickets.csv``) any other file, and a
``console`` block is a transcript: each line that begins with ``$ crisis`` is carried out in a
folder that holds the page's files, and what it prints (both streams) stands under it; ``$ echo $?``
is the exit code of the line before. ``python docs/examples.py`` rewrites the transcripts; with
``--check`` it only says, by exit code 1, which pages are stale. A page is left as it is, with a
word, where what its examples need is not installed.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from importlib.util import find_spec
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from crisis.cli.main import main as crisis

DOCS = Path(__file__).resolve().parent
FILE = re.compile(r"^```yaml\n# ([\w.-]+\.yaml)\b.*?\n```$", re.MULTILINE | re.DOTALL)
OTHER = re.compile(r"^```\w+ ([\w.-]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TRANSCRIPT = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEEDS = {"tables.md": "duckdb"}
"""Pages whose examples need a module that not everybody has."""
PLAIN = ("CRISIS_FILE", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE")


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or with ``--check`` see whether that would change them."""
    stale = []
    for path in sorted(DOCS.glob("*.md")):
        if (needed := NEEDS.get(path.name)) and find_spec(needed) is None:
            print(f"{path.name} is left as it is: {needed} is not installed", file=sys.stderr)
            continue
        page = path.read_text(encoding="utf-8")
        fresh = rewritten(page)
        if fresh != page:
            stale.append(path.name)
            if arguments != ["--check"]:
                path.write_text(fresh, encoding="utf-8")
    if arguments != ["--check"] or not stale:
        return 0
    print(f"stale: {', '.join(stale)}: run python docs/examples.py", file=sys.stderr)
    return 1


def files(page: str) -> dict[str, str]:
    """The event files that a page shows, by name."""
    return {
        match[1]: match[0].removeprefix("```yaml\n").removesuffix("```")
        for match in FILE.finditer(page)
    }


def rewritten(page: str) -> str:
    """The page with its transcripts as they run now."""
    with TemporaryDirectory() as folder, chdir(folder):
        for name, text in [*files(page).items(), *OTHER.findall(page)]:
            Path(name).write_text(text, encoding="utf-8")
        return TRANSCRIPT.sub(lambda match: f"```console\n{transcript(match[1])}```", page)


def transcript(text: str) -> str:
    """A transcript with its answers made anew."""
    lines = []
    code = 0
    for line in text.splitlines():
        if not line.startswith("$ "):
            continue
        lines.append(line)
        if line == "$ echo $?":
            lines.append(str(code))
        elif line.startswith("$ crisis"):
            code, printed = run(shlex.split(line.removeprefix("$ crisis")))
            lines.extend(printed.splitlines())
    return "".join(f"{line}\n" for line in lines)


def run(arguments: list[str]) -> tuple[int, str]:
    """One command in this process: its exit code and both its streams as they mingle."""
    with TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) as stream:
        clean = {key: value for key, value in os.environ.items() if key not in PLAIN}
        with (
            patch.dict(os.environ, clean, clear=True),
            redirect_stdout(stream),
            redirect_stderr(stream),
        ):
            code = crisis(arguments)
        stream.seek(0)
        return code, stream.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
