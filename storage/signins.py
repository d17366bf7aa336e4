"""One-time links, web sessions and second factors. Tokens are kept as keyed hashes alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from domain.ids import ContactId
from storage.database import UnitOfWork
from storage.tables import recovery_codes, second_factors, sign_in_links, tries, web_sessions
from storage.types import AnyRow
from storage.upsert import insert, upsert

_FACTOR = "second_factors.secret_sealed:{}"
_CSRF = "web_sessions.csrf_sealed:{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSession:
    """One browser's way in. It opens rooms only while `verified`: the second factor was given."""

    key: str
    contact_id: ContactId
    csrf: str
    made_at: datetime
    seen_at: datetime
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """Somebody's secret for codes, with the newest step of time that a code was taken of."""

    contact_id: ContactId
    secret: str
    confirmed: bool
    last_step: int
    misses: int
    locked_until: datetime | None


# --- links --------------------------------------------------------------------------------------


async def add_link(
    uow: UnitOfWork, token: str, contact_id: ContactId, now: datetime, until: datetime
) -> None:
    """Write a one-time link; earlier ones of the same person open nothing any more."""
    await uow.connection.execute(
        delete(sign_in_links).where(sign_in_links.c.contact_id == contact_id)
    )
    row = {
        "link_hash": uow.cipher.find_by("link", token),
        "contact_id": contact_id,
        "made_at": now,
        "expires_at": until,
    }
    await insert(uow, sign_in_links, [row])


async def spend_link(uow: UnitOfWork, token: str, now: datetime) -> ContactId | None:
    """Whose link this is, once and in time; None for any other token."""
    found = await uow.connection.execute(
        delete(sign_in_links)
        .where(sign_in_links.c.link_hash == uow.cipher.find_by("link", token))
        .returning(sign_in_links.c.contact_id, sign_in_links.c.expires_at)
    )
    row = found.first()
    return ContactId(row.contact_id) if row is not None and row.expires_at > now else None


# --- sessions -----------------------------------------------------------------------------------


async def begin(
    uow: UnitOfWork, token: str, csrf: str, contact_id: ContactId, now: datetime, *, verified: bool
) -> None:
    """Write a session under a new token."""
    key = uow.cipher.find_by("web", token)
    row = {
        "session_hash": key,
        "contact_id": contact_id,
        "csrf_sealed": uow.cipher.seal("vault", _CSRF.format(key), csrf),
        "made_at": now,
        "seen_at": now,
        "verified": verified,
    }
    await insert(uow, web_sessions, [row])


async def session(uow: UnitOfWork, token: str) -> WebSession | None:
    """The session of a token, if there is one."""
    key = uow.cipher.find_by("web", token)
    rows = await uow.connection.execute(
        select(web_sessions).where(web_sessions.c.session_hash == key)
    )
    row = rows.first()
    return None if row is None else _session(uow, row)


def _session(uow: UnitOfWork, row: AnyRow) -> WebSession:
    return WebSession(
        key=row.session_hash,
        contact_id=ContactId(row.contact_id),
        csrf=uow.cipher.open("vault", _CSRF.format(row.session_hash), row.csrf_sealed),
        made_at=row.made_at,
        seen_at=row.seen_at,
        verified=row.verified,
    )


async def touch(uow: UnitOfWork, key: str, now: datetime) -> None:
    """Note that somebody did something in a session."""
    await uow.connection.execute(
        update(web_sessions).where(web_sessions.c.session_hash == key).values(seen_at=now)
    )


async def lock(uow: UnitOfWork, key: str) -> None:
    """Let a session open nothing until the second factor is given again."""
    await uow.connection.execute(
        update(web_sessions).where(web_sessions.c.session_hash == key).values(verified=False)
    )


async def end(uow: UnitOfWork, key: str) -> None:
    """Take a session out."""
    await uow.connection.execute(delete(web_sessions).where(web_sessions.c.session_hash == key))


async def end_all(uow: UnitOfWork, contact_id: ContactId) -> None:
    """Take out every session and every link of somebody."""
    for table in (web_sessions, sign_in_links):
        await uow.connection.execute(delete(table).where(table.c.contact_id == contact_id))


async def tidy(uow: UnitOfWork, before: datetime, now: datetime) -> None:
    """Forget sessions begun before then, links that are over and tries of long ago."""
    await uow.connection.execute(delete(web_sessions).where(web_sessions.c.made_at < before))
    await uow.connection.execute(delete(sign_in_links).where(sign_in_links.c.expires_at < now))
    await uow.connection.execute(delete(tries).where(tries.c.at < before))


