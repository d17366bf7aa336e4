"""Pictures are drawn beside the event loop, one at a time."""

import asyncio
import threading
import time

from services.easel import Easel


async def test_one_picture_is_drawn_at_a_time_and_never_on_the_loop() -> None:
    drawing: list[int] = []
    most: list[int] = []

    def picture(number: int) -> bytes:
        assert threading.current_thread() is not threading.main_thread()
        drawing.append(number)
        most.append(len(drawing))
        time.sleep(0.01)
        drawing.remove(number)
        return str(number).encode()

    easel = Easel()
    drawn = await asyncio.gather(*(easel.draw(picture, number) for number in range(5)))
    assert drawn == [b"0", b"1", b"2", b"3", b"4"]
    assert most == [1] * 5
