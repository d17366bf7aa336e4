"""Facts, past tense: what a decision comes to and what the commit writes down.

Each event is complete: whoever writes it needs nothing else. `services/effects.py` holds one
handler for each, and refuses to start if one is missing.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.cases import Case, Clock, Happened
from domain.ids import (
    AddressId,
    BookId,
    CaseId,
    ContactId,
    NoteId,
    SessionId,
    SignId,
    TextId,
    WaveId,
)
from domain.messages import Channel, Outbound, PageOutcome
from domain.notes import NoteStatus
from domain.people import Language, Role
from domain.session import Session
from domain.verdicts import Level, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressMet:
    """A chat that never wrote before has written."""

    address_id: AddressId
    channel: Channel
    address: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressReachable:
    """A chat has become able, or unable, to receive messages."""

    address_id: AddressId
    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMissed:
    """A chat has given a code that opens nothing; `misses` counts those in the present run."""

    address_id: AddressId
    misses: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRedeemed:
    """A single-use code has been spent by a chat, which now belongs to a contact."""

    code_hash: str
    contact_id: ContactId
    address_id: AddressId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesGranted:
    """A contact now holds these roles."""

    contact_id: ContactId
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeShown:
    """A learner has the honest notice before them and has yet to choose."""

    contact_id: ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAgreed:
    """A contact has joined, having read this version of the notice."""

    contact_id: ContactId
    notice_version: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentDeclined:
    """A learner read the notice and left; the chat is let go and the code works again."""

    contact_id: ContactId
    address_id: AddressId


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactStopped:
    """A contact has said stop. Nothing is sent until they start again themselves."""

    contact_id: ContactId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactReturned:
    """A contact who had stopped has started again."""

    contact_id: ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChosen:
    """A contact has chosen the language they are spoken to in."""

    contact_id: ContactId
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHeard:
    """Somebody's words, with the verdict of screening and the case they belong to, if any.

    `place` says where they were written: `pack/node` in a flow, `chat` outside one. `written_at`
    is when they left the sender, `at` when they were heard, which may be later by an outage.
    `due_at` is when somebody must have read them; None for words of a case, which those who
    safeguard read with it. `concerned` are those of the staff whom they are about.
    """

    text_id: TextId
    address_id: AddressId
    contact_id: ContactId | None
    case_id: CaseId | None
    body: str
    language: Language | None
    place: str
    verdict: Verdict
    written_at: datetime
    at: datetime
    due_at: datetime | None = None
    concerned: frozenset[ContactId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRead:
    """An adult has read a text of the reading list; `case_id` where it worried them."""

    text_id: TextId
    reader_id: ContactId
    case_id: CaseId | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignSeen:
    """The pastoral lead has seen a sign over time to; `case_id` where they passed it on."""

    sign_id: SignId
    staff_id: ContactId
    case_id: CaseId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionSaved:
    """A session stands here now. The newest of a batch is the one that is kept."""

    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecorded:
    """A question has been answered; a second answer to it takes the place of the first.

    `value` is the id of the option; for typed words it is empty and `text_id` names them.
    """

    session_id: SessionId
    contact_id: ContactId
    pack: str
    question: str
    value: str
    text_id: TextId | None
    notice_version: str
    week: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn:
    """An answer has been taken back."""

    session_id: SessionId
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """Words, or a wish to talk, have become a case that a named adult must take."""

    case: Case
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChanged:
    """Something happened to a case, which stands like this now.

    `staff_id` is who did it, `other_id` whom it was given to, `level` that of the words or the
    new one, `note` what the person wrote about it.
    """

    case: Case
    what: Happened
    at: datetime
    staff_id: ContactId | None = None
    other_id: ContactId | None = None
    level: Level | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNoted:
    """Something happened to a case that changes nothing but belongs in its history."""

    case_id: CaseId
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPaged:
    """One notice of a case to one person, as its clock stands then.

    Delivery is proved only by acknowledgement. Where nobody could be reached there is no
    `staff_id`, and the page waits for the first who can.
    """

    case_id: CaseId
    staff_id: ContactId | None
    level: Level
    at: datetime
    clock: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTried:
    """A page has been tried on a channel: it left, waits, finds nobody there, or was refused."""

    case_id: CaseId
    staff_id: ContactId | None
    channel: Channel
    outcome: PageOutcome
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMoved:
    """A thank-you note has come a step further.

    `staff_id` is who decided it, `recipient_id` who is to get it, `case_id` the case that its
    words are in from now on.
    """

    note_id: NoteId
    status: NoteStatus
    at: datetime
    staff_id: ContactId | None = None
    recipient_id: ContactId | None = None
    case_id: CaseId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageQueued:
    """A message is to leave after the commit, or from `not_before` on.

    `note_id` is set where it is about a thank-you note, `case_ids` where it pages cases.
    """

    message: Outbound
    contact_id: ContactId | None
    at: datetime
    wave_id: WaveId | None = field(default=None)
    note_id: NoteId | None = field(default=None)
    not_before: datetime | None = field(default=None)
    case_ids: tuple[CaseId, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptsWithdrawn:
    """What waited to be said to a chat is taken back: worrying words came before it left.

    What became of the learner's own thank-you note is not lost, it waits for the next day. With
    `scheduled_only` only questions are taken back that nobody had asked for: another one was
    begun instead.
    """

    address_id: AddressId
    scheduled_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerErased:
    """A learner has had erased what may be: answers, words that are in no case, what waits.

    `open_since` is the Monday of the oldest week that may still be counted.
    """

    contact_id: ContactId
    address_id: AddressId
    open_since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BookCodeDrawn:
    """A learner has a code for one adult of their choice; an earlier one opens nothing now."""

    learner_id: ContactId
    code: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOpened:
    """An adult has given a learner's code, and they alone may read that learner's book."""

    learner_id: ContactId
    book_id: BookId
    reader_id: ContactId
    address_id: AddressId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BookClosed:
    """A learner's book is theirs alone again, and no code of theirs opens it."""

    learner_id: ContactId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BookErased:
    """A learner has had their book erased: its pages, their words in no case, who may read it."""

    learner_id: ContactId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WordListVoted:
    """Somebody who answers for screening agrees to a change of the lexicon, or does not."""

    change_id: int
    staff_id: ContactId
    agrees: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLinkMade:
    """Somebody has asked for a one-time link to the desk; earlier ones open nothing now."""

    contact_id: ContactId
    token: str
    until: datetime
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TapAnswered:
    """A tap deserves its sign of life. It is sent after the commit and never kept."""

    tap_id: str
    text: str = field(default="")


Event = (
    AddressMet
    | AddressReachable
    | CodeMissed
    | CodeRedeemed
    | RolesGranted
    | NoticeShown
    | NoticeAgreed
    | EnrolmentDeclined
    | ContactStopped
    | ContactReturned
    | LanguageChosen
    | TextHeard
    | TextRead
    | SignSeen
    | SessionSaved
    | AnswerRecorded
    | AnswerWithdrawn
    | CaseOpened
    | CaseChanged
    | CaseNoted
    | StaffPaged
    | PageTried
    | NoteMoved
    | MessageQueued
    | PromptsWithdrawn
    | LearnerErased
    | BookCodeDrawn
    | BookOpened
    | BookClosed
    | BookErased
    | WordListVoted
    | DeskLinkMade
    | TapAnswered
)
