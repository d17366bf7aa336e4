"""What happens to contacts and their chats becomes rows: joining, leaving, codes, language."""

from collections.abc import Iterable
from typing import Any

from domain.events import (
    AddressReachable,
    CodeMissed,
    CodeRedeemed,
    ContactReturned,
    ContactStopped,
    EnrolmentDeclined,
    LanguageChosen,
    NoticeAgreed,
    NoticeShown,
    RolesGranted,
)
from domain.people import Standing
from storage import addresses, books, codes, contacts, outbox
from storage.contacts import roles_text
from storage.database import UnitOfWork

ContactEvent = (
    AddressReachable
    | CodeMissed
    | CodeRedeemed
    | RolesGranted
    | NoticeShown
    | NoticeAgreed
    | EnrolmentDeclined
    | ContactStopped
    | ContactReturned
    | LanguageChosen
)


async def write(uow: UnitOfWork, events: Iterable[ContactEvent]) -> None:
    """Write what happened to contacts and their chats, in order."""
    for event in events:
        await _person(uow, event)


async def _person(uow: UnitOfWork, event: ContactEvent) -> None:
    match event:
        case AddressReachable():
            change = {"address_id": event.address_id, "reachable": event.reachable}
            await addresses.change(uow, [change])
        case CodeMissed():
            change = {
                "address_id": event.address_id,
                "misses": event.misses,
                "locked_until": event.locked_until,
            }
            await addresses.change(uow, [change])
        case CodeRedeemed():
            owner = {"address_id": event.address_id, "contact_id": event.contact_id, "misses": 0}
            await addresses.change(uow, [owner])
            await codes.spend(uow, event.code_hash, event.address_id, event.at)
        case EnrolmentDeclined():
            await addresses.change(uow, [{"address_id": event.address_id, "contact_id": None}])
            await codes.give_back(uow, event.contact_id, event.address_id)
            await contacts.change(uow, [_stands(event.contact_id, Standing.INVITED)])
        case ContactStopped():
            await contacts.change(uow, [contacts.stopped(event.contact_id, event.at)])
            await outbox.drop_prompts_of(uow, event.contact_id)
            await books.end_of(uow, event.contact_id, event.at)
        case _:
            await contacts.change(uow, [_contact_change(event)])


def _contact_change(event: ContactEvent) -> dict[str, Any]:
    match event:
        case NoticeShown():
            return _stands(event.contact_id, Standing.READING)
        case NoticeAgreed():
            return {
                **_stands(event.contact_id, Standing.JOINED),
                "notice_version": event.notice_version,
                "joined_at": event.at,
            }
        case ContactReturned():
            return {**_stands(event.contact_id, Standing.JOINED), "stopped_at": None}
        case RolesGranted():
            return {"contact_id": event.contact_id, "roles": roles_text(event.roles)}
        case LanguageChosen():
            return contacts.chose(event.contact_id, event.language)
        case _:
            raise TypeError(type(event).__name__)


def _stands(contact_id: str, standing: Standing) -> dict[str, Any]:
    return {"contact_id": contact_id, "standing": standing.value}
