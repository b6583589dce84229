"""A phrase in other words: how a rule writes what a source said in the language of times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Rewrite(NamedTuple):
    """Whole phrases that may be meant, the likeliest first, and why another was not read."""

    phrases: tuple[str, ...]
    why: str = ""
    also: str = ""


class Rule(NamedTuple):
    """A pattern of a whole phrase, and what it is in the language: templates for ``expand``."""

    pattern: re.Pattern[str]
    templates: tuple[str, ...]
    why: str = ""


def rule(pattern: str, *templates: str, why: str = "") -> Rule:
    """A rule for phrases that are written like this, in capitals or not."""
    return Rule(re.compile(pattern, re.IGNORECASE), templates, why)


def rewritten(text: str, rules: tuple[Rule, ...]) -> list[Rewrite]:
    """What the rules that fit make of a text."""
    rewrites = []
    for pattern, templates, why in rules:
        if match := pattern.fullmatch(text):
            rewrites.append(Rewrite(tuple(match.expand(template) for template in templates), why))
    return rewrites


def replaced(
    text: str, pattern: re.Pattern[str], put: Callable[[re.Match[str]], list[str]]
) -> list[str]:
    """A text with what the pattern finds first in it replaced, in each way that ``put`` names."""
    match = pattern.search(text)
    if match is None:
        return []
    return [text[: match.start()] + new + text[match.end() :] for new in put(match)]
