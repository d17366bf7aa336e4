"""How a call is read and how it is answered."""

import json

import pytest
from sim_api import TOKEN, Api

from simulator.client import Phone, Telegram
from simulator.methods import METHODS


async def test_a_call_may_come_in_any_of_four_ways(http, cadi: Phone):
    path, params = f"/bot{TOKEN}/sendMessage", {"chat_id": str(cadi.chat_id), "text": "Tŷ"}
    answers = [
        await http.get(path, params=params),
        await http.post(path, data=params),
        await http.post(path, json=params),
        await http.post(path, files={name: (None, value) for name, value in params.items()}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["Tŷ"] * 4


async def test_the_name_of_a_method_may_be_written_in_any_case(api: Api):
    assert await api.result("GETME") == await api.result("getme")


async def test_a_wrong_token_is_not_let_in(http):
    answer = await http.post("/bot1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_a_method_that_does_not_exist_is_told_apart_from_one_we_lack(api: Api):
    assert await api.fault("sendKindness") == "404 Not Found: method not found"
    assert (await api.fault("sendPoll")).startswith("501 Not Implemented: sendPoll")


@pytest.mark.parametrize(
    ("method", "params", "fault"),
    [
        ("sendMessage", {"text": "x"}, "400 Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 1}, "400 Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": 1, "text": "x"}, "400 Bad Request: chat not found"),
        ("sendMessage", {"chat_id": "@cadi", "text": "x"}, "400 Bad Request: chat not found"),
        ("sendPhoto", {"chat_id": 1}, "400 Bad Request: there is no photo in the request"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": "{"},
            "400 Bad Request: can't parse reply keyboard markup JSON object",
        ),
        (
            "getUpdates",
            {"offset": "many"},
            '400 Bad Request: parameter "offset" must be an integer',
        ),
    ],
)
async def test_a_call_that_lacks_something_says_what(api: Api, method, params, fault):
    assert await api.fault(method, **params) == fault


async def test_an_unknown_parameter_is_ignored_and_noted(api: Api, telegram: Telegram):
    await api.result("getMe", colour="green")
    (call,) = await telegram.calls("getMe")
    assert call["warnings"] == ["unknown parameter colour"]


async def test_objects_may_be_json_inside_a_form(http, cadi: Phone):
    keyboard = {"inline_keyboard": [[{"text": "Iawn", "callback_data": "ok"}]]}
    form = {"chat_id": cadi.chat_id, "text": "?", "reply_markup": json.dumps(keyboard)}
    answer = await http.post(f"/bot{TOKEN}/sendMessage", data=form)
    assert answer.json()["result"]["reply_markup"] == keyboard


async def test_every_method_of_the_facts_is_there_and_no_other():
    from simulator import facts

    assert set(facts.load().methods) == set(METHODS)


async def test_the_token_is_nowhere_that_a_browser_can_see(http, cadi: Phone, api: Api):
    await api.result("getMe")
    seen = ["/", "/sim/health", "/sim/phones", "/sim/calls"]
    seen.append(f"/sim/phones/{cadi.chat_id}/transcript")
    for path in seen:
        assert TOKEN not in (await http.get(path)).text


async def test_a_page_elsewhere_cannot_borrow_our_name(http):
    strange = {"Host": "phones.example:80"}
    assert (await http.get("/sim/phones", headers=strange)).status_code == 403
    elsewhere = {"Origin": "http://phones.example"}
    assert (await http.post("/sim/reset", headers=elsewhere)).status_code == 403
    own = {"Origin": str(http.base_url).rstrip("/")}
    assert (await http.post("/sim/reset", headers=own)).status_code == 200
