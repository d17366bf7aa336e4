"""What staff and the council do in chat: list cases, take one, look at results."""

from collections.abc import Sequence

from domain.cases import Case
from domain.events import Event
from domain.ids import CaseId
from domain.people import Role, Standing
from escalation.case import acknowledge
from escalation.policy import MAY_TAKE_CASES, is_open, sees
from flows.calendar import week_of
from locales.reader import Voice
from services.chats import Chat
from services.paging import page_to, take_data, tell_that_it_is_taken
from services.world import Decision, World, button, chart, message, queued, say, toast

MAY_SEE_RESULTS = frozenset({Role.COUNCIL, Role.HEAD, Role.DSP, Role.DEPUTY, Role.OFFICE})
"""Who may ask for results in chat: all of them see the same released tables."""

LONGEST_LIST = 30
"""Cases that one message lists, or half of them in each of two languages; the gravest first."""


def _barred(chat: Chat, roles: frozenset[Role], key: str) -> str | None:
    """What to say to whoever holds none of the roles, or has stopped; None if they may."""
    if chat.contact is None or not chat.contact.roles & roles:
        return key
    return "stop.already" if chat.stands(Standing.STOPPED) else None


def list_cases(chat: Chat, world: World) -> Decision:
    """What is not closed, by level and number: no name, no words, no category."""
    if barred := _barred(chat, MAY_TAKE_CASES, "cases.not_allowed"):
        return say(chat, world, barred)
    found = (case for case in world.cases.values() if is_open(case) and _sees(chat, case))
    cases = sorted(found, key=lambda case: (-case.level, case.opened_at))
    if not cases:
        return say(chat, world, "cases.none")
    listed = cases[: LONGEST_LIST // len(chat.voices)]
    takeable = [case for case in listed if case.waits]
    buttons = tuple(
        (button(chat, "cases.take", take_data(case), case=case.id.upper()),)
        for case in takeable[:8]
    )
    text = chat.voices.tell(lambda speak: _list(speak, listed, len(cases) - len(listed)))
    return Decision(chat, (message(chat, world, text, buttons),))


def _sees(chat: Chat, case: Case) -> bool:
    return chat.contact is not None and sees(chat.contact, case)


def _list(speak: Voice, listed: Sequence[Case], more: int) -> str:
    lines = [_line(speak, case) for case in listed]
    if more:
        lines.append(speak.count("cases.more", more))
    return "\n".join([speak.say("cases.title"), "", *lines])


def _line(speak: Voice, case: Case) -> str:
    return speak.say(
        "cases.line",
        case=case.id.upper(),
        level=speak.say(f"level.{case.level.word}"),
        since=speak.moment(case.opened_at),
        state=speak.say(f"cases.state.{case.status.value}"),
    )


def take_case(chat: Chat, world: World, what: str, tap_id: str) -> Decision:
    """A person says of a case: I have read this and it is mine.

    The button knows the level that its reader saw. Where it has risen since, they see that first.
    """
    barred = _barred(chat, MAY_TAKE_CASES, "chat.not_yours")
    if chat.contact is None or barred:
        return Decision(chat, (toast(tap_id, chat.voices.say(barred or "chat.not_yours")),))
    case_id, _, seen = what.partition(":")
    case = world.cases.get(CaseId(case_id))
    if case is None or not is_open(case) or not sees(chat.contact, case):
        return _answered(chat, world, tap_id, chat.voices.say("page.none"))
    if seen.isdecimal() and int(seen) < case.level:
        again = page_to(case, chat.address_id, chat.voices, "page.raised", world)
        return Decision(chat, (toast(tap_id), queued(chat, world, again)))
    taken, events = acknowledge(case, chat.contact.id, world.now)
    if not events and case.holder != chat.contact.id:
        at = case.acknowledged_at or world.now
        text = chat.voices.tell(
            lambda speak: speak.say("page.taken_already", when=speak.moment(at))
        )
        return _answered(chat, world, tap_id, text)
    text = chat.voices.say("page.taken", case=case.id.upper())
    others = tell_that_it_is_taken(taken, world) if events else ()
    return _answered(chat, world, tap_id, text, *events, *others)


def _answered(chat: Chat, world: World, tap_id: str, text: str, *events: Event) -> Decision:
    return Decision(chat, (*events, toast(tap_id, text), message(chat, world, text)))


def show_results(chat: Chat, world: World) -> Decision:
    """The newest released week, as a picture with its words: nothing that is not released."""
    if barred := _barred(chat, MAY_SEE_RESULTS, "results.not_allowed"):
        return say(chat, world, barred)
    if world.newest_week is None:
        return say(chat, world, "results.none")
    week, tables = world.newest_week
    older = week < week_of(world.now)
    charts = (
        chart(chat, world, speak, speak.say("results.older") if older else "", tables)
        for speak in chat.voices
    )
    return Decision(chat, tuple(charts))
