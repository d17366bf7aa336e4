"""A learner writes in their own book and lets one adult read it, and ends that again."""

import re

import pytest

from simulator.client import Message, Phone
from tests.support.chat import choose, meanings, opening, words
from tests.support.school import Pupil, School

COMMANDS = {"en": "/book", "cy": "/llyfr"}
CODE = re.compile(r"\b\w{3}-\w{3}-\w{3}\b")
FOR_ONE, FOR_NOBODY = "we planted an apple tree", "i sang in the bath"


async def _page(phone: Phone, language: str, reader: str, text: str) -> None:
    """One page: what went well, nothing that did not, and who may see it."""
    last = (await phone.send("/more"))["message_id"]
    await choose(phone, "c:begin:my-book", since=last)
    await phone.wait_for(words(language, "mybook.well.ask"), since=last)
    last = (await phone.send(text))["message_id"]
    await choose(phone, ":hard:_skip", since=last)
    asked = await choose(phone, f":reader:{reader}", since=last)
    key = "mybook.shared" if reader == "one_adult" else "mybook.mine"
    await phone.wait_for(words(language, key), since=asked.id)


def _reads(message: Message) -> bool:
    return any(":read:" in data for data in meanings(message))


@pytest.mark.parametrize("language", ["cy", "en"])
async def test_one_adult_reads_and_only_for_as_long_as_the_learner_wants(
    school: School, language: str
) -> None:
    book = COMMANDS[language]
    await school.enrol_roll([Pupil("A01", 12, language)])
    head = await school.staff("head", language)
    phone = await school.learner(Pupil("A01", 12, language))
    await _page(phone, language, "one_adult", FOR_ONE)
    await _page(phone, language, "only_me", FOR_NOBODY)

    await phone.send(book)
    await phone.wait_for(words(language, "book.nobody"))
    await choose(phone, "c:book:code")
    shown = await phone.wait_for(lambda m: bool(CODE.search(m.text)))
    [code, *_] = CODE.findall(shown.text)
    await head.send(f"{book} {code}")

    told = await phone.wait_for(words(language, "book.opened"))
    assert "head Invented" in told.text
    listed = await head.wait_for(_reads)
    assert listed.labels == ["Enw Dychmygol"]
    await head.tap(listed.labels[0], message=listed.id)
    page = await head.wait_for(words(language, "staff.book.duty"))
    assert FOR_ONE in page.text
    assert FOR_NOBODY not in page.text

    last = (await phone.send(book))["message_id"]
    stands = await phone.wait_for(opening(language, "book.last_read"), since=last)
    await choose(phone, "c:book:only_me", since=last)
    await phone.wait_for(words(language, "book.closed"), since=stands.id)
    await head.tap_old(listed.id, meanings(listed)[0])
    ended = await head.wait_for(words(language, "staff.book.ended"))
    assert FOR_ONE not in ended.text
    assert FOR_ONE not in school.program.log
    assert code not in school.program.log
