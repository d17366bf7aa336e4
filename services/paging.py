"""Pages: whom a step of the clock reaches, what the page says, and on to the next where need be.

A page tells a level, a case number and a time: no name, no words, no category. What leaves here
is decided in the commit of whatever called for it; that it was taken is proved by acknowledgement
alone.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from domain.cases import Case, Clock, Happened, Step, Whom
from domain.events import CaseChanged, Event, MessageQueued, StaffPaged
from domain.ids import AddressId, CaseId
from domain.messages import Button, Lane, Outbound
from domain.people import Role
from domain.verdicts import Level
from escalation.case import Changed
from escalation.policy import MORNINGS, Moments, start_clock
from locales.reader import Voice, Voices, voices
from services.world import Pager, World

TAKE = "k"
"""First part of what the button of a page carries: taking the case."""

DESK_BUTTON = "c:desk"
"""What the button carries that asks for a link to the desk."""

CASES_BUTTON = "c:cases"
"""What the button carries that lists the cases."""

_ROLES = {Whom.DSP: Role.DSP, Whom.DEPUTY: Role.DEPUTY, Whom.HEAD: Role.HEAD}
_OF_THE_SCHOOL = frozenset(_ROLES.values())


def moments(world: World) -> Moments:
    """School time, as far as a clock needs it."""
    hours = world.settings.hours
    return Moments(
        read_now=hours.is_read_now(world.now), mornings=hours.mornings(world.now, MORNINGS)
    )


def new_clock(world: World, level: Level, *, held: bool = False) -> Clock:
    """A clock that begins now under the school's policy."""
    return start_clock(world.settings.paging, level, world.now, moments(world), held=held)


# --- who ----------------------------------------------------------------------------------------


def audience(whom: Collection[Whom], case: Case, pagers: Iterable[Pager]) -> tuple[Pager, ...]:
    """Who is paged: never those whom the words are about, nor who is away unless all are."""
    all_of_them = Whom.EVERYONE in whom
    return tuple(
        pager
        for pager in pagers
        if pager.contact.id not in case.concerned
        and (all_of_them or not pager.away)
        and any(_answers(pager, each, case) for each in whom)
    )


def _answers(pager: Pager, whom: Whom, case: Case) -> bool:
    match whom:
        case Whom.HOLDER:
            return pager.contact.id == case.holder
        case Whom.ON_CALL:
            return pager.on_call
        case Whom.EVERYONE:
            return bool(pager.contact.roles & _OF_THE_SCHOOL)
        case Whom.AUTHORITY:
            return Role.AUTHORITY in pager.contact.roles
        case Whom.LAST_RESORT:
            return False
        case _:
            return _ROLES[whom] in pager.contact.roles


# --- the clock goes on --------------------------------------------------------------------------


def page_due(case: Case, world: World, key: str = "page.new") -> Changed:
    """Page every step that is due, in order; where those paged cannot be reached, the next."""
    case, events = _to_the_authority(case, world)
    while _is_due(case, world):
        case, some = _page_step(case, world, key)
        events += some
    return case, events


def _is_due(case: Case, world: World) -> bool:
    """Whether the next step is to be paged now.

    Its moment has come, or nobody who was paged can be reached, or everybody was to be paged,
    nobody could be, and now somebody can.
    """
    clock = case.clock
    if clock is None or clock.next_at is None:
        return False
    if clock.next_at <= world.now:
        return True
    if not _has_begun(clock):
        return False
    if not clock.is_spent:
        return not audience(clock.paged, case, world.pagers)
    return case.paged_at is None and bool(audience(clock.next_step.whom, case, world.pagers))


def _has_begun(clock: Clock) -> bool:
    """Whether a step has come that must find somebody."""
    return any(not step.optional for step in clock.steps[: clock.fired])


