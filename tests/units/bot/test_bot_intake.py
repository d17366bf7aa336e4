"""Telegram's updates become Inbounds, and Telegram's types end there."""

from dataclasses import replace
from typing import Any

import pytest
from updates import (
    ANWEN,
    GROUP,
    NOW,
    PHOTO,
    SENT,
    STICKER,
    VOICE,
    inbound,
    membership,
    message,
    reaction,
    read,
    tap,
    update,
)

from domain.messages import Channel, Inbound, InboundKind

TEXT = Inbound(
    channel=Channel.TELEGRAM,
    update_id=9001,
    address=str(ANWEN),
    kind=InboundKind.TEXT,
    at=SENT,
    text="Shwmae, sut wyt ti? 🙂",
    message_ref="41",
)


def test_a_text() -> None:
    assert inbound(update(message=message(text=TEXT.text))) == TEXT


def test_an_edited_text() -> None:
    raw = update(edited_message=message(text=TEXT.text, edit_date=int(NOW.timestamp())))
    assert inbound(raw) == replace(TEXT, kind=InboundKind.EDIT)


def test_a_text_with_a_command_a_link_and_a_reply_is_still_its_words() -> None:
    entities = [{"type": "bot_command", "offset": 0, "length": 6}]
    reply = message(text="an older one", message_id=40)
    raw = update(message=message(text="/start 7KQ", entities=entities, reply_to_message=reply))
    assert inbound(raw).text == "/start 7KQ"


def test_a_tap() -> None:
    assert inbound(tap("f:abc:face:4", message(text="?"))) == Inbound(
        channel=Channel.TELEGRAM,
        update_id=9001,
        address=str(ANWEN),
        kind=InboundKind.TAP,
        at=NOW,
        data="f:abc:face:4",
        tap_id="55",
        message_ref="41",
    )


def test_a_tap_under_a_message_too_old_to_be_read() -> None:
    old = {"message_id": 3, "date": 0, "chat": message()["chat"]}
    found = inbound(tap("c:talk", old))
    assert (found.kind, found.data, found.message_ref) == (InboundKind.TAP, "c:talk", "3")


def test_a_tap_without_data_is_a_tap_all_the_same() -> None:
    assert inbound(tap(None, message(text="?"))).data == ""


def test_a_tap_from_nowhere_is_not_for_us() -> None:
    assert read(tap("c:talk", None)) is None


MEDIA: list[tuple[dict[str, Any], str, str]] = [
    ({"voice": VOICE}, "voice", ""),
    ({"audio": VOICE}, "audio", ""),
    ({"photo": PHOTO, "caption": "fy ystafell i"}, "photo", "fy ystafell i"),
    ({"sticker": {**STICKER, "emoji": "😢"}}, "sticker", "😢"),
    ({"sticker": STICKER}, "sticker", ""),
    ({"video_note": {**VOICE, "length": 9}}, "video_note", ""),
    ({"video": {**VOICE, "width": 9, "height": 9}, "caption": "edrych"}, "video", "edrych"),
    ({"document": {"file_id": "d", "file_unique_id": "u"}}, "document", ""),
    ({"location": {"latitude": 51.5, "longitude": -3.2}}, "location", ""),
    ({"contact": {"phone_number": "01", "first_name": "X"}}, "contact", ""),
    ({"dice": {"emoji": "🎲", "value": 3}}, "dice", ""),
    ({"something_new": {"a": 1}}, "other", ""),
]


@pytest.mark.parametrize(("content", "what", "words"), MEDIA)
def test_what_is_not_words_is_named_and_keeps_its_caption(
    content: dict[str, Any], what: str, words: str
) -> None:
    found = inbound(update(message=message(**content)))
    assert (found.kind, found.data, found.text) == (InboundKind.MEDIA, what, words)


def test_nothing_of_a_place_or_a_phone_number_is_taken_in() -> None:
    place = inbound(update(message=message(location={"latitude": 51.5, "longitude": -3.2})))
    card = inbound(update(message=message(contact={"phone_number": "0123", "first_name": "X"})))
    assert "51.5" not in repr(place)
    assert "0123" not in repr(card)


def test_a_caption_that_was_edited_is_read_again() -> None:
    found = inbound(update(edited_message=message(photo=PHOTO, caption="geiriau newydd")))
    assert (found.kind, found.text) == (InboundKind.MEDIA, "geiriau newydd")


MEMBERSHIP = [
    ("kicked", InboundKind.BLOCKED, "the learner has blocked the bot"),
    ("left", InboundKind.BLOCKED, "the chat is gone"),
    ("member", InboundKind.UNBLOCKED, "the learner has let it in again"),
]


@pytest.mark.parametrize(("status", "kind", "note"), MEMBERSHIP)
def test_blocking_and_unblocking(status: str, kind: InboundKind, note: str) -> None:
    found = inbound(membership(status))
    assert (found.kind, found.address, found.at) == (kind, str(ANWEN), SENT), note


NOT_FOR_US = [
    (update(message=message(GROUP, text="helo")), "a group"),
    (update(edited_message=message(GROUP, text="helo")), "an edit in a group"),
    (tap("c:talk", message(GROUP, text="?")), "a tap in a group"),
    (membership("kicked", GROUP), "thrown out of a group"),
    (update(channel_post=message({"id": -9, "title": "X", "type": "channel"})), "a channel"),
    (update(something_new={"a": 1}), "a kind of update that nobody asked for"),
    (reaction(), "a heart under a message"),
    (update(message=message(pinned_message=message(text="x"))), "a message was pinned"),
    (
        update(message=message(message_auto_delete_timer_changed={"message_auto_delete_time": 9})),
        "a setting of the chat was changed",
    ),
    (
        update(edited_message=message(location={"latitude": 1, "longitude": 1})),
        "a place that is shared moves",
    ),
]


@pytest.mark.parametrize(("raw", "note"), NOT_FOR_US)
def test_what_is_not_for_us_is_passed_over(raw: dict[str, Any], note: str) -> None:
    assert read(raw) is None, note
