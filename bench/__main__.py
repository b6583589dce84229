"""``python -m bench``: measure, print and store the tables, and with ``--page`` write the page."""

from __future__ import annotations

import argparse
import shlex
import sys
from typing import TYPE_CHECKING

from . import browser, page, peers, results, tables
from .files import name
from .places import HERE, OUTPUT, PAGE, RESULTS
from .rounds import Limits, in_turn
from .suites import SUITES

if TYPE_CHECKING:
    from .suites import Suite


def main() -> int:
    """Run what is asked for."""
    asked = _arguments()
    HERE.mkdir(parents=True, exist_ok=True)
    (HERE / "home").mkdir(exist_ok=True)
    _tell_of_peers()
    failed = False
    for suite in SUITES:
        if asked.suites and suite.name not in asked.suites:
            continue
        found = _measure(suite, asked)
        failed = failed or bool(found.failed)
        results.store(RESULTS, found)
        sys.stdout.write(f"\n{found.title}\n\n{tables.table(found)}\n")
        sys.stdout.flush()
    if not asked.suites or browser.NAME in asked.suites:
        failed = _measure_page(asked) or failed
    if asked.page:
        _write_page()
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    known = [*(suite.name for suite in SUITES), browser.NAME]
    parser.add_argument("--sizes", nargs="*", type=_size, default=[], help="30 10k 100k 1M")
    parser.add_argument("--suites", nargs="*", choices=known, default=[], help=" ".join(known))
    parser.add_argument("--rounds", type=int, help="at most so many runs of each")
    parser.add_argument("--seconds", type=float, help="no more rounds of a group after so long")
    parser.add_argument("--page", action="store_true", help="write docs/performance.md")
    return parser.parse_args()


def _size(word: str) -> int:
    units = {"k": 1_000, "M": 1_000_000}
    return int(word[:-1]) * units[word[-1]] if word[-1:] in units else int(word)


def _measure_page(asked: argparse.Namespace) -> bool:
    """Measure the page in a browser, where there is one; whether that failed."""
    if why := browser.missing():
        sys.stderr.write(f"{why}\n")
        return False
    command = f"make bench SUITES={browser.NAME}"
    lines = browser.rows(asked.sizes or browser.SIZES)
    found = results.result(browser.NAME, browser.TITLE, command, lines, [], [])
    results.store(RESULTS, found)
    sys.stdout.write(f"\n{found.title}\n\n{tables.table(found)}\n")
    return False


def _tell_of_peers() -> None:
    missing = {peer.install: peer.name.partition(",")[0] for peer in peers.found()[1]}
    for install, peer in missing.items():
        sys.stderr.write(f"{peer} is not installed, and left out: {install}\n")


def _measure(suite: Suite, asked: argparse.Namespace) -> results.Result:
    sizes = [size for size in asked.sizes or suite.sizes if size <= suite.most]
    limits = Limits(asked.rounds or suite.limits.rounds, asked.seconds or suite.limits.seconds)
    lines: list[results.Row] = []
    failed: list[str] = []
    for tasks in suite.groups(sizes):
        found, wrong = in_turn(tasks, limits, OUTPUT)
        lines += results.rows(tasks, found)
        failed += wrong
    notes = suite.notes() if suite.notes is not None else []
    called, command = _named(suite, sizes)
    return results.result(called, suite.title, command, lines, failed, notes)


def _named(suite: Suite, sizes: list[int]) -> tuple[str, str]:
    """The name of a result, and the command that makes it."""
    if tuple(sizes) == suite.sizes:
        return suite.name, f"make bench SUITES={suite.name}"
    said = " ".join(map(name, sizes))
    return f"{suite.name} {said}", f"make bench SUITES={suite.name} SIZES={shlex.quote(said)}"


def _write_page() -> None:
    old = PAGE.read_text(encoding="utf-8")
    known = [found for one in page.marked(old) if (found := results.stored(RESULTS, one))]
    text = {found.name: tables.table(found) for found in known}
    text["budgets"] = tables.budgets(known)
    PAGE.write_text(page.rewritten(old, text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
