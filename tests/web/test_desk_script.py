"""The script of the desk in a browser: lists change, minutes pass, contact is lost."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from domain.people import Language
from locales.reader import voice
from services.desk_views import QueuePage
from tests.support import desk_samples as samples
from tests.support.browsers import CHROMIUM, needs_browser
from tests.support.desk_door import Door
from web import desk_pages as pages

ENGLISH = voice(Language.EN)

pytestmark = needs_browser


@dataclass
class Desk:
    """A sample desk that browsers can reach."""

    door: Door
    server: uvicorn.Server
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def show(self, *lines: int) -> None:
        """From now on the queue has these of the sample lines."""
        view = QueuePage(lines=tuple(samples.LINES[n] for n in lines))
        self.door.shown["/desk"] = lambda reader, now: pages.queue(reader, view, now)

    def tell(self, about: str = "") -> None:
        """Whoever listens hears that something has changed."""
        self.door.loop.call_soon_threadsafe(self.door.tell, about)

    def hang_up(self) -> None:
        """Whoever listens hears nothing more."""
        self.door.loop.call_soon_threadsafe(self.door.hang_up)


def serving(door: Door, port: int) -> Iterator[Desk]:
    config = uvicorn.Config(
        door.app, port=port, log_level="critical", timeout_graceful_shutdown=1, ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Desk(door, server, port)
    server.should_exit = True
    thread.join()


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture
def desk() -> Iterator[Desk]:
    yield from serving(Door(), free_port())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with (
        sync_playwright() as play,
        play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        ) as opened,
    ):
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 360, "height": 700}) as context:
        tab = context.new_page()
        tab.clock.install()
        faults: list[str] = []
        tab.on("pageerror", lambda error: faults.append(str(error)))
        yield tab
        assert faults == []


def listening(desk: Desk) -> None:
    while not desk.door.listeners:
        time.sleep(0.02)


def wait_for(page: Page, selector: str) -> None:
    """Let time pass for the page, ten seconds at once, until it shows something."""
    for _ in range(60):
        page.clock.run_for(10_000)
        if page.locator(selector).count():
            return
        time.sleep(0.1)
    raise TimeoutError(selector)


def test_a_list_shows_what_has_changed_and_keeps_the_place(desk: Desk, page: Page) -> None:
    desk.show(1, 2)
    page.goto(f"{desk.address}/desk?lang=en")
    listening(desk)
    page.locator("#case-c-0041").focus()
    desk.show(0, 1, 2)
    desk.tell()
    page.clock.run_for(1000)
    expect(page.locator("#case-c-0042")).to_be_visible()
    expect(page.locator("#case-c-0041")).to_be_focused()
    expect(page.locator("#waiting")).to_have_text(ENGLISH.count("desk.queue.waiting", 2))
    assert page.title().startswith("Open cases (2)")
    expect(page.locator("#contact")).to_be_empty()


def test_the_minutes_pass(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/desk?lang=cy")
    listening(desk)
    line = page.locator(".line").first
    expect(line.locator("[data-since]")).to_have_text("12 mun")
    expect(line.locator("[data-until]")).to_have_text("8 mun")
    page.clock.run_for(5 * 60_000)
    expect(line.locator("[data-since]")).to_have_text("17 mun")
    expect(line.locator("[data-until]")).to_have_text("3 mun")
    page.clock.run_for(50 * 60_000)
    expect(line.locator("[data-since]")).to_have_text("1 awr 7 mun")
    expect(line.locator("[data-until]")).to_have_text("nawr")


def test_a_page_with_forms_says_that_something_changed_and_leaves_what_is_written(
    desk: Desk, page: Page
) -> None:
    page.goto(f"{desk.address}/desk/case/c-0042?lang=en")
    listening(desk)
    page.locator("#note summary").click()
    page.locator("#note-note").fill("Rang the office")
    desk.tell("c-0007")
    page.clock.run_for(1000)
    expect(page.locator("#news")).to_be_hidden()
    desk.tell("c-0042")
    expect(page.locator("#news")).to_be_visible()
    expect(page.locator("#note-note")).to_have_value("Rang the office")


def test_silence_is_told_with_the_time_of_the_last_sign(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/desk?lang=en")
    listening(desk)
    page.clock.run_for(30_000)
    expect(page.locator("#contact")).to_be_empty()
    desk.door.takes_calls = False
    wait_for(page, "#contact.lost:not(:empty)")
    told = page.locator("#contact").inner_text()
    assert told in {ENGLISH.say("desk.contact.lost", time=heard) for heard in ("10:42", "10:43")}


def test_a_server_that_goes_and_comes_back_is_told_and_the_list_is_loaded(page: Page) -> None:
    port, door = free_port(), Door()
    first = serving(door, port)
    desk = next(first)
    desk.show(1)
    page.goto(f"{desk.address}/desk?lang=en")
    listening(desk)
    desk.hang_up()
    next(first, None)
    wait_for(page, "#contact.lost:not(:empty)")
    second = serving(door, port)
    desk = next(second)
    desk.show(0, 1)
    wait_for(page, "#contact:not(.lost):not(:empty)")
    expect(page.locator("#contact")).to_contain_text("In contact again")
    page.clock.run_for(1000)
    expect(page.locator("#case-c-0042")).to_be_visible()
    next(second, None)


def test_whoever_is_signed_out_is_led_away_from_what_is_on_the_page(
    desk: Desk, page: Page
) -> None:
    page.goto(f"{desk.address}/desk?lang=en")
    listening(desk)
    del desk.door.shown["/desk"]
    desk.tell()
    page.clock.run_for(1000)
    expect(page.locator(".line")).to_have_count(0)


def test_a_form_is_sent_once(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/desk/case/c-0042?lang=en")
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.url) if each.method == "POST" else None)
    page.evaluate(
        "() => { const f = document.querySelector('form[action*=\"/take\"]');"
        " f.requestSubmit(); f.requestSubmit(); }"
    )
    page.wait_for_load_state()
    time.sleep(0.5)
    page.title()
    assert len(sent) == 1


def test_all_can_be_reached_by_keyboard(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/desk/case/held?lang=en")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#note') !== null"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("By keyboard alone")
    expect(page.locator("#note-note")).to_have_value("By keyboard alone")


def test_nothing_on_a_narrow_page_reaches_beyond_its_edge(desk: Desk, page: Page) -> None:
    long = replace(samples.WORDS[0], body="w" * 3000, parts=())
    view = replace(samples.FULL, words=(long,), name="N" * 200)
    desk.door.shown["/desk/case/long"] = lambda reader, now: pages.case(reader, view, now)
    for path in desk.door.shown:
        for language in Language:
            page.goto(f"{desk.address}{path}?lang={language.value}")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
