"""A concern, from the learner's phone to a closed case, as those who safeguard live it.

The real program, the simulator's phones and the browser that is installed; in both languages, on
a phone and on a desktop.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from locales.reader import voice
from simulator.client import Phone
from tests.support.browsers import CHROMIUM, QUIET, REQUIRED, SHOTS, needs_browser
from tests.support.chat import words
from tests.support.school import Pupil, School, a_school

pytestmark = needs_browser

WORRY = {"en": "i want to die", "cy": "dwi isio marw"}
SIZES = {"phone": (360, 740), "desktop": (1280, 900)}


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with a_school(tmp_path) as running:
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as play:
        opened = await play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        await opened.close()


AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}


async def usable_by_everybody(page: Page) -> None:
    """Axe finds nothing grave on a page; where it is not installed and not required, no look."""
    if not AXE.exists() and not REQUIRED:
        return
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("axe.run()")
    grave = [
        f"{each['id']}: {node['html'][:90]}"
        for each in found["violations"]
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]
    assert grave == [], page.url


async def shot(page: Page, name: str) -> None:
    """Keep a picture of a page, where pictures are kept, and look whether all can use it."""
    await usable_by_everybody(page)
    if str(SHOTS) != ".":
        SHOTS.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


async def narrow_enough(page: Page) -> None:
    """Nothing is wider than the screen."""
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"


async def link_of(phone: Phone) -> str:
    """The link that the bot sends."""
    last = await phone.last()
    await phone.send("/desk")
    told = await phone.wait_for("/sign-in/", since=last.id)
    found = re.search(r"http\S+", told.text)
    assert found
    return found[0]


async def enrol(page: Page, phone: Phone, language: str, name: str) -> pyotp.TOTP:
    """Sign in for the first time, as far as the rooms; the app that makes the codes."""
    await page.goto(f"{await link_of(phone)}?lang={language}")
    await page.get_by_role("button").click()
    await page.wait_for_url("**/sign-in/enrol**")
    await narrow_enough(page)
    await shot(page, f"enrol-{name}")
    secret = await page.locator("code.secret").first.text_content()
    app = pyotp.TOTP((secret or "").replace(" ", ""))
    await page.locator("#code").fill(app.now())
    await page.locator("main form button").click()
    await expect(page.locator("ul.codes li")).to_have_count(10)
    await shot(page, f"recovery-{name}")
    await page.locator("a.button").click()
    return app


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["cy", "en"])
async def test_a_concern_is_read_taken_answered_and_closed(
    school: School, browser: Browser, language: str, size: str
) -> None:
    speak = voice(language)  # type: ignore[arg-type]
    await school.enrol_roll([Pupil("L1", 12, language)])
    dsp = await school.staff("dsp", language)
    learner = await school.learner(Pupil("L1", 12, language))
    width, height = SIZES[size]
    page = await browser.new_page(viewport={"width": width, "height": height})
    strange: list[str] = []
    page.on("request", lambda asked: strange.append(asked.url))
    page.on("pageerror", lambda error: strange.append(str(error)))
    name = f"{size}-{language}"

    await enrol(page, dsp, language, name)
    await shot(page, f"start-{name}")
    await page.get_by_role("link", name=speak.say("signin.room.desk"), exact=True).click()
    await expect(page.locator("#list")).to_be_visible()

    await learner.send(WORRY[language])
    await learner.wait_for(words(language, "support.immediate"))
    line = page.locator("#list a[href*='/desk/case/']").first
    await expect(line).to_be_visible(timeout=15_000)  # the page hears of it by itself
    await narrow_enough(page)
    await shot(page, f"queue-{name}")
    await line.click()
    await expect(page.locator("article.words blockquote")).to_contain_text(WORRY[language])
    await expect(page.locator("blockquote mark").first).to_be_visible()
    await narrow_enough(page)
    await shot(page, f"case-{name}")

    await page.get_by_role("button", name=speak.say("desk.do.take")).click()
    await expect(page.get_by_role("button", name=speak.say("desk.do.take"))).to_have_count(0)
    await _unfold(page, "reveal")
    await page.locator("#reveal-reason").fill("To see them now.")
    await page.locator("#reveal form button").click()
    await expect(page.locator("dl.who")).to_contain_text("Dychmygol")

    await _unfold(page, "reply")
    await page.locator("#reply input[value=talk_today]").check()
    await page.locator("#reply form button").click()
    await learner.wait_for(words(language, "reply.talk_today"))
    await learner.send("ok")
    await school.ticks()
    await page.reload()
    await expect(page.locator("article.words blockquote").last).to_have_text("ok")

    await _unfold(page, "close")
    await page.locator("#close input[value=pastoral]").check()
    await page.locator("#close-note").fill("We talked.")
    await page.locator("#close input[name=told][value=closed_talk]").check()
    await page.locator("#close form button").click()
    await learner.wait_for(words(language, "reply.closed_talk"))
    await expect(page.locator("main")).to_contain_text(speak.say("cases.state.closed"))
    await expect(page.locator("dl.who")).not_to_contain_text("Dychmygol")
    await shot(page, f"closed-{name}")

    for room in ("reading", "morning", "rota", "audit"):
        await page.goto(page.url.split("/desk")[0] + f"/desk/{room}?lang={language}")
        await expect(page.locator("h1")).to_be_visible()
        await narrow_enough(page)
        await shot(page, f"{room}-{name}")
    await page.locator("form[action='/sign-out'] button").first.click()
    await expect(page.locator("h1")).to_have_text(speak.say("signin.out.title"))
    await page.go_back()
    await expect(page.locator("article.words")).to_have_count(0)

    here = page.url.split("/", 3)[2]
    assert [url for url in strange if here not in url] == []
    assert WORRY[language] not in school.program.log


async def _unfold(page: Page, action: str) -> None:
    await page.locator(f"#{action} summary").click()
