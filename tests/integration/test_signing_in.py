"""Signing in: a link once, a code once, a session that locks, and nobody in by another way."""

import re
from collections.abc import AsyncIterator

import pytest

from domain.ids import ContactId
from domain.people import Language, Role, Standing
from services import signing_in, staff
from services.runtime import Runtime
from storage import contacts
from storage.tables import audit, sign_in_links, web_sessions
from tests.integration.browser import Browser, goes_to
from tests.integration.door import Door, rows, waiting
from tests.integration.people import Member, join
from tests.support.clock import Clock

DSP = frozenset({Role.DSP})


@pytest.fixture
async def dsp(runtime: Runtime) -> Member:
    return await join(runtime, "dsp", roles=DSP)


@pytest.fixture
def browser(runtime: Runtime, clock: Clock) -> Browser:
    return Browser(runtime, clock)


# --- the link -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("dsp")
async def test_a_link_comes_by_chat_and_opens_the_desk_once(
    runtime: Runtime, door: Door, browser: Browser
) -> None:
    await door.say("dsp", "/desk")
    [message] = await waiting(runtime.database)
    path = re.search(r"/sign-in/\w+", message.message.text)
    assert path
    assert (await browser.get(path[0])).status_code == 200
    assert (await browser.get(path[0])).status_code == 200, "a look does not spend it"
    assert goes_to(await browser.client.post(path[0])) == "/sign-in"
    assert goes_to(await browser.get("/sign-in")) == "/sign-in/enrol?next=/start"
    assert (await Browser(runtime, browser.clock).client.post(path[0])).status_code == 403


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.DSP, Role.DEPUTY, Role.HEAD, Role.AUTHORITY})
)
async def test_nobody_else_is_sent_a_link(runtime: Runtime, door: Door, role: Role) -> None:
    await join(runtime, "other", roles=frozenset({role}))
    await door.say("other", "/desg")
    for message in await waiting(runtime.database):
        assert "/sign-in/" not in message.message.text
    assert await rows(runtime.database, sign_in_links) == []


async def test_a_newer_link_ends_the_older_and_each_ends_by_itself(
    runtime: Runtime, dsp: Member, browser: Browser, clock: Clock
) -> None:
    older = await signing_in.make_link(runtime, dsp.contact.id)
    newer = await signing_in.make_link(runtime, dsp.contact.id)
    assert (await browser.client.post(f"/sign-in/{older}")).status_code == 403
    clock.move(minutes=10)
    assert (await browser.client.post(f"/sign-in/{newer}")).status_code == 403


async def test_who_tries_many_links_has_to_wait(
    runtime: Runtime, dsp: Member, browser: Browser, clock: Clock
) -> None:
    for number in range(signing_in.MOST_LINKS_TRIED):
        assert (await browser.client.post(f"/sign-in/{number}")).status_code == 403
    token = await signing_in.make_link(runtime, dsp.contact.id)
    assert (await browser.client.post(f"/sign-in/{token}")).status_code == 403
    elsewhere = Browser(runtime, clock, source="192.0.2.2")
    assert goes_to(await elsewhere.client.post(f"/sign-in/{token}")) == "/sign-in"


# --- by e-mail ----------------------------------------------------------------------------------

MAIL = "cyswllt@authority.example"


async def test_the_authority_s_contact_gets_a_link_by_mail(
    runtime: Runtime, browser: Browser
) -> None:
    contact = await join(runtime, "nobody", roles=frozenset({Role.AUTHORITY}))
    await staff.set_email(runtime, contact.contact.id, MAIL)
    asked = await browser.client.post("/sign-in", data={"address": f" {MAIL} "})
    assert asked.status_code == 200
    [message] = await waiting(runtime.database)
    path = re.search(r"/sign-in/[\w-]+$", message.message.text)
    assert path
    assert message.address == MAIL
    assert goes_to(await browser.client.post(path[0])) == "/sign-in"


async def test_nobody_learns_whose_address_it_is(
    runtime: Runtime, dsp: Member, browser: Browser
) -> None:
    office = await join(runtime, "office", roles=frozenset({Role.OFFICE}))
    await staff.set_email(runtime, dsp.contact.id, MAIL)
    await staff.set_email(runtime, office.contact.id, "office@school.example")
    said = {
        (await browser.client.post("/sign-in", data={"address": each})).text
        for each in (MAIL, "office@school.example", "nobody@school.example", "", "x\r\nBcc: y")
    }
    assert len(said) == 1
    assert len(await waiting(runtime.database)) == 1