def _page_step(case: Case, world: World, key: str) -> Changed:
    clock = _running(case)
    step = clock.next_step
    people = audience(step.whom, case, world.pagers)
    heard = _has_begun(clock) and bool(audience(clock.paged, case, world.pagers))
    passed = replace(case, clock=clock.passed(world.now, moments(world).mornings[0]))
    if not people and step.optional:
        return passed, (_line(passed, Happened.NOT_COVERED, world.now),)
    silence = (_line(passed, Happened.SILENCE, world.now),) if heard else ()
    if not people and heard:  # those who were paged before can still take it
        passed = _hurried(passed, world)
        return passed, (*silence, _line(passed, Happened.NOBODY_TO_PAGE, world.now))
    said = _key(step, "page.still" if heard else key)
    return _paged(passed, world, people, said, silence)


def _hurried(case: Case, world: World) -> Case:
    """The case whose next step comes at once, as the one before found nobody."""
    clock = _running(case)
    return case if clock.is_spent else replace(case, clock=replace(clock, next_at=world.now))


def _running(case: Case) -> Clock:
    if case.clock is None:  # pragma: no cover - only a case whose clock runs has a step
        raise ValueError(case.status)
    return case.clock


def _key(step: Step, key: str) -> str:
    return "page.last_resort" if Whom.LAST_RESORT in step.whom else key


def _line(case: Case, what: Happened, now: datetime) -> CaseChanged:
    return CaseChanged(case=case, what=what, at=now, level=case.level)


def _to_the_authority(case: Case, world: World) -> Changed:
    """Where the words are about all of the school, only the local authority's contact is left."""
    clock = case.clock
    if clock is None or clock.next_at is None or _goes_to_the_authority(clock):
        return case, ()
    school = [each for each in world.pagers if each.contact.roles & _OF_THE_SCHOOL]
    if not case.concerned or any(each.contact.id not in case.concerned for each in school):
        return case, ()
    at = clock.next_at if case.level is Level.WATCH else world.now
    step = Step(at=at, whom=(Whom.AUTHORITY,))
    steps = (*clock.steps[: clock.fired], step)
    moved = replace(case, clock=replace(clock, steps=steps, next_at=at))
    return moved, (_line(moved, Happened.ALL_CONCERNED, world.now),)


def _goes_to_the_authority(clock: Clock) -> bool:
    return any(Whom.AUTHORITY in step.whom for step in clock.steps)


# --- more words -------------------------------------------------------------------------------


def page_more(case: Case, world: World) -> Changed:
    """Tell whoever has the case of further words; while nobody has, those who were paged."""
    clock = case.clock
    whom = clock.paged if clock and clock.runs else frozenset({Whom.HOLDER})
    people = audience(whom, case, world.pagers)
    if not people and case.holder is not None:
        people = audience((Whom.DSP, Whom.DEPUTY), case, world.pagers)
    return _paged(case, world, people, "page.more")


def tell_that_it_is_taken(case: Case, world: World) -> tuple[MessageQueued, ...]:
    """Let the others who were paged know that somebody has the case, so that they can rest."""
    paged = case.clock.paged if case.clock else frozenset()
    others = [
        each for each in audience(paged, case, world.pagers) if each.contact.id != case.holder
    ]
    return tuple(
        MessageQueued(
            message=_rest(case, address, voices(pager.contact.language)),
            contact_id=pager.contact.id,
            at=world.now,
        )
        for pager in others
        for address in pager.addresses
    )


def _rest(case: Case, to: AddressId, speaks: Voices) -> Outbound:
    text = speaks.say("page.taken_by_another", case=case.id.upper())
    return Outbound(to=to, lane=Lane.SAFEGUARDING, text=text)


# --- what a page says ---------------------------------------------------------------------------


def _paged(
    case: Case, world: World, people: Iterable[Pager], key: str, before: tuple[Event, ...] = ()
) -> Changed:
    """One notice to each of these; where there is nobody, the fact that nobody was told."""
    told = tuple(event for pager in people for event in _notices(case, world, pager, key))
    if told:
        return replace(case, paged_at=world.now), (*before, *told)
    nobody = StaffPaged(
        case_id=case.id, staff_id=None, level=case.level, at=world.now, clock=case.clock
    )
    return replace(case, paged_at=None), (*before, nobody)


