"""The simulator as a process: it starts, it is stopped, and it remembers."""

import os
from pathlib import Path

import httpx
import pytest
from sim_api import TOKEN, Api

from simulator.client import Telegram
from simulator.errors import NotPossible
from simulator.process import DidNotStart, SimulatorProcess
from simulator.serve import running
from simulator.settings import Link, Settings, link_from, names_for

QUESTION = {"inline_keyboard": [[{"text": "Iawn", "callback_data": "ok"}]]}


async def talk(simulator: SimulatorProcess) -> int:
    """A short conversation, with a tap that nobody has answered."""
    async with simulator.telegram() as telegram, httpx.AsyncClient(base_url=simulator.url) as http:
        cadi = await telegram.phone("Cadi", language_code="cy", autostart="/start x", lang="en")
        api = Api(http)
        await api.result("sendMessage", chat_id=cadi.chat_id, text="?", reply_markup=QUESTION)
        await cadi.photo("Llun")
        await cadi.tap("Iawn")
        return cadi.chat_id


async def test_a_stopped_simulator_goes_on_where_it_was(tmp_path: Path):
    state = tmp_path / "phones.json"
    async with SimulatorProcess(TOKEN, state=state) as simulator:
        chat_id = await talk(simulator)
        async with simulator.telegram() as telegram:
            (before,) = await telegram.known_phones()
            seen = await before.transcript()
    async with (
        SimulatorProcess(TOKEN, state=state) as simulator,
        simulator.telegram() as telegram,
        httpx.AsyncClient(base_url=simulator.url) as http,
    ):
        (after,) = await telegram.known_phones()
        assert after.chat_id == chat_id
        assert await after.transcript() == seen
        photo = next(message.photo for message in seen.messages if message.photo)
        assert (await http.get(photo)).is_success
        api = Api(http)
        updates = await api.result("getUpdates")
        kinds = [next(key for key in update if key != "update_id") for update in updates]
        assert kinds == ["message", "message", "callback_query"]
        tap_id = updates[-1]["callback_query"]["id"]
        await api.result("answerCallbackQuery", callback_query_id=tap_id)
        ben = await telegram.phone("Ben")
        assert ben.chat_id > chat_id


async def test_a_killed_simulator_loses_at_most_the_last_second(tmp_path: Path):
    state = tmp_path / "phones.json"
    async with SimulatorProcess(TOKEN, state=state) as simulator:
        chat_id = await talk(simulator)
        while not state.exists() or str(chat_id) not in state.read_text(encoding="utf-8"):
            async with simulator.telegram() as telegram:
                await telegram.health()
        await simulator.kill()
    async with SimulatorProcess(TOKEN, state=state) as simulator, simulator.telegram() as telegram:
        (phone,) = await telegram.known_phones()
        assert phone.chat_id == chat_id


async def test_stopping_ends_a_waiting_poll_and_the_process():
    async with SimulatorProcess(TOKEN) as simulator:
        pid = simulator.pid
        async with (
            httpx.AsyncClient(base_url=simulator.url, timeout=30) as http,
            http.stream("GET", "/sim/events") as news,
        ):
            assert news.is_success
            await simulator.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_port_that_is_taken_is_said_at_once():
    async with SimulatorProcess(TOKEN) as first:
        port = int(first.url.rpartition(":")[2])
        with pytest.raises(DidNotStart):
            await SimulatorProcess(TOKEN, port=port).start()


async def test_it_also_runs_inside_a_loop():
    async with running(Settings(token=TOKEN)) as simulator, Telegram(simulator.url) as telegram:
        assert (await telegram.health())["limits"] is True


def test_a_link_has_two_names_and_an_address():
    wanted = Link(cy="Y cyngor", en="The council", url="http://127.0.0.1:8082/")
    assert link_from("Y cyngor | The council | http://127.0.0.1:8082/") == wanted
    with pytest.raises(NotPossible, match=r"LABEL_CY\|LABEL_EN\|URL"):
        link_from("Y cyngor")
    with pytest.raises(NotPossible, match="address or a path"):
        link_from("a|b|javascript:alert(1)")


def test_only_on_loopback_are_the_names_known():
    assert names_for("127.0.0.1") == ("127.0.0.1", "localhost", "[::1]")
    assert names_for("0.0.0.0") == ()  # noqa: S104 - only the word
