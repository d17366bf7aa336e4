"""The phones page: both languages, nothing from elsewhere, and news as it happens."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import httpx
import pytest
from sim_api import TOKEN, Api

from simulator.client import Phone, Telegram
from simulator.serve import running
from simulator.settings import Link, Settings
from simulator.words import CALENDAR, WORDS

HOLE = re.compile(r"\{\w+\}")


def test_every_sentence_is_there_in_both_languages():
    assert WORDS["cy"].keys() == WORDS["en"].keys()
    for key, text in WORDS["cy"].items():
        assert text.strip()
        assert WORDS["en"][key].strip()
        assert HOLE.findall(text) == HOLE.findall(WORDS["en"][key]), key


def test_the_calendar_has_seven_days_and_twelve_months():
    assert {(len(c["days"]), len(c["months"])) for c in CALENDAR.values()} == {(7, 12)}


@pytest.mark.parametrize(
    ("query", "lang"), [("", "cy"), ("?lang=cy", "cy"), ("?lang=en", "en"), ("?lang=fr", "cy")]
)
async def test_welsh_comes_first_and_the_address_remembers(http, query, lang):
    page = (await http.get(f"/{query}")).text
    assert f'<html lang="{lang}">' in page
    assert f"<h1>{WORDS[lang]['title']}</h1>" in page


async def test_nothing_comes_from_elsewhere(http):
    answer = await http.get("/")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    for address in re.findall(r'(?:src|href)="([^"]+)"', answer.text):
        assert address.startswith(("/static/", "#", "?lang=")), address
        if address.startswith("/static/"):
            assert (await http.get(address)).is_success


async def test_every_script_that_is_asked_for_is_there(http):
    found, asked = {"page.js"}, set()
    while new := found - asked:
        asked |= new
        for name in new:
            answer = await http.get(f"/static/{name}")
            assert answer.is_success, name
            assert "innerHTML" not in answer.text
            found |= set(re.findall(r'from "\./([\w.]+)"', answer.text))
    assert found == {"page.js", "api.js", "make.js", "message.js", "phone.js"}


async def test_links_lead_onwards_in_the_language_of_the_page():
    link = Link(cy="Y <bwrdd>", en="The board", url="http://127.0.0.1:8082/?a=1&b=2")
    settings = Settings(token=TOKEN, links=(link,))
    async with running(settings) as simulator, httpx.AsyncClient(base_url=simulator.url) as http:
        assert "Y &lt;bwrdd&gt;</a>" in (await http.get("/")).text
        page = (await http.get("/?lang=en")).text
        assert 'href="http://127.0.0.1:8082/?a=1&amp;b=2">The board</a>' in page


class News:
    """What the page hears."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self.lines = lines

    async def next(self) -> dict:
        async with asyncio.timeout(5):
            while not (line := await anext(self.lines)).startswith("data: "):
                continue
        return json.loads(line.removeprefix("data: "))


@asynccontextmanager
async def listening(telegram: Telegram, query: str = "") -> AsyncIterator[News]:
    async with (
        httpx.AsyncClient(base_url=telegram.base_url, timeout=20) as http,
        http.stream("GET", f"/sim/events{query}") as answer,
        aclosing(answer.aiter_lines()) as lines,
    ):
        news = News(lines)
        assert (await news.next())["kind"] == "hello"
        yield news


async def test_the_page_hears_what_happens(api: Api, cadi: Phone, telegram: Telegram):
    async with listening(telegram) as news:
        sent = await api.result("sendMessage", chat_id=cadi.chat_id, text="Un")
        heard = await news.next()
        assert (heard["kind"], heard["chat_id"]) == ("message", cadi.chat_id)
        assert heard["message"]["text"] == "Un"
        where = {"chat_id": cadi.chat_id, "message_id": sent["message_id"]}
        await api.result("editMessageText", **where, text="Dau")
        heard = (await news.next())["message"]
        assert (heard["text"], heard["edited"]) == ("Dau", True)
        await api.result("sendChatAction", chat_id=cadi.chat_id, action="typing")
        assert (await news.next())["action"] == "typing"
        await cadi.block()
        assert (await news.next())["phone"]["reach"] == "blocked"
        await cadi.delete()
        assert (await news.next())["kind"] == "cleared"
        ben = await telegram.phone("Ben")
        assert (await news.next())["phone"]["chat_id"] == ben.chat_id
        await telegram.reset()
        assert (await news.next())["kind"] == "look_again"


async def test_one_may_listen_to_a_single_phone(cadi: Phone, telegram: Telegram):
    ben = await telegram.phone("Ben", autostart="/start x")
    async with listening(telegram, f"?chat_id={ben.chat_id}") as news:
        await cadi.send("un")
        await ben.send("dau")
        assert (await news.next())["message"]["text"] == "dau"
