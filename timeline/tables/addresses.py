"""``sc://host:port/table``: where a table of a cluster is, and what of that may be shown."""

from __future__ import annotations

import re

from crisis.timeline.base.namedtuple import NamedTuple

SCHEME = "sc://"
PORT = 15002
"""Where Spark Connect listens unless somebody says otherwise."""

_SERVER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?").fullmatch
_NAME = re.compile(r"[^`\x00-\x1f\x7f]+").fullmatch
_PATTERN = frozenset("*?[]{}")
_HINT = "sc://host:15002/table, or sc://host:15002/folder/events.parquet for a file of the server"


class BadAddress(Exception):
    """What is wrong with an address, and what would help; no secret of it is told."""

    def __init__(self, message: str, hint: str = _HINT) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Address(NamedTuple):
    """A table of a cluster.

    ``name`` is the address without what goes to the server alone, such as a token; ``server`` and
    ``port`` are where it listens, ``options`` what stands behind the first semicolon. ``source`` is
    what stands behind FROM for the table, and ``facts`` for the table of its facts.
    """

    name: str
    server: str
    port: int
    options: str
    source: str
    facts: str

    @property
    def url(self) -> str:
        """The server as a client of Spark Connect takes it. It may hold a secret."""
        return f"{SCHEME}{self.server}:{self.port}/;{self.options}".rstrip(";")

    @property
    def secrets(self) -> tuple[str, ...]:
        """All values among the options: none of them is for other eyes."""
        pairs = (pair.partition("=") for pair in self.options.split(";"))
        return tuple(value for _, _, value in pairs if len(value) > 3 and value != "true")


def is_address(path: str) -> bool:
    """Whether a path is an address of a table of a cluster."""
    return path[: len(SCHEME)].lower() == SCHEME


def shown(path: str) -> str:
    """An address without its options."""
    return path.partition(";")[0]


def named(path: str) -> str:
    """A path, as it may be shown: an address without its options."""
    return shown(path) if is_address(path) else path


def address(path: str) -> Address:
    """The address that a text is. Raises BadAddress.

    A name without a slash is that of a table, ``catalog.schema.table`` in parts; any other, and one
    that ends in .parquet, is a path that the server can read, or the URL of an object store.
    """
    given, _, options = path[len(SCHEME) :].partition(";")
    host, slash, rest = given.partition("/")
    found = _SERVER(host)
    if found is None or (found[2] and not 0 < int(found[2]) < 65536):
        raise BadAddress("no address of a server" if "@" not in host else "a name before @")
    if not slash or not rest.strip("/"):
        raise BadAddress("the address names no table")
    if not _NAME(rest):
        raise BadAddress("a table cannot be called that")
    options = options.strip(";")
    name = f"{SCHEME}{given}"
    server, port = found[1], int(found[2] or PORT)
    if "/" not in rest and not rest.lower().endswith(".parquet"):
        parts = rest.split(".")
        if not all(parts):
            raise BadAddress("a table cannot be called that")
        facts = [*parts[:-1], f"{parts[-1]}_facts"]
        return Address(name, server, port, options, _quoted(parts), _quoted(facts))
    if not _PATTERN.isdisjoint(rest):
        raise BadAddress("a path with * ? [ or { would stand for several files")
    where = rest if "://" in rest else f"/{rest}"
    where = where.rstrip("/")
    stem, ending = where, ""
    if where.lower().endswith(".parquet"):
        stem, ending = where[: -len(".parquet")], where[-len(".parquet") :]
    facts_path = f"{stem}_facts{ending}"
    return Address(name, server, port, options, f"parquet.`{where}`", f"parquet.`{facts_path}`")


def _quoted(parts: list[str]) -> str:
    return ".".join(f"`{part}`" for part in parts)
