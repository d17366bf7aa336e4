"""Every address of the pages with every role: what is not for somebody is not there."""

import pytest
from starlette.routing import Mount, Route

from domain.errors import BadInput
from domain.people import Role
from services.access import MAY_ENTER, Room, rooms_of
from services.runtime import Runtime
from services.signing_in import make_link
from storage.tables import cases
from tests.integration.browser import Browser, NoResults
from tests.integration.door import Door, rows
from tests.integration.people import join
from tests.support.clock import Clock
from web.app import create_app

PUBLIC = {
    "/": "leads to the board",
    "/board": "released tables",
    "/healthz": "that the pages run",
    "/static": "style and pictures",
    "/sign-in": "how to get a link",
    "/sign-in/{token}": "a link, for whoever has it",
    "/sign-in/code": "for whoever has opened a link",
    "/sign-in/enrol": "for whoever has opened a link",
    "/sign-in/enrol.svg": "for whoever has opened a link",
    "/start": "the rooms that are open to whoever has signed in",
    "/sign-out": "for whoever has signed in",
}
"""What stands before the gates, and what is there."""

BEHIND = {
    "/desk": Room.DESK,
    "/desk/events": Room.DESK,
    "/desk/case/{case_id}": Room.DESK,
    "/desk/case/{case_id}/{act}": Room.DESK,
    "/desk/case/{case_id}/export": Room.DESK,
    "/desk/audit": Room.AUDIT,
    "/desk/morning": Room.MORNING,
    "/desk/reading": Room.READING,
    "/desk/reading/{text_id}/{act}": Room.READING,
    "/desk/rota": Room.ROTA,
    "/desk/rota/{act}": Room.ROTA,
    "/desk/rota/{duty_id}/remove": Room.ROTA,
}
"""Which gate each other address stands behind."""

ROLES = sorted(Role)


def addresses(rt: Runtime) -> dict[str, set[str]]:
    """Every address of the application and how it may be asked for."""
    return {
        route.path: getattr(route, "methods", None) or {"GET"}
        for route in create_app(NoResults(), rt).routes
        if isinstance(route, Route | Mount)
    }


def test_every_address_is_declared_here(runtime: Runtime) -> None:
    assert set(addresses(runtime)) == PUBLIC.keys() | BEHIND.keys()


def test_no_learner_and_no_council_or_pastoral_role_opens_a_room() -> None:
    for role in (Role.LEARNER, Role.COUNCIL, Role.PASTORAL, Role.OFFICE):
        assert not any(role in roles for roles in MAY_ENTER.values())


@pytest.mark.parametrize("role", ROLES)
async def test_a_learner_opens_no_room_with_any_further_role(runtime: Runtime, role: Role) -> None:
    both = await join(runtime, "cadi", roles=frozenset({Role.LEARNER, role}))
    assert rooms_of(both.contact) == ()


def filled(path: str, case_id: str) -> str:
    return (
        path.replace("{case_id}", case_id)
        .replace("{text_id}", "0000")
        .replace("{duty_id}", "0000")
        .replace("{act}", "note" if "case" in path else "read")
    )


@pytest.mark.parametrize("role", [None, *ROLES])
async def test_what_is_not_for_somebody_is_as_if_it_were_not_there(
    runtime: Runtime, door: Door, clock: Clock, role: Role | None
) -> None:
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    browser = Browser(runtime, clock)
    rooms: tuple[Room, ...] = ()
    if role is not None:
        person = await join(runtime, "person", roles=frozenset({role}))
        rooms = rooms_of(person.contact)
        if rooms:
            await browser.enrol(person.contact.id)
        else:
            with pytest.raises(BadInput, match="may sign in"):
                await make_link(runtime, person.contact.id)
    missing = (await browser.get("/nothing/here")).text
    for path, room in BEHIND.items():
        for method in addresses(runtime)[path] & {"GET", "POST"}:
            if room in rooms and path == "/desk/events":
                continue  # it has no end
            target = filled(path, "0000")
            answer = await browser.post(target) if method == "POST" else await browser.get(target)
            if not rooms:
                assert answer.status_code == 303, path
                assert answer.headers["location"].startswith("/sign-in"), path
            elif room not in rooms:
                assert (answer.status_code, answer.text) == (404, missing), path
            else:
                assert answer.status_code in {200, 303, 404}, path


async def test_somebody_else_s_case_is_as_if_it_were_not_there(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    """The head may enter the desk and sees no case that has not come to them."""
    head = await join(runtime, "head", roles=frozenset({Role.HEAD}))
    await join(runtime, "dsp", roles=frozenset({Role.DSP}))
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    browser = Browser(runtime, clock)
    await browser.enrol(head.contact.id)
    missing = (await browser.get("/nothing/here")).text
    [case] = await rows(runtime.database, cases)
    for target in (f"/desk/case/{case['case_id']}", "/desk/case/0000"):
        answer = await browser.get(target)
        assert (answer.status_code, answer.text) == (404, missing)
        answer = await browser.post(f"{target}/note", note="x")
        assert (answer.status_code, answer.text) == (404, missing)
