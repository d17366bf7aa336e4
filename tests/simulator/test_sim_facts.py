"""Every answer holds what its type must hold, and nothing that the type does not know."""

import json
from typing import Any

from sim_api import TOKEN, Api

from simulator import facts
from simulator.client import Phone
from simulator.shelf import plain_picture

FACTS = facts.load()
SIMPLE = {"Integer": int, "Float": (int, float), "String": str, "Boolean": bool}
KEYBOARD = {"inline_keyboard": [[{"text": "Iawn", "callback_data": "ok"}]]}


def holds(value: Any, name: str) -> bool:
    """Whether a value is of a type of the Bot API, all the way down."""
    if name.startswith("Array of "):
        inner = name.removeprefix("Array of ")
        return isinstance(value, list) and all(holds(item, inner) for item in value)
    if name in SIMPLE:
        return isinstance(value, SIMPLE[name])
    if name == "True":
        return value is True
    if name in ("ChatMember", "MaybeInaccessibleMessage"):
        kinds = {"member": "ChatMemberMember", "kicked": "ChatMemberBanned"}
        other = "Message" if value.get("date") else "InaccessibleMessage"
        return holds(value, kinds.get(value.get("status"), other))
    fields = FACTS.types[name]
    missing = [key for key, field in fields.items() if field["required"] and key not in value]
    assert not missing, f"{name} lacks {missing}"
    unknown = set(value) - set(fields)
    assert not unknown, f"{name} does not know {unknown}"
    return all(
        any(holds(item, kind) for kind in fields[key]["types"]) for key, item in value.items()
    )


async def test_every_answer_is_of_its_type(http, api: Api, cadi: Phone):
    seen: dict[str, Any] = {}

    async def call(method: str, **params: Any) -> Any:
        seen[method] = await api.result(method, **params)
        assert any(holds(seen[method], kind) for kind in FACTS.returns[method]), method
        return seen[method]

    async def upload(method: str, name: str, content: bytes) -> None:
        files = {name: ("file.png", content, "image/png")}
        form = {"chat_id": str(cadi.chat_id), "reply_markup": json.dumps(KEYBOARD)}
        answer = await http.post(f"/bot{TOKEN}/{method}", data=form, files=files)
        seen[method] = answer.json()["result"]
        assert holds(seen[method], "Message")

    chat = {"chat_id": cadi.chat_id}
    await call("getMe")
    await call("getChat", **chat)
    text = await call("sendMessage", **chat, text="<b>Un</b>", parse_mode="HTML")
    own = {**chat, "message_id": text["message_id"]}
    await call("editMessageText", **own, text="Dau", reply_markup=KEYBOARD)
    tap = await cadi.tap("ok")
    await call("answerCallbackQuery", callback_query_id=tap["tap_id"])
    await cadi.tap_old(text["message_id"], "ok", inaccessible=True)
    await call("editMessageReplyMarkup", **own)
    await call("deleteMessage", **own)
    await upload("sendPhoto", "photo", plain_picture())
    await upload("sendDocument", "document", b"a,b")
    await upload("sendVoice", "voice", b"OggS")
    photo = seen["sendPhoto"]
    await call("editMessageCaption", **chat, message_id=photo["message_id"], caption="Llun")
    await call("getFile", file_id=photo["photo"][0]["file_id"])
    await call("sendChatAction", **chat, action="typing")
    await call("setMyCommands", commands=[{"command": "stop", "description": "Stopio"}])
    await call("getMyCommands")
    await call("deleteMyCommands")
    await call("setMyDescription", description="Gwrando")
    await call("setMyShortDescription", short_description="Gwrando")
    await call("setChatMenuButton", **chat)
    await cadi.edit((await cadi.send("un"))["message_id"], "dau")
    await cadi.voice()
    await cadi.photo("Llun")
    await cadi.sticker()
    await cadi.block()
    await cadi.unblock()
    assert len(await call("getUpdates", allowed_updates=["message"])) == 10
    await call("setWebhook", url="http://127.0.0.1:1/none", allowed_updates=["message"])
    await call("getWebhookInfo")
    await call("deleteWebhook")
    assert set(seen) == set(FACTS.methods)
