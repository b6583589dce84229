"""Exports of Slack: a folder or a ZIP with a folder for each channel and a file for each day in it.

People and channels have ids in messages, and their names in ``users.json`` and ``channels.json``.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.problems import Origin, Problem

from .bundles import bundle_of
from .foreign_text import ForeignText
from .json_records import read_document
from .paths import text_of
from .records import Layout, Record
from .slack_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .bundles import Bundle

_CHANNELS = ("channels.json", "groups.json", "dms.json", "mpims.json")
_USERS = "users.json"
_DAY = re.compile(r"(.+)/\d{4}-\d\d-\d\d\.json", re.ASCII).fullmatch


def read_export(file: ForeignText, _layout: Layout) -> Iterator[Record | Problem]:
    """A record for each message, channel by channel: ``ts``, ``user``, ``text``, ``channel`` …

    A file of a day lies in memory while it is read. ``original`` is the message as it came.
    """
    bundle = bundle_of(file)
    if isinstance(bundle, Problem):
        yield bundle
        return
    names = bundle.names()
    days = {name: match[1] for name in names if (match := _DAY(name))}
    if not days:
        hint = "it has a folder for each channel, and files such as 2023-11-17.json in it"
        yield Problem(Origin(file.name, 0), "no export of Slack: no messages in it", hint)
        return
    tables = [name for name in (*_CHANNELS, _USERS) if name in names]
    known: dict[str, dict[str, str]] = {"users": {}, "channels": {}, "ids": {}}
    yield from _learned(bundle, file, tables, known)
    if _USERS not in names:
        file.remark(f"it has no {_USERS}: people are told by their ids")
    if others := len(names) - len(days) - len(tables):
        file.remark(f"{others:,} file{'s' if others > 1 else ''} without messages in it left out")
    for name, channel in days.items():
        for record in _records(bundle, file, name):
            if isinstance(record, Record):
                yield record._replace(values=_message(record.values, channel, known))
            else:
                yield record


def _learned(
    bundle: Bundle, file: ForeignText, tables: list[str], known: dict[str, dict[str, str]]
) -> Iterator[Problem]:
    """Fill ``known`` with the names of users and channels; yields what cannot be read."""
    for name in tables:
        for record in _records(bundle, file, name):
            if isinstance(record, Record):
                _learn(name, record.values, known)
            else:
                yield record


def _records(bundle: Bundle, file: ForeignText, name: str) -> Iterator[Record | Problem]:
    """The objects of a file of a bundle, and its problems, with its name."""
    whole = f"{file.name.rstrip('/')}/{name}"
    data = bundle.data(name)
    if isinstance(data, str):
        yield Problem(Origin(whole, 0), data)
        return
    for record in read_document(ForeignText(whole, BytesIO(data), len(data)), Layout()):
        yield record._replace(file=whole) if isinstance(record, Record) else record


def _learn(name: str, values: Mapping[str, Any], known: dict[str, dict[str, str]]) -> None:
    """Keep the name of a user or a channel."""
    own = text_of(values.get("id"))
    if name == _USERS:
        known["users"][own] = _user_name(values) or own
    else:
        called = text_of(values.get("name")) or own
        known["channels"][own] = called
        known["ids"][called] = own


def _user_name(values: Mapping[str, Any]) -> str:
    profile = values.get("profile")
    inner = profile if isinstance(profile, dict) else {}
    named = (
        inner.get("real_name"), values.get("real_name"), inner.get("display_name"),
        values.get("name"),
    )  # fmt: skip
    return next((text for one in named if (text := text_of(one).strip())), "")


def _message(
    values: Mapping[str, Any], channel: str, known: dict[str, dict[str, str]]
) -> dict[str, Any]:
    """What rules can use of a message; all of it are texts but ``files``, a list."""
    get = values.get
    ts = text_of(get("ts"))
    place = known["ids"].get(channel, channel)
    files = [name for one in _objects(get("files")) if (name := _file_name(one))]
    text = plain_text(text_of(get("text")), known["users"], known["channels"])
    if not text.strip():
        shown = (one.get("fallback") or one.get("text") for one in _objects(get("attachments")))
        parts = [plain_text(text_of(part), known["users"], known["channels"]) for part in shown]
        text = "\n".join(filter(None, parts)) or ", ".join(files)
    thread = text_of(get("thread_ts"))
    edited = get("edited")
    return {
        "ts": ts,
        "id": _id(place, ts),
        "text": text,
        "user": _sender(values, known["users"]),
        "channel": known["channels"].get(channel, channel),
        "subtype": text_of(get("subtype")),
        "files": files,
        "reply_to": _id(place, thread) if thread and thread != ts else "",
        "edited": text_of(edited.get("ts")) if isinstance(edited, dict) else "",
        "note": _note(place, ts, thread, edited),
        "original": values,
    }


def _note(place: str, ts: str, thread: str, edited: Any) -> str:
    """What a message as such does not show: that it is a reply, or no longer as it was."""
    told = [f"A reply to {_id(place, thread)}."] if thread and thread != ts else []
    told += ["Edited later."] if isinstance(edited, dict) else []
    return " ".join(told)


def _id(place: str, ts: str) -> str:
    return f"{place}-{ts.replace('.', '-')}" if ts else ""


def _sender(values: Mapping[str, Any], users: Mapping[str, str]) -> str:
    get = values.get
    user = text_of(get("user"))
    if user in users:
        return users[user]
    for inner in ("user_profile", "bot_profile"):
        profile = get(inner)
        if isinstance(profile, dict) and (name := _user_name(profile)):
            return name
    return next((text for key in ("username", "user", "bot_id") if (text := text_of(get(key)))), "")


def _file_name(values: Mapping[str, Any]) -> str:
    return text_of(values.get("name")) or text_of(values.get("title"))


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
