"""One Chromium for the tests of a module, and what holds of each of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from crisis.timeline import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline import Timeline

    from ..support.browser import Browser


@pytest.fixture(scope="module")
def chromium(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
    from ..support.browser import CHROMIUM, DRIVER, FLAGS, Browser

    os.environ["SE_OFFLINE"] = "true"  # selenium never looks for a browser of its own
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, *getattr(request.module, "MORE_FLAGS", ())):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    try:
        zone = {"timezoneId": "Pacific/Chatham"}
        driver.execute_cdp_cmd("Emulation.setTimezoneOverride", zone)
        yield Browser(driver, tmp_path_factory.mktemp("pages"))
    finally:
        driver.quit()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser; whatever was done in it, nothing was complained of and nothing was fetched."""
    yield chromium
    said, asked = chromium.logs()
    assert said == []
    elsewhere = {one for one in asked if not one.startswith("data:image/")}
    assert elsewhere <= {chromium.address, "data:,", "about:blank"}


@pytest.fixture(scope="module")
def openai() -> Timeline:
    from ..support.browser import FIXTURES

    return load(str(FIXTURES / "openai.yaml"))