async def test_links_by_mail_are_few(
    runtime: Runtime, dsp: Member, browser: Browser, clock: Clock
) -> None:
    await staff.set_email(runtime, dsp.contact.id, MAIL)
    for number in range(signing_in.MOST_MAILS):
        elsewhere = Browser(runtime, clock, source=f"192.0.2.{number + 10}")
        assert (await elsewhere.client.post("/sign-in", data={"address": MAIL})).status_code == 200
    assert (await browser.client.post("/sign-in", data={"address": MAIL})).status_code == 403
    cross = {"sec-fetch-site": "cross-site"}
    sent = await browser.client.post("/sign-in", data={"address": MAIL}, headers=cross)
    assert sent.status_code == 403
    clock.move(minutes=11)
    assert (await browser.client.post("/sign-in", data={"address": MAIL})).status_code == 200


# --- the second factor --------------------------------------------------------------------------


async def test_the_first_time_an_app_is_set_up_and_recovery_codes_are_shown_once(
    runtime: Runtime, dsp: Member, browser: Browser
) -> None:
    done = await browser.enrol(dsp.contact.id)
    codes = re.findall(r"<code>(\w{5}-\w{5})</code>", done.text)
    assert len(codes) == signing_in.RECOVERY_CODES
    assert (await browser.get("/desk")).status_code == 200
    assert (await browser.get("/sign-in/enrol")).status_code == 303
    assert (await browser.get("/sign-in/enrol.svg")).status_code == 303
    again = Browser(runtime, browser.clock)
    await again.open_link(dsp.contact.id)
    assert goes_to(await again.post("/sign-in/code", code=codes[0].upper())) == "/start"
    third = Browser(runtime, browser.clock)
    await third.open_link(dsp.contact.id)
    assert (await third.post("/sign-in/code", code=codes[0])).status_code == 403, "only once"


