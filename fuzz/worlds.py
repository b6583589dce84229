"""Many random worlds against all laws (tests/support/laws.py), in parallel.

``make worlds N=1000 SEED=0`` or ``python fuzz/worlds.py --worlds 1000 --seed 0 --jobs 2``; with
``--law NAME`` some laws only, with ``--show`` the file of a seed. A world that breaks a law is made
as small as it can be while it still breaks it, and printed as a file, with its hidden times by
story; the end says which worlds broke which law, and how many. Exit code 1 where one did.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.laws import LAWS, Failure, failures
from tests.support.worlds import World, smaller, world, written

if TYPE_CHECKING:
    from collections.abc import Iterable

EACH = 50  # worlds that a process takes at a time
MOST = 5  # worlds shown as files of each law that they break


class Found(NamedTuple):
    """A world that breaks a law, and what it says then."""

    seed: int
    failure: Failure


def batch(asked: tuple[Iterable[int], tuple[str, ...]]) -> list[Found]:
    """Hold some worlds against some laws."""
    seeds, names = asked
    laws = {name: LAWS[name] for name in names}
    return [Found(seed, failure) for seed in seeds for failure in failures(world(seed), laws)]


def smallest(made: World, law: str) -> tuple[World, Failure]:
    """A world that still breaks the law, of which nothing can be taken away."""
    laws = {law: LAWS[law]}
    (failure,) = failures(made, laws)
    while True:
        for fewer in smaller(made):
            broken = failures(fewer, laws)
            if broken:
                made, failure = fewer, broken[0]
                break
        else:
            return made, failure


def main() -> int:
    """Run, tell what was found, and how much held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0, help="of the first world")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--law", action="append", choices=sorted(LAWS))
    parser.add_argument("--show", action="store_true", help="the file of the first world")
    asked = parser.parse_args()
    names = tuple(asked.law or LAWS)
    if asked.show:
        print(written(world(asked.seed)))
        return 0
    last = asked.seed + asked.worlds
    work = [
        (range(first, min(first + EACH, last)), names) for first in range(asked.seed, last, EACH)
    ]
    begun, shown = time.monotonic(), Counter[str]()
    broken: dict[str, list[int]] = {name: [] for name in names}
    done = 0
    with multiprocessing.Pool(asked.jobs) as pool:
        for found in pool.imap_unordered(batch, work):
            done += EACH
            for one in found:
                broken[one.failure.law].append(one.seed)
                shown[one.failure.law] += 1
                if shown[one.failure.law] <= MOST:
                    tell(one)
                else:
                    print(f"\n# {one.failure.law}, seed {one.seed}", flush=True)
            if done % 5_000 == 0:
                print(f"{done} worlds after {time.monotonic() - begun:.0f} s", flush=True)
    spent = time.monotonic() - begun
    print(f"\n{asked.worlds} worlds from {asked.seed} against {len(names)} laws in {spent:.0f} s")
    for name in names:
        seeds = broken[name]
        told = f": {', '.join(map(str, sorted(seeds)))}" if seeds else ""
        print(f"  {len(seeds) or 'no':>6} broke {name}{told}")
    return 1 if any(broken.values()) else 0


def tell(one: Found) -> None:
    """Print a failure with the smallest world that has it."""
    made, failure = smallest(world(one.seed), one.failure.law)
    print(f"\n# {failure.law}, seed {one.seed} ({made.mode}): {failure.message}")
    print(f"# {made.stories}")
    print(written(made), flush=True)


if __name__ == "__main__":
    sys.exit(main())
