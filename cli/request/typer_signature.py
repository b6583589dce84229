"""How Typer gets to see a command: every option of its records as a parameter of its own."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from crisis.cli.terminal.exits import UsageError

from .parameters import HELP, Argument, Option, hints_of, parameters, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from .parameters import Parameter


def unfold(
    command: Callable[..., int], words: list[str], show_help: Callable[[bool], None]
) -> Callable[..., int]:
    """A command as Typer reads it for the words behind it; ``show_help`` answers ``--help``.

    An option that none of the words can mean is left out: making all options takes longer than
    parsing. Typer would take the last of an option that is given several times: here all that are
    given are looked at. Raises UsageError for two values of what takes one, and for a value that
    is empty.
    """
    taken = parameters(command)
    flags = _flags(words)
    asked = [parameter for parameter in taken if _may_be_meant(parameter, flags)]

    def unfolded(**typed: Any) -> int:
        given = {parameter.name: parameter.default for parameter in taken} | typed
        for parameter in asked:
            if _valued(parameter):
                given[parameter.name] = _given(parameter, typed[parameter.name])
        del given[HELP.name]
        for name, hint in hints_of(command).items():
            if record(hint):
                given[name] = _record_of(hint, given)
        if given.get("watch"):
            from .watch import watched

            return watched(command, given)
        if output := getattr(given.get("looking"), "output", ""):
            from crisis.cli.terminal.output_file import writing

            with writing(output):
                return command(**given)
        return command(**given)

    unfolded.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                parameter.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=_default(parameter),
                annotation=Annotated[_kind(parameter), _info(parameter, show_help)],
            )
            for parameter in asked
        ]
    )
    unfolded.__annotations__ = {}
    return unfolded


def _flags(words: list[str]) -> set[str]:
    """The flags that words can mean: ``--limit``, ``--limit=3``, ``-n3``, ``-qn3``."""
    flags = set()
    for word in words:
        if word[:1] == "-":
            flags.add(word.partition("=")[0])
            flags |= {f"-{letter}" for letter in word[1:] if word[1] != "-"}
    return flags


def _may_be_meant(parameter: Parameter, flags: set[str]) -> bool:
    spec = parameter.spec
    return isinstance(spec, Argument) or not flags.isdisjoint([*spec.names, *spec.also.split()])


def _record_of(kind: Any, given: dict[str, Any]) -> Any:
    """A record of what is given, which is taken out; records in it first."""
    hints = hints_of(kind)
    return kind(
        **{
            name: _record_of(hints[name], given) if record(hints[name]) else given.pop(name)
            for name in kind._fields
        }
    )


def _valued(parameter: Parameter) -> bool:
    """Whether it is an option with a value."""
    return isinstance(parameter.spec, Option) and bool(parameter.spec.metavar)


def _given(parameter: Parameter, values: list[Any] | None) -> Any:
    """The values of an option, or its only one."""
    name = parameter.spec.names[-1] if isinstance(parameter.spec, Option) else parameter.name
    for value in values or ():
        if isinstance(value, str) and not value.strip():
            raise UsageError(
                f"{name} has no value", f"{name} {parameter.spec.metavar}, or leave it out"
            )
    if parameter.repeated:
        return values
    several = list(dict.fromkeys(values or ()))
    if len(several) > 1:
        listed = " and ".join(f'"{value}"' for value in several)
        nested = f", or {name} {','.join(map(str, several))}" if name == "--by" else ""
        raise UsageError(f"{name} is given twice: {listed}", f"one of them{nested}")
    return several[0] if several else parameter.default


def _kind(parameter: Parameter) -> Any:
    """The type that Typer reads: a list for every option with a value."""
    if not _valued(parameter) or parameter.repeated:
        return parameter.type
    own: Any = next(
        (part for part in get_args(parameter.type) if part is not type(None)), parameter.type
    )
    return list[own] | None


def _default(parameter: Parameter) -> Any:
    if not parameter.optional:
        return inspect.Parameter.empty
    return None if _valued(parameter) else parameter.default


def _info(parameter: Parameter, show_help: Callable[[bool], None]) -> Any:
    """What Typer is told of a parameter."""
    spec = parameter.spec
    if isinstance(spec, Argument):
        return typer.Argument(metavar=spec.metavar, show_default=False)
    if parameter is HELP:
        return typer.Option(*spec.names, is_eager=True, callback=show_help)
    names = [*spec.names, *spec.also.split()]
    return typer.Option(*names, metavar=spec.metavar or None, min=spec.least)
