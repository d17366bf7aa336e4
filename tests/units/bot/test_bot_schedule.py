"""What the office is told once it has asked: how many, how many not, and what waits."""

import pytest

from bot.commands.schedule import say_asked
from services.waves import Opened

WAITS = "The sending window is closed: the prompts leave when it next opens"


@pytest.mark.parametrize(
    ("opened", "is_open", "first", "note"),
    [
        ((3, 1, 0), True, "Asked: 3. Left out: 1.", "all have joined"),
        ((3, 0, 9), True, "Asked: 3. Left out: 0. Not joined yet: 9.", "some have not"),
        ((3, 0, 9), False, "Asked: 3. Left out: 0. Not joined yet: 9.", "and it is night"),
        ((0, 0, 9), False, "Asked: 0. Left out: 0. Not joined yet: 9.", "nobody has joined"),
        ((0, 0, 0), False, "Asked: 0. Left out: 0.", "nobody is left to ask"),
    ],
)
def test_prompts_are_told_of_only_where_there_are_some(
    capsys: pytest.CaptureFixture[str],
    opened: tuple[int, int, int],
    is_open: bool,
    first: str,
    note: str,
) -> None:
    asked, left_out, not_joined = opened
    say_asked(Opened(waves=1, asked=asked, left_out=left_out, not_joined=not_joined), is_open)
    told, *more = capsys.readouterr().out.splitlines()
    assert told == first, note
    assert bool(more) is (asked > 0 and not is_open), note
    assert all(line.startswith(WAITS) for line in more)
