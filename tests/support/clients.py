"""Programs of others that read what crisis writes: ``make clients`` installs them in .clients/."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = ROOT / ".clients"
SCRIPTS = ROOT / "tests/clients"


def installed(name: str) -> Path:
    """The folder of a client, or of ``node`` for all that npm installs; else the test is skipped.

    What was installed by half is not there either.
    """
    if not (CLIENTS / name / "stamp").exists():
        pytest.skip(f"{name} is not installed in .clients/: make clients")
    return CLIENTS / name


def python(client: str, program: str, *arguments: str | Path) -> str:
    """What a program in tests/clients prints, run by the Python that has a client."""
    return told(installed(client) / "bin/python", SCRIPTS / program, *arguments)


def node(program: str, *arguments: str | Path) -> str:
    """What a program in tests/clients prints, run by Node with all that npm installed."""
    folder = installed("node")
    command = shutil.which("node")
    if command is None:
        pytest.skip("no node here")
    copy = folder / program  # a module is sought beside the program that asks for it
    shutil.copyfile(SCRIPTS / program, copy)
    return told(command, copy, *arguments)


def told(*command: str | Path, env: Mapping[str, str] | None = None, within: float = 120) -> str:
    """What a command prints; one that fails fails the test, with all that it says."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", env=env,
        timeout=within, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
