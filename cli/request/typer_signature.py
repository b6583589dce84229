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
    asked = [each for each in taken if _may_be_meant(each, flags)]

    def unfolded(**typed: Any) -> int:
        given = {each.name: each.default for each in taken} | typed
        for each in asked:
            if _valued(each):
                given[each.name] = _given(each, typed[each.name])
        del given[HELP.name]
        for name, hint in hints_of(command).items():
            if record(hint):
                given[name] = _made(hint, given)
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
                default=_default(each),
                annotation=Annotated[_kind(each), _info(each, show_help)],
            )
            for each in asked
        ]
    )
    unfolded.__annotations__ = {}
    return unfolded


def _flags(words: list[str]) -> set[str]:
    """The flags that words can mean: ``--limit``, ``--limit=3``, ``-n3``, ``-qn3``."""
    found = set()
    for word in words:
        if word[:1] == "-":
            found.add(word.partition("=")[0])
            found |= {f"-{letter}" for letter in word[1:] if word[1] != "-"}
    return found


def _may_be_meant(each: Parameter, flags: set[str]) -> bool:
    spec = each.spec
    return isinstance(spec, Argument) or not flags.isdisjoint([*spec.names, *spec.also.split()])


def _made(kind: Any, given: dict[str, Any]) -> Any:
    """A record of what is given, which is taken out; records in it first."""
    hints = hints_of(kind)
    return kind(
        **{
            name: _made(hints[name], given) if record(hints[name]) else given.pop(name)
            for name in kind._fields
        }
    )


def _valued(each: Parameter) -> bool:
    """Whether it is an option with a value."""
    return isinstance(each.spec, Option) and bool(each.spec.metavar)


def _given(each: Parameter, values: list[Any] | None) -> Any:
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
    return several[0] if several else each.default


def _kind(each: Parameter) -> Any:
    """The type that Typer reads: a list for every option with a value."""
    if not _valued(each) or each.repeated:
        return each.type
    own: Any = next((part for part in get_args(each.type) if part is not type(None)), each.type)
    return list[own] | None


def _default(each: Parameter) -> Any:
    if not each.optional:
        return inspect.Parameter.empty
    return None if _valued(each) else each.default


def _info(parameter: Parameter, show_help: Callable[[bool], None]) -> Any:
    """What Typer is told of a parameter."""
    spec = parameter.spec
    if isinstance(spec, Argument):
        return typer.Argument(metavar=spec.metavar, show_default=False)
    if parameter is HELP:
        return typer.Option(*spec.names, is_eager=True, callback=show_help)
    names = [*spec.names, *spec.also.split()]
    return typer.Option(*names, metavar=spec.metavar or None, min=spec.least)
