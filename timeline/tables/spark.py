"""Spark Connect: a session with a cluster, asked as DuckDB is. The one module that imports pyspark.

Each question runs on a thread of its own, so that Ctrl-C is answered at once: the question is taken
back from the cluster, and nobody waits for more than INTERRUPTING seconds for it to agree.
"""

from __future__ import annotations

import atexit
import logging
import socket
import threading
import warnings
from contextlib import suppress
from importlib.util import find_spec
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING, Any, ClassVar

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.progress import ASKING

from .columns import COLUMNS, LIST
from .engine import Failed, Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from crisis.timeline.base.progress import Progress

    from .addresses import Address

EXTRA = "pip install 'crisis-timeline[spark]'"
"""What installs its client."""

REACHING = 10
"""Seconds for a server to answer at all."""

INTERRUPTING = 3
"""Seconds for it to hear that an answer is not wanted any more."""

_EVERY = 0.1
_WAITING = 4  # parts of an answer that wait for whoever takes them
_LONGEST = 300  # characters of what a server says that are passed on

_OPEN: set[Spark] = set()


@atexit.register
def sweep() -> None:
    """Take back all that clusters still work at, and leave: for whoever ends without ceremony."""
    while _OPEN:
        _OPEN.pop().leave()


class Spark:
    """A session with the server of an address. Raises Missing and Failed.

    ``progress`` hears how many tasks of a question are done, where the server tells.
    """

    in_order: ClassVar[bool] = False

    def __init__(self, address: Address, progress: Progress | None = None) -> None:
        self._secrets = address.secrets
        self._progress = progress
        self._tasks: tuple[int, int] | None = None
        self._events = ""
        self._number = 0
        if find_spec("pyspark") is None or find_spec("grpc") is None:
            raise Missing
        _reach(address)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions of pandas, which is not used
            try:
                from grpc import FutureTimeoutError, channel_ready_future
                from pyspark.sql.connect.client import DefaultChannelBuilder
                from pyspark.sql.connect.client.retries import DefaultPolicy
                from pyspark.sql.connect.session import SparkSession
            except ImportError:
                raise Missing from None
            warnings.filterwarnings("ignore", module=r"pyspark\.")  # it warns on threads of its own
            logging.getLogger("SQLQueryContextLogger").disabled = True  # it prints what fails

            class Channel(DefaultChannelBuilder):  # type: ignore[misc]
                """The way to the server, which is waited for."""

                def toChannel(self) -> Any:  # noqa: N802
                    channel = super().toChannel()
                    channel_ready_future(channel).result(timeout=REACHING)
                    return channel

            try:
                session = SparkSession.builder.channelBuilder(Channel(address.url)).create()
                session.client.set_retry_policies([DefaultPolicy(max_retries=3)])
                session.registerProgressHandler(self._hear)
            except FutureTimeoutError:
                raise Failed("the server does not answer as Spark Connect does") from None
            except Exception as error:  # pyspark raises errors of many kinds
                raise self._failed(error) from None
        self._session = session
        _OPEN.add(self)

    def source(self, path: str) -> str:
        return path

    def all_columns(self, fixed: Mapping[str, object], alike: Mapping[str, str]) -> str:
        return "*"

    def view(self, query: str) -> None:
        self._events = f"WITH events AS ({query}) "

    def rows(self, text: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return [row for part in self.stream(text, given) for row in part]

    def stream(
        self, text: str, given: Sequence[object] = (), size: int = 1024
    ) -> Iterator[list[tuple[Any, ...]]]:
        self._number += 1
        tag = f"crisis-{self._number}"
        parts: Queue[list[tuple[Any, ...]] | Exception | None] = Queue(_WAITING)
        stopped = threading.Event()

        def work() -> None:
            try:
                self._session.addTag(tag)
                found = self._session.sql(self._events + text, args=[*given])
                part: list[tuple[Any, ...]] = []
                for row in found.toLocalIterator():
                    part.append(tuple(row))
                    if len(part) >= size:
                        if not _put(parts, part, stopped):
                            return
                        part = []
                _put(parts, part, stopped)
                _put(parts, None, stopped)
            except Exception as error:  # told to whoever waits
                _put(parts, error, stopped)

        threading.Thread(target=work, daemon=True).start()
        over = False
        try:
            while True:
                got = self._next(parts)
                if got is None or isinstance(got, Exception):
                    over = True
                    if got is not None:
                        raise self._failed(got)
                    return
                yield got
        finally:
            stopped.set()
            if not over:
                _soon(lambda: self._session.interruptTag(tag))

    def columns(self, source: str) -> dict[str, str]:
        """The types of the columns of a table, by their names. Raises Failed."""
        return dict(self._looked(lambda: self._session.sql(f"SELECT * FROM {source}").dtypes))

    def version(self) -> str:
        """The version of Spark that the server has, or speaks as. Raises Failed."""
        return str(self._looked(lambda: self._session.version))

    def configure(self, name: str, value: str) -> None:
        """Have the session work otherwise. Raises Failed."""
        self._looked(lambda: self._session.conf.set(name, value))

    def schema(self, source: str) -> list[dict[str, Any]]:
        """The columns of a table, each with its ``name`` and ``type`` as JSON. Raises Failed."""
        found = self._looked(lambda: self._session.sql(f"SELECT * FROM {source}").schema)
        return [*found.jsonValue()["fields"]]

    def _looked(self, look: Callable[[], Any]) -> Any:
        """What the server tells, asked on a thread of its own. Raises Failed."""
        found: list[Any] = []

        def work() -> None:
            try:
                found.append(look())
            except Exception as error:  # told to whoever waits
                found.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(_EVERY)
        if isinstance(found[0], Exception):
            raise self._failed(found[0])
        return found[0]

    @staticmethod
    def values(column: str) -> str:
        listed = COLUMNS[column] == LIST
        return f"SELECT DISTINCT {f'explode({column})' if listed else column} FROM events"

    @staticmethod
    def each(column: str, listed: bool) -> str:
        return f"explode_outer(array_distinct({column}))" if listed else column

    def close(self) -> None:
        """Leave the session."""
        if self in _OPEN:
            _OPEN.discard(self)
            self.leave()

    def leave(self) -> None:
        """Take back what the server works at for this session, and end it."""

        def end() -> None:
            self._session.interruptAll()
            self._session.stop()

        _soon(end)

    def _next(self, parts: Queue[Any]) -> Any:
        """The next part; while it is waited for, whoever listens hears how far the work is."""
        told = False
        try:
            while True:
                try:
                    return parts.get(timeout=_EVERY)
                except Empty:
                    if self._progress is not None and self._tasks is not None:
                        told = True
                        self._progress.at(ASKING, *self._tasks)
        finally:
            if told and self._progress is not None:
                self._progress.over()

    def _hear(self, stages: Any, inflight_tasks: int, operation_id: str | None, done: bool) -> None:
        """What the server tells of its work."""
        counts = [(stage.num_completed_tasks, stage.num_tasks) for stage in stages or ()]
        told = (sum(one for one, _ in counts), sum(all_ for _, all_ in counts))
        self._tasks = told if told[1] and not done else None

    def _failed(self, error: Exception) -> Failed:
        """What an error of pyspark comes to, on one line and without what is secret."""
        said = _said(error)
        for secret in self._secrets:
            said = said.replace(secret, "…")
        return Failed(one_line(said)[:_LONGEST])


def _put(parts: Queue[Any], part: Any, stopped: threading.Event) -> bool:
    """Wait until there is room; False where nobody wants more."""
    while not stopped.is_set():
        try:
            parts.put(part, timeout=_EVERY)
        except Full:
            continue
        return True
    return False


def _soon(what: Callable[[], object]) -> None:
    """Do something, and wait INTERRUPTING seconds at most; what goes wrong is nobody's."""

    def work() -> None:
        with suppress(Exception):  # the server is gone, or does not know how
            what()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(INTERRUPTING)


def _reach(address: Address) -> None:
    """Look whether anybody listens: at once, where the client would try for minutes."""
    host = address.server.strip("[]")
    try:
        socket.create_connection((host, address.port), REACHING).close()
    except ConnectionRefusedError:
        raise Failed("connection refused: no server listens there") from None
    except TimeoutError:
        raise Failed(f"no answer within {REACHING} seconds") from None
    except OSError as error:
        raise Failed(f"the server cannot be reached: {error.strerror or error}") from None


def _said(error: BaseException) -> str:
    """What an error says: of one of the connection what the server told, else its first line."""
    import grpc

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, grpc.RpcError) and hasattr(cause, "details"):
            code = cause.code().name.replace("_", " ").lower()
            details = str(cause.details() or "").strip().splitlines()
            if type(error).__module__.startswith("grpc"):
                return f"{code}: {details[0]}" if details else code
            break
        cause = cause.__cause__ or cause.__context__
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = next((line for line in lines if line.startswith("details")), "")
    if told:
        return told.partition("=")[2].strip(" \"'")
    return lines[0] if lines else type(error).__name__
