"""The methods of the Bot API that the simulator knows, by their names."""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.methods import about, edits, fetching, media, sending, taps
from simulator.world import World

Params = dict[str, Any]
Method = Callable[[World, Params], Any]

METHODS: Mapping[str, Method] = {
    "getMe": about.get_me,
    "getChat": about.get_chat,
    "setMyCommands": about.set_commands,
    "getMyCommands": about.get_commands,
    "deleteMyCommands": about.delete_commands,
    "setMyDescription": about.set_description,
    "setMyShortDescription": about.set_short_description,
    "setChatMenuButton": about.set_menu_button,
    "getUpdates": fetching.get_updates,
    "setWebhook": fetching.set_webhook,
    "deleteWebhook": fetching.delete_webhook,
    "getWebhookInfo": fetching.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendChatAction": sending.send_chat_action,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendVoice": media.send_voice,
    "getFile": media.get_file,
    "editMessageText": edits.edit_text,
    "editMessageCaption": edits.edit_caption,
    "editMessageReplyMarkup": edits.edit_markup,
    "deleteMessage": edits.delete_message,
    "answerCallbackQuery": taps.answer_tap,
}
