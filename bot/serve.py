"""The running program: polling, dispatch, the clock and the pages, begun and ended together."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace

import uvicorn
from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.bootstrap import open_runtime
from bot.clockwork import clockwork
from bot.config import BadSetting, Config, NotNow
from bot.mailer import EmailSender, mail_server
from bot.poller import Poller, TokenRejected
from bot.sender import TelegramSender
from domain.messages import Channel
from domain.people import Language
from locales.reader import voice
from services.dispatch import Dispatcher
from services.results import Board
from services.runtime import Runtime
from services.watchdog import watch_clock
from storage import settings
from web.app import create_app

logger = logging.getLogger(__name__)

BOT_NAME = "bot_name"
CONNECTIONS = 32
MAIL_RATE = 5
"""Mails a second that a school's server is handed, at the most."""

DRAIN_SECONDS = 8.0
PATIENCE_SECONDS = 15.0
"""How long a start waits for Telegram before it leaves trying again to whatever started it."""

COMMANDS = (
    *("checkin", "more", "talk", "me", "book", "mydata", "forget", "help"),
    *("language", "privacy", "stop", "results", "cases", "desk", "notes"),
)


class _Pages(uvicorn.Server):
    """Uvicorn without its own hold on signals: the program ends as one."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bind(host: str, port: int) -> socket.socket:
    """A listening socket for the pages; BadSetting if the port is taken."""
    # The protocol is named because asyncio sends small answers at once only on a named TCP socket.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise BadSetting(
            f"The pages cannot be served on {host}:{port}: {error.strerror}. "
            "Choose another port with GWRANDO_WEB_PORT."
        ) from None
    return listener


async def serve(
    config: Config,
    *,
    ready: Callable[[str], None] = lambda _: None,
    listener: socket.socket | None = None,
    is_demo: bool = False,
) -> None:
    """Run until told to stop by SIGTERM or SIGINT. `ready` is told the address of the pages."""
    token = config.token()
    listener = listener or bind(config.web_host, config.web_port)
    with contextlib.closing(listener):
        async with open_runtime(config) as rt, _telegram(config, token) as bot:
            await _introduce(rt, bot)
            stop = asyncio.Event()
            _stop_on_signals(stop)
            host, port = listener.getsockname()[:2]
            here = f"http://{host}:{port}"
            rt = replace(rt, web_url=config.web_url or here, is_demo=is_demo)
            ready(f"{here}/board")
            await _run(rt, bot, config, f"{config.telegram_api}/bot{token}", listener, stop)


async def _run(
    rt: Runtime,
    bot: Bot,
    config: Config,
    url: str,
    listener: socket.socket,
    stop: asyncio.Event,
) -> None:
    drained = asyncio.Event()
    dispatcher = Dispatcher(rt, TelegramSender(bot))
    mailer = _mailer(rt, config)
    poller = Poller(rt, bot, url, dispatcher)
    pages = _Pages(uvicorn.Config(create_app(Board(rt), rt), log_config=None, access_log=False))
    ticks = clockwork(rt)
    ticks.start()
    try:
        async with asyncio.TaskGroup() as parts:
            sending = {parts.create_task(dispatcher.run(drained), name="dispatch")}
            if mailer is not None:
                sending.add(parts.create_task(mailer.run(drained), name="mail"))
            parts.create_task(pages.serve(sockets=[listener]), name="pages")
            parts.create_task(watch_clock(rt, stop), name="watch")
            parts.create_task(_stop_pages(pages, stop), name="stop-pages")
            await poller.run(stop)
            ticks.shutdown(wait=False)
            drained.set()
            rt.bell.ring()
            await asyncio.wait(sending, timeout=DRAIN_SECONDS)
            for each in sending:
                each.cancel()
    except* TokenRejected:
        raise BadSetting("Telegram does not accept GWRANDO_TELEGRAM_TOKEN any more.") from None


def _mailer(rt: Runtime, config: Config) -> Dispatcher | None:
    """What drains the messages for mailboxes, where a mail server is named."""
    server = mail_server(config)
    if server is None:
        return None
    sender = EmailSender(server, rt.web_url)
    return Dispatcher(rt, sender, channel=Channel.EMAIL, rate=MAIL_RATE)


async def _stop_pages(pages: uvicorn.Server, stop: asyncio.Event) -> None:
    await stop.wait()
    pages.should_exit = True


@contextlib.asynccontextmanager
async def _telegram(config: Config, token: str) -> AsyncIterator[Bot]:
    bot = Bot(
        token,
        base_url=f"{config.telegram_api}/bot",
        base_file_url=f"{config.telegram_api}/file/bot",
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=30.0),
    )
    try:
        await _reach(bot, config)
        yield bot
    finally:
        await bot.shutdown()


async def _reach(bot: Bot, config: Config) -> None:
    """Say hello to Telegram, trying for a while: a machine may wake before its network does."""
    until = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while True:
        try:
            await bot.initialize()
            await bot.delete_webhook()
        except InvalidToken:
            raise BadSetting("Telegram does not accept GWRANDO_TELEGRAM_TOKEN.") from None
        except TelegramError as error:
            kind = type(error).__name__
            logger.warning("telegram_not_reached", extra={"error": kind})
            if asyncio.get_running_loop().time() > until:
                raise NotNow(
                    f"Telegram cannot be reached at {config.telegram_api} ({kind})."
                ) from None
            await asyncio.sleep(1)
        else:
            return


async def _introduce(rt: Runtime, bot: Bot) -> None:
    """Remember the bot's name for links, and give Telegram's menu its commands."""
    async with rt.database.write() as uow:
        await settings.remember(uow, BOT_NAME, bot.username)
        await uow.commit()
    welsh, english = voice(Language.CY), voice(Language.EN)
    keys = [(name, f"command.{name}") for name in COMMANDS]
    menu = [BotCommand(name, f"{welsh.say(key)} · {english.say(key)}") for name, key in keys]
    try:
        await bot.set_my_commands(menu)
    except TelegramError as error:
        logger.warning("menu_not_set", extra={"error": type(error).__name__})


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
