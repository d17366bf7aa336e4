"""Updates that are posted to the bot instead of being asked for."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from sim_api import Api

from simulator.client import Phone, Telegram

BUTTON = {"inline_keyboard": [[{"text": "Iawn", "callback_data": "ok"}]]}


@dataclass
class Post:
    headers: dict[str, str]
    update: dict

    @property
    def what(self) -> str:
        message = self.update.get("message", {})
        return message.get("text") or next(iter(set(self.update) - {"update_id"}))


@dataclass
class Receiver:
    """A bot's address: it keeps the posts and answers as it is told."""

    url: str = ""
    posts: list[Post] = field(default_factory=list)
    answer: Callable[[Post], str] = lambda _: "200 OK"
    body: str = ""
    open_now: int = 0
    most_open: int = 0
    patience: float = 0.0

    busy: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in head)}
        body = await reader.readexactly(int(headers["content-length"]))
        post = Post(headers, json.loads(body))
        await self.count(post, 1)
        await asyncio.sleep(self.patience)
        length = f"Content-Length: {len(self.body)}\r\nConnection: close\r\n\r\n"
        writer.write(f"HTTP/1.1 {self.answer(post)}\r\n{length}{self.body}".encode())
        await self.count(None, -1)
        writer.close()
        await writer.wait_closed()

    async def count(self, post: Post | None, change: int) -> None:
        async with self.busy:
            self.posts += [post] if post else []
            self.open_now += change
            self.most_open = max(self.most_open, self.open_now)
            self.busy.notify_all()

    async def got(self, count: int) -> list[str]:
        async with asyncio.timeout(5), self.busy:
            await self.busy.wait_for(lambda: len(self.posts) >= count)
        return [post.what for post in self.posts]

    async def finish(self) -> None:
        async with self.busy:
            await self.busy.wait_for(lambda: self.open_now == 0)


@pytest.fixture
async def receiver(telegram: Telegram) -> AsyncIterator[Receiver]:
    made = Receiver()
    server = await asyncio.start_server(made.receive, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield made
    await made.finish()
    await telegram.reset()
    server.close()
    await server.wait_closed()


async def _nothing_pending(api: Api) -> None:
    """Wait until the simulator has read the last 200, which comes after the post is counted."""
    async with asyncio.timeout(5):
        while (await api.result("getWebhookInfo"))["pending_update_count"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_updates_come_with_the_secret(api: Api, cadi: Phone, receiver: Receiver):
    await api.result("setWebhook", url=receiver.url, secret_token="s3cret")
    await cadi.send("un")
    assert await receiver.got(2) == ["/start abc", "un"]
    assert receiver.posts[0].headers["x-telegram-bot-api-secret-token"] == "s3cret"
    assert (await api.result("getWebhookInfo"))["url"] == receiver.url
    await _nothing_pending(api)


async def test_a_refused_update_comes_again_at_once_and_then_later(
    api: Api, receiver: Receiver, telegram: Telegram
):
    await telegram.phone("Cadi", autostart="/start abc")
    receiver.answer = lambda _: "500 Oh" if len(receiver.posts) < 4 else "200 OK"
    await api.result("setWebhook", url=receiver.url)
    await receiver.got(2)
    await asyncio.sleep(0.1)
    assert len(receiver.posts) == 2
    await telegram.advance(2)
    await receiver.got(3)
    await telegram.advance(4)
    assert await receiver.got(4) == ["/start abc"] * 4
    info = await api.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Oh"


async def test_the_next_of_a_chat_waits_and_another_chat_does_not(
    api: Api, cadi: Phone, receiver: Receiver, telegram: Telegram
):
    receiver.answer = lambda post: "500 Oh" if post.what == "/start abc" else "200 OK"
    await cadi.send("un")
    await telegram.phone("Ben", autostart="/start ben")
    await api.result("setWebhook", url=receiver.url)
    await receiver.got(3)
    await asyncio.sleep(0.1)
    assert sorted(post.what for post in receiver.posts) == ["/start abc"] * 2 + ["/start ben"]


async def test_a_tap_does_not_wait_for_the_words_before_it(
    api: Api, cadi: Phone, receiver: Receiver
):
    await api.result("sendMessage", chat_id=cadi.chat_id, text="?", reply_markup=BUTTON)
    await cadi.tap("Iawn")
    receiver.patience = 0.2
    await api.result("setWebhook", url=receiver.url)
    assert sorted(await receiver.got(2)) == ["/start abc", "callback_query"]
    assert receiver.most_open == 2


async def test_no_more_posts_at_once_than_was_said(
    api: Api, receiver: Receiver, telegram: Telegram
):
    await telegram.phones("Dysgwr", 9, autostart="/start x")
    receiver.patience = 0.02
    await api.result("setWebhook", url=receiver.url, max_connections=3)
    await receiver.got(9)
    assert receiver.most_open == 3


async def test_an_answer_may_carry_one_call(api: Api, cadi: Phone, receiver: Receiver):
    call = {"method": "sendMessage", "chat_id": cadi.chat_id, "text": "Croeso"}
    receiver.body = json.dumps(call)
    await api.result("setWebhook", url=receiver.url)
    assert (await cadi.wait_for("Croeso")).from_bot


async def test_asking_and_being_told_exclude_each_other(api: Api, cadi: Phone, receiver: Receiver):
    await api.result("setWebhook", url=receiver.url, allowed_updates=["callback_query"])
    fault = await api.fault("getUpdates")
    assert fault.startswith("409 Conflict: can't use getUpdates method while webhook is active")
    await api.result("deleteWebhook", drop_pending_updates=True)
    await cadi.send("un")
    assert await api.result("getUpdates") == []


async def test_an_update_is_posted_again_on_demand(
    api: Api, cadi: Phone, receiver: Receiver, telegram: Telegram
):
    await api.result("setWebhook", url=receiver.url)
    sent = await cadi.send("un")
    await receiver.got(2)
    await telegram.redeliver(sent["update_id"])
    assert await receiver.got(3) == ["/start abc", "un", "un"]


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        (
            {"url": "http://bot.example/hook"},
            "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://bot.example:8000/hook"},
            "400 Bad Request: bad webhook: "
            "Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://bot.example/hook", "secret_token": "cyfrinach!"},
            "400 Bad Request: secret token contains unallowed characters",
        ),
    ],
)
async def test_an_address_that_telegram_would_refuse(api: Api, params, fault):
    assert await api.fault("setWebhook", **params) == fault
