"""The editor of whoever sits there, opened at a line of a file. No shell reads its name."""

from __future__ import annotations

import os
import shutil
import signal
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

from .exits import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LIKELY = ("editor", "nano", "vim", "vi", "nvim", "micro", "hx", "helix", "kak", "emacs")
_WINDOWS = ("edit", "notepad")
_HINT = 'VISUAL or EDITOR names it: EDITOR=nano, or VISUAL="code --wait"'


class Style(NamedTuple):
    """How an editor is told of a line, and the words that have it wait, if it would not.

    It gets the first of ``wait`` unless one of them is there already.
    """

    place: tuple[str, ...]
    wait: tuple[str, ...] = ()


_PLUS = ("+{line}", "{path}")
_COLON = ("{path}:{line}",)
_LINE = ("--line", "{line}", "{path}")
_ALONE = Style(("{path}",))
_STYLES = {
    **dict.fromkeys(
        "vi vim vimx nvim nvi elvis view ex nano rnano pico emacs emacsclient mg zile jove joe "
        "jmacs jstar jpico ne kak micro mcedit dte".split(),
        Style(_PLUS),
    ),
    **dict.fromkeys(("gvim", "mvim"), Style(_PLUS, ("-f", "--nofork"))),
    **dict.fromkeys(("gedit", "xed", "bbedit"), Style(_PLUS, ("--wait", "-w"))),
    **dict.fromkeys(
        "code code-insiders code-oss codium vscodium cursor windsurf positron".split(),
        Style(("--goto", *_COLON), ("--wait", "-w")),
    ),
    **dict.fromkeys(
        ("subl", "sublime_text", "zed", "zeditor", "atom"), Style(_COLON, ("--wait", "-w"))
    ),
    **dict.fromkeys(("hx", "helix"), Style(_COLON)),
    **dict.fromkeys(
        "mate idea pycharm webstorm phpstorm goland clion rubymine rider".split(),
        Style(_LINE, ("--wait", "-w")),
    ),
    "kate": Style(_LINE, ("--block", "-b")),
    "kwrite": Style(_LINE),
    "notepad++": Style(("-n{line}", "{path}"), ("-multiInst",)),
}  # fmt: skip


def editor(environ: Mapping[str, str]) -> list[str]:
    """The words of the editor: VISUAL, else EDITOR, else one that is there. Raises UsageError.

    A terminal that is dumb has no use for VISUAL, by custom, and none for the usual editors.
    """
    dumb = os.name != "nt" and environ.get("TERM", "dumb") == "dumb"
    for name in ("EDITOR", "VISUAL") if dumb else ("VISUAL", "EDITOR"):
        if environ.get(name, "").strip():
            return _words(name, environ[name])
    if not dumb:
        for program in _WINDOWS if os.name == "nt" else _LIKELY:
            if shutil.which(program):
                return [program]
    raise UsageError("no editor is named", _HINT)


def _instead() -> str:
    """A hint that names an editor that is there, if one is."""
    there = next(filter(shutil.which, _WINDOWS if os.name == "nt" else _LIKELY), "")
    return f"{there} is there: EDITOR={there} crisis edit" if there else _HINT


def _words(name: str, value: str) -> list[str]:
    """The value of a variable as a program with its arguments."""
    import shlex

    value = value.strip()
    if shutil.which(value):
        return [value]  # a path with blanks in it
    try:
        words = shlex.split(value, posix=os.name != "nt")
    except ValueError as error:
        raise UsageError(f"{name} cannot be read: {str(error).lower()}", _HINT) from None
    words = [word.strip('"') for word in words] if os.name == "nt" else words
    if not shutil.which(words[0]):
        raise UsageError(f'{name} names "{words[0]}", and there is no such program', _instead())
    return words


def command_line(words: Sequence[str], path: str, line: int) -> list[str]:
    """The command that opens a file at a line, from 1, and ends when it is closed.

    An editor that nobody here knows is given the file alone.
    """
    style = _style(words[0])
    if path.startswith(("-", "+")):
        path = os.path.join(os.curdir, path)
    wait = style.wait[:1] if style.wait and not {*style.wait} & {*words[1:]} else ()
    goto = [word.format(line=line, path=path) for word in style.place if word not in words[1:]]
    return [*words, *wait, *goto]


def knows_lines(words: Sequence[str]) -> bool:
    """Whether it is known how this editor is told of a line."""
    return _style(words[0]) is not _ALONE


def _style(program: str) -> Style:
    """By its name, else by that of the program which a link leads to: ``editor``, ``vim.basic``."""
    found = shutil.which(program) or program
    for path in (program, os.path.realpath(found)):
        name = os.path.basename(path).lower().removesuffix(".exe").removesuffix(".cmd")
        for known in (name, name.partition(".")[0], name.rstrip("0123456789.-")):
            if known in _STYLES:
                return _STYLES[known]
    return _ALONE


def run(words: Sequence[str]) -> int:
    """Have a program use the terminal until it ends; its exit code. Raises UsageError.

    Ctrl-C belongs to the program meanwhile.
    """
    import subprocess

    before = signal.signal(signal.SIGINT, _ignored)  # SIG_IGN would hold for the program as well
    try:
        return subprocess.Popen([shutil.which(words[0]) or words[0], *words[1:]]).wait()
    except OSError as error:
        raise UsageError(f"cannot start {words[0]}: {error.strerror}", _HINT) from None
    finally:
        signal.signal(signal.SIGINT, before)


def _ignored(_number: int, _frame: object) -> None:
    pass
