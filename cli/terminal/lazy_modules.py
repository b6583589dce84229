"""Modules that are not executed before somebody asks one of them for something."""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

UNASKED = (
    "base64",
    "bz2",
    "ipaddress",
    "linecache",
    "lzma",
    "ntpath",
    "subprocess",
    "textwrap",
    "tokenize",
)
"""What Typer and PyYAML import, or what they import does, and then leave alone: a sixth of what a
Typer program takes to start. It is all of Python's own library.
"""


class Unexecuted(ModuleType):
    """A module that is imported, and executed when it is asked for what it does not have yet.

    It is what importlib.util.LazyLoader makes, but for one thing: that one is executed when it is
    imported a second time, since importing looks into what is imported already.
    """

    def __getattr__(self, name: str) -> Any:
        self.__class__ = ModuleType  # type: ignore[assignment]
        spec = self.__spec__
        assert spec is not None
        assert spec.loader is not None
        spec.loader.exec_module(self)
        return getattr(self, name)


def execute_later(names: tuple[str, ...] = UNASKED) -> None:
    """Let these modules be imported without being executed before somebody looks into them.

    Where one is imported already, or is not there, nothing changes. Only for a program that is its
    process's own and has one thread: two might execute a module twice.
    """
    for name in names:
        if name not in sys.modules and (spec := find_spec(name)) is not None:
            module = module_from_spec(spec)
            module.__class__ = Unexecuted
            sys.modules[name] = module
