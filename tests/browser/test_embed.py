"""The page in a frame of another, as docs/embed.html has it: from the disk and from a server."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crisis.timeline.formats.html import to_html
from crisis.timeline.reports.report import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline import Timeline

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")

from ..support.browser import MARKS, Browser, answer  # noqa: E402

pytestmark = MARKS

EXAMPLE = Path(__file__).parents[2] / "docs/embed.html"


def embedded(timeline: Timeline) -> str:
    found = answer(timeline)
    return to_html(report(found), (found.clock.zone,), embed=True)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, openai: Timeline, tmp_path: Path) -> Iterator[str]:
    """Where the example and its timeline are."""
    (tmp_path / "timeline.html").write_text(embedded(openai), encoding="ascii")
    (tmp_path / "embed.html").write_text(EXAMPLE.read_text("utf-8"), encoding="utf-8")
    if request.param == "file":
        yield tmp_path.as_uri()
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_frame_is_as_high_as_what_it_shows(chromium: Browser, base: str) -> None:
    driver = chromium.driver
    chromium.resize(1000)
    driver.get(f"{base}/embed.html")

    def height() -> float:
        return float(chromium.run("return document.getElementById('timeline').offsetHeight"))

    chromium.wait(lambda: height() > 2000)
    driver.switch_to.frame("timeline")
    try:
        whole = "return document.documentElement.scrollHeight"
        chromium.wait(lambda: chromium.run(f"{whole} - innerHeight") == 0)
        before = chromium.run(whole)
        assert not chromium.one("#filters p").is_displayed()
        assert chromium.text("#count") == "72 of 72 events"
        chromium.one("#read").click()
        assert chromium.one("#leaf h2").is_displayed()
        chromium.wait(lambda: chromium.run("return innerHeight") < before / 2)
        assert chromium.run(f"{whole} - innerHeight") == 0
        chromium.one("#next").click()
        assert chromium.text("#place") == "2 of 72 events"
        links = chromium.run(
            "return [...document.querySelectorAll('a[href^=http]')].map((one) => one.target)"
        )
        assert set(links) == {"_blank"}
    finally:
        driver.switch_to.default_content()
    said, _ = chromium.logs()
    assert [line for line in said if "favicon" not in line] == []


def test_filters_are_there_where_the_address_asks_for_them(
    browser: Browser, openai: Timeline
) -> None:
    browser.show(embedded(openai), "#filters=yes&tag=board")
    assert browser.one("#tag").is_displayed()
    browser.select("tag", "")
    assert browser.run("return location.hash") == "#filters=yes"
    browser.show(embedded(openai), "#tag=board")
    assert not browser.one("#tag").is_displayed()
    assert browser.one("#clear").is_displayed()
