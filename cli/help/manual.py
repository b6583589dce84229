"""The manual page crisis(1), in man(7), from the texts of the help."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING

from crisis.cli.request.parameters import HEADINGS, HELP, Argument, Option, by_heading, parameters
from crisis.cli.request.registry import COMMANDS, command, summary

from .markup import Heading, Paragraph, Rows, Verbatim, blocks
from .pages import VERSION, row, split_page, topic_page, usage
from .topics import NAME, OVERVIEW, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.cli.request.parameters import Parameter

    from .markup import Block

_CODE = re.compile(r"`([^`]+)`")
_ESCAPES = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "~": "\\(ti", "^": "\\(ha"}


def manual() -> str:
    """The whole manual page."""
    taken = {name: parameters(command(name)) for name in COMMANDS}
    shared = _shared(taken)
    lines = [
        f'.TH CRISIS 1 "" "crisis {version("crisis-timeline")}" "User Commands"',
        ".SH NAME",
        f"crisis \\- {_roff(NAME)}",
        ".SH SYNOPSIS",
    ]
    for name in COMMANDS:
        lines += [f".B {_roff(usage(name, taken[name]))}", ".br"]
    lines += [".SH DESCRIPTION", *_blocks(b for b in blocks(OVERVIEW) if isinstance(b, Paragraph))]
    lines += [".SH EXAMPLES", *_blocks(b for b in blocks(OVERVIEW) if isinstance(b, Rows))]
    lines.append(".SH COMMANDS")
    for name in COMMANDS:
        examples, notes = split_page(name)
        own = [parameter for parameter in taken[name] if parameter.spec not in shared]
        lines += [
            f".SS crisis {_roff(name)}",
            *_blocks([Paragraph(f"{summary(name)}."), *notes, *examples]),
            *_blocks([Rows(tuple(row(parameter) for parameter in by_heading(own)))] if own else []),
        ]
    lines += [".SH OPTIONS", *_blocks(_options(shared, taken))]
    for name, topic in TOPICS.items():
        lines += [f".SH {_roff(topic.section)}", *_blocks(topic_page(name))]
    return "".join(f"{line}\n" for line in lines)


def _shared(taken: dict[str, list[Parameter]]) -> dict[Argument | Option, Parameter]:
    """The parameters that several commands have, in the order of the help."""
    takers: dict[Argument | Option, list[Parameter]] = {}
    for parameter in (parameter for several in taken.values() for parameter in several):
        takers.setdefault(parameter.spec, []).append(parameter)
    several = {spec: same[0] for spec, same in takers.items() if len(same) > 1}
    return {parameter.spec: parameter for parameter in by_heading([*several.values()])}


def _options(
    shared: dict[Argument | Option, Parameter], taken: dict[str, list[Parameter]]
) -> list[Block]:
    """All shared options under their headings, with the commands that take them."""
    users = {
        spec: tuple(
            name for name in COMMANDS if spec in [parameter.spec for parameter in taken[name]]
        )
        for spec in shared
    }
    arguments = [parameter for parameter in shared.values() if isinstance(parameter.spec, Argument)]
    shown: list[Block] = [Rows(tuple(row(parameter) for parameter in arguments))]
    for heading in HEADINGS:
        specs = [s for s in shared if isinstance(s, Option) and s.heading == heading]
        several = [users[spec] for spec in specs]
        usual = max(several, key=several.count, default=())
        rows = []
        for spec in specs:
            left, right = row(shared[spec])
            if users[spec] != usual and spec is not HELP.spec:
                right += f" (For {', '.join(users[spec])}.)"
            rows.append((left, right))
        shown += [Heading(heading), Paragraph(f"For {', '.join(usual)}."), Rows(tuple(rows))]
    return [*shown, Rows((row(VERSION),))]


def _blocks(page: Iterable[Block]) -> list[str]:
    lines: list[str] = []
    for block in page:
        if isinstance(block, Heading):
            lines.append(f".SS {_roff(block.text)}")
        elif isinstance(block, Paragraph):
            lines += [".PP", _roff(block.text)]
        elif isinstance(block, Verbatim):
            lines += [".PP", ".nf", ".RS", *map(_roff, block.lines), ".RE", ".fi"]
        else:
            for left, right in block.pairs:
                lines += [".TP", f"\\fB{_roff(left)}\\fR", _roff(right)] if right else _line(left)
    return lines


def _line(left: str) -> list[str]:
    return [".PP", f"\\fB{_roff(left)}\\fR"]


def _roff(text: str) -> str:
    """Text as man(7) reads it back: no request, no escape, hyphens that can be copied."""
    text = "".join(_ESCAPES.get(char) or _letter(char) for char in text)
    text = _CODE.sub(r"\\fB\1\\fR", text)
    return f"\\&{text}" if text.startswith(".") else text


def _letter(char: str) -> str:
    return char if char.isascii() else f"\\[u{ord(char):04X}]"
