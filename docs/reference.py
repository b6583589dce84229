"""Writes the reference of the commands, docs/commands.md, and the manual page, docs/crisis.1.

Both come from what the commands say of themselves. ``python docs/reference.py`` rewrites them;
with ``--check`` it only says, by exit code 1, which are stale.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crisis.cli.help.manual import manual
from crisis.cli.help.markup import Heading, Paragraph, Rows, Verbatim
from crisis.cli.help.pages import GLOBAL, option_groups, row, split_page, usage
from crisis.cli.help.topics import TOPICS
from crisis.cli.request.parameters import Argument, parameters
from crisis.cli.request.registry import COMMANDS, command, summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.cli.help.markup import Block

DOCS = Path(__file__).resolve().parent
HEAD = """\
# The commands

Every command with its examples and options. This page is made from the program's own help by
`python docs/reference.py`. What filters, clocks and forms are about is told in [cli.md](cli.md).

"""


def main(arguments: list[str]) -> int:
    """Rewrite both, or with ``--check`` see whether that would change them."""
    stale = []
    for name, fresh in pages().items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != fresh:
            stale.append(name)
            if arguments != ["--check"]:
                path.write_text(fresh, encoding="utf-8")
    if arguments != ["--check"] or not stale:
        return 0
    print(f"stale: {', '.join(stale)}: run python docs/reference.py", file=sys.stderr)
    return 1


def pages() -> dict[str, str]:
    """What the files of this folder should hold, by name."""
    return {"commands.md": reference(), "crisis.1": manual()}


def reference() -> str:
    """The page of all commands."""
    rows = "".join(f"| [`crisis {n}`](#crisis-{n}) | {summary(n)} |\n" for n in COMMANDS)
    topics = "".join(f"| `crisis help {n}` | {t.summary} |\n" for n, t in TOPICS.items())
    alone = _table(row(each) for each in GLOBAL)
    return "\n".join(
        [
            f"{HEAD}| command | what it answers |\n|---|---|\n{rows}{topics}",
            f"Without a command there is:\n\n{alone}",
            *(section(name) for name in COMMANDS),
        ]
    )


def section(name: str) -> str:
    """One command."""
    taken = parameters(command(name))
    examples, notes = split_page(name)
    arguments = [row(each) for each in taken if isinstance(each.spec, Argument)]
    parts = [
        f"## crisis {name}",
        f"{summary(name)}.",
        *(_markdown(block) for block in [*examples, *notes]),
        f"```\n{usage(name, taken)}\n```",
        *([_table(arguments)] if arguments else []),
        *(_markdown(block) for block in option_groups(taken)),
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"**{block.text}**"
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Verbatim):
        return "\n".join(["```yaml", *block.lines, "```"])
    return _shell(block) if block.examples else _table(block.pairs)


def _shell(rows: Rows) -> str:
    """Commands to copy, each with a comment above it."""
    lines = []
    for left, right in rows.pairs:
        lines += [f"# {right}", left] if right else [left]
    return "```sh\n" + "\n".join(lines) + "\n```"


def _table(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"| `{_cell(left)}` | {_cell(right)} |\n" for left, right in pairs)
    return f"| | |\n|---|---|\n{rows}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
