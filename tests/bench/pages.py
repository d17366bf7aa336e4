"""How long it takes from a child's words to the page on a DSP's phone, while 200 learners answer.

The real program and the simulator, each a process of its own, with the simulator's limits on: in
every round all learners write or tap at the same moment, and one of them writes words of danger.
Printed are the times from that moment until the page is on the phone, over all rounds, and beside
them the same with nobody else writing.
"""

import asyncio
import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from simulator.client import Phone
from tests.support.school import Pupil, School, a_school

LEARNERS = 200
ROUNDS = 24
PAUSE = 8.0
"""Seconds between rounds, in which the replies of the last one leave at Telegram's pace."""

WORDS = "i want to die"


async def joined(school: School) -> list[Phone]:
    """Learners who have read the notice and agreed."""
    count = LEARNERS + 2 * ROUNDS
    pupils = [Pupil(f"L{number}", 12, "en") for number in range(count)]
    await school.enrol_roll(pupils)
    phones = await school.telegram.phones("Learner", count)
    codes = [school.codes[pupil.id] for pupil in pupils]
    await school.telegram.limits(False)
    starts = [
        (phone, "text", {"text": f"/start {code}"})
        for phone, code in zip(phones, codes, strict=True)
    ]
    for some in (starts[at : at + 100] for at in range(0, count, 100)):
        await school.telegram.acts(some)
        await asyncio.sleep(6)
    await asyncio.gather(*(agree(phone) for phone in phones))
    await school.telegram.limits(True)
    return phones


async def agree(phone: Phone) -> None:
    await phone.wait_for(lambda m: bool(m.buttons), timeout=120)
    await phone.tap("c:agree")
    await phone.wait_for("/checkin", timeout=120)


async def page_after(school: School, dsp: Phone, worried: Phone, others: list[Phone]) -> float:
    """Seconds until the page of this one's words is on the phone."""
    last = (await dsp.last()).id
    acts = [(phone, "text", {"text": "i like the new benches"}) for phone in others]
    middle = len(acts) // 2
    acts.insert(middle, (worried, "text", {"text": WORDS}))
    began = perf_counter()
    sending = asyncio.create_task(school.telegram.acts(acts))
    await dsp.wait_for("immediate", since=last, timeout=60)
    took = perf_counter() - began
    await sending
    return took


def told(name: str, seconds: list[float]) -> str:
    cuts = quantiles(seconds, n=100, method="inclusive")
    return (
        f"{name}: median {median(seconds):.2f} s, p95 {cuts[94]:.2f} s, p99 {cuts[98]:.2f} s, "
        f"longest {max(seconds):.2f} s, {len(seconds)} rounds"
    )


async def main() -> None:
    """Measure with and without the others, in turn, in one run."""
    with TemporaryDirectory() as folder:
        async with a_school(Path(folder)) as school:
            dsp = await school.staff("dsp")
            phones = await joined(school)
            others, worried = phones[:LEARNERS], phones[LEARNERS:]
            alone: list[float] = []
            among: list[float] = []
            for first, second in zip(worried[::2], worried[1::2], strict=True):
                alone.append(await page_after(school, dsp, first, []))
                among.append(await page_after(school, dsp, second, others))
                await asyncio.sleep(PAUSE)
            sys.stdout.write(told("alone", alone) + "\n")
            sys.stdout.write(told(f"among {LEARNERS} who write at once", among) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
