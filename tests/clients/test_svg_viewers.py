"""A picture of ours looks alike in the programs that people open it with, and as PNG and PDF."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

from crisis.timeline import Clock, Query, Zone, ask, load, report
from crisis.timeline.formats.pictures import to_pdf, to_png
from crisis.timeline.formats.svg import to_svg
from crisis.timeline.query.terms import read_term

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
WIDE, HIGH = 252, 232
"""Both are made as small as this, so that a letter's shape and a hair's place do not count."""
FAR = 48
"""Of 255: a pixel this much lighter or darker is another one."""
MOST = 0.01
"""The share of other pixels at most. Measured on the bundled Monday, against librsvg: Chromium,
Inkscape and resvg 0.0000, the PDF 0.0004, LibreOffice (bars without round corners, other weights)
0.0057; without bars 0.0185, with bars one row's half lower 0.0200, on a dark page 0.99."""


def picture(theme: str = "auto", by: tuple[str, ...] = ()) -> str:
    timeline = load(str(ROOT / "fixtures/openai.yaml"))
    query = Query((read_term("day:2023-11-20"),))
    found = report(ask(timeline, query, Clock(Zone(timeline.header.zone))), by)
    return to_svg(
        found, theme="dark" if theme == "dark" else "light" if theme == "light" else "auto"
    )


def run(*words: str, cwd: Path) -> None:
    if shutil.which(words[0]) is None:
        pytest.skip(f"{words[0]} is not installed")
    done = subprocess.run(words, cwd=cwd, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def greys(image: Path) -> bytes:
    """The pixels of a picture on white, small and grey."""
    if shutil.which("convert") is None or not _is_imagemagick():
        pytest.skip("convert (ImageMagick) is not installed")
    size = f"{WIDE}x{HIGH}!"
    done = subprocess.run(
        ["convert", str(image), "-background", "white", "-flatten", "-colorspace", "Gray",
         "-filter", "Box", "-resize", size, "-depth", "8", "gray:-"],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    assert len(done.stdout) == WIDE * HIGH
    return done.stdout


@lru_cache
def _is_imagemagick() -> bool:
    told = subprocess.run(["convert", "-version"], capture_output=True, check=False, timeout=60)
    return b"ImageMagick" in told.stdout and told.returncode == 0


def other(one: Path, two: Path) -> float:
    """The share of pixels that are other ones."""
    pairs = list(zip(greys(one), greys(two), strict=True))
    return sum(abs(first - second) >= FAR for first, second in pairs) / len(pairs)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("viewers")
    svg = picture()
    (path / "a.svg").write_text(svg, "utf-8")
    run("rsvg-convert", "a.svg", "-o", "rsvg.png", cwd=path)
    return path


def chromium(folder: Path) -> None:
    size = [line for line in (folder / "a.svg").read_text("utf-8").splitlines() if "<svg" in line]
    wide, high = (
        size[0].partition(f' {name}="')[2].partition('"')[0] for name in ("width", "height")
    )
    name = "chromium" if shutil.which("chromium") else "google-chrome"
    run(
        name, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        f"--window-size={wide},{high}", "--screenshot=chromium.png", (folder / "a.svg").as_uri(),
        cwd=folder,
    )  # fmt: skip


def inkscape(folder: Path) -> None:
    run("inkscape", "a.svg", "--export-type=png", "--export-filename=inkscape.png", cwd=folder)


def soffice(folder: Path) -> None:
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    shutil.copy(folder / "a.svg", folder / "soffice.svg")
    run("soffice", home, "--headless", "--convert-to", "png", "soffice.svg", cwd=folder)


def resvg(folder: Path) -> None:
    pytest.importorskip("resvg_py")
    (folder / "resvg.png").write_bytes(to_png((folder / "a.svg").read_text("utf-8")))


def pdf(folder: Path) -> None:
    pytest.importorskip("resvg_py")
    (folder / "a.pdf").write_bytes(to_pdf((folder / "a.svg").read_text("utf-8")))
    run("pdftoppm", "-r", "96", "-png", "-singlefile", "a.pdf", "pdf", cwd=folder)


@pytest.mark.parametrize("viewer", [chromium, inkscape, soffice, resvg, pdf])
def test_it_looks_as_it_does_in_librsvg(folder: Path, viewer: object) -> None:
    assert callable(viewer)
    viewer(folder)
    name = getattr(viewer, "__name__", "")
    share = other(folder / f"{name}.png", folder / "rsvg.png")
    assert share <= MOST, share


@pytest.mark.parametrize("change", ["bars", "row", "dark"])
def test_what_looks_otherwise_is_seen(folder: Path, change: str) -> None:
    """The comparison can fail: without bars, with one elsewhere, and on another page."""
    svg = picture("dark" if change == "dark" else "auto")
    if change == "bars":
        svg = "\n".join(line for line in svg.splitlines() if 'class="maybe"' not in line)
    elif change == "row":
        svg = svg.replace('height="10"', 'height="10" transform="translate(0 8)"')
    (folder / f"{change}.svg").write_text(svg, "utf-8")
    run("rsvg-convert", f"{change}.svg", "-o", f"{change}.png", cwd=folder)
    assert other(folder / f"{change}.png", folder / "rsvg.png") > MOST