def _notices(case: Case, world: World, pager: Pager, key: str) -> tuple[Event, ...]:
    """The fact and its messages, one on each channel; a case at watch is told of in a list."""
    paged = StaffPaged(
        case_id=case.id,
        staff_id=pager.contact.id,
        level=case.level,
        at=world.now,
        clock=case.clock,
    )
    if case.level is Level.WATCH:
        return (paged,)
    speaks = voices(pager.contact.language)
    queued = (
        MessageQueued(
            message=page_to(case, address, speaks, key, world),
            contact_id=pager.contact.id,
            at=world.now,
            case_ids=(case.id,),
        )
        for address in pager.addresses
    )
    return (paged, *queued)


def page_to(case: Case, to: AddressId, speaks: Voices, key: str, world: World) -> Outbound:
    """The page as its reader is spoken to; one button, whatever the languages."""
    take = Button(label=speaks.label("page.acknowledge"), data=take_data(case))
    return Outbound(
        to=to,
        lane=Lane.SAFEGUARDING,
        text=speaks.tell(lambda speak: _page_text(case, speak, key, world)),
        buttons=((take,), (Button(label=speaks.label("page.desk"), data=DESK_BUTTON),)),
    )


def take_data(case: Case) -> str:
    """What the button carries that takes a case at the level its reader saw."""
    return f"{TAKE}:{case.id}:{int(case.level)}"


def _page_text(case: Case, speak: Voice, key: str, world: World) -> str:
    since = case.clock.started_at if case.clock else case.opened_at
    said = speak.say(
        key,
        level=speak.say(f"level.{case.level.word}"),
        case=case.id.upper(),
        time=speak.moment(since),
    )
    if key != "page.last_resort":
        return said
    return "\n\n".join([said, *last_resort(speak, world)])


def last_resort(speak: Voice, world: World) -> tuple[str, ...]:
    """Whom to telephone where nobody takes a case: the local authority, then the police."""
    authority = world.settings.authority
    numbers = [
        (authority.day_number, "page.authority_day"),
        (authority.night_number, "page.authority_night"),
    ]
    known = [speak.say(key, name=authority.name, n=n) for n, key in numbers if n]
    return ("\n".join([*known, speak.say("page.police")]),)


# --- the morning list ---------------------------------------------------------------------------


def morning_lists(events: Iterable[Event], world: World) -> tuple[MessageQueued, ...]:
    """One list to each person of the cases at watch that these events page to them."""
    some = [event for event in events if isinstance(event, StaffPaged)]
    watch = [event for event in some if event.level is Level.WATCH and event.staff_id]
    return tuple(
        MessageQueued(
            message=_list_to(pager, address, _of(pager, watch)),
            contact_id=pager.contact.id,
            at=world.now,
            case_ids=_of(pager, watch),
        )
        for pager in world.pagers
        if any(_is_for(event, pager) for event in watch)
        for address in pager.addresses
    )


def _is_for(event: StaffPaged, pager: Pager) -> bool:
    return event.staff_id == pager.contact.id


def _of(pager: Pager, events: Iterable[StaffPaged]) -> tuple[CaseId, ...]:
    """The cases that somebody is paged, each once."""
    return tuple(dict.fromkeys(each.case_id for each in events if _is_for(each, pager)))


def _list_to(pager: Pager, to: AddressId, waiting: tuple[CaseId, ...]) -> Outbound:
    speaks = voices(pager.contact.language)
    numbers = ", ".join(each.upper() for each in waiting)
    return Outbound(
        to=to,
        lane=Lane.SAFEGUARDING,
        text=speaks.tell(
            lambda speak: f"{speak.count('page.morning', len(waiting))}\n\n{numbers}"
        ),
        buttons=((Button(label=speaks.label("page.morning.look"), data=CASES_BUTTON),),),
    )
