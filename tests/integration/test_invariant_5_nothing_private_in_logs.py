"""Invariant 5.

Names, addresses and words never reach a log line, a page to staff, a metric or an exception
message.
"""

import json
import logging
import traceback
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import BadInput
from domain.messages import Channel, InboundKind, Lane
from domain.people import Language, Role
from domain.verdicts import Verdict
from escalation.beside import NOTHING, Beside
from escalation.lexicon import load_lexicon
from escalation.screening import Screener
from services import history, roster, staff, status
from services.cases import chase
from services.identity import reveal
from services.runtime import Runtime
from services.senders import Refused, TryLater, Undeliverable
from storage import addresses
from storage.cipher import Cipher, WrongKey
from storage.database import Database
from storage.tables import contacts
from tests.integration.cuts import cut_before
from tests.integration.door import Door, rows, waiting
from tests.integration.outbox import queue
from tests.integration.people import Member, join
from tests.integration.senders import Recorder, dispatching, until, until_empty
from tests.support.clock import Clock

NAME, OTHER_NAME, REFERENCE = "Zebuloniah", "Quarrington", "UPN-XYLO-77"
CLASS, STAFF_NAME = "12-Wombat", "Blodeuwedd"
ADDRESS, WORDS = "7700900123", "i want to die said the xylophonist"
MARKERS = (NAME, OTHER_NAME, REFERENCE, STAFF_NAME, ADDRESS, "xylophonist", "i want to die")
HEADER = "learner_id,first_name,last_name,year,class,language,groups"


