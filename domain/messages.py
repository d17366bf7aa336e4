"""What comes in and what goes out, after it has left a channel's own types."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

from domain.ids import AddressId


class Channel(StrEnum):
    """A door through which people and the bot talk."""

    TELEGRAM = "telegram"
    EMAIL = "email"  # out to staff alone: nobody writes to us by it


class InboundKind(StrEnum):
    """What was received."""

    TEXT = "text"
    EDIT = "edit"  # an earlier text in other words; `text` holds the new ones
    TAP = "tap"  # a button; `data` holds what the button carried
    MEDIA = "media"  # a voice note, picture, sticker or file; `text` holds a caption, if any
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    UNREADABLE = "unreadable"  # an update that could not be understood; `text` holds what it said


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One thing received.

    `update_id` is the channel's own number for it, by which it is taken once. `address` is where
    it came from, `at` when (aware, UTC). `tap_id` answers a tap; `message_ref` names the message
    that carried the button.
    """

    channel: Channel
    update_id: int
    address: str
    kind: InboundKind
    at: datetime
    text: str = ""
    data: str = ""
    tap_id: str = ""
    message_ref: str = ""


class Lane(IntEnum):
    """Which waiting message goes first: a page before a reply before a scheduled prompt."""

    SAFEGUARDING = 0
    REPLY = 1
    BULK = 2


class Button(NamedTuple):
    """A button: what it says, and what comes back when it is tapped (1-64 bytes of ASCII).

    A tuple with names, as every question makes some of them anew.
    """

    label: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


class PageOutcome(StrEnum):
    """What came of one try to send a page. That it was read is known by acknowledgement alone."""

    SENT = "sent"
    LATER = "later"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class OutboundKind(StrEnum):
    """What a waiting message does when it is sent."""

    TEXT = "text"
    CHART = "chart"  # draw released tables as a picture with `text` as its caption
    OWN_CHART = "own_chart"  # draw a learner's own moods, for that learner
    OWN_PROFILE = "own_profile"  # draw a learner's own profile, for that learner
    OWN_WORDS = "own_words"  # say a learner's own goals and reasons to them
    DOCUMENT = "document"  # a file of all that is kept about `about`
    NOTE = "note"  # a page about a thank-you note: `about` names the note, `which` the page
    OWN_BOOK = "own_book"  # tell a learner who may read their book
    BOOKS = "books"  # the books that are open to the adult `about`
    BOOK_PAGES = "book_pages"  # what an adult may read of the book `about`
    READING = "reading"  # texts of the reading list for an adult; `which` names them
    SIGNS = "signs"  # signs over time for the pastoral lead; `which` names them
    OVER_TIME = "over_time"  # tell the learner `about` that signs over time are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """One message to one address, whole and in the reader's language.

    `tables` are the ids of the released tables a chart shows and `language` is the one that it is
    drawn in; both only for a chart. `edits` names an earlier message to the same address that is
    put in these words, if it still can be.

    `about` is the contact whose own view or data it is. Only that is in the outbox: what they
    answered is read as the message leaves, so that nothing that has been erased lies waiting, and
    it leaves only while the chat still belongs to them. A profile may be that of one `session`,
    and show some `questions` of it; without them it is the newest, whole. `filename` is the name
    of a document, and its ending says in which form it is written; `which` is the page of several
    that there may be, and `part` says which part of something long it is.
    """

    to: AddressId
    lane: Lane
    text: str
    buttons: Keyboard = field(default=())
    kind: OutboundKind = OutboundKind.TEXT
    tables: tuple[str, ...] = field(default=())
    language: str = ""
    edits: str = ""
    about: str = ""
    session: str = ""
    questions: tuple[str, ...] = field(default=())
    filename: str = ""
    which: str = ""
    part: int = 0
