"""How Typer gets to see a command: every option of its records as a parameter of its own."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_type_hints

import typer

from crisis.cli.terminal.exits import UsageError

from .parameters import HELP, Argument, Option, parameters, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from .parameters import Parameter


def unfold(command: Callable[..., int], show_help: Callable[[bool], None]) -> Callable[..., int]:
    """A command as Typer reads it; ``show_help`` answers ``--help``.

    Typer would take the last of an option that is given several times: here all that are given are
    looked at. Raises UsageError for two values of what takes one, and for a value that is empty.
    """
    hints = get_type_hints(command)
    records = {name: hint for name, hint in hints.items() if record(hint)}
    defaults = _defaults(command, records)
    taken = parameters(command)

    def unfolded(**given: Any) -> int:
        del given[HELP.name]
        for each in taken:
            if _valued(each):
                given[each.name] = _given(each, given[each.name], defaults[each.name])
        for name, kind in records.items():
            given[name] = _made(kind, given)
        if output := getattr(given.get("looking"), "output", ""):
            from crisis.cli.terminal.output_file import writing

            with writing(output):
                return command(**given)
        return command(**given)

    unfolded.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                each.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=None if _valued(each) else defaults.get(each.name, inspect.Parameter.empty),
                annotation=Annotated[_kind(each), _info(each, show_help)],
            )
            for each in taken
        ]
    )
    unfolded.__annotations__ = {}
    return unfolded


def _made(kind: Any, given: dict[str, Any]) -> Any:
    """A record of what is given, which is taken out; records in it first."""
    inner = {name: hint for name, hint in get_type_hints(kind).items() if record(hint)}
    return kind(
        **{
            name: _made(inner[name], given) if name in inner else given.pop(name)
            for name in kind._fields
        }
    )


def _valued(each: Parameter) -> bool:
    """Whether it is an option with a value."""
    return isinstance(each.spec, Option) and bool(each.spec.metavar)


def _given(each: Parameter, values: list[Any] | None, default: Any) -> Any:
    """The values of an option, or its only one."""
    name = each.spec.names[-1] if isinstance(each.spec, Option) else each.name
    for value in values or ():
        if isinstance(value, str) and not value.strip():
            raise UsageError(f"{name} has no value", f"{name} {each.spec.metavar}, or leave it out")
    if each.repeated:
        return values
    several = list(dict.fromkeys(values or ()))
    if len(several) > 1:
        listed = " and ".join(f'"{value}"' for value in several)
        nested = f", or {name} {','.join(map(str, several))}" if name == "--by" else ""
        raise UsageError(f"{name} is given twice: {listed}", f"one of them{nested}")
    return several[0] if several else default


def _kind(each: Parameter) -> Any:
    """The type that Typer reads: a list for every option with a value."""
    if not _valued(each) or each.repeated:
        return each.type
    own: Any = next((part for part in get_args(each.type) if part is not type(None)), each.type)
    return list[own] | None


def _defaults(command: Callable[..., int], records: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {HELP.name: False}
    for name, parameter in inspect.signature(command).parameters.items():
        if name in records:
            found |= _inside(records[name])
        elif parameter.default is not inspect.Parameter.empty:
            found[name] = parameter.default
    return found


def _inside(kind: Any) -> dict[str, Any]:
    """The defaults of a record's fields, and of those of records in it."""
    found: dict[str, Any] = {}
    for name, default in kind._field_defaults.items():
        found |= _inside(default) if record(default) else {name: default}
    return found


def _info(parameter: Parameter, show_help: Callable[[bool], None]) -> Any:
    """What Typer is told of a parameter."""
    spec = parameter.spec
    if isinstance(spec, Argument):
        return typer.Argument(metavar=spec.metavar, show_default=False)
    if parameter is HELP:
        return typer.Option(*spec.names, is_eager=True, callback=show_help)
    names = [*spec.names, *spec.also.split()]
    return typer.Option(*names, metavar=spec.metavar or None, min=spec.least)
