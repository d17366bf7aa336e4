"""The council's board: both languages, every address answered, nothing but released tables."""

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from random import Random

import httpx
import pytest

from domain.people import Language
from locales.reader import voice
from reporting.disclosure import Pending, Record, protect
from reporting.measures import MOOD
from reporting.summary import WeekTable, hidden_slices, week_tables
from web.app import create_app
from web.board import RECENT
from web.headers import HEADERS

NEWEST = date(2026, 11, 16)
SIZES = {7: 24, 8: 21, 9: 15, 13: 8}
CYMRAEG, ENGLISH = voice(Language.CY), voice(Language.EN)


def released(week: date) -> tuple[WeekTable, ...]:
    """A week in which four years have answered, one of them too few."""
    draw = Random(week.toordinal())  # noqa: S311 - the tests must be repeatable
    years = [year for year, size in SIZES.items() for _ in range(size)]
    records = tuple(
        Record(key=f"k{n}", year=year, option=draw.choice(MOOD.options))
        for n, year in enumerate(years)
    )
    asked = {"school": 90, **{f"year:{year}": 30 for year in SIZES}}
    return week_tables(
        protect(Pending(measure=MOOD, week=week, records=records, asked=asked), ()).tables
    )


class SomeWeeks:
    """Released results of some weeks; the newest has nothing to show yet if `open_week`."""

    def __init__(self, count: int, *, open_week: bool = False) -> None:
        self.shown = {NEWEST - timedelta(weeks=n): released(NEWEST) for n in range(count)}
        if open_week:
            self.shown[NEWEST + timedelta(weeks=1)] = ()

    async def weeks(self) -> tuple[date, ...]:
        return tuple(self.shown)

    async def tables(self, week: date) -> tuple[WeekTable, ...]:
        return self.shown[week]

    async def hidden(self, week: date) -> tuple[str, ...]:
        return hidden_slices(self.shown[week], SIZES)


def reader(data: SomeWeeks) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=create_app(data), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://board")


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with reader(SomeWeeks(2)) as client:
        yield client


def sentences(html: str) -> str:
    """What the page says, without its tags."""
    body = re.sub(r"<svg.*?</svg>", " ", html.partition("<body>")[2], flags=re.DOTALL)
    plain = re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").replace("&amp;", "&")
    return " ".join(plain.split())