async def test_the_picture_is_for_this_session_alone(
    runtime: Runtime, dsp: Member, browser: Browser
) -> None:
    await browser.open_link(dsp.contact.id)
    picture = await browser.get("/sign-in/enrol.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.headers["cache-control"] == "no-store"
    assert goes_to(await Browser(runtime, browser.clock).get("/sign-in/enrol.svg")) != ""


async def test_who_saw_a_secret_and_left_it_knows_no_code_of_a_later_one(
    runtime: Runtime, dsp: Member, browser: Browser
) -> None:
    other = Browser(runtime, browser.clock)
    await other.open_link(dsp.contact.id)
    seen = (await other.get("/sign-in/enrol.svg")).content
    await browser.open_link(dsp.contact.id)
    assert (await browser.get("/sign-in/enrol.svg")).content != seen
    assert goes_to(await other.get("/sign-in/enrol.svg")).startswith("/sign-in?")


async def test_a_link_alone_opens_no_room(dsp: Member, browser: Browser) -> None:
    await browser.enrol(dsp.contact.id)
    other = Browser(browser.rt, browser.clock)
    await other.open_link(dsp.contact.id)
    for path in ("/desk", "/desk/reading", "/start"):
        assert goes_to(await other.get(path)).startswith("/sign-in")


async def test_a_code_is_taken_once_and_near_its_time(
    dsp: Member, browser: Browser, clock: Clock
) -> None:
    await browser.enrol(dsp.contact.id)
    used = browser.code()
    await browser.open_link(dsp.contact.id)
    assert (await browser.post("/sign-in/code", code=used)).status_code == 403
    clock.move(minutes=5)
    late = browser.code()
    clock.move(seconds=90)
    assert (await browser.post("/sign-in/code", code=late)).status_code == 403
    assert goes_to(await browser.post("/sign-in/code", code=browser.code())) == "/start"


async def test_wrong_codes_lock_for_longer_and_longer(
    dsp: Member, browser: Browser, clock: Clock
) -> None:
    await browser.enrol(dsp.contact.id)
    await browser.open_link(dsp.contact.id)
    for _ in range(signing_in.MOST_MISSES):
        assert (await browser.post("/sign-in/code", code="000000")).status_code == 403
    clock.move(minutes=14)
    assert (await browser.post("/sign-in/code", code=browser.code())).status_code == 403
    clock.move(minutes=1)
    assert (await browser.post("/sign-in/code", code="000000")).status_code == 403
    clock.move(minutes=29)
    assert (await browser.post("/sign-in/code", code=browser.code())).status_code == 403
    clock.move(minutes=1)
    assert goes_to(await browser.post("/sign-in/code", code=browser.code())) == "/start"


async def test_a_lost_phone_is_set_up_anew_and_every_session_ends(
    runtime: Runtime, dsp: Member, browser: Browser
) -> None:
    await browser.enrol(dsp.contact.id)
    await signing_in.reset_factor(runtime, dsp.contact.id, "The phone is lost.")
    assert goes_to(await browser.get("/desk")).startswith("/sign-in")
    await browser.enrol(dsp.contact.id)
    assert (await browser.get("/desk")).status_code == 200


# --- the session --------------------------------------------------------------------------------


async def test_a_session_locks_when_idle_and_comes_back_to_its_page(
    dsp: Member, browser: Browser, clock: Clock
) -> None:
    await browser.enrol(dsp.contact.id)
    clock.move(minutes=15)
    assert goes_to(await browser.get("/desk/rota")) == "/sign-in?next=/desk/rota"
    onwards = goes_to(await browser.get("/sign-in?next=/desk/rota"))
    assert onwards == "/sign-in/code?next=/desk/rota"
    assert goes_to(await browser.post(onwards, code=browser.code())) == "/desk/rota"


async def test_what_a_page_asks_by_itself_keeps_no_session_open(
    dsp: Member, browser: Browser, clock: Clock
) -> None:
    await browser.enrol(dsp.contact.id)
    token = browser.client.cookies["gwrando"]
    for _ in range(3):
        clock.move(minutes=5)
        await signing_in.look(browser.rt, token, quiet=True)
    assert goes_to(await browser.get("/desk")).startswith("/sign-in")


async def test_a_session_ends_after_a_working_day(
    dsp: Member, browser: Browser, clock: Clock
) -> None:
    await browser.enrol(dsp.contact.id)
    for _ in range(8 * 6):
        clock.move(minutes=10)
        await browser.get("/start")
    assert goes_to(await browser.get("/start")) == "/sign-in"
    assert (await browser.get("/sign-in")).status_code == 200


async def test_a_token_from_before_the_second_factor_opens_nothing(
    dsp: Member, browser: Browser
) -> None:
    await browser.open_link(dsp.contact.id)
    fixed = browser.client.cookies["gwrando"]
    await browser.enrol(dsp.contact.id)
    assert browser.client.cookies["gwrando"] != fixed
    other = Browser(browser.rt, browser.clock)
    other.client.cookies.set("gwrando", fixed)
    assert goes_to(await other.get("/desk")).startswith("/sign-in")


@pytest.mark.parametrize("how", ["stops", "loses the role"])
async def test_who_leaves_is_out_at_the_next_look(
    runtime: Runtime, dsp: Member, browser: Browser, how: str
) -> None:
    await browser.enrol(dsp.contact.id)
    change = (
        {"contact_id": dsp.contact.id, "standing": Standing.STOPPED.value}
        if how == "stops"
        else {"contact_id": dsp.contact.id, "roles": Role.OFFICE.value}
    )
    async with runtime.database.write() as uow:
        await contacts.change(uow, [change])
        await uow.commit()
    assert goes_to(await browser.get("/desk")).startswith("/sign-in")
    assert await rows(runtime.database, web_sessions) == []


async def test_signing_out_ends_this_session_or_all(
    runtime: Runtime, dsp: Member, browser: Browser
) -> None:
    await browser.enrol(dsp.contact.id)
    other = Browser(runtime, browser.clock)
    other.secret = browser.secret
    await other.sign_in(dsp.contact.id)
    assert (await browser.post("/sign-out")).status_code == 200
    assert goes_to(await browser.get("/desk")).startswith("/sign-in")
    assert (await other.get("/desk")).status_code == 200
    await browser.sign_in(dsp.contact.id)
    assert (await browser.post("/sign-out", all="yes")).status_code == 200
    assert goes_to(await other.get("/desk")).startswith("/sign-in")


# --- forms --------------------------------------------------------------------------------------

FORMS = ["/sign-out", "/desk/rota/away", "/desk/case/0000/note", "/desk/reading/0000/read"]


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_that_is_not_ours_changes_nothing(
    dsp: Member, browser: Browser, path: str
) -> None:
    await browser.enrol(dsp.contact.id)
    assert (await browser.post(path, csrf="")).status_code == 403
    assert (await browser.post(path, csrf="made up")).status_code == 403
    own = await browser.csrf()
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
    ):
        sent = await browser.client.post(path, data={"csrf": own}, headers=headers)
        assert sent.status_code == 403
    assert (await browser.get("/desk")).status_code == 200


