"""What the wheel holds, that it works where it is installed, who opens files, what is long."""

from __future__ import annotations

import ast
import os
import runpy
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("cli", "timeline", "fixtures")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

MANUAL = "docs/crisis.1"
OPENERS = {
    "cli/terminal/output_file.py": "answers that -o asks for",
    "timeline/editing/safe_write.py": "event files that are changed",
    "timeline/eventfile/files.py": "event files",
    "timeline/index/folder.py": "notes beside indexes",
    "timeline/index/fingerprint.py": "what an index was made of",
    "timeline/index/checksum.py": "indexes",
    "timeline/tables/files.py": "the ends of tables",
    "timeline/tables/writer.py": "tables that are made",
}
"""Who opens which files; all others are given texts."""
OPENS = {"open", "read_bytes", "read_text", "write_bytes", "write_text"}


def package_files() -> list[str]:
    """The files of the packages, relative to the root: those git knows or would add.

    Without git, as in an unpacked source archive, those on disk.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *FOLDERS]
    try:
        listed = subprocess.check_output(command, cwd=ROOT, stderr=subprocess.DEVNULL, text=True)
    except (OSError, subprocess.CalledProcessError):
        listed = ""
    names = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    if names:
        return sorted(names)
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in paths
        if path.is_file() and "__pycache__" not in path.parts
    )


def code_files() -> list[str]:
    return [name for name in package_files() if name.endswith(".py")]


def run(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, since setuptools packs what it once left in build/."""
    source = tmp_path_factory.mktemp("source")
    for name in ["pyproject.toml", "README.md", "LICENSE", MANUAL, *package_files()]:
        copy = source / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed in it."""
    target = tmp_path_factory.mktemp("target")
    run(
        *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--no-index", "--target", target, wheel),
    )
    return target


def run_installed(installed: Path, code: str, *arguments: str) -> str:
    """Run code with the installed wheel and the dependencies, but not the editable install.

    Without ``site`` the ``.pth`` file that leads to the working tree is not read.
    """
    path = os.pathsep.join([str(installed), sysconfig.get_path("purelib")])
    return run(sys.executable, "-S", "-P", "-c", code, *arguments, PYTHONPATH=path)


def test_the_wheel_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        packed = [name for name in archive.namelist() if ".dist-info/" not in name]
    wanted = [f"crisis/{name}" for name in package_files()]
    data = f"crisis_timeline-{PROJECT['version']}.data/data/share/man/man1/crisis.1"
    assert sorted(packed) == sorted([*wanted, data])


def test_the_manual_page_is_where_man_looks_for_it(installed: Path) -> None:
    page = installed / "share/man/man1/crisis.1"
    assert page.read_text("utf-8") == (ROOT / MANUAL).read_text("utf-8")


def test_the_wheel_holds_the_licence(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE")]


def test_the_library_works_where_it_is_installed(installed: Path) -> None:
    code = "import crisis.timeline; print(crisis.timeline.__file__)"
    assert Path(run_installed(installed, code).strip()).is_relative_to(installed)


def test_the_bundled_timeline_is_installed(installed: Path) -> None:
    code = (
        "import sys; from crisis.timeline.eventfile.files import BUNDLED, read_source\n"
        "sys.stdout.buffer.write(read_source(BUNDLED).text.encode())"
    )
    assert run_installed(installed, code) == (ROOT / "fixtures/openai.yaml").read_text("utf-8")


def test_the_schemas_are_installed(installed: Path) -> None:
    code = (
        "import sys; from crisis.timeline.formats.schemas import schema\n"
        "sys.stdout.buffer.write(schema('file').encode())"
    )
    there = (ROOT / "timeline/formats/jsonschema/file.json").read_text("utf-8")
    assert run_installed(installed, code) == there


def test_the_command_works_where_it_is_installed(installed: Path) -> None:
    code = (
        "from importlib.metadata import entry_points; import sys\n"
        "(command,) = entry_points(group='console_scripts', name='crisis')\n"
        "sys.exit(command.load()())"
    )
    assert PROJECT["version"] in run_installed(installed, code, "--version")


def opening_calls(code: str) -> list[int]:
    """The lines on which code opens a file, as far as the name of what it calls shows it."""
    nodes = ast.walk(ast.parse(code))
    return [node.lineno for node in nodes if isinstance(node, ast.Call) and _opens(node)]


def _opens(call: ast.Call) -> bool:
    if call.args and ast.unparse(call.args[0]) == "os.devnull":
        return False
    match call.func:
        case ast.Name(id="open"):
            return True
        case ast.Attribute(value=ast.Name(id="self" | "cls")):
            return False
        case ast.Attribute(attr=name):
            return name in OPENS
    return False


def test_few_modules_open_files() -> None:
    others = [name for name in code_files() if name not in OPENERS]
    lines = {name: opening_calls((ROOT / name).read_text(encoding="utf-8")) for name in others}
    assert not {name: each for name, each in lines.items() if each}, f"for {list(OPENERS)} alone"


@pytest.mark.parametrize(
    "code",
    [
        "open('x')",
        "with open('x') as file: pass",
        "io.open('x')",
        "Path('x').open()",
        "Path('x').read_text()",
        "(files('crisis.fixtures') / 'x').read_bytes()",
    ],
)
def test_opening_is_seen(code: str) -> None:
    assert opening_calls(code)


@pytest.mark.parametrize("name", OPENERS)
def test_opening_is_seen_where_it_is_allowed(name: str) -> None:
    assert opening_calls((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "code",
    [
        "reopen('x')",
        "self.open('x')",
        "source.read()",
        "open = 1",
        "path.read_text",
        "os.open(os.devnull, os.O_WRONLY)",
    ],
)
def test_opening_is_seen_noop(code: str) -> None:
    assert not opening_calls(code)


LONGEST = 300
"""Lines of a module that need no reason."""


def long_without_a_reason(code: str) -> bool:
    """Whether a module is long and its docstring does not say why."""
    said = " ".join((ast.get_docstring(ast.parse(code)) or "").split())
    return len(code.splitlines()) > LONGEST and "It is long because" not in said


def test_a_long_module_says_why() -> None:
    codes = {name: (ROOT / name).read_text(encoding="utf-8") for name in code_files()}
    long = [name for name, code in codes.items() if long_without_a_reason(code)]
    assert not long, "what is it two of? split it, or say in its docstring: It is long because …"


def test_a_long_module_without_a_reason_is_seen() -> None:
    lines = "x = 1\n" * LONGEST
    assert long_without_a_reason(f'"""A module."""\n{lines}')
    assert not long_without_a_reason(
        f'"""A module.\n\nIt is long\nbecause it is one.\n"""\n{lines}'
    )
    assert not long_without_a_reason(lines)


def test_what_is_mutated_is_there() -> None:
    driver = runpy.run_path(str(ROOT / "fuzz" / "mutants.py"))
    modules = [module for listed in driver["CORE"].values() for module in listed.split()]
    assert all(driver["parts"](module) == (module, "") for module in modules)
    files = [ROOT / "timeline" / f"{module.replace('.', '/')}.py" for module in modules]
    assert [str(file) for file in files if not file.is_file()] == []
    there = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    assert set(driver["TESTS"]) <= there