class Leaky(Screener):
    """A screener that fails with the words in its hands."""

    def screen(
        self, text: str, language: str | None, age: int | None, beside: Beside = NOTHING
    ) -> Verdict:
        """Fail, and say on what."""
        raise ValueError(f"cannot read {text!r} of {language} at {age}, {beside}")


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Down to DEBUG, and of every library."""
    caplog.set_level(logging.DEBUG)


def _private(*sources: str) -> list[str]:
    said = "\n".join(sources).casefold()
    return [marker for marker in MARKERS if marker.casefold() in said]


def _logged(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> str:
    records = [f"{record.getMessage()} {record.__dict__!r}" for record in caplog.records]
    shown = capsys.readouterr()
    return "\n".join([*records, caplog.text, shown.out, shown.err])


async def _joined(rt: Runtime, folder: Path) -> Door:
    """A learner and a DSP with private names, who came by the roll and by invitation."""
    roll, sheet = folder / "roll.csv", folder / "sheet.csv"
    row = f"{REFERENCE},{NAME},{OTHER_NAME},12,{CLASS},en,"
    roll.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    await roster.import_roll(rt, roll)
    await roster.write_codes(rt, sheet, None)
    code = sheet.read_text(encoding="utf-8").splitlines()[1].split(",")[1]
    invitation = await staff.invite(rt, Role.DSP, f"{STAFF_NAME} {OTHER_NAME}", Language.EN)
    door = Door(rt)
    await door.say("5550001", f"/start {invitation}")
    await door.say(ADDRESS, "/start 000-000-000", f"/start {code}")
    await door.choose(ADDRESS, "c:agree")
    return door


async def test_a_whole_conversation_leaves_no_trace_in_the_logs(
    runtime: Runtime,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    door = await _joined(runtime, tmp_path)
    await door.say(ADDRESS, "/checkin", "Good", "Friends", WORDS)
    for kind in (InboundKind.EDIT, InboundKind.MEDIA, InboundKind.UNREADABLE):
        await door.take(door.inbound(ADDRESS, kind, text=WORDS))
    await door.take(door.tap(ADDRESS, "made up"), door.inbound(ADDRESS, InboundKind.BLOCKED))
    sender = Recorder(runtime.now)
    sender.takes = 0.0
    async with dispatching(runtime, sender):
        await until_empty(runtime)
    await chase(runtime)
    learner = next(row for row in await rows(runtime.database, contacts) if row["year"])
    await reveal(runtime, actor="dsp", contact_id=learner["contact_id"], reason="a case")

    assert sender.to("5550001")
    assert _private(_logged(caplog, capsys)) == []


async def test_failures_tell_their_kind_and_no_more(
    runtime: Runtime,
    clock: Clock,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    door = await _joined(runtime, tmp_path)
    leaky = Door(replace(runtime, screener=Leaky(load_lexicon())), door.numbers)
    await leaky.say(ADDRESS, WORDS)
    no_packs = Door(replace(runtime, packs={}), door.numbers)
    await no_packs.say(ADDRESS, "/checkin", WORDS)
    with cut_before(2):
        raised = await _raised(door.say(ADDRESS, WORDS))
    sender = Recorder(runtime.now)
    told = f"Telegram says: {ADDRESS} cannot get {WORDS!r}"
    faults = [Refused(told), TryLater(timedelta(0)), RuntimeError(told), Undeliverable(told)]
    sender.faults[ADDRESS].extend(faults)
    learner = await _member(runtime)
    await queue(runtime, Lane.SAFEGUARDING, [(learner, WORDS)] * 2)
    async with dispatching(runtime, sender):
        await until(lambda: len(sender.faults[ADDRESS]) == 1)
        clock.move(minutes=1)
        await until_empty(runtime)

    assert raised
    assert "screening_failed" in caplog.text
    assert "send_failed" in caplog.text
    assert _private(_logged(caplog, capsys), raised) == []


async def _member(rt: Runtime) -> Member:
    """The learner who joined, as the outbox needs them."""
    async with rt.database.read() as uow:
        found = (await addresses.find(uow, Channel.TELEGRAM, [ADDRESS]))[ADDRESS]
    assert found.contact is not None
    return Member(address=ADDRESS, address_id=found.id, contact=found.contact)


async def test_a_file_with_faults_is_told_by_line_and_column(
    runtime: Runtime, tmp_path: Path
) -> None:
    """Also one whose first line is a learner because its header is missing."""
    path = tmp_path / "roll.csv"
    row = f"{REFERENCE},{NAME},{OTHER_NAME},99,{CLASS * 9},xylophonist,,{ADDRESS}"
    past = f"{REFERENCE},2026-11-16,mood,face,xylophonist"
    files = [
        (roster.import_roll, f"{HEADER}\n{row.rpartition(',')[0]}\n{row}\n"),
        (roster.import_roll, f"{row}\n"),
        (history.import_past, f"learner_id,date,pack,question,value\n{past}\n"),
        (history.import_past, f"learner_id,date,pack,question,value\n{REFERENCE},{NAME},a,b,c\n"),
    ]
    for use, content in files:
        path.write_text(content, encoding="utf-8")
        raised = await _raised(use(runtime, path), BadInput)
        assert "line" in raised
        assert _private(raised) == []


async def test_the_wrong_key_is_told_without_what_it_was_for(
    runtime: Runtime, tmp_path: Path, database_url: str
) -> None:
    door = await _joined(runtime, tmp_path)
    await door.say(ADDRESS, WORDS)
    async with Database(database_url, Cipher(bytes(32))) as locked:
        assert _private(await _raised(waiting(locked), WrongKey)) == []


async def test_a_page_names_nobody_and_quotes_nothing(runtime: Runtime, tmp_path: Path) -> None:
    door = await _joined(runtime, tmp_path)
    await door.say(ADDRESS, WORDS)
    await door.say("5550001", "/cases")

    to_staff = [m for m in await waiting(runtime.database) if m.address == "5550001"]

    assert any(each.message.lane is Lane.SAFEGUARDING for each in to_staff)
    assert _private(*(repr(each.message) for each in to_staff)) == []
    assert CLASS not in repr(to_staff)


async def test_the_numbers_of_the_program_are_numbers(runtime: Runtime, tmp_path: Path) -> None:
    door = await _joined(runtime, tmp_path)
    await door.say(ADDRESS, WORDS)
    await join(runtime, "another")

    looked = json.dumps((await status.look(runtime)).as_json())

    assert _private(looked) == []
    assert CLASS not in looked


async def _raised(work: Awaitable[object], kind: type[Exception] = Exception) -> str:
    """All that is told of what went wrong, with every cause of it."""
    try:
        await work
    except kind as error:
        return "".join(traceback.format_exception(error))
    pytest.fail("nothing went wrong")
