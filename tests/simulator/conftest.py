"""One simulator for all tests of this folder, made new for each, and PTB's own bot."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from sim_api import TOKEN, Api
from telegram import Bot

from simulator.client import Phone, Telegram
from simulator.process import SimulatorProcess

MONDAY = "2026-09-07T09:00:00"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def process() -> AsyncIterator[SimulatorProcess]:
    async with SimulatorProcess(TOKEN, extra=("--start", MONDAY)) as started:
        yield started


@pytest.fixture
async def telegram(process: SimulatorProcess) -> AsyncIterator[Telegram]:
    async with Telegram(process.url) as client:
        await client.reset()
        await client.no_faults()
        yield client


@pytest.fixture
async def http(telegram: Telegram) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=telegram.base_url, trust_env=False) as client:
        yield client


@pytest.fixture
def api(http: httpx.AsyncClient) -> Api:
    return Api(http)


@pytest.fixture
async def cadi(telegram: Telegram) -> Phone:
    """A learner who has pressed Start."""
    return await telegram.phone("Cadi", language_code="cy", autostart="/start abc")


@pytest.fixture
async def bot(process: SimulatorProcess, telegram: Telegram) -> AsyncIterator[Bot]:
    await telegram.health()
    made = Bot(TOKEN, base_url=process.api_url, base_file_url=process.file_url)
    async with made:
        yield made
