"""What a conversation says, as messages: its words, its buttons and the learner's own pictures."""

from collections.abc import Iterable

from domain.ids import AddressId
from domain.messages import Lane, Outbound, OutboundKind
from domain.session import Session
from flows.sprint import Said
from locales.reader import Voice
from reporting.alt import CAPTION_LIMIT


def messages(
    said: Iterable[Said],
    session: Session,
    speak: Voice,
    *,
    to: AddressId,
    lane: Lane,
    edits: str = "",
) -> tuple[Outbound, ...]:
    """What leaves for a chat. `edits` names the message whose button was tapped."""
    return tuple(
        outbound
        for each in said
        for outbound in (
            _pictured(each, session, speak, to, lane)
            if each.picture
            else (_plain(each, to, lane, edits if each.in_place else ""),)
        )
    )


def _plain(said: Said, to: AddressId, lane: Lane, edits: str = "") -> Outbound:
    return Outbound(to=to, lane=lane, text=said.text, buttons=said.buttons, edits=edits)


def _pictured(
    said: Said, session: Session, speak: Voice, to: AddressId, lane: Lane
) -> tuple[Outbound, ...]:
    """A picture with its words under it, or before them where they are too long for that.

    It says whose it is, of which session and which questions. The answers in it are read as it
    leaves.
    """
    fits = len(said.text) <= CAPTION_LIMIT
    picture = Outbound(
        to=to,
        lane=lane,
        text=said.text if fits else speak.say("own.profile.title"),
        buttons=said.buttons if fits else (),
        kind=OutboundKind.OWN_PROFILE,
        language=speak.language.value,
        about=session.contact_id,
        session=session.id,
        questions=said.picture,
    )
    return (picture,) if fits else (picture, _plain(said, to, lane))
