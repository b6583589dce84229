"""Draws the pictures of the README from the bundled timeline: ``make docs``.

Terminals are drawn from the colours that the command really prints. The page is photographed by
Chromium, and left as it is where there is none.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

HERE = Path(__file__).parent
WIDTH = 100
TERMINALS = {
    "monday": "crisis show --day monday",
    "microsoft": "crisis show --actor microsoft --day fri..sun --as tree --tz Europe/Amsterdam",
    "chart": "crisis show --day fri --as chart",
    "actors": "crisis show --day fri..mon --by actor --actor openai --as chart",
}
PICTURE = "crisis show --day fri..mon --by actor --actor openai --as svg"
PAGE = "crisis show --as html"
_FONT = re.compile(r"[ \t]*@font-face\s*\{[^}]*\}\s*?\n")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def answer(command: str, *options: str) -> str:
    """What a command prints on the bundled timeline."""
    words = [*shlex.split(command)[1:], *options, "-q", "-f", "crisis/fixtures/openai.yaml"]
    env = {**os.environ, "LC_ALL": "C.UTF-8", "CRISIS_NO_CACHE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "crisis.cli", *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=env,
    )
    return done.stdout


def terminal(name: str, command: str) -> None:
    """A picture of a terminal in which a command was run."""
    text = Text.from_ansi(answer(command, "--color", "always", "--width", str(WIDTH)))
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        console.print(text, soft_wrap=True)
        # Readable on the light and the dark pages of a forge.
        svg = console.export_svg(title=command, theme=DIMMED_MONOKAI, unique_id=name)
    (HERE / f"{name}.svg").write_text(at_home(svg), encoding="utf-8")


def at_home(svg: str) -> str:
    """The picture without fonts from the network: who looks at it is known to nobody."""
    svg = _FONT.sub("", svg).replace(
        "Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace"
    )
    return svg.replace("font-family: arial", "font-family: system-ui, sans-serif")


def photograph(target: Path) -> None:
    """A photograph of the top of the page."""
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if browser is None:
        print(f"{target.name} is left as it is: there is no Chromium here", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(answer(PAGE), encoding="utf-8")
        options = (
            "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
            "--hide-scrollbars --force-device-scale-factor=1 --window-size=1100,1330"
        ).split()
        subprocess.run(
            [browser, *options, f"--user-data-dir={folder}", f"--screenshot={target}", str(page)],
            capture_output=True,
            check=True,
            timeout=120,
        )


if __name__ == "__main__":
    for each, line in TERMINALS.items():
        terminal(each, line)
    (HERE / "picture.svg").write_text(answer(PICTURE), encoding="utf-8")
    photograph(HERE / "page.png")
