"""Signing in to the desk: a one-time link, then a second factor, then a short session.

The link comes by a channel on which somebody is known already, is good once and for ten minutes.
The second factor is a code of time (TOTP, RFC 6238) from an app on their phone, each code once;
ten recovery codes stand in for a lost phone. A session locks after a quarter of an hour in which
nothing was done, and ends after a working day. What is kept of tokens opens nothing.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp

from domain.audit import COMMAND, Look
from domain.errors import BadInput
from domain.events import MessageQueued
from domain.ids import AddressId, ContactId
from domain.messages import Channel, Lane, Outbound
from domain.people import Contact
from locales.reader import Voices, voices
from services import effects
from services.access import may_sign_in
from services.runtime import Runtime
from storage import addresses, audit, contacts, signins
from storage.database import UnitOfWork
from storage.signins import SecondFactor, WebSession

LINK_LASTS = timedelta(minutes=10)
IDLE = timedelta(minutes=15)
SESSION_LASTS = timedelta(hours=8)
TOKEN_BYTES = 32
RECOVERY_CODES = 10
CODE_STEP = 30
"""Seconds that one code of time holds."""

MOST_MISSES = 5
"""Wrong codes in a row before no other is taken for a while."""

LOCKED_FOR = timedelta(minutes=15)
"""For how long at first; each further wrong code doubles it, up to a day."""

LONGEST_LOCK = timedelta(days=1)

MOST_LINKS_TRIED = 20
MOST_MAILS = 5
"""Links by e-mail that one place may ask for, or that one address is sent, in that time."""

TRIED_WITHIN = timedelta(minutes=10)
"""Links that open nothing, from one place, before no other is looked at for a while."""

ISSUER = "Gwrando"


class Step(StrEnum):
    """What a session wants next before it opens a room."""

    ENROL = "enrol"
    CODE = "code"
    IN = "in"


class Refused(Exception):
    """A code or a link was not taken; `why` names the sentence that says so."""

    def __init__(self, why: str, until: datetime | None = None) -> None:
        super().__init__(why)
        self.why, self.until = why, until


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Somebody's session, and what it wants next."""

    session: WebSession
    contact: Contact
    step: Step


def new_token() -> str:
    """A token that nobody guesses, of letters that an address may hold."""
    return secrets.token_urlsafe(TOKEN_BYTES)


# --- the link -----------------------------------------------------------------------------------


async def make_link(rt: Runtime, contact_id: ContactId) -> str:
    """A one-time link for somebody whose phone is lost, made by whoever runs the program."""
    token = new_token()
    async with rt.database.write() as uow:
        contact = (await contacts.load(uow, [contact_id])).get(contact_id)
        if contact is None or not may_sign_in(contact):
            raise BadInput("Nobody who may sign in has this id; gwrando staff list shows them.")
        await signins.add_link(uow, token, contact_id, rt.now(), rt.now() + LINK_LASTS)
        await _note(rt, uow, COMMAND, "sign-in:link", contact_id)
        await uow.commit()
    return token


async def mail_link(rt: Runtime, address: str, source: str) -> None:
    """Send a link to an e-mail address, if it is that of somebody who may sign in.

    Whoever asks learns nothing of that. Refused only for asking too often.
    """
    now, token, address = rt.now(), new_token(), address.strip()
    async with rt.database.write() as uow:
        for kind, who in (("mail_from", source), ("mail_to", address.casefold())):
            if await signins.count_tries(uow, kind, who, now - TRIED_WITHIN) >= MOST_MAILS:
                raise Refused("too_many")
            await signins.note_try(uow, kind, who, now)
        known = (await addresses.find(uow, Channel.EMAIL, [address])).get(address)
        contact = known.contact if known and known.reachable else None
        if known is not None and contact is not None and may_sign_in(contact):
            await signins.add_link(uow, token, contact.id, now, now + LINK_LASTS)
            await _note(rt, uow, contact.id, "sign-in:link", contact.id)
            said = link_message(
                known.id, voices(contact.language), rt.web_url, token, lane=Lane.SAFEGUARDING
            )
            queued = MessageQueued(message=said, contact_id=contact.id, at=now)
            await effects.apply(rt, uow, [queued])
        await uow.commit()
    rt.bell.ring()


