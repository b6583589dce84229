"""Measures start-up, loading and resolving: ``make bench``. Medians, and ratios within a run.

Run on its own; it is no test, and no test times the clock.
"""

from __future__ import annotations

import gc
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

from crisis.timeline.files import Source
from crisis.timeline.loading import load_sources, open_document, read_all
from crisis.timeline.model import Header, Timeline
from crisis.timeline.resolve import resolve

if TYPE_CHECKING:
    from crisis.timeline.events import Events

RUNS = 9
HELLO = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def hello(name: str = "you") -> None:
    print("hello", name)
app()
"""


def main() -> None:
    """Print every table."""
    startup()
    loading(100_000)
    for shape in (
        "chain",
        "after",
        "star",
        "contradictions",
        "one contradicted",
        "circle",
        "accounts",
    ):
        scaling(shape, 50_000)


def startup() -> None:
    """Whole processes, round-robin: each command beside a Typer "hello" of the same Python."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO)
        crisis = str(Path(sys.executable).with_name("crisis"))
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "a Typer hello": [sys.executable, str(hello)],
            "crisis --help": [crisis, "--help"],
            "crisis show --json": [crisis, "show", "--json"],
            "crisis show": [crisis, "show"],
            "crisis show (as a table)": [crisis, "show", "--width", "100"],
            "crisis why announcement": [crisis, "why", "announcement"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                times[name].append(time.perf_counter() - start)
    base = statistics.median(times["a Typer hello"])
    print(f"Start-up, median of {RUNS}, the bundled timeline of 72 events")
    for name, found in times.items():
        median = statistics.median(found)
        print(f"  {name:26} {median * 1000:7.0f} ms  {median / base:5.2f} x hello")


def loading(count: int) -> None:
    """Reading a mixed file beside resolving it; a tenth of its events are relative."""
    text = mixed(count)
    gc.disable()
    start = time.perf_counter()
    read_events = _read(text)
    read = time.perf_counter() - start
    timeline = Timeline(Header(), {}, {}, tuple(read_events.events))
    start = time.perf_counter()
    resolve(timeline)
    resolved = time.perf_counter() - start
    gc.enable()
    print(f"\n{count} events, a tenth of them relative")
    print(f"  read     {read:6.2f} s")
    print(f"  resolve  {resolved:6.2f} s  {resolved / read:5.2f} x read")


def scaling(shape: str, count: int) -> None:
    """Time and memory at n and 2n: nothing may grow faster than its file."""
    found = []
    for size in (count, 2 * count):
        read_events = _read(shaped(shape, size))
        timeline = Timeline(Header(), {}, {}, tuple(read_events.events))
        start = time.perf_counter()
        conflicts = len(resolve(timeline).conflicts)
        found.append(time.perf_counter() - start)
    tracemalloc.start()
    load_sources([Source("bench.yaml", shaped(shape, count // 10))])
    small = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    load_sources([Source("bench.yaml", shaped(shape, count // 5))])
    large = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"\n{shape}: {count} and {2 * count} events, {conflicts} conflicts")
    print(f"  resolve  {found[0]:6.2f} s and {found[1]:6.2f} s  {found[1] / found[0]:5.2f} x")
    print(f"  memory at a tenth of that: {large / small:5.2f} x")


def _read(text: str) -> Events:
    return read_all([open_document(Source("bench.yaml", text))])[0]


def mixed(count: int) -> str:
    """A file of a year: clocks, approximate words, and relations to events just before."""
    pick = random.Random(1)
    lines = ["timeline: {zone: America/Los_Angeles, zero: 2023-01-01 00:00}", "actors:"]
    lines += [f"  a{number}: Actor {number}" for number in range(50)]
    lines.append("events:")
    per_month = count // 12 + 1
    for number in range(count):
        if number % per_month == 0:
            lines.append(f"  2023-{number // per_month + 1:02}-01:")
        kind = pick.random()
        if kind < 0.1 and number % per_month > 9:
            when = pick.choice(
                ("after @e{}", "before @e{}", "shortly after @e{}", "within 9m of @e{}")
            )
            when = when.format(number - 1 - pick.randrange(3))
        elif kind < 0.3:
            when = pick.choice(("~22:00", "morning", "afternoon", "late evening", "~08:15"))
        else:
            when = f"{pick.randrange(24):02}:{pick.randrange(60):02}"
        lines += [
            f"    - id: e{number}",
            f"      when: {when}",
            f"      title: Something happens, number {number}",
            f"      actors: [a{number % 50}, a{number * 7 % 50}]",
        ]
    return "\n".join(lines)


def shaped(shape: str, count: int) -> str:
    """A file in which everything hangs together, its events in no order."""
    lines = ["timeline: {zone: UTC}", "sources: {a: A, b: B}", "events:"]
    order = list(range(count))
    random.Random(3).shuffle(order)
    lines.extend(f"  - {{id: e{n}, title: t, when: {_when(shape, n, count)}}}" for n in order)
    return "\n".join(lines)


def _when(shape: str, number: int, count: int) -> str:
    first = "2023-01-01 10:00"
    if shape == "circle":
        return f"day after @e{(number - 1) % count}"
    if shape == "contradictions":
        return first if number % 2 == 0 else f"2023-01-01 09:00; after @e{number - 1}"
    if shape == "accounts" and number % 2:  # two events that wait for each other, many times
        late = f"moments after @e{number - 1}"
        return f"[{{is: ~2023-01-01 09:00, source: a}}, {{is: {late}, source: b}}]"
    if shape == "accounts":
        return f"2023-01-01; before @e{number + 1}"
    if number == 0:
        return first
    return {
        "chain": f"1m after @e{number - 1}",
        "after": f"after @e{number - 1}; 2023-01-01..2023-12-31",
        "star": "1m after @e0",
        "one contradicted": "2023-01-01 09:00; after @e0",
    }[shape]


if __name__ == "__main__":
    main()
