"""Sending, changing and taking back."""

import pytest
from sim_api import Api

from simulator.client import Phone, Telegram
from simulator.shelf import plain_picture


def buttons(*data: str) -> dict:
    return {"inline_keyboard": [[{"text": d.upper(), "callback_data": d} for d in data]]}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (" \n ", "400 Bad Request: message text is empty"),
        ("ŵ" * 4097, "400 Bad Request: message is too long"),
        (
            "<b>x",
            "400 Bad Request: can't parse entities: "
            'Can\'t find end tag corresponding to start tag "b"',
        ),
        (
            "1 < 2",
            '400 Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2',
        ),
        ("<u>x</b>", "400 Bad Request: can't parse entities: Unmatched end tag at byte offset 4"),
    ],
)
async def test_a_text_that_telegram_would_refuse_is_refused(api: Api, cadi: Phone, text, fault):
    params = {"chat_id": cadi.chat_id, "text": text, "parse_mode": "HTML"}
    assert await api.fault("sendMessage", **params) == fault


async def test_the_length_is_counted_after_the_formatting_is_read(api: Api, cadi: Phone):
    text = "<b>" + "ŵ" * 4096 + "</b>"
    sent = await api.result("sendMessage", chat_id=cadi.chat_id, text=text, parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_formatting_becomes_entities_counted_in_utf16(api: Api, cadi: Phone):
    text = "  🙂 <b>Helo</b> &lt;Cadi&gt; "
    sent = await api.result("sendMessage", chat_id=cadi.chat_id, text=text, parse_mode="HTML")
    assert sent["text"] == "🙂 Helo <Cadi>"
    assert sent["entities"] == [{"type": "bold", "offset": 3, "length": 4}]


@pytest.mark.parametrize(
    ("button", "fault"),
    [
        ({"text": "x", "callback_data": "d" * 65}, "400 Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "ŵ" * 33}, "400 Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "400 Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x"}, "400 Bad Request: text buttons are unallowed in the inline keyboard"),
        (
            {"text": "x", "callback_data": "d", "url": "https://a.example"},
            "400 Bad Request: text buttons are unallowed in the inline keyboard",
        ),
    ],
)
async def test_a_button_has_one_action_and_short_data(api: Api, cadi: Phone, button, fault):
    markup = {"inline_keyboard": [[button]]}
    params = {"chat_id": cadi.chat_id, "text": "?", "reply_markup": markup}
    assert await api.fault("sendMessage", **params) == fault


async def test_sixty_four_bytes_of_data_are_allowed(api: Api, cadi: Phone):
    markup = buttons("ŵ" * 32)
    await api.result("sendMessage", chat_id=cadi.chat_id, text="?", reply_markup=markup)


async def test_an_edit_changes_the_message_in_place_and_takes_the_keyboard_away(
    api: Api, cadi: Phone
):
    sent = await api.result(
        "sendMessage", chat_id=cadi.chat_id, text="Un", reply_markup=buttons("a")
    )
    where = {"chat_id": cadi.chat_id, "message_id": sent["message_id"]}
    await api.result("editMessageText", **where, text="Dau")
    message = await cadi.last()
    assert (message.text, message.edits, message.labels) == ("Dau", ("Un",), [])


async def test_an_edit_that_changes_nothing_is_refused(api: Api, cadi: Phone):
    sent = await api.result("sendMessage", chat_id=cadi.chat_id, text="Un")
    where = {"chat_id": cadi.chat_id, "message_id": sent["message_id"]}
    fault = await api.fault("editMessageText", **where, text=" Un ")
    assert fault.startswith("400 Bad Request: message is not modified: specified new message")


@pytest.mark.parametrize(
    ("method", "message_id", "fault"),
    [
        ("editMessageText", 999, "400 Bad Request: message to edit not found"),
        ("editMessageText", 1, "400 Bad Request: message can't be edited"),
        ("deleteMessage", 999, "400 Bad Request: message to delete not found"),
    ],
)
async def test_only_an_own_message_that_is_there_changes(
    api: Api, cadi: Phone, method, message_id, fault
):
    params = {"chat_id": cadi.chat_id, "message_id": message_id, "text": "x"}
    assert await api.fault(method, **params) == fault


async def test_a_picture_has_a_caption_and_no_text(http, api: Api, cadi: Phone):
    form = {"chat_id": str(cadi.chat_id), "caption": "Hwyliau"}
    files = {"photo": ("chart.png", plain_picture(), "image/png")}
    answer = await http.post(f"/bot{api.token}/sendPhoto", data=form, files=files)
    sent = answer.json()["result"]
    where = {"chat_id": cadi.chat_id, "message_id": sent["message_id"]}
    assert (
        await api.fault("editMessageText", **where, text="x")
        == "400 Bad Request: there is no text in the message to edit"
    )
    await api.result("editMessageCaption", **where, caption="Lles")
    message = await cadi.last()
    assert (message.kind, message.text) == ("photo", "Lles")
    assert (await http.get(message.photo)).content == plain_picture()


