"""Findings as SARIF 2.1.0 (OASIS), which code scanning and editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.escape import one_line

from .finding import RULES, message, path_below
from .json_values import dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.problems import Origin

    from .finding import Finding

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"


def to_sarif(findings: Sequence[Finding], version: str, root: str) -> str:
    """One document with one run of ``crisis check``.

    Lines count from 1, and columns in UTF-16 units from 1. Files below the folder ``root`` are
    named relative to it, as ``%SRCROOT%``; others by an absolute address.
    """
    run = {
        "tool": {
            "driver": {
                "name": "crisis",
                "version": version,
                "rules": [_rule(name) for name in RULES],
            }
        },
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The folder that crisis check was called in."}}
        },
        "invocations": [
            {"executionSuccessful": not any(each.rule == "unreadable" for each in findings)}
        ],
        "results": [_result(finding, root) for finding in findings],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str) -> dict[str, Any]:
    rule = RULES[name]
    return {
        "id": name,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.help},  # GitHub refuses a rule without it
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": rule.level},
    }


def _result(finding: Finding, root: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": [*RULES].index(finding.rule),
        "level": finding.level,
        "message": {"text": _without_links(message(finding))},
        "locations": [{"physicalLocation": _place(finding.origin, finding.source, root)}],
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(origin, "", root),
                "message": {"text": _without_links(one_line(text))},
            }
            for number, (origin, text) in enumerate(finding.related, 1)
        ]
    return result


def _without_links(text: str) -> str:
    """A text in which no ``[words](address)`` stands, which viewers make a link of."""
    return text.replace("](", "] (")


def _place(origin: Origin, source: str, root: str) -> dict[str, Any]:
    from os import fsencode
    from urllib.parse import quote

    path = path_below(origin.file, root)
    uri = quote(fsencode(path))
    if path.startswith("/"):
        place: dict[str, Any] = {"artifactLocation": {"uri": f"file://{uri}"}}
    elif path[1:2] == ":":  # a drive of Windows
        place = {"artifactLocation": {"uri": f"file:///{uri}"}}
    else:
        place = {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}}
    place["region"] = {"startLine": origin.line or 1}  # viewers want one of a whole file too
    if origin.line and origin.column and source:
        before = source[: origin.column - 1]
        wide = sum(1 for char in before if ord(char) > 0xFFFF)
        place["region"]["startColumn"] = origin.column + wide
    return place
