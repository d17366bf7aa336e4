"""Buttons: whose they are, and what a tap on each comes to. Every tap gets its sign of life."""

from collections.abc import Callable
from functools import partial

from domain.messages import Inbound
from domain.people import Language
from flows.asking import parse_button
from services.book_erasing import BOOK
from services.books import book_tapped
from services.chats import Chat
from services.checkins import BEGIN, begin_chosen, tapped
from services.commands import choose_language, talk
from services.desk_door import send_link
from services.enrolling import AGREE, agree, agree_in, leave
from services.kind_notes import list_notes, note_tapped, parse_note
from services.listening import WHEN, WHOM, choose_when, choose_whom, take_back_talk
from services.own_view import FORGET, forget_tapped
from services.paging import TAKE
from services.reading import list_unread, parse_reading, reading_tapped
from services.signs import list_signs, parse_sign, sign_tapped
from services.staffroom import list_cases, take_case
from services.support import parse_support, support_again
from services.word_votes import parse_vote, voted
from services.world import Decision, World, say, toast


def tap(chat: Chat, world: World, inbound: Inbound) -> Decision:
    data, tap_id = inbound.data, inbound.tap_id
    if (question := parse_button(data)) is not None:
        return tapped(chat, world, *question, inbound)
    if (again := parse_support(data)) is not None:
        return _signed(tap_id, support_again(chat, world, *again))
    if (note := parse_note(data)) is not None:
        return note_tapped(chat, world, *note, tap_id)
    if (reading := parse_reading(data)) is not None:
        return reading_tapped(chat, world, *reading, tap_id)
    if (sign := parse_sign(data)) is not None:
        return sign_tapped(chat, world, *sign, tap_id)
    if (vote := parse_vote(data)) is not None:
        return voted(chat, world, *vote, tap_id)
    kind, _, what = data.partition(":")
    if kind == TAKE:
        return take_case(chat, world, what, tap_id)
    if kind == "c" and what.startswith(f"{FORGET}:"):
        return _signed(tap_id, forget_tapped(chat, world, what))
    if kind == "c" and what.startswith(f"{BOOK}:"):
        return _signed(tap_id, book_tapped(chat, world, what.partition(":")[2]))
    if kind == "c" and what.startswith(f"{BEGIN}:"):
        return _signed(tap_id, begin_chosen(chat, world, what.partition(":")[2]))
    action = _BUTTONS.get(what) if kind == "c" else None
    if action is None:
        return Decision(chat, (toast(tap_id, chat.voices.say("chat.not_yours")),))
    return _signed(tap_id, action(chat, world))


def _signed(tap_id: str, decision: Decision) -> Decision:
    """A decision with its sign of life for the tap."""
    return Decision(decision.chat, (toast(tap_id), *decision.events))


def _take_back(chat: Chat, world: World) -> Decision:
    if chat.contact is None:
        return say(chat, world, "enrol.need_code")
    return take_back_talk(chat, world)


_BUTTONS: dict[str, Callable[[Chat, World], Decision]] = {
    AGREE: agree,
    **{f"{AGREE}:{each.value}": partial(agree_in, language=each) for each in Language},
    "leave": leave,
    "talk": talk,
    "cases": list_cases,
    "desk": send_link,
    "notes": list_notes,
    "read": list_unread,
    "signs": list_signs,
    "mistake": _take_back,
    **{f"talkwhen:{each}": partial(choose_when, when=each) for each in WHEN},
    **{f"talkwhom:{each}": partial(choose_whom, whom=each) for each in WHOM},
    **{f"lang:{each.value}": partial(choose_language, language=each) for each in Language},
}
