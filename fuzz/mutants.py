"""Mutation testing: the core's code is changed in one place at a time, and a test must fail.

    python fuzz/mutants.py [--each 40] [--seed 7] [--tell] [MODULE or MODULE.MUTANT …]

mutmut makes the mutants, in a copy under build/mutants; they are run here, since the package is
mapped from top-level folders, and since forking after the tests were collected is many times
faster. Of each module a sample is drawn, the same one for the same seed. What only rewords a
message is left out of the sample and counted. The score is at the end; survivors are listed.
"""

from __future__ import annotations

import argparse
import ast
import math
import os
import random
import resource
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COPY = ROOT / "build" / "mutants"

CORE = {
    "phrases": (
        "phrases.tokens "
        "phrases.dates "
        "phrases.durations "
        "phrases.time_points "
        "phrases.parser "
        "phrases.statements "
        "phrases.semantics "
        "phrases.distances "
        "phrases.day_spans "
        "eventfile.width_overrides "
        "phrases.widths "
    ),
    "network": (
        "network.shortest_paths network.solver network.solving_order network.component "
        "network.empty_bounds network.bounds network.accounts "
    ),
    "calendar": ("network.calendar_relations query.days base.zones base.instants "),
    "query": ("query.terms query.filters query.evaluate query.windows query.engine "),
}
TESTS = (
    "test_when test_refused test_zones test_network test_conflicts test_accounts test_parts"
    " test_problems test_query test_clocks test_calendar test_deltas test_gaps test_groups"
    " test_library test_vocabulary"
).split()
MORE = ("tests/robust/test_core.py", "tests/robust/test_phrases.py", "tests/test_cases.py")
LONGEST = 600  # seconds for one mutant that waits for something

_PATIENCE = 4
"""A mutant whose tests take so many times their usual processor time, and ten seconds more, is
caught: a test would hang. What else is busy on the machine does not count."""

_TRAMPOLINE = '''
import sys

HITS = set()

MutantDict = dict


def wrap(mutants):
    """Call whatever stands for the original now, and remember that it was called."""
    def decorate(original):
        name = f"{original.__module__}:{original.__qualname__}"

        def trampoline(*args, **kwargs):
            HITS.add(id(mutants))
            return mutants["_mutmut_orig"](*args, **kwargs)

        trampoline.__name__ = original.__name__
        trampoline.__doc__ = original.__doc__
        trampoline.__wrapped__ = original
        return trampoline

    return decorate
'''