# --- second factors -----------------------------------------------------------------------------


async def second_factor(uow: UnitOfWork, contact_id: ContactId) -> SecondFactor | None:
    """Somebody's second factor, confirmed or not."""
    rows = await uow.connection.execute(
        select(second_factors).where(second_factors.c.contact_id == contact_id)
    )
    row = rows.first()
    if row is None:
        return None
    return SecondFactor(
        contact_id=contact_id,
        secret=uow.cipher.open("vault", _FACTOR.format(contact_id), row.secret_sealed),
        confirmed=row.confirmed_at is not None,
        last_step=row.last_step,
        misses=row.misses,
        locked_until=row.locked_until,
    )


async def put_secret(uow: UnitOfWork, contact_id: ContactId, secret: str) -> None:
    """Write a secret that is still to be confirmed, in the place of an earlier one."""
    row = {
        "contact_id": contact_id,
        "secret_sealed": uow.cipher.seal("vault", _FACTOR.format(contact_id), secret),
        "confirmed_at": None,
        "last_step": 0,
        "misses": 0,
        "locked_until": None,
    }
    await upsert(uow, second_factors, [row], ("contact_id",))


async def confirm(uow: UnitOfWork, contact_id: ContactId, codes: list[str], now: datetime) -> None:
    """A secret has been confirmed; these recovery codes stand in for it, once each."""
    await _change(uow, contact_id, confirmed_at=now)
    await uow.connection.execute(
        delete(recovery_codes).where(recovery_codes.c.contact_id == contact_id)
    )
    rows = [
        {
            "code_hash": uow.cipher.find_by("recovery", f"{contact_id}|{code}"),
            "contact_id": contact_id,
        }
        for code in codes
    ]
    await insert(uow, recovery_codes, rows)


async def took_code(uow: UnitOfWork, contact_id: ContactId, step: int) -> None:
    """A code of this step of time was right; it is taken no second time."""
    await _change(uow, contact_id, last_step=step, misses=0, locked_until=None)


async def missed_code(
    uow: UnitOfWork, contact_id: ContactId, misses: int, locked_until: datetime | None
) -> None:
    """A code was wrong; this is how many in a row, and until when no other is taken."""
    await _change(uow, contact_id, misses=misses, locked_until=locked_until)


async def spend_recovery(uow: UnitOfWork, contact_id: ContactId, code: str) -> bool:
    """Whether this is a recovery code of somebody; it is none from now on."""
    found = await uow.connection.execute(
        delete(recovery_codes).where(
            recovery_codes.c.contact_id == contact_id,
            recovery_codes.c.code_hash == _recovery(uow, contact_id, code),
        )
    )
    return found.rowcount > 0


def _recovery(uow: UnitOfWork, contact_id: ContactId, code: str) -> str:
    return uow.cipher.find_by("recovery", f"{contact_id}|{code}")


async def forget_factor(uow: UnitOfWork, contact_id: ContactId) -> bool:
    """Take somebody's second factor out; false where they had none."""
    await uow.connection.execute(
        delete(recovery_codes).where(recovery_codes.c.contact_id == contact_id)
    )
    found = await uow.connection.execute(
        delete(second_factors).where(second_factors.c.contact_id == contact_id)
    )
    return found.rowcount > 0


async def _change(uow: UnitOfWork, contact_id: ContactId, **values: object) -> None:
    await uow.connection.execute(
        update(second_factors).where(second_factors.c.contact_id == contact_id).values(values)
    )


# --- tries --------------------------------------------------------------------------------------


async def note_try(uow: UnitOfWork, kind: str, who: str, now: datetime) -> None:
    """Note one try of a kind; `who` is kept as a keyed hash."""
    row = {"kind": kind, "who_hash": uow.cipher.find_by("try", who), "at": now}
    await insert(uow, tries, [row])


async def count_tries(uow: UnitOfWork, kind: str, who: str, since: datetime) -> int:
    """How often somebody tried since then."""
    return (
        await uow.connection.scalar(
            select(func.count()).where(
                tries.c.kind == kind,
                tries.c.who_hash == uow.cipher.find_by("try", who),
                tries.c.at > since,
            )
        )
        or 0
    )
