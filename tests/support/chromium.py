"""Pages with a library of others in Chromium, in a time zone that is asked for.

Needs Chromium and its driver (Debian: apt-get install chromium chromium-driver); skipped without.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--allow-file-access-from-files",
    "--window-size=1400,1000",
)  # fmt: skip


class Page:
    """A page from the disk that holds ``head``, opened anew for each zone."""

    def __init__(self, driver: Any, path: Path, head: str) -> None:
        self.driver = driver
        self.path = path
        path.write_text(f"<!doctype html><meta charset=utf-8>{head}", encoding="utf-8")

    def open(self, zone: str) -> Page:
        self.driver.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": zone})
        self.driver.get("about:blank")
        self.driver.get(self.path.as_uri())
        return self

    def run(self, script: str, *arguments: object) -> Any:
        """What the body of an asynchronous function gives back; an alert is an error."""
        ready = "return document.readyState === 'complete' && !!document.getElementById('t')"
        for _ in range(100):
            if self.driver.execute_script(ready):
                break
            sleep(0.1)
        wrapped = (
            "const done = arguments[arguments.length - 1], given = [...arguments].slice(0, -1);"
            f"(async (...args) => {{{script}}})(...given)"
            ".then((value) => done({value}), (error) => done({error: String(error)}))"
        )
        answer = self.driver.execute_async_script(wrapped, *arguments)
        assert "error" not in answer, answer["error"]
        return answer["value"]


@contextmanager
def page(path: Path, head: str) -> Iterator[Page]:
    """A page in a Chromium of its own; the test is skipped where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    browser = next(filter(None, map(shutil.which, names)), "")
    driver = shutil.which("chromedriver") or ""
    if not (browser and driver):
        pytest.skip("no Chromium with its driver here: apt-get install chromium chromium-driver")
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
    os.environ["SE_OFFLINE"] = "true"  # selenium never looks for a browser of its own
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(flag)
    session = webdriver.Chrome(options, webdriver.ChromeService(driver))
    session.set_script_timeout(60)
    try:
        yield Page(session, path, head)
    finally:
        session.quit()
