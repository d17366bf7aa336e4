"""Each story has a school of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.support.school import School, a_school


@pytest_asyncio.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with a_school(tmp_path) as running:
        yield running
