"""Measures the page in Chromium: CPU time of its script when it is opened, and for a key.

Needs selenium, Chromium and its driver, else nothing is measured and that is said.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from .files import made_file
from .places import CRISIS, DATA, HERE, environment
from .results import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAME = "page"
TITLE = "The page, in Chromium"
SIZES = (100, 10_000)
LOAD, KEY = 1.0, 0.05
"""Seconds of CPU for the script of 10,000 events: to open the page, and to answer a key."""

WORD = "meet"
_ROUNDS = 5
# Enter: the answer is not waited for as after a key, and all of it is counted.
_TYPED = """
const field = document.getElementById("text");
const start = performance.now();
field.value += arguments[0];
field.form.requestSubmit();
return performance.now() - start;
"""
_AT_REST = 0.8
_LONGEST = 30
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1280,900",
)  # fmt: skip


class Work(NamedTuple):
    """What the main thread of the page did, in seconds of CPU, and its heap in bytes."""

    script: float
    all: float
    heap: int
    answered: float = 0.0
    """Seconds until the list has what a key asks for, while the script runs without a break."""


def missing() -> str:
    """Why nothing can be measured; empty where it can."""
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed, and the page is not measured"
    if not (_chromium() and shutil.which("chromedriver")):
        return "Chromium or its driver is missing, and the page is not measured"
    return ""


def rows(sizes: Sequence[int]) -> list[Row]:
    """For each size what opening the page takes, and a key in the text field."""
    found: list[Row] = []
    driver = _driver()
    try:
        for size in sizes:
            address = _page(size).as_uri()
            opened, keys = [], []
            for _ in range(_ROUNDS):
                one, more = _round(driver, address)
                opened.append(one)
                keys += more
            answered = min(_typical(keys, "answered"))
            budget = size == SIZES[-1]
            for name, works, most in (("opened", opened, LOAD), ("a key", keys, KEY)):
                found += _rows(name, size, works, most if budget else 0.0)
            found.append(Row("a key: until it is listed", size, _ROUNDS, answered, answered, 0))
    finally:
        driver.quit()
    return found


def _rows(name: str, size: int, works: Sequence[Work], most: float) -> list[Row]:
    """The script of some rounds, and all that the main thread did."""
    heap = round(statistics.median(work.heap for work in works))
    script = min(_typical(works, "script"))
    every = min(_typical(works, "all"))
    return [
        Row(f"{name}: its script", size, _ROUNDS, 0.0, script, heap, most=most),
        Row(f"{name}: layout and paint too", size, _ROUNDS, 0.0, every, heap),
    ]


def _typical(works: Sequence[Work], what: str) -> list[float]:
    """Of each round the mean: the keys of a word cost more or less, as they find more or less."""
    size = len(works) // _ROUNDS
    parts = [works[at : at + size] for at in range(0, len(works), size)]
    return [statistics.fmean(getattr(work, what) for work in part) for part in parts]


def _round(driver: Any, address: str) -> tuple[Work, list[Work]]:
    """Open the page anew and type a word, key by key."""
    driver.get("about:blank")
    driver.get(address)
    opened = _work(_settled(driver), {})
    keys = []
    for key in WORD:
        before = _settled(driver)
        answered = driver.execute_script(_TYPED, key) / 1000
        keys.append(_work(_settled(driver), before)._replace(answered=answered))
    return opened, keys


def _settled(driver: Any) -> dict[str, float]:
    """The counters of the page once its main thread has had nothing to do for a while."""
    last, end = -1.0, time.perf_counter() + _LONGEST
    while time.perf_counter() < end:
        metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        now = {one["name"]: one["value"] for one in metrics}
        if now["TaskDuration"] - last < 0.005:
            return now
        last = now["TaskDuration"]
        time.sleep(_AT_REST)
    raise TimeoutError("the page does not come to rest")


def _work(after: dict[str, float], before: dict[str, float]) -> Work:
    spent = [after[name] - before.get(name, 0.0) for name in ("ScriptDuration", "TaskDuration")]
    return Work(spent[0], spent[1], int(after["JSHeapUsedSize"]))


def _page(size: int) -> Path:
    """A page of the made-up events, written once."""
    path = HERE / f"page-{size}.html"
    command = [str(CRISIS), "show", "--no-cache", "-o", str(path)]
    env = environment(CRISIS_FILE=str(made_file(DATA, "yaml", size)))
    subprocess.run(command, env=env, capture_output=True, check=True)
    return path


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next(filter(None, map(shutil.which, names)), "")


def _driver() -> Any:
    from selenium import webdriver

    os.environ["SE_OFFLINE"] = "true"
    options = webdriver.ChromeOptions()
    options.binary_location = _chromium()
    for flag in _FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    return driver
