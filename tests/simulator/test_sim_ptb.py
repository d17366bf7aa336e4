"""python-telegram-bot takes the simulator for Telegram."""

import asyncio
from io import BytesIO

import pytest
from sim_api import Api
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MenuButtonCommands
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError

from simulator.client import Phone, Telegram
from simulator.process import SimulatorProcess
from simulator.shelf import plain_picture

FACES = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Hapus", callback_data="m:5")], [InlineKeyboardButton("?", url="t.me")]]
)


async def test_it_is_a_bot(bot: Bot):
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (1000001, True, "gwrando_sim_bot")


async def test_a_conversation(bot: Bot, cadi: Phone):
    (start,) = await bot.get_updates()
    assert start.message.text == "/start abc"
    assert start.message.from_user.language_code == "cy"
    await start.message.chat.send_action("typing")
    asked = await start.message.reply_text("Sut wyt ti'n teimlo?", reply_markup=FACES)
    assert asked.reply_markup == FACES
    await cadi.tap("Hapus")
    (update,) = await bot.get_updates(offset=start.update_id + 1, timeout=2)
    assert update.callback_query.message.message_id == asked.message_id
    await update.callback_query.answer("Diolch")
    await update.callback_query.edit_message_text("Diolch, Cadi")
    assert (await cadi.last()).text == "Diolch, Cadi"
    assert await cadi.wait_for_toast("Diolch")


async def test_pictures_and_files_out_and_back(bot: Bot, cadi: Phone):
    sent = await bot.send_photo(cadi.chat_id, BytesIO(plain_picture(120)), caption="Hwyliau")
    assert (sent.photo[-1].width, sent.caption) == (120, "Hwyliau")
    again = await bot.send_photo(cadi.chat_id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == plain_picture(120)
    document = await bot.send_document(cadi.chat_id, BytesIO(b"a,b"), filename="lles.csv")
    assert document.document.file_name == "lles.csv"
    voice = await bot.send_voice(cadi.chat_id, BytesIO(b"OggS"), duration=2)
    assert voice.voice.file_id


async def test_what_the_bot_says_of_itself(bot: Bot, cadi: Phone):
    await bot.set_my_commands([("cymorth", "Cael help")], language_code="cy")
    assert [c.command for c in await bot.get_my_commands(language_code="cy")] == ["cymorth"]
    assert await bot.delete_my_commands(language_code="cy")
    assert await bot.set_my_description("Gwrando")
    assert await bot.set_my_short_description("Gwrando")
    assert await bot.set_chat_menu_button(cadi.chat_id, MenuButtonCommands())
    assert (await bot.get_chat(cadi.chat_id)).first_name == "Cadi"
    assert (await bot.get_webhook_info()).url == ""


async def test_everything_a_person_sends_can_be_read(bot: Bot, cadi: Phone):
    sent = await cadi.send("un")
    await cadi.edit(sent["message_id"], "dau")
    await cadi.voice()
    await cadi.photo("tri")
    await cadi.sticker()
    await cadi.block()
    await cadi.unblock()
    assert len(await bot.get_updates()) == 8


async def test_errors_are_the_ones_that_ptb_knows(bot: Bot, cadi: Phone, telegram: Telegram):
    sent = await bot.send_message(cadi.chat_id, "Un")
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("Un")
    await telegram.faults("500")
    with pytest.raises(NetworkError):
        await bot.send_message(cadi.chat_id, "Un")
    await cadi.block()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(cadi.chat_id, "Un")


async def test_two_polls_are_one_too_many(bot: Bot, telegram: Telegram, api: Api):
    first = asyncio.create_task(bot.get_updates(timeout=10))
    async with asyncio.timeout(5):
        while not (await telegram.health())["polling"]:
            continue
    assert await api.result("getUpdates") == []
    with pytest.raises(Conflict):
        await first


async def test_a_wrong_token_is_found_out(process: SimulatorProcess):
    with pytest.raises(InvalidToken):
        async with Bot("2:wrong", base_url=process.api_url):
            pytest.fail("it was let in")