def link_message(
    to: AddressId, speaks: Voices, web_url: str, token: str, *, lane: Lane = Lane.REPLY
) -> Outbound:
    """The link, in words."""
    minutes = int(LINK_LASTS.total_seconds() // 60)
    text = speaks.tell(lambda speak: speak.say("signin.link", n=speak.number(minutes)))
    return Outbound(to=to, lane=lane, text=f"{text}\n\n{web_url}/sign-in/{token}")


async def open_link(rt: Runtime, token: str, source: str) -> str:
    """The token of a new session for whoever the link was made for; Refused for any other."""
    now = rt.now()
    async with rt.database.write() as uow:
        if await signins.count_tries(uow, "link", source, now - TRIED_WITHIN) >= MOST_LINKS_TRIED:
            raise Refused("too_many")
        contact_id = await signins.spend_link(uow, token, now)
        found = await contacts.load(uow, [contact_id] if contact_id else [])
        contact = found.get(contact_id) if contact_id else None
        if contact is None or not may_sign_in(contact):
            await signins.note_try(uow, "link", source, now)
            await uow.commit()
            raise Refused("link")
        await _start_afresh(uow, contact.id)
        session = await _begin(rt, uow, contact.id, verified=False)
        await uow.commit()
    return session


async def _start_afresh(uow: UnitOfWork, contact_id: ContactId) -> None:
    """Whoever saw a secret under an earlier link, and left it, knows nothing of the next one."""
    factor = await signins.second_factor(uow, contact_id)
    if factor is None or not factor.confirmed:
        await signins.forget_factor(uow, contact_id)
        await signins.end_all(uow, contact_id)


async def _begin(rt: Runtime, uow: UnitOfWork, contact_id: ContactId, *, verified: bool) -> str:
    token = new_token()
    await signins.begin(uow, token, new_token(), contact_id, rt.now(), verified=verified)
    return token


# --- the session --------------------------------------------------------------------------------


async def look(rt: Runtime, token: str, *, quiet: bool = False) -> Signed | None:
    """Whose session a token is and what it wants next; None where it has ended.

    Anything but a `quiet` look, which a page takes by itself, counts as something done.
    """
    now = rt.now()
    async with rt.database.write() as uow:
        session = await signins.session(uow, token)
        if session is None:
            return None
        contact = (await contacts.load(uow, [session.contact_id])).get(session.contact_id)
        over = now - session.made_at >= SESSION_LASTS
        if over or contact is None or not may_sign_in(contact):
            await signins.end(uow, session.key)
            await uow.commit()
            return None
        factor = await signins.second_factor(uow, contact.id)
        if session.verified and now - session.seen_at >= IDLE:
            await signins.lock(uow, session.key)
            await uow.commit()
            return Signed(session=session, contact=contact, step=Step.CODE)
        if not quiet:
            await signins.touch(uow, session.key, now)
            await uow.commit()
    return Signed(session=session, contact=contact, step=_step(session, factor))


def _step(session: WebSession, factor: SecondFactor | None) -> Step:
    if factor is None or not factor.confirmed:
        return Step.ENROL
    return Step.IN if session.verified else Step.CODE


async def sign_out(rt: Runtime, signed: Signed, *, everywhere: bool = False) -> None:
    """End this session, or every one that somebody has."""
    async with rt.database.write() as uow:
        if everywhere:
            await signins.end_all(uow, signed.contact.id)
        await signins.end(uow, signed.session.key)
        await uow.commit()


# --- the second factor --------------------------------------------------------------------------


async def enrolment(rt: Runtime, signed: Signed) -> tuple[str, str]:
    """A secret that is still to be confirmed, and the address that an app reads it from."""
    if signed.step is not Step.ENROL:
        raise Refused("enrolled")
    async with rt.database.write() as uow:
        factor = await signins.second_factor(uow, signed.contact.id)
        secret = factor.secret if factor else pyotp.random_base32()
        if factor is None:
            await signins.put_secret(uow, signed.contact.id, secret)
            await uow.commit()
    name = signed.contact.id[:6].upper()
    return secret, pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


async def confirm(rt: Runtime, signed: Signed, code: str) -> tuple[str, list[str]]:
    """The first code proves that the app has the secret: a new session, and recovery codes."""
    if signed.step is not Step.ENROL:
        raise Refused("enrolled")
    recovery = [secrets.token_hex(5) for _ in range(RECOVERY_CODES)]
    async with rt.database.write() as uow:
        await _check(rt, uow, signed, code)
        await signins.confirm(uow, signed.contact.id, recovery, rt.now())
        token = await _renew(rt, uow, signed)
        await _note(rt, uow, signed.contact.id, "sign-in:enrolled", signed.contact.id)
        await uow.commit()
    return token, [f"{code[:5]}-{code[5:]}" for code in recovery]


async def verify(rt: Runtime, signed: Signed, code: str) -> str:
    """A code, or a recovery code, opens the rooms: the token of a new session."""
    async with rt.database.write() as uow:
        factor = await signins.second_factor(uow, signed.contact.id)
        if factor is None or not factor.confirmed:
            raise Refused("not_enrolled")
        await _check(rt, uow, signed, code)
        token = await _renew(rt, uow, signed)
        await _note(rt, uow, signed.contact.id, "sign-in:in", signed.contact.id)
        await uow.commit()
    return token


async def _renew(rt: Runtime, uow: UnitOfWork, signed: Signed) -> str:
    """A new token for a session that may do more now: one known before it opens nothing."""
    await signins.end(uow, signed.session.key)
    return await _begin(rt, uow, signed.contact.id, verified=True)


async def _check(rt: Runtime, uow: UnitOfWork, signed: Signed, code: str) -> None:
    """Take a code, or refuse it and count; what is refused is written down all the same."""
    contact_id, now = signed.contact.id, rt.now()
    factor = await signins.second_factor(uow, contact_id)
    if factor is None:
        raise Refused("not_enrolled")
    if factor.locked_until is not None and factor.locked_until > now:
        raise Refused("locked", factor.locked_until)
    given = "".join(letter for letter in code.casefold() if letter.isalnum())
    step = _step_of(factor, given, now)
    if step is not None:
        await signins.took_code(uow, contact_id, step)
        return
    if factor.confirmed and await signins.spend_recovery(uow, contact_id, given):
        await signins.took_code(uow, contact_id, factor.last_step)
        await _note(rt, uow, contact_id, "sign-in:recovery", contact_id)
        return
    until = _locked_until(factor.misses + 1, now)
    await signins.missed_code(uow, contact_id, factor.misses + 1, until)
    await _note(rt, uow, contact_id, "sign-in:missed", contact_id)
    await uow.commit()
    raise Refused("locked" if until else "code", until)


def _step_of(factor: SecondFactor, given: str, now: datetime) -> int | None:
    """The step of time that a code is of, one early or late; None for a wrong or a used one."""
    totp = pyotp.TOTP(factor.secret, interval=CODE_STEP)
    current = int(now.timestamp()) // CODE_STEP
    for step in (current - 1, current, current + 1):
        right = totp.generate_otp(step)
        if step > factor.last_step and hmac.compare_digest(right.encode(), given.encode()):
            return step
    return None


async def demo_code(rt: Runtime, signed: Signed) -> str:
    """The code that the app of somebody invented would show; nothing outside a demo."""
    if not rt.is_demo:
        return ""
    async with rt.database.read() as uow:
        factor = await signins.second_factor(uow, signed.contact.id)
    if factor is None:
        return ""
    step = max(int(rt.now().timestamp()) // CODE_STEP, factor.last_step + 1)
    return pyotp.TOTP(factor.secret, interval=CODE_STEP).generate_otp(step)


def _locked_until(misses: int, now: datetime) -> datetime | None:
    if misses < MOST_MISSES:
        return None
    doubled: timedelta = LOCKED_FOR * 2 ** min(misses - MOST_MISSES, 10)
    return now + min(doubled, LONGEST_LOCK)


async def reset_factor(rt: Runtime, contact_id: ContactId, reason: str) -> None:
    """Let somebody enrol anew, as their phone is lost; every session of theirs ends."""
    if not reason.strip():
        raise BadInput("Give the reason with --reason.")
    async with rt.database.write() as uow:
        if not await signins.forget_factor(uow, contact_id):
            raise BadInput("This id has no second factor.")
        await signins.end_all(uow, contact_id)
        look = Look(
            actor=COMMAND,
            action="sign-in:reset",
            subject=contact_id,
            reason=reason.strip(),
            at=rt.now(),
        )
        await audit.append(uow, look)
        await uow.commit()


async def _note(rt: Runtime, uow: UnitOfWork, actor: str, action: str, subject: ContactId) -> None:
    await audit.append(
        uow, Look(actor=actor, action=action, subject=subject, reason="", at=rt.now())
    )
