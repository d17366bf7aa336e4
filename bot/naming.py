"""The bot's own name on Telegram, which its links carry."""

from telegram import Bot
from telegram.error import TelegramError

from bot.config import read_config
from bot.serve import BOT_NAME
from services.runtime import Runtime
from storage import settings


async def bot_name(rt: Runtime) -> str | None:
    """The name as the program last learnt it, or as Telegram tells it now; None if unknown."""
    async with rt.database.read() as uow:
        known = await settings.fact(uow, BOT_NAME)
    return known or await _ask()


async def _ask() -> str | None:
    config = read_config()
    if config.telegram_token is None:
        return None
    try:
        async with Bot(config.token(), base_url=f"{config.telegram_api}/bot") as bot:
            return bot.username
    except TelegramError:
        return None
