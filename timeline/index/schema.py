"""The tables of an index, and how times stand in them.

Ranks count events in the order of time, from 0. A time is four numbers, as
query/numbered_times.py has them.
"""

from __future__ import annotations

FORMAT = 0x63726907
"""Stands in the file's head (``application_id``); its last byte is the version of the tables."""

BLOCK = 32
"""So many events are packed together."""

LARGEST_BLOCK = 1 << 26
"""Bytes of a block of events, unpacked; an index with larger ones is neither made nor read."""

BETWEEN = b"\xff"
"""Stands between the words of two events of a block, and in no text."""

DATELESS, BRANCHED, STATUS, PICTURED = 1, 2, 4, 8
"""The flags of an event; a branched one is asked for several times (see ``Event.branched``)."""

START, END, ACCOUNT = 0, 1, 2
"""The kinds of node: where an event starts and ends, and where it starts by one account."""

_TABLES = """
CREATE TABLE fact(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE event(
  rank INTEGER PRIMARY KEY, id TEXT, place INTEGER, low INTEGER, last INTEGER, high INTEGER,
  until INTEGER, class INTEGER, flags INTEGER, words BLOB);
CREATE TABLE account(
  rank INTEGER, low INTEGER, last INTEGER, high INTEGER, until INTEGER, class INTEGER);
CREATE TABLE record(block INTEGER PRIMARY KEY, size INTEGER, packed BLOB);
CREATE TABLE texts(block INTEGER PRIMARY KEY, words BLOB);
CREATE TABLE term(number INTEGER PRIMARY KEY, kind TEXT, name TEXT, count INTEGER);
CREATE TABLE posting(term INTEGER, rank INTEGER, PRIMARY KEY(term, rank)) WITHOUT ROWID;
CREATE TABLE name(
  kind TEXT, folded TEXT, place INTEGER, id TEXT, PRIMARY KEY(kind, folded)) WITHOUT ROWID;
CREATE TABLE effect(cause INTEGER, rank INTEGER, PRIMARY KEY(cause, rank)) WITHOUT ROWID;
CREATE TABLE node(
  number INTEGER PRIMARY KEY, rank INTEGER, kind INTEGER, source TEXT, web INTEGER, low INTEGER,
  high INTEGER, wide INTEGER, turn INTEGER);
CREATE TABLE relation(
  web INTEGER, node INTEGER, ref INTEGER, low INTEGER, high INTEGER, account INTEGER);
"""
_INDEXES = """
CREATE INDEX event_id ON event(id);
CREATE INDEX event_time ON event(class, low, last);
CREATE INDEX account_rank ON account(rank);
CREATE INDEX account_time ON account(class, low, last);
CREATE INDEX term_name ON term(kind, name);
CREATE INDEX node_rank ON node(rank);
CREATE INDEX relation_web ON relation(web);
"""

TEMPORARY = """
DROP TABLE IF EXISTS temp.chosen;
DROP TABLE IF EXISTS temp.stretch;
DROP TABLE IF EXISTS temp.judged;
CREATE TEMP TABLE chosen(slot INTEGER, value INTEGER, PRIMARY KEY(slot, value)) WITHOUT ROWID;
CREATE TEMP TABLE stretch(
  slot INTEGER, stop INTEGER, start INTEGER, PRIMARY KEY(slot, stop)) WITHOUT ROWID;
CREATE TEMP TABLE judged(
  slot INTEGER, rank INTEGER, met INTEGER, sure INTEGER, PRIMARY KEY(slot, rank)) WITHOUT ROWID;
"""
"""Tables of one question: values that are sought, stretches of time, verdicts."""


def _statements(script: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in script.split(";") if part.strip())


TABLES = _statements(_TABLES)
INDEXES = _statements(_INDEXES)
