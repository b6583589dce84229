"""axe-core finds nothing to object to in a page: three widths, both schemes, every mode."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crisis.timeline import load
from crisis.timeline.formats.html import to_html
from crisis.timeline.reports.report import report

from ..support.clients import installed

if TYPE_CHECKING:
    from collections.abc import Iterator

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")

from ..support.browser import CHROMIUM, DRIVER, FLAGS, MARKS, Browser, answer  # noqa: E402

pytestmark = MARKS

ROOT = Path(__file__).parents[2]
FILES = ("fixtures/openai.yaml", "fixtures/gitlab-2017.yaml", "tests/cases/files/pictured.yaml")
WIDTHS = (375, 800, 1440)
STATES = {
    "list": "",
    "reading": "#read={first}",
    "filtered": "#disputed=yes",
    "nothing found": "#text=qqqqqqqqqq",
    "embed": "",
    "embed reading": "#read={first}",
}
# Rules of WCAG 2.2 run when asked for; events out of sight are laid out as they are in sight.
RUN = """
const done = arguments[arguments.length - 1];
for (const event of document.querySelectorAll(".event")) event.style.contentVisibility = "visible";
const rules = Object.fromEntries(
  axe.getRules(["wcag22aa"]).map(({ruleId}) => [ruleId, {enabled: true}]));
axe.run(document, {resultTypes: ["violations"], rules}).then(({violations}) => done(violations.map(
  ({id, nodes}) => [id, nodes.slice(0, 3).map(({html, failureSummary}) =>
    [html.slice(0, 200), failureSummary.slice(0, 300)])])), (error) => done(String(error)));
"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    os.environ["SE_OFFLINE"] = "true"
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    driver.set_script_timeout(120)
    try:
        yield Browser(driver, tmp_path_factory.mktemp("pages"))
    finally:
        driver.quit()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("file", FILES)
def test_nothing_is_violated(chromium: Browser, file: str, state: str) -> None:
    script = (installed("node") / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    timeline = load(str(ROOT / file))
    found = answer(timeline)
    html = to_html(report(found), (found.clock.zone,), embed="embed" in state)
    whole = file == FILES[0] and state in ("list", "reading")
    first = found.matches[min(5, len(found.matches) - 1)].event.id
    wrong: dict[str, Any] = {}
    for at, scheme in enumerate(("light", "dark")):
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        for width in WIDTHS if whole else WIDTHS[at::2]:
            chromium.show(html, STATES[state].format(first=first), width)
            if state == "list" and width == WIDTHS[-1]:
                chromium.run("document.querySelector('#events details').open = true")
            chromium.run(script)
            if violations := chromium.driver.execute_async_script(RUN):
                wrong[f"{scheme} {width}"] = violations
    assert not wrong, json.dumps(wrong, indent=1)