async def test_a_form_of_another_session_is_not_ours(
    runtime: Runtime, dsp: Member, browser: Browser
) -> None:
    deputy = await join(runtime, "deputy", roles=frozenset({Role.DEPUTY}))
    other = Browser(runtime, browser.clock)
    await browser.enrol(dsp.contact.id)
    await other.enrol(deputy.contact.id)
    theirs = await other.csrf()
    assert (await browser.post("/sign-out", csrf=theirs)).status_code == 403


ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "javascript:alert(1)",
    "",
    "desk",
    "/" + "a" * 400,
    "/dewis\r\nSet-Cookie: x=y",
]


@pytest.mark.parametrize("path", ELSEWHERE)
async def test_nobody_is_led_elsewhere_after_signing_in(
    dsp: Member, browser: Browser, path: str
) -> None:
    await browser.enrol(dsp.contact.id)
    await browser.open_link(dsp.contact.id)
    browser.clock.move(seconds=31)
    sent = await browser.client.post(
        "/sign-in/code",
        params={"next": path},
        data={"csrf": await browser.csrf(), "code": browser.code()},
    )
    assert goes_to(sent) == "/start"


# --- what is kept and said ----------------------------------------------------------------------


async def test_no_token_and_no_secret_lies_in_the_tables_or_the_log(
    runtime: Runtime, dsp: Member, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    token = await signing_in.make_link(runtime, dsp.contact.id)
    kept = repr(await rows(runtime.database, sign_in_links))
    assert token not in kept
    await browser.enrol(dsp.contact.id)
    kept = repr(await rows(runtime.database, web_sessions))
    assert browser.client.cookies["gwrando"] not in kept
    for secret in (token, browser.secret, browser.client.cookies["gwrando"]):
        assert secret not in caplog.text
        assert secret not in repr(await rows(runtime.database, audit))


async def test_the_cookie_is_for_these_pages_alone(dsp: Member, browser: Browser) -> None:
    sent = (await browser.open_link(dsp.contact.id)).headers["set-cookie"].casefold()
    assert {"httponly", "samesite=strict", "path=/"} <= set(sent.split("; "))
    assert "secure" not in sent, "these tests go by http"
    assert "max-age" not in sent


@pytest.mark.parametrize("language", list(Language))
async def test_each_page_is_in_both_languages(
    dsp: Member, browser: Browser, language: Language
) -> None:
    there = f"?lang={language.value}"
    for path in ("/sign-in", "/sign-in/anything"):
        assert f'lang="{language.value}"' in (await browser.get(path + there)).text
    await browser.enrol(dsp.contact.id)
    for path in ("/start", "/desk", "/desk/reading", "/desk/morning", "/desk/rota"):
        page = await browser.get(path + there)
        assert page.status_code == 200
        assert f'<html lang="{language.value}">' in page.text


async def test_a_link_for_somebody_who_may_not_sign_in_is_refused(runtime: Runtime) -> None:
    learner = await join(runtime, "cadi")
    for contact_id in (learner.contact.id, ContactId("nobody")):
        with pytest.raises(signing_in.BadInput):
            await signing_in.make_link(runtime, contact_id)


async def test_a_form_that_is_far_too_long_is_not_read(dsp: Member, browser: Browser) -> None:
    long = {"address": "a" * 70_000}
    assert (await browser.client.post("/sign-in", data=long)).status_code == 413

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(80):
            yield b"a" * 1024

    kind = {"content-type": "application/x-www-form-urlencoded"}
    sent = await browser.client.post("/sign-in", content=pieces(), headers=kind)
    assert sent.status_code == 413
    await browser.enrol(dsp.contact.id)
    broken = {"content-type": "multipart/form-data; boundary=x"}
    sent = await browser.client.post("/sign-out", content=b"--y", headers=broken)
    assert sent.status_code in {400, 403}
