"""Texts of Slack as people see them: names instead of ids, links with their addresses.

See "Formatting text for app surfaces" in Slack's documentation: ``<…>`` is a link or a mention, and
only ``&``, ``<`` and ``>`` are escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTROL = re.compile(r"<([^<>\n]{1,4000})>")


def plain_text(text: str, users: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """A message with its mentions and links as text."""

    def shown(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        kind, own = target[:1], target[1:]
        if kind == "@":
            return f"@{label or users.get(own, own)}"
        if kind == "#":
            return f"#{label or channels.get(own, own)}"
        if kind == "!":
            return label or f"@{own.partition('^')[0]}"
        address = target.removeprefix("mailto:")
        return f"{label} ({address})" if label and label not in (address, target) else address

    text = _CONTROL.sub(shown, text) if "<" in text else text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
