"""Telegram's pace, and its bad days."""

import asyncio

import httpx
import pytest
from sim_api import Api

from simulator.client import Phone, Telegram
from simulator.errors import ApiError
from simulator.limits import Limits


def sends_until_refused(limits: Limits, chat_ids: list[int], now: float) -> tuple[int, int]:
    for count, chat_id in enumerate(chat_ids):
        try:
            limits.check(chat_id, now)
        except ApiError as refusal:
            return count, refusal.retry_after
    return len(chat_ids), 0


@pytest.mark.parametrize(
    ("chats", "passed", "retry_after"),
    [
        ([1] * 5, 3, 1),  # a short burst in one chat passes
        (list(range(1, 40)), 30, 1),  # thirty a second over all chats
        ([-1] * 5, 3, 1),
    ],
)
def test_the_pace_is_kept(chats, passed, retry_after):
    assert sends_until_refused(Limits(on=True), chats, 0.0) == (passed, retry_after)


def test_a_group_hears_twenty_a_minute():
    limits = Limits(on=True)
    for second in range(20):
        limits.check(-1, float(second))
    assert sends_until_refused(limits, [-1], 20.0) == (0, 40)
    limits.check(-1, 60.0)


def test_after_the_wait_the_message_passes():
    limits = Limits(on=True)
    sends_until_refused(limits, [1] * 4, 0.0)
    limits.check(1, 1.0)


async def test_a_refusal_says_how_long_to_wait(http, api: Api, cadi: Phone, telegram: Telegram):
    await telegram.limits(True)
    path = f"/bot{api.token}/sendMessage"
    answers = [
        await http.post(path, json={"chat_id": cadi.chat_id, "text": str(number)})
        for number in range(4)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refusal = answers[-1]
    assert refusal.headers["Retry-After"] == "1"
    assert refusal.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }


async def test_answering_a_tap_is_not_counted(api: Api, cadi: Phone, telegram: Telegram):
    await telegram.limits(True)
    button = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    await api.result("sendMessage", chat_id=cadi.chat_id, text="?", reply_markup=button)
    for _ in range(10):
        tap = await cadi.tap("x")
        await api.result("answerCallbackQuery", callback_query_id=tap["tap_id"])


@pytest.mark.parametrize(
    ("kind", "code"), [("429", 429), ("403", 403), ("500", 500), ("502", 502)]
)
async def test_the_next_calls_fail_and_then_no_more(
    http, api: Api, cadi: Phone, telegram: Telegram, kind, code
):
    await telegram.faults(kind, times=2)
    path, params = f"/bot{api.token}/sendMessage", {"chat_id": cadi.chat_id, "text": "x"}
    codes = [(await http.post(path, json=params)).status_code for _ in range(3)]
    assert codes == [code, code, 200]
    assert [m.text for m in (await cadi.transcript()).from_bot] == ["x"]


@pytest.mark.parametrize(("kind", "arrived"), [("drop", ["x"]), ("lost", [])])
async def test_a_cut_line_says_nothing_of_whether_the_message_arrived(
    api: Api, cadi: Phone, telegram: Telegram, kind, arrived
):
    await telegram.faults(kind)
    with pytest.raises(httpx.RemoteProtocolError):
        await api("sendMessage", chat_id=cadi.chat_id, text="x")
    assert [m.text for m in (await cadi.transcript()).from_bot] == arrived


async def test_an_answer_that_never_comes(api: Api, cadi: Phone, telegram: Telegram):
    await telegram.faults("hang")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await api("sendMessage", chat_id=cadi.chat_id, text="x")
    assert (await cadi.last()).text == "x"


async def test_a_slow_call(api: Api, telegram: Telegram):
    await telegram.faults("slow", ms=150)
    started = asyncio.get_running_loop().time()
    await api.result("getMe")
    assert asyncio.get_running_loop().time() - started >= 0.15


async def test_a_fault_may_be_meant_for_one_method_and_one_chat(
    api: Api, cadi: Phone, telegram: Telegram
):
    ben = await telegram.phone("Ben", autostart="/start x")
    await telegram.faults("500", method="sendMessage", chat_id=ben.chat_id)
    await api.result("getUpdates")
    await api.result("sendMessage", chat_id=cadi.chat_id, text="x")
    await api.result("getChat", chat_id=ben.chat_id)
    assert await api.fault("sendMessage", chat_id=ben.chat_id, text="x") == (
        "500 Internal Server Error"
    )


async def test_a_fault_without_a_method_leaves_the_poll_alone(api: Api, telegram: Telegram):
    await telegram.faults("500")
    assert await api.result("getUpdates") == []
    assert (await api("getMe"))["error_code"] == 500


async def test_the_call_log_tells_what_was_asked_and_how_it_ended(
    api: Api, cadi: Phone, telegram: Telegram
):
    await api.result("sendMessage", chat_id=cadi.chat_id, text="x")
    await telegram.faults("403")
    await api.fault("sendMessage", chat_id=cadi.chat_id, text="y")
    calls = await telegram.calls("sendMessage", chat_id=cadi.chat_id)
    assert [(call["params"]["text"], call["ok"], call["fault"]) for call in calls] == [
        ("x", True, ""),
        ("y", False, "403"),
    ]
    assert await telegram.calls(since=calls[-1]["place"]) == []