def copy(modules: list[str]) -> dict[str, list[str]]:
    """Lay out the copy with all mutants in it; the names of the mutants of each module."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    shutil.rmtree(COPY, ignore_errors=True)
    for name in ("cli", "timeline", "fixtures"):
        shutil.copytree(ROOT / name, COPY / "crisis" / name)
    for name in ("tests", "fixtures", "docs"):
        shutil.copytree(ROOT / name, COPY / name)
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    settings += '\n[tool.mutmut]\nsource_paths = ["crisis"]\n'
    (COPY / "pyproject.toml").write_text(settings, "utf-8")
    os.chdir(COPY)
    (COPY / "crisis_trampoline.py").write_text(_TRAMPOLINE, encoding="utf-8")
    limit = COPY / "tests/support/timelines.py"  # a trampoline takes its time
    limit.write_text(limit.read_text("utf-8").replace("LONGEST = 6 ", "LONGEST = 40 "), "utf-8")
    found = {}
    for module in modules:
        path = file_of(module)
        made = mutate_file_contents(str(path), path.read_text("utf-8"))
        code = made.code.replace(
            "from mutmut.mutation.trampoline import wrap_in_trampoline as",
            "from crisis_trampoline import wrap as",
        )
        path.write_text(code, "utf-8")
        found[module] = list(made.mutant_names)
    return found


def parts(name: str) -> tuple[str, str]:
    """A module with its room, ``phrases.tokens``, and the mutant in it, if one is named."""
    room, module, *mutant = name.split(".")
    return f"{room}.{module}", ".".join(mutant)


def file_of(module: str) -> Path:
    """Where a module of the core is: ``phrases.tokens``."""
    return (COPY / "crisis" / "timeline" / module.replace(".", "/")).with_suffix(".py")


def sample(names: dict[str, list[str]], each: int, seed: int) -> tuple[list[tuple[str, str]], int]:
    """``each`` mutants of every module as (module, name), and how many only reword a message."""
    drawn: list[tuple[str, str]] = []
    reworded = 0
    for module, found in names.items():
        tree = ast.parse(file_of(module).read_text("utf-8"))
        functions = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        real = []
        for name in sorted(name.rpartition(".")[2] for name in found):
            original = functions[f"{name.rpartition('__mutmut_')[0]}__mutmut_orig"]
            if rewords(original, functions[name]):
                reworded += 1
            else:
                real.append(name)
        chance = random.Random(f"{seed}:{module}")
        drawn += ((module, name) for name in chance.sample(real, min(each, len(real))))
    return drawn, reworded


def rewords(original: ast.AST, mutant: ast.AST) -> bool:
    """Whether nothing but sentences differ: constant texts with a blank in them."""
    pairs = list(zip(ast.walk(original), ast.walk(mutant), strict=False))
    if any(type(a) is not type(b) for a, b in pairs):
        return False
    texts = [
        (a.value, b.value)
        for a, b in pairs
        if isinstance(a, ast.Constant) and isinstance(b, ast.Constant) and a.value != b.value
    ]
    return bool(texts) and all(isinstance(a, str) and " " in a for a, _ in texts)


class Runner:
    """A plug-in of pytest that runs the collected tests once as they are, then for each mutant."""

    def __init__(self, drawn: list[tuple[str, str]], tell: bool) -> None:
        self.drawn = drawn
        self.tell = tell
        self.in_child = False
        self.failed: list[str] = []
        self.survivors: list[str] = []
        self.uncalled: list[str] = []
        self.killed = 0

    def pytest_configure(self) -> None:
        """Fewer examples, and none of the search for the smallest one that fails."""
        from hypothesis import Phase, settings

        phases = (Phase.explicit, Phase.generate)
        default = settings.get_profile("crisis")
        settings.register_profile("mutants", default, max_examples=30, phases=phases)
        settings.load_profile("mutants")

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed.append(report.nodeid)
            if self.in_child:
                os._exit(1)

    def pytest_runtestloop(self, session: Any) -> bool:
        import crisis_trampoline  # type: ignore[import-not-found]

        calls: dict[int, list[tuple[float, Any]]] = {}
        for item in session.items:
            crisis_trampoline.HITS.clear()
            failed = len(self.failed)
            began = time.process_time()
            self.run(item)
            took = time.process_time() - began
            for hit in crisis_trampoline.HITS if failed == len(self.failed) else ():
                calls.setdefault(hit, []).append((took, item))
        sys.stdout.write(f"\n{len(self.failed)} tests fail without any mutant and are left out\n")
        for number, (module, name) in enumerate(self.drawn, 1):
            mutants = getattr(
                sys.modules[f"crisis.timeline.{module}"],
                f"mutants_{name.rpartition('__mutmut_')[0]}__mutmut",
            )
            called = sorted(calls.get(id(mutants), []), key=lambda x: x[0])
            items = [item for _, item in called]
            seconds = 10 + math.ceil(_PATIENCE * sum(took for took, _ in called))
            if not items:
                self.uncalled.append(f"{module}.{name}")
            elif self.survives(mutants, name, items, seconds):
                self.survivors.append(f"{module}.{name}")
            else:
                self.killed += 1
            if self.tell:
                sys.stderr.write(
                    f"{number}/{len(self.drawn)}: {self.killed} killed,"
                    f" {len(self.survivors)} survived, {len(self.uncalled)} not called\n"
                )
        return True

    def run(self, item: Any) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    def survives(self, mutants: dict[str, Any], name: str, items: list[Any], seconds: int) -> bool:
        child = os.fork()
        if not child:
            self.in_child = True
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            mutants["_mutmut_orig"] = mutants[name]
            try:
                for item in items:
                    self.run(item)
            except BaseException:  # whatever ends a test has caught the mutant
                os._exit(1)
            os._exit(0)
        began = time.monotonic()
        while time.monotonic() - began < LONGEST:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return status == 0
            time.sleep(0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return False


def difference(name: str) -> str:
    """What a mutant changes, as the lines of a diff."""
    from difflib import unified_diff

    module, mutant = parts(name)
    code = file_of(module).read_text("utf-8")
    functions = {n.name: n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.FunctionDef)}
    original = ast.unparse(functions[f"{mutant.rpartition('__mutmut_')[0]}__mutmut_orig"])
    changed = ast.unparse(functions[mutant])
    lines = unified_diff(original.split("\n"), changed.split("\n"), lineterm="", n=0)
    return "\n".join(f"    {line}" for line in lines if line[:3] not in ("---", "+++", "@@ "))


def main() -> int:
    parser = argparse.ArgumentParser(description="mutation testing of the core")
    parser.add_argument("--each", type=int, default=40, help="mutants of each module")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--tell", action="store_true", help="say how far it is")
    parser.add_argument("modules", nargs="*")
    asked = parser.parse_args()
    modules = asked.modules or " ".join(CORE.values()).split()
    names = copy([*dict.fromkeys(parts(name)[0] for name in modules)])
    drawn, reworded = sample(names, asked.each, asked.seed)
    if single := [(module, name) for module, name in map(parts, modules) if name]:
        drawn = single
    sys.path.insert(0, str(COPY))

    import pytest

    tests = [str(path) for name in TESTS for path in Path("tests").rglob(f"{name}.py")]
    tests += [name for name in MORE if (COPY / name).exists()]
    runner = Runner(drawn, asked.tell)
    arguments = ["--rootdir=.", "-q", "-s", "--no-header", "--no-summary", "-p", "no:cacheprovider"]
    pytest.main([*arguments, *tests], plugins=[runner])
    for kind, found in (("survived", runner.survivors), ("not called", runner.uncalled)):
        for name in found:
            sys.stdout.write(f"{kind}: {name}\n{difference(name)}\n")
    for subject in {m: s for s, listed in CORE.items() for m in listed.split()}.items():
        module = subject[0]
        mine = [name for m, name in drawn if m == module]
        lost = [n for n in runner.survivors + runner.uncalled if parts(n)[0] == module]
        if mine:
            part = 100 * (len(mine) - len(lost)) / len(mine)
            sys.stdout.write(
                f"{subject[1]:9} {module:10} {len(mine):4} tried of {len(names[module]):4},"
                f" {len(lost):3} not caught: {part:.0f} %\n"
            )
    score = 100 * runner.killed / max(1, len(drawn))
    total = sum(map(len, names.values()))
    sys.stdout.write(
        f"{len(drawn)} of {total} mutants tried ({reworded} only reword a message),"
        f" {runner.killed} caught: {score:.1f} %\n"
    )
    return 0 if runner.killed else 1


if __name__ == "__main__":
    sys.exit(main())
