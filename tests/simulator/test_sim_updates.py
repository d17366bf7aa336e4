"""What the bot is given, when, and how often."""

import asyncio

import pytest
from sim_api import Api

from simulator.client import NothingCame, Phone, Refused, Telegram

QUESTION = {
    "text": "Sut wyt ti'n teimlo heddiw?",
    "reply_markup": {
        "inline_keyboard": [
            [
                {"text": "😊 Hapus", "callback_data": "m:5"},
                {"text": "Trist", "callback_data": "m:2"},
            ]
        ]
    },
}


async def texts(api: Api, **params: object) -> list[str]:
    return [u["message"]["text"] for u in await api.result("getUpdates", **params)]


async def test_updates_come_again_until_a_higher_offset_confirms_them(api: Api, cadi: Phone):
    await cadi.send("un")
    assert await texts(api) == await texts(api) == ["/start abc", "un"]
    first = (await api.result("getUpdates", limit=1))[0]["update_id"]
    assert await texts(api, offset=first + 1) == ["un"]
    assert await texts(api) == ["un"]


async def test_a_negative_offset_keeps_the_newest(api: Api, cadi: Phone):
    for text in ("un", "dau", "tri"):
        await cadi.send(text)
    assert await texts(api, offset=-2) == ["dau", "tri"]
    assert await texts(api) == ["dau", "tri"]


async def test_a_long_poll_is_answered_as_soon_as_something_comes(api: Api, cadi: Phone):
    first = (await api.result("getUpdates"))[0]["update_id"]
    poll = asyncio.create_task(texts(api, offset=first + 1, timeout=20))
    await asyncio.sleep(0.05)
    await cadi.send("un")
    async with asyncio.timeout(2):
        assert await poll == ["un"]


async def test_a_second_poll_ends_the_first(api: Api, telegram: Telegram):
    first = asyncio.create_task(api("getUpdates", timeout=20))
    async with asyncio.timeout(5):
        while not (await telegram.health())["polling"]:
            continue
    second = asyncio.create_task(api("getUpdates", timeout=1))
    answer = await first
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request;")
    assert (await second)["result"] == []


async def test_only_the_kinds_asked_for_are_kept(api: Api, cadi: Phone):
    await api.result("getUpdates", offset=-1, allowed_updates=["message"])
    sent = await cadi.send("un")
    await cadi.edit(sent["message_id"], "dau")
    await cadi.block()
    kinds = [set(update) - {"update_id"} for update in await api.result("getUpdates")]
    assert kinds == [{"message"}] * 2


async def test_a_tap_waits_two_and_a_half_minutes_and_a_text_a_day(
    api: Api, cadi: Phone, telegram: Telegram
):
    await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    await cadi.tap("Hapus")
    await telegram.advance(149)
    assert len(await api.result("getUpdates")) == 2
    await telegram.advance(2)
    assert await texts(api) == ["/start abc"]
    await telegram.advance(24 * 3600)
    assert await api.result("getUpdates") == []


async def test_an_update_can_be_given_again_after_it_was_confirmed(api: Api, telegram: Telegram):
    await telegram.phone("Cadi", autostart="/start abc")
    (update,) = await api.result("getUpdates")
    after = update["update_id"] + 1
    assert await api.result("getUpdates", offset=after) == []
    await telegram.redeliver(update["update_id"])
    assert await api.result("getUpdates", offset=after) == [update]
    assert await api.result("getUpdates", offset=after) == []


async def test_a_tap_carries_its_data_and_the_message_as_it_was(api: Api, cadi: Phone):
    sent = await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    await cadi.tap("hapus")
    where = {"chat_id": cadi.chat_id, "message_id": sent["message_id"]}
    await api.result("editMessageText", **where, text="Diolch")
    tap = (await api.result("getUpdates"))[-1]["callback_query"]
    assert tap["data"] == "m:5"
    assert tap["message"]["text"] == QUESTION["text"]
    assert tap["from"]["id"] == cadi.chat_id
    assert tap["chat_instance"]


async def test_a_tap_spins_until_it_is_answered_once(api: Api, cadi: Phone):
    await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    made = await cadi.tap("m:2")
    assert (await cadi.last()).waiting == ("m:2",)
    params = {"callback_query_id": made["tap_id"], "text": "Diolch"}
    await api.result("answerCallbackQuery", **params)
    assert (await cadi.last()).waiting == ()
    assert (await cadi.transcript()).toasts == ("Diolch",)
    fault = await api.fault("answerCallbackQuery", **params)
    assert fault.startswith("400 Bad Request: query is too old and response timeout expired")


async def test_a_tap_cannot_be_answered_after_a_minute(api: Api, cadi: Phone, telegram: Telegram):
    await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    made = await cadi.tap("m:2")
    await telegram.advance(61)
    fault = await api.fault("answerCallbackQuery", callback_query_id=made["tap_id"])
    assert fault.startswith("400 Bad Request: query is too old")


