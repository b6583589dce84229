"""The page in a real browser, for the tests of its parts.

Needs Chromium and its driver (Debian: apt-get install chromium chromium-driver); skipped without.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crisis.timeline import Clock, Query, Zone, ask, report
from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.formats.html import to_html
from crisis.timeline.query.terms import read_term
from crisis.timeline.reports.all_day import Daylong
from crisis.timeline.reports.groups import day_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline import Answer, Timeline

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
from selenium.common.exceptions import ElementClickInterceptedException  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import Select, WebDriverWait  # noqa: E402

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), ""
)
DRIVER = shutil.which("chromedriver") or ""
MARKS = [
    pytest.mark.long,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER),
        reason="no Chromium with its driver here: apt-get install chromium chromium-driver",
    ),
]
"""Of every test that drives it."""

FIXTURES = Path(__file__).parents[2] / "fixtures"
ZONE, ET, IST = "America/Los_Angeles", "America/New_York", "Asia/Kolkata"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip


class Look:
    """What times are written with on the page."""

    language = ENGLISH
    dash = "–"
    arrow = "→"


class Browser:
    """One Chromium, in a time zone that no page is about."""

    def __init__(self, driver: Any, folder: Path) -> None:
        self.driver = driver
        self.folder = folder
        self.count = 0
        self.address = ""

    def show(self, html: str, state: str = "", width: int = 1280, wait: bool = True) -> Browser:
        """Open a page from disk, as somebody does who was sent the file."""
        self.count += 1
        path = self.folder / f"{self.count}.html"
        path.write_text(html, encoding="ascii")
        self.driver.get("about:blank")
        self.logs()
        self.resize(width)
        self.address = path.as_uri()
        self.driver.get(self.address + state)
        return self

    def resize(self, width: int, height: int = 900) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def logs(self) -> tuple[list[str], list[str]]:
        """What the console said, and what was asked of the network or the disk, since last time."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        asked = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"].partition("#")[0])
        return said, asked

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def one(self, css: str) -> Any:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[Any]:
        return list(self.driver.find_elements(By.CSS_SELECTOR, css))

    def select(self, name: str, value: str) -> None:
        Select(self.one(f"#{name}")).select_by_value(value)

    def text(self, css: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).textContent", css))

    def texts(self, css: str) -> list[str]:
        return list(
            self.run(
                "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)",
                css,
            )
        )

    def shown(self) -> list[str]:
        """The ids of the events that are listed."""
        return self._listed("true")

    def possible(self) -> list[str]:
        """The ids of the events that are marked as possible."""
        return self._listed("one.querySelector('.badge.possible')?.checkVisibility()")

    def loose(self) -> list[str]:
        """The ids of the events that are marked as maybe in another order."""
        return self._listed("one.querySelector('.loose')?.hidden === false")

    def _listed(self, condition: str) -> list[str]:
        return list(
            self.run(
                "const data = JSON.parse(document.getElementById('document').textContent);"
                "return [...document.querySelectorAll('#events article')]"
                f".filter((one) => {condition}).map((one) =>"
                " data.events[one.querySelector('h3').id.split('-')[1]].id)"
            )
        )

    def marks(self) -> list[str]:
        """The ids of the events that are drawn."""
        return list(
            self.run(
                "const data = JSON.parse(document.getElementById('document').textContent);"
                "return [...document.querySelectorAll('#chart a')]"
                ".map((mark) => data.events[mark.dataset.number].id)"
            )
        )

    def keys(self, *keys: str) -> None:
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def click(self, element: Any) -> None:
        """Click where it lies: what is drawn near the screen alone moves while it comes there."""
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)

        def clicked() -> bool:
            try:
                element.click()
            except ElementClickInterceptedException:
                return False
            return True

        self.wait(clicked)

    def focus(self) -> str:
        """The element that has the focus, by its id or its words."""
        return str(
            self.run(
                "const one = document.activeElement;"
                "return one.id || one.getAttribute('aria-label') || one.textContent"
            )
        )

    def wait(self, condition: Callable[[], object]) -> None:
        WebDriverWait(self.driver, 10).until(lambda _: condition())


def answer(timeline: Timeline, *terms: str, zone: str = "", reverse: bool = False) -> Answer:
    clock = Clock(Zone(zone or timeline.header.zone or "UTC"), timeline.header.zero)
    found = ask(timeline, Query(tuple(map(read_term, terms)), reverse=reverse), clock)
    shown = Daylong(found).shown(found.matches)
    groups = list(dict.fromkeys(day_key(match.event.start, clock.zone) for match in shown))
    shown.sort(key=lambda match: groups.index(day_key(match.event.start, clock.zone)))
    return found._replace(matches=tuple(shown))


def page(found: Answer) -> str:
    return to_html(report(found), (found.clock.zone,))


def ids(found: Answer) -> list[str]:
    return [match.event.id for match in found.matches]
