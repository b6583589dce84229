"""How Typer gets to see a command: every option of its records as a parameter of its own."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from .parameters import HELP, Argument, parameters, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from .parameters import Parameter


def unfold(command: Callable[..., int], show_help: Callable[[bool], None]) -> Callable[..., int]:
    """A command as Typer reads it; ``show_help`` answers ``--help``."""
    hints = get_type_hints(command)
    records = {name: hint for name, hint in hints.items() if record(hint)}
    defaults = _defaults(command, records)

    def unfolded(**given: Any) -> int:
        del given[HELP.name]
        for name, kind in records.items():
            given[name] = kind(**{field: given.pop(field) for field in kind._fields})
        return command(**given)

    unfolded.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                each.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=defaults.get(each.name, inspect.Parameter.empty),
                annotation=Annotated[each.type, _info(each, show_help)],
            )
            for each in parameters(command)
        ]
    )
    unfolded.__annotations__ = {}
    return unfolded


def _defaults(command: Callable[..., int], records: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {HELP.name: False}
    for name, parameter in inspect.signature(command).parameters.items():
        if name in records:
            found |= records[name]._field_defaults
        elif parameter.default is not inspect.Parameter.empty:
            found[name] = parameter.default
    return found


def _info(parameter: Parameter, show_help: Callable[[bool], None]) -> Any:
    """What Typer is told of a parameter."""
    spec = parameter.spec
    if isinstance(spec, Argument):
        return typer.Argument(metavar=spec.metavar, show_default=False)
    if parameter is HELP:
        return typer.Option(*spec.names, is_eager=True, callback=show_help)
    return typer.Option(*spec.names, metavar=spec.metavar or None, min=spec.least)
