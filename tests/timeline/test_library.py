"""The library as its docstring promises it."""

from __future__ import annotations

import importlib
import pkgutil
import types

import crisis.timeline


def test_every_public_name_is_there_whatever_was_imported_before() -> None:
    for module in pkgutil.iter_modules(crisis.timeline.__path__):
        importlib.import_module(f"crisis.timeline.{module.name}")
    for name in crisis.timeline.__all__:
        assert not isinstance(getattr(crisis.timeline, name), types.ModuleType)


def test_all_that_is_public_has_a_docstring() -> None:
    bare = [name for name in crisis.timeline.__all__ if not getattr(crisis.timeline, name).__doc__]
    assert not bare
