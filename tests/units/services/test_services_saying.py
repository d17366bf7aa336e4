"""What a conversation says, as messages; a picture holds no answer of its own."""

from datetime import UTC, datetime

import pytest

from domain.ids import AddressId
from domain.messages import Button, Lane, Outbound, OutboundKind
from domain.people import Band, Language
from domain.session import Session
from flows.definition import newest
from flows.loading import read_packs
from flows.sprint import Said
from flows.story import LEARNER, SESSION, Scene, begin
from locales.reader import voice
from reporting.alt import CAPTION_LIMIT
from services.saying import messages

CHAT = AddressId("address1")
MORNING = datetime(2026, 12, 18, 8, 45, tzinfo=UTC)
BUTTONS = ((Button(label="Change", data="f:s:n:_change"),),)
WELSH = voice(Language.CY, Band.AGES_12_14)


def a_session() -> Session:
    pack = newest(read_packs(), "perma-profile")
    assert pack is not None
    scene = Scene(language=Language.CY, band=Band.AGES_12_14, now=MORNING)
    return begin(pack, scene).session


def told(*said: Said, lane: Lane = Lane.REPLY, edits: str = "") -> tuple[Outbound, ...]:
    return messages(said, a_session(), WELSH, to=CHAT, lane=lane, edits=edits)


@pytest.mark.parametrize("lane", [Lane.REPLY, Lane.BULK])
def test_words_are_a_message(lane: Lane) -> None:
    said = Said(text="Sut wyt ti?", buttons=BUTTONS)
    (only,) = told(said, lane=lane)
    assert only == Outbound(to=CHAT, lane=lane, text=said.text, buttons=BUTTONS)


def test_only_what_stands_in_place_edits_an_earlier_message() -> None:
    here, new = told(Said(text="a", in_place=True), Said(text="b"), edits="71")
    assert (here.edits, new.edits) == ("71", "")


def test_a_picture_says_whose_it_is_and_of_which_session() -> None:
    (only,) = told(Said(text="Dyma ti.", buttons=BUTTONS, picture=("joy", "health")))
    assert only == Outbound(
        to=CHAT,
        lane=Lane.REPLY,
        text="Dyma ti.",
        buttons=BUTTONS,
        kind=OutboundKind.OWN_PROFILE,
        language="cy",
        about=LEARNER,
        session=SESSION,
        questions=("joy", "health"),
    )


def test_words_too_long_for_a_picture_come_after_it() -> None:
    fits = Said(text="a" * CAPTION_LIMIT, buttons=BUTTONS, picture=("joy",))
    assert len(told(fits)) == 1
    picture, words = told(fits._replace(text=f"{fits.text}a"))
    assert picture.kind is OutboundKind.OWN_PROFILE
    assert (picture.text, picture.buttons) == (WELSH.say("own.profile.title"), ())
    assert words == Outbound(to=CHAT, lane=Lane.REPLY, text=f"{fits.text}a", buttons=BUTTONS)
