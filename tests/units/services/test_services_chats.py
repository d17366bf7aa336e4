"""Whose session a button belongs to, and in which words a chat is spoken to."""

from dataclasses import replace

from domain.ids import ContactId
from domain.people import Language
from locales.reader import both, voice
from services.chats import Chat, looks_like_id
from tests.support.conversation import Scene


def after_a_check_in() -> Chat:
    """A learner's chat with one check-in behind it."""
    return Scene().learner().say("/checkin").tap("🙂 Good").tap("Sleep").tap("Skip").chat


def test_a_button_finds_the_session_that_is_open() -> None:
    chat = Scene().learner().say("/checkin").chat
    assert chat.session is not None
    assert chat.session_named(chat.session.id) is chat.session


def test_a_button_finds_an_earlier_session_of_the_same_learner() -> None:
    chat = after_a_check_in()
    ((session_id, session),) = chat.named.items()
    assert chat.session_named(session_id) is session


def test_a_session_of_somebody_else_is_never_found() -> None:
    chat = after_a_check_in()
    ((session_id, session),) = chat.named.items()
    theirs = session._replace(contact_id=ContactId("somebody else"))
    assert replace(chat, named={session_id: theirs}).session_named(session_id) is None


def test_a_session_is_nobody_s_where_the_chat_is() -> None:
    chat = replace(after_a_check_in(), contact=None)
    (session_id,) = chat.named
    assert chat.session_named(session_id) is None


def test_a_stranger_is_spoken_to_in_both_languages_and_a_learner_in_one() -> None:
    stranger, learner = Scene().stranger().chat, Scene().learner(Language.CY).chat
    assert stranger.voices.say("language.ask") == both("language.ask")
    assert learner.voices.say("language.ask") == voice(Language.CY).say("language.ask")
    assert (stranger.language, learner.language) == (None, Language.CY)


def test_what_a_client_makes_up_is_not_taken_for_an_id() -> None:
    assert looks_like_id("0123456789ab")
    assert not any(looks_like_id(text) for text in ("", "0123456789abc", "ABC", "a\x00b", "é"))