async def test_the_same_picture_may_be_sent_by_its_id(http, api: Api, cadi: Phone):
    files = {"photo": ("chart.png", plain_picture(), "image/png")}
    form = {"chat_id": str(cadi.chat_id)}
    answer = await http.post(f"/bot{api.token}/sendPhoto", data=form, files=files)
    file_id = answer.json()["result"]["photo"][-1]["file_id"]
    again = await api.result("sendPhoto", chat_id=cadi.chat_id, photo=file_id)
    assert again["photo"][-1]["file_id"] == file_id


async def test_what_is_not_a_picture_is_refused(http, api: Api, cadi: Phone):
    files = {"photo": ("chart.png", b"words", "image/png")}
    form = {"chat_id": str(cadi.chat_id)}
    answer = await http.post(f"/bot{api.token}/sendPhoto", data=form, files=files)
    assert answer.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_a_caption_has_at_most_1024_letters(api: Api, cadi: Phone):
    made = await cadi.photo("Fy llun i")
    files = [c for c in (await cadi.transcript()).messages if c.id == made["message_id"]]
    photo = files[0].photo.removeprefix("/sim/files/")
    params = {"chat_id": cadi.chat_id, "photo": photo, "caption": "x" * 1025}
    assert await api.fault("sendPhoto", **params) == "400 Bad Request: message caption is too long"


async def test_a_message_is_deleted_for_both_within_two_days(
    api: Api, cadi: Phone, telegram: Telegram
):
    old, new = [
        await api.result("sendMessage", chat_id=cadi.chat_id, text=text) for text in ("a", "b")
    ]
    await api.result("deleteMessage", chat_id=cadi.chat_id, message_id=new["message_id"])
    assert [m.text for m in (await cadi.transcript()).from_bot] == ["a"]
    await telegram.advance(49 * 3600)
    where = {"chat_id": cadi.chat_id, "message_id": old["message_id"]}
    fault = await api.fault("deleteMessage", **where)
    assert fault == "400 Bad Request: message can't be deleted for everyone"


async def test_the_bot_may_not_speak_first(api: Api, telegram: Telegram):
    shy = await telegram.phone("Siân")
    fault = await api.fault("sendMessage", chat_id=shy.chat_id, text="Helo")
    assert fault == "403 Forbidden: bot can't initiate conversation with a user"


async def test_a_blocked_bot_and_a_closed_account_say_so(api: Api, cadi: Phone):
    await cadi.block()
    fault = await api.fault("sendMessage", chat_id=cadi.chat_id, text="Helo")
    assert fault == "403 Forbidden: bot was blocked by the user"
    await cadi.deactivate()
    fault = await api.fault("sendMessage", chat_id=cadi.chat_id, text="Helo")
    assert fault == "403 Forbidden: user is deactivated"


async def test_a_deleted_chat_forgets_its_messages_but_can_be_written_to(api: Api, cadi: Phone):
    sent = await api.result("sendMessage", chat_id=cadi.chat_id, text="Un")
    await cadi.delete()
    where = {"chat_id": cadi.chat_id, "message_id": sent["message_id"]}
    fault = await api.fault("editMessageText", **where, text="Dau")
    assert fault == "400 Bad Request: message to edit not found"
    await api.result("sendMessage", chat_id=cadi.chat_id, text="Tri")
    assert [m.text for m in (await cadi.transcript()).visible] == ["Tri"]


async def test_a_reply_keyboard_belongs_to_the_phone(api: Api, cadi: Phone):
    keyboard = {"keyboard": [["Ydw", {"text": "Nac ydw"}]]}
    params = {"chat_id": cadi.chat_id, "text": "?", "reply_markup": keyboard}
    assert "reply_markup" not in await api.result("sendMessage", **params)
    assert (await cadi.transcript()).keyboard == (("Ydw", "Nac ydw"),)


async def test_a_phone_is_offered_the_commands_nearest_to_it(
    api: Api, cadi: Phone, telegram: Telegram
):
    eleri = await telegram.phone("Eleri", language_code="en")
    await api.result("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    await api.result(
        "setMyCommands",
        commands=[{"command": "cymorth", "description": "Cymorth"}],
        language_code="cy",
    )
    assert (await cadi.transcript()).commands == ("cymorth",)
    assert (await eleri.transcript()).commands == ("help",)
    scope = {"type": "chat", "chat_id": eleri.chat_id}
    mine = [{"command": "stop", "description": "Stop"}]
    await api.result("setMyCommands", commands=mine, scope=scope)
    assert (await eleri.transcript()).commands == ("stop",)
