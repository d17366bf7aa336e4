"""What goes with a message as it leaves: pictures and files, made then and kept nowhere."""

from dataclasses import replace

from domain.messages import Outbound, OutboundKind
from domain.people import Contact, Language
from locales.reader import Voice, voice
from reporting import own_chart, own_profile
from reporting.alt import CAPTION_LIMIT
from reporting.own_profile import OwnProfile
from services.book_pages import open_books, own_book, read_pages
from services.easel import Easel
from services.note_pages import note_page
from services.over_time import still_tells
from services.own_data import owner, read_data
from services.own_file import as_json, as_page
from services.own_me import OwnView, read_view
from services.own_profile import read_profile
from services.pictures import Pictures
from services.reading_pages import reading_page
from services.runtime import Runtime
from services.sign_pages import sign_page

LONGEST = 4000
"""Characters of one message; a chat takes a few more."""


class NobodysNow(Exception):
    """What was to be sent is nobody's any more, or there is nothing to say."""


class Enclosures:
    """Makes what a message needs beyond its own words."""

    def __init__(self, rt: Runtime) -> None:
        self._rt = rt
        self._easel = Easel()
        self._pictures = Pictures(rt, self._easel)

    async def enclose(self, message: Outbound) -> tuple[Outbound, bytes | None]:
        """The message as it leaves, and the picture or file with it, if there is one."""
        match message.kind:
            case OutboundKind.TEXT:
                return message, None
            case OutboundKind.CHART:
                return await self._pictures.draw(message)
            case OutboundKind.NOTE:
                return _somebodys(await note_page(self._rt, message)), None
            case OutboundKind.BOOKS:
                return _somebodys(await open_books(self._rt, message)), None
            case OutboundKind.READING:
                return _somebodys(await reading_page(self._rt, message)), None
            case OutboundKind.SIGNS:
                return _somebodys(await sign_page(self._rt, message)), None
            case OutboundKind.BOOK_PAGES:
                return _somebodys(await read_pages(self._rt, message)), None
            case _:
                return await self._own(message)

    async def _own(self, message: Outbound) -> tuple[Outbound, bytes | None]:
        contact = await owner(self._rt, message.about, message.to)
        if contact is None:
            raise NobodysNow
        if message.kind is OutboundKind.OVER_TIME:
            if not await still_tells(self._rt, contact):
                raise NobodysNow
            return message, None
        speak = voice(Language(message.language), contact.band)
        if message.kind is OutboundKind.DOCUMENT:
            return await self._file(message, contact, speak)
        if message.kind is OutboundKind.OWN_BOOK:
            return _somebodys(await own_book(self._rt, message, contact, speak)), None
        if message.session:
            return await self._profile(message, contact, speak)
        view = await read_view(self._rt, contact, speak)
        match message.kind:
            case OutboundKind.OWN_CHART:
                return await self._moods(message, view, speak)
            case OutboundKind.OWN_PROFILE:
                return await self._newest_profile(message, view, speak)
            case _:
                return _words(message, view, speak), None

    async def _profile(
        self, message: Outbound, contact: Contact, speak: Voice
    ) -> tuple[Outbound, bytes]:
        """The picture of one session, over the words that were said with it."""
        profile = await read_profile(self._rt, contact, message.session, message.questions, speak)
        if profile is None:
            raise NobodysNow
        return message, await self._easel.draw(own_profile.png, profile, speak)

    async def _file(
        self, message: Outbound, contact: Contact, speak: Voice
    ) -> tuple[Outbound, bytes]:
        data = await read_data(self._rt, contact)
        is_page = message.filename.endswith(".html")
        write, key = (as_page, "own.data.page") if is_page else (as_json, "own.data.program")
        return replace(message, text=speak.say(key)), write(data, self._rt.packs, speak)

    async def _moods(
        self, message: Outbound, view: OwnView, speak: Voice
    ) -> tuple[Outbound, bytes | None]:
        """The picture with the same in words under it; one kind sentence where nothing is."""
        if view.is_empty:
            return replace(message, text=speak.say("own.me.none")), None
        if not view.moods:
            raise NobodysNow
        lines = [
            speak.say("own.me.moods"),
            *own_chart.in_words(view.moods, speak),
            "",
            speak.say("own.me.yours"),
        ]
        while len("\n".join(lines)) > CAPTION_LIMIT:
            del lines[-3]  # the oldest week, in words as in the picture it is the first to go
        picture = await self._easel.draw(own_chart.png, view.moods, speak)
        return replace(message, text="\n".join(lines)), picture

    async def _newest_profile(
        self, message: Outbound, view: OwnView, speak: Voice
    ) -> tuple[Outbound, bytes]:
        """The picture of the newest profile, with the same in words under it where they fit."""
        if view.profile is None:
            raise NobodysNow
        caption = _profile_in_words(view.profile, speak)
        if len(caption) > CAPTION_LIMIT:
            caption = speak.say("own.me.yours")
        picture = await self._easel.draw(own_profile.png, view.profile, speak)
        return replace(message, text=caption), picture


def _profile_in_words(profile: OwnProfile, speak: Voice) -> str:
    lines = own_profile.in_words(profile, speak)
    return "\n".join((speak.say("own.me.profile"), *lines, "", speak.say("own.me.yours")))


def _somebodys(message: Outbound | None) -> Outbound:
    if message is None:
        raise NobodysNow
    return message


def _words(message: Outbound, view: OwnView, speak: Voice) -> Outbound:
    """The goals and the reasons, after the words of a profile that did not fit under it."""
    parts = (("own.me.goals", view.goals), ("own.me.reasons", view.reasons))
    told = ["\n".join((speak.say(key), *lines)) for key, lines in parts if lines]
    profile = _profile_in_words(view.profile, speak) if view.profile else ""
    if len(profile) > CAPTION_LIMIT:
        told = [profile, *told]
    if not told:
        raise NobodysNow
    return replace(message, text="\n\n".join(told)[:LONGEST])
