"""An update that cannot be understood is neither dropped nor lost with its words."""

import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from updates import ANWEN, GROUP, NOW, PERSON, inbound, message, read, update

from domain.messages import InboundKind

BROKEN: list[tuple[dict[str, Any], str, str]] = [
    (update(message=message(text="help fi", date="yesterday")), "help fi", "a wrong date"),
    (
        update(message=message(caption="edrych ar hwn", photo="none", text=None)),
        "edrych ar hwn",
        "a wrong picture",
    ),
    (
        update(edited_message=message(text="geiriau newydd", entities=[{"offset": "x"}])),
        "geiriau newydd",
        "wrong entities",
    ),
    (
        update(callback_query={"id": "1", "data": "c:talk", "from": PERSON, "message": "gone"}),
        "c:talk",
        "a tap on no message",
    ),
]


@pytest.mark.parametrize(("raw", "words", "note"), BROKEN)
def test_its_words_go_on_marked_unreadable(raw: dict[str, Any], words: str, note: str) -> None:
    found = inbound(raw)
    assert found.kind is InboundKind.UNREADABLE, note
    assert (found.text, found.address, found.update_id) == (words, str(ANWEN), 9001), note
    assert found.at == NOW


def test_a_broken_update_of_a_group_is_still_not_for_us() -> None:
    assert read(update(message=message(GROUP, text="x", date="yesterday"))) is None


@pytest.mark.parametrize(
    "raw", [update(message="x"), update(message={"date": []}), update(poll=1)]
)
def test_where_nobody_can_be_told_nothing_comes_of_it(raw: dict[str, Any]) -> None:
    assert read(raw) is None


def test_the_log_tells_the_kind_of_fault_and_no_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        inbound(update(message=message(text="my secret words", date="yesterday")))
    assert [record.message for record in caplog.records] == ["update_unreadable"]
    assert "secret" not in "".join(str(record.__dict__) for record in caplog.records)


KEYS = st.sampled_from(
    ["message", "chat", "id", "type", "from", "text", "caption", "data", "date", "user"]
)
SCRAPS = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda part: st.lists(part, max_size=2) | st.dictionaries(KEYS, part, max_size=4),
    max_leaves=8,
)
PARTS = st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(PARTS, SCRAPS, min_size=1, max_size=2))
def test_no_update_makes_reading_raise(parts: dict[str, Any]) -> None:
    found = read(update(**parts))
    assert found is None or found.update_id == 9001