async def test_the_door_leads_to_the_board(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/")
    assert (answer.is_redirect, answer.headers["location"]) == (True, "/board")


async def test_the_board_opens_in_welsh_on_the_newest_week(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/board")
    assert page.status_code == 200
    assert '<html lang="cy">' in page.text
    assert "Wythnos yn dechrau: 16 Tachwedd 2026" in sentences(page.text)


async def test_one_link_changes_the_language_and_keeps_the_week(
    browser: httpx.AsyncClient,
) -> None:
    welsh = await browser.get("/board?week=2026-11-09")
    assert (
        'lang="en" hreflang="en" href="/board?lang=en&amp;week=2026-11-09">English<' in welsh.text
    )
    english = await browser.get("/board?lang=en&week=2026-11-09")
    assert '<html lang="en">' in english.text
    assert "Week starting: 9 November 2026" in sentences(english.text)
    assert ">Cymraeg<" in english.text


@pytest.mark.parametrize("language", list(Language))
async def test_each_shown_slice_has_a_drawing_a_sentence_and_a_table(
    browser: httpx.AsyncClient, language: Language
) -> None:
    page = await browser.get("/board", params={"lang": language.value})
    tables = released(NEWEST)
    assert [table.slice for table in tables] == ["school", "year:7", "year:8"]
    assert page.text.count("<svg ") == page.text.count("<table>") == 3
    assert page.text.count('role="img" aria-label="') == 3
    for table in tables:
        said = voice(language).say("board.answered", answered=table.answered, asked=table.asked)
        assert said in sentences(page.text)


async def test_hidden_years_are_named_and_all_say_the_same(browser: httpx.AsyncClient) -> None:
    said = sentences((await browser.get("/board?lang=en")).text)
    for year in (9, 13):
        assert f"Year {year} {ENGLISH.say('board.hidden')}" in said
    assert said.count(ENGLISH.say("board.hidden")) == 2
    assert said.endswith(ENGLISH.say("board.footer"))


async def test_earlier_weeks_are_a_link_away() -> None:
    async with reader(SomeWeeks(RECENT + 3)) as client:
        page = (await client.get("/board?lang=en")).text
    links = re.findall(r'href="/board\?lang=en&amp;week=([\d-]+)"', page)
    assert len(links) == RECENT + 3
    assert links == sorted(links, reverse=True)
    assert page.count('aria-current="page"') == 1
    assert ENGLISH.say("board.weeks.earlier") in page


async def test_an_old_week_is_open_in_the_list() -> None:
    old = (NEWEST - timedelta(weeks=RECENT)).isoformat()
    async with reader(SomeWeeks(RECENT + 1)) as client:
        assert "<details open>" in (await client.get(f"/board?week={old}")).text
        assert "<details open>" not in (await client.get("/board")).text


async def test_a_week_with_too_few_answers_says_so_and_names_nothing() -> None:
    async with reader(SomeWeeks(1, open_week=True)) as client:
        page = await client.get("/board?lang=en")
    assert ENGLISH.say("board.nothing") in sentences(page.text)
    assert "Year" not in sentences(page.text)
    assert "<svg" not in page.text


async def test_a_school_that_has_asked_nothing_has_an_empty_board() -> None:
    async with reader(SomeWeeks(0)) as client:
        page = await client.get("/board")
    assert page.status_code == 200
    assert CYMRAEG.say("board.nothing") in sentences(page.text)


BAD = [
    ("/board?week=banana", 400, "board.fault.week", [Language.CY]),
    ("/board?week=banana&lang=en", 400, "board.fault.week", [Language.EN]),
    ("/board?week=", 400, "board.fault.week", [Language.CY]),
    ("/board?week=2020-01-06&lang=en", 404, "board.fault.unknown_week", [Language.EN]),
    ("/board?week=2026-11-18", 404, "board.fault.unknown_week", [Language.CY]),
    ("/board?lang=fr", 400, "board.fault.language", list(Language)),
    ("/nowhere", 404, "board.fault.not_found", list(Language)),
    ("/static/nothing.css", 404, "board.fault.not_found", list(Language)),
]


@pytest.mark.parametrize(("address", "status", "key", "languages"), BAD)
async def test_a_bad_address_gets_one_clear_sentence(
    browser: httpx.AsyncClient, address: str, status: int, key: str, languages: list[Language]
) -> None:
    page = await browser.get(address)
    assert page.status_code == status
    expected = [f"{voice(each).say(key)} {voice(each).say('board.back')}" for each in languages]
    assert sentences(page.text) == " ".join(expected)


async def test_what_the_address_says_is_never_repeated(browser: httpx.AsyncClient) -> None:
    for parameter in ("week", "lang"):
        page = await browser.get("/board", params={parameter: "<script>alert(1)</script>"})
        assert "alert" not in page.text


async def test_nothing_can_be_sent_to_the_board(browser: httpx.AsyncClient) -> None:
    page = await browser.post("/board")
    assert page.status_code == 405
    assert CYMRAEG.say("board.fault.method") in sentences(page.text)


async def test_trouble_is_told_in_both_languages_without_details() -> None:
    class Broken(SomeWeeks):
        async def weeks(self) -> tuple[date, ...]:
            raise RuntimeError("a learner's words")

    async with reader(Broken(0)) as client:
        page = await client.get("/board")
    assert page.status_code == 500
    assert "learner" not in page.text
    assert page.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    for speaking in (CYMRAEG, ENGLISH):
        assert speaking.say("board.fault.trouble") in sentences(page.text)


@pytest.mark.parametrize("address", ["/board", "/nowhere", "/healthz", "/static/board.css", "/"])
async def test_every_answer_forbids_scripts_and_frames(
    browser: httpx.AsyncClient, address: str
) -> None:
    headers = (await browser.get(address)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


async def test_the_page_obeys_its_own_policy(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/board")).text
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|<form|<iframe", page)
    assert not re.search(r'(?:src|href)="(?!/|#)', page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


async def test_the_style_and_the_icon_are_served_from_here(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/board")).text
    for asset in re.findall(r'<link [^>]*href="([^"]+)"', page):
        assert (await browser.get(asset)).status_code == 200


async def test_the_door_says_that_it_is_open(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")
