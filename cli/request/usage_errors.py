"""What is said to a command line that cannot be parsed: what was wrong, and what to write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .parameters import Argument, Option, Parameter, parameters
from .registry import COMMANDS, command

if TYPE_CHECKING:
    import typer

_QUOTED = re.compile(r"'(-[^']*)'")

_FEW = 3
"""So many commands are named that have an option."""


def misused(error: typer.TyperException, arguments: list[str]) -> tuple[str, str]:
    """A message and a hint for what Typer found in a command line."""
    said = getattr(error, "format_message", lambda: str(error))().partition(" Did you mean")[0]
    said = said.partition(" (Possible options: ")[0].rstrip(".")
    name = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    taken = parameters(command(name)) if name else []
    help_ = f"crisis {name} --help".replace("  ", " ") + " shows what there is"
    what, _, wrong = said.rpartition(" ")
    wrong = wrong.strip("'")
    if name == "log" and any(word.startswith("- ") for word in arguments):
        hint = 'crisis log -- "- it is back"'
        return "a text that begins with a dash stands behind all options and --", hint
    if what == "No such option:":
        return said, _option(wrong, name, arguments) or help_
    if what == "No such command":
        return said, _command(wrong) or help_
    named = _named(said, taken)
    if named is not None and said.startswith("Invalid value") and named.least is not None:
        value = next((v for v in reversed(re.findall(r"'([^']*)'", said)) if v[:1] != "-"), "")
        given = f', not "{value}"' if value else ""
        return f"{named.names[-1]} needs a whole number{given}", f"{named.least} or more"
    if named is not None and said.startswith("Invalid value"):
        return said.replace(" int range", " number"), f"{named.names[-1]} {named.metavar}"
    if named is not None:
        return f"{named.names[-1]} needs a value", f"{named.names[-1]} {named.metavar}"
    if said.startswith("Missing argument"):
        missing = next((p.spec for p in taken if isinstance(p.spec, Argument)), None)
        return said, _usage(name, missing) or help_
    if "unexpected extra argument" in said and name == "why":
        return said, "one id, or two to compare"
    if "unexpected extra argument" in said and name == "new":
        return said, 'a title of several words stands in quotes: crisis new "A bad evening"'
    return said, help_


def _named(said: str, taken: list[Parameter]) -> Option | None:
    """The option with a value that a message is about."""
    flags = {part for quoted in _QUOTED.findall(said) for part in re.split(r"[/' ]+", quoted)}
    for parameter in taken:
        if (
            isinstance(parameter.spec, Option)
            and parameter.spec.metavar
            and flags & {*parameter.spec.names}
        ):
            return parameter.spec
    return None


def _option(wrong: str, name: str, arguments: list[str]) -> str:
    from crisis.timeline.base.problems import did_you_mean

    from .other_words import form_elsewhere, option_meant

    if not name:
        behind = f"options stand behind a command: crisis show {wrong}"
        return behind if wrong in _flags("show") else ""
    flags = _flags(name)
    here = form_elsewhere(wrong, _value(wrong, arguments), name, flags, _forms(name))
    here = here or option_meant(wrong, flags)
    if not here and (others := [other for other in COMMANDS if wrong in _flags(other)]):
        few = ", ".join(f"crisis {other}" for other in others[:_FEW])
        return f"that is an option of {few}{' and others' if len(others) > _FEW else ''}"
    bare = {flag[2:]: flag for flag in flags if flag.startswith("--")}  # dashes make all alike
    return here or did_you_mean(wrong.lstrip("-"), bare, bare)


def _value(flag: str, arguments: list[str]) -> str:
    """What stands behind a flag: ``--as json``, ``--as=json``."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word == flag:
            return following
        if word.startswith(f"{flag}="):
            return word.partition("=")[2]
    return ""


def _flags(name: str) -> list[str]:
    taken = parameters(command(name))
    return [flag for p in taken if isinstance(p.spec, Option) for flag in p.spec.names]


def _forms(name: str) -> list[str]:
    """The forms of a command that has some of its own."""
    specs = [p.spec for p in parameters(command(name)) if isinstance(p.spec, Option)]
    return [
        form for s in specs if "--as" in s.names and "|" in s.values for form in s.values.split("|")
    ]


def _command(wrong: str) -> str:
    from crisis.timeline.base.problems import did_you_mean

    from .other_words import command_meant

    if meant := command_meant(wrong):
        return f"here it is {meant}"
    near = did_you_mean(wrong, [*COMMANDS])
    seek = f"crisis show {wrong} looks for the word in a timeline"
    return near or (seek if wrong.isalnum() else "")


def _usage(name: str, missing: Argument | None) -> str:
    if missing is None:
        return ""
    if name == "why":
        return "crisis why ID: crisis show ends each line with the id of the event"
    if name == "new":
        return 'crisis new "A bad evening": what the timeline is about'
    return f"crisis {name} {missing.metavar}: {missing.help}".rstrip(".")