async def test_two_quick_taps_are_two_updates(api: Api, cadi: Phone):
    await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    made = await cadi.double_tap("Hapus")
    taps = [u["callback_query"] for u in (await api.result("getUpdates"))[1:]]
    assert [tap["id"] for tap in taps] == [tap["tap_id"] for tap in made["taps"]]
    assert taps[0]["id"] != taps[1]["id"]


async def test_an_old_button_can_still_be_tapped(api: Api, cadi: Phone):
    sent = await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    await cadi.tap_old(sent["message_id"], "Trist", inaccessible=True)
    tap = (await api.result("getUpdates"))[-1]["callback_query"]
    assert tap["message"] == {
        "chat": {"id": cadi.chat_id, "first_name": "Cadi", "type": "private"},
        "message_id": sent["message_id"],
        "date": 0,
    }


async def test_a_button_that_an_edit_took_away_can_be_tapped_by_force(api: Api, cadi: Phone):
    sent = await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    where = {"chat_id": cadi.chat_id, "message_id": sent["message_id"]}
    await api.result("editMessageReplyMarkup", **where)
    with pytest.raises(NothingCame, match="no button 'm:5'"):
        await cadi.tap("m:5")
    await cadi.tap_old(sent["message_id"], "m:5")
    assert (await api.result("getUpdates"))[-1]["callback_query"]["data"] == "m:5"


async def test_a_button_that_is_not_there_names_those_that_are(api: Api, cadi: Phone):
    await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    with pytest.raises(NothingCame, match="Hapus"):
        await cadi.tap("Dim diolch")


async def test_waiting_in_vain_shows_the_last_messages(api: Api, cadi: Phone):
    await api.result("sendMessage", chat_id=cadi.chat_id, **QUESTION)
    with pytest.raises(NothingCame, match="Sut wyt ti'n teimlo"):
        await cadi.wait_for("Diolch", timeout=0.05)


async def test_a_person_may_edit_speak_and_send_pictures(api: Api, cadi: Phone):
    sent = await cadi.send("sgol")
    await cadi.edit(sent["message_id"], "ysgol")
    await cadi.voice(duration=7)
    await cadi.photo("Ein gardd ni")
    await cadi.sticker("🌱")
    _, _, edit, voice, photo, sticker = await api.result("getUpdates")
    assert edit["edited_message"]["text"] == "ysgol"
    assert edit["edited_message"]["edit_date"] >= edit["edited_message"]["date"]
    assert voice["message"]["voice"]["duration"] == 7
    assert photo["message"]["caption"] == "Ein gardd ni"
    assert sticker["message"]["sticker"]["emoji"] == "🌱"


async def test_a_voice_note_can_be_fetched(http, api: Api, cadi: Phone):
    await cadi.voice()
    voice = (await api.result("getUpdates"))[-1]["message"]["voice"]
    file = await api.result("getFile", file_id=voice["file_id"])
    answer = await http.get(f"/file/bot{api.token}/{file['file_path']}")
    assert answer.content.startswith(b"OggS")
    assert len(answer.content) == voice["file_size"]
    assert (await http.get(f"/file/bot{api.token}/voice/none.oga")).status_code == 404


async def test_blocking_and_coming_back_are_told(api: Api, cadi: Phone):
    await cadi.block()
    with pytest.raises(Refused, match="unblock it first"):
        await cadi.send("helo?")
    await cadi.unblock()
    changes = [u["my_chat_member"] for u in (await api.result("getUpdates"))[1:]]
    assert [c["new_chat_member"]["status"] for c in changes] == ["kicked", "member"]


async def test_a_phone_without_a_language_sends_none(api: Api, telegram: Telegram):
    await telegram.phone("Ben", autostart="/start x")
    (update,) = await api.result("getUpdates")
    message = update["message"]
    assert "language_code" not in message["from"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_ids_need_more_than_32_bits_and_are_the_same_for_the_same_seed(
    api: Api, telegram: Telegram
):
    first = await telegram.phone("Cadi", autostart="/start x")
    (update,) = await api.result("getUpdates")
    assert 2**32 < first.chat_id < 2**52
    await telegram.reset()
    again = await telegram.phone("Cadi", autostart="/start x")
    (same,) = await api.result("getUpdates")
    assert again.chat_id == first.chat_id
    assert same == update


async def test_many_may_act_at_once(telegram: Telegram):
    crowd = await telegram.phones("Dysgwr", 50, autostart="/start x")
    done = await telegram.acts([(phone, "text", {"text": "un"}) for phone in crowd])
    assert len({act["update_id"] for act in done}) == 50
    assert (await telegram.health())["waiting"] == 100
