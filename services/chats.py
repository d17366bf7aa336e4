"""Everything that is known of one chat when something from it arrives.

Loaded for a whole batch in a handful of queries; changed only by putting a new one in its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.cases import Case
from domain.ids import ALPHABET, ID_LENGTH, AddressId, SessionId
from domain.messages import Channel, Inbound, InboundKind
from domain.people import Contact, Language, Standing
from domain.said import Said
from domain.session import Session
from flows.asking import parse_button
from flows.definition import looking_back
from locales.reader import Voices, voices
from services.runtime import Runtime
from storage import addresses, cases, outbox, sessions, texts
from storage.database import UnitOfWork
from storage.sessions import Finished

LATELY = timedelta(days=3)
"""How long a text is looked at again when another one comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One chat on one channel. `known` is false until its first sign of life is committed.

    `unasked` says that a prompt still waits to leave, so that the open question is not seen yet.
    `finished` holds what was answered the last times, in packs that look back; `said` what was
    written here in the last days, oldest first.
    """

    address_id: AddressId
    channel: Channel
    address: str
    known: bool
    reachable: bool = True
    misses: int = 0
    locked_until: datetime | None = None
    contact: Contact | None = None
    session: Session | None = None
    named: dict[SessionId, Session] = field(default_factory=dict)
    case: Case | None = None
    unasked: bool = False
    finished: tuple[Finished, ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def language(self) -> Language | None:
        """The language of whoever writes here, or None while nobody has told it."""
        return self.contact.language if self.contact else None

    @property
    def voices(self) -> Voices:
        """How the bot speaks here: in their language, or in both, and for their age."""
        return voices(self.language, self.contact.band if self.contact else None)

    def stands(self, standing: Standing) -> bool:
        """Whether whoever writes here stands there."""
        return self.contact is not None and self.contact.standing is standing

    def before(self, pack_id: str, session_id: SessionId | None) -> tuple[tuple[str, str], ...]:
        """What was answered when this pack was last finished, in another session than this."""
        own = (each for each in self.finished if each.pack == pack_id)
        return next((each.given for each in own if each.session_id != session_id), ())

    def session_named(self, session_id: SessionId) -> Session | None:
        """The session a button belongs to, if it is this contact's own."""
        if self.session is not None and self.session.id == session_id:
            return self.session
        found = self.named.get(session_id)
        if found is None or self.contact is None or found.contact_id != self.contact.id:
            return None
        return found


def of_writer(address_id: AddressId, contact: Contact | None, case: Case | None) -> Chat:
    """The chat in which something was written, as far as an adult's decision on it needs it."""
    return Chat(
        address_id=address_id,
        channel=Channel.TELEGRAM,
        address="",
        known=True,
        contact=contact,
        case=case,
    )


async def load(rt: Runtime, uow: UnitOfWork, batch: Sequence[Inbound]) -> dict[str, Chat]:
    """The chats that a batch came from, by address."""
    channel = batch[0].channel
    wanted = list(dict.fromkeys(inbound.address for inbound in batch))
    known = await addresses.find(uow, channel, wanted)
    contacts = [found.contact.id for found in known.values() if found.contact]
    at_rest = await sessions.load(uow, contacts, _named(batch))
    open_cases = await cases.of_chats(uow, [found.id for found in known.values()])
    unasked = await outbox.with_prompts(uow, [found.id for found in known.values()])
    finished = await sessions.finished(uow, contacts, looking_back(rt.packs))
    said = await texts.lately(uow, [found.id for found in known.values()], rt.now() - LATELY)
    loaded = (_chat(rt, channel, each, known.get(each), at_rest, open_cases) for each in wanted)
    return {
        chat.address: replace(
            chat,
            unasked=chat.address_id in unasked,
            said=said.get(chat.address_id, ()),
            finished=finished.get(chat.contact.id, ()) if chat.contact else (),
        )
        for chat in loaded
    }


def _named(batch: Iterable[Inbound]) -> set[SessionId]:
    """The sessions that the buttons of a batch name."""
    taps = (parse_button(each.data) for each in batch if each.kind is InboundKind.TAP)
    return {tap[0] for tap in taps if tap and looks_like_id(tap[0])}


def looks_like_id(text: str) -> bool:
    """Whether this could be an id of ours. A button may carry anything that a client makes up."""
    return 0 < len(text) <= ID_LENGTH and all(letter in ALPHABET for letter in text)


def _chat(
    rt: Runtime,
    channel: Channel,
    address: str,
    found: addresses.KnownAddress | None,
    at_rest: list[Session],
    open_cases: dict[cases.Whose, Case],
) -> Chat:
    if found is None:
        new = AddressId(rt.new_id())
        return Chat(address_id=new, channel=channel, address=address, known=False)
    own = [s for s in at_rest if found.contact and s.contact_id == found.contact.id]
    return Chat(
        address_id=found.id,
        channel=channel,
        address=address,
        known=True,
        reachable=found.reachable,
        misses=found.misses,
        locked_until=found.locked_until,
        contact=found.contact,
        session=next((session for session in own if session.is_current), None),
        named={session.id: session for session in own},
        case=open_cases.get((found.id, found.contact.id if found.contact else None)),
    )
