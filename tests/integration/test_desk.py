"""The safeguarding desk: who sees which case, what may be done with it, and what is noted."""

from dataclasses import dataclass

import pytest
from sqlalchemy import update

from domain.cases import Outcome, Status
from domain.ids import CaseId
from domain.messages import Lane
from domain.people import Language, Role
from domain.verdicts import Level
from escalation.case import NotAllowed
from locales.reader import voice
from services import desk, desk_acts, desk_reading, false_alarms, reading_duty
from services.cases import chase
from services.desk_views import CaseView
from services.runtime import Runtime
from storage import people
from storage.people import Person
from storage.tables import audit, cases
from tests.integration.door import Door, rows, waiting
from tests.integration.people import Member, join
from tests.support.clock import Clock

EN = Language.EN
WORDS = "i cut myself"
GRAVE = "i want to die"
NAME = "Dychmygol"


@dataclass
class Office:
    """A school with those who safeguard, a learner, and a case of theirs."""

    rt: Runtime
    door: Door
    dsp: Member
    deputy: Member
    learner: Member

    async def case(self, who: Member | None = None) -> CaseView:
        """The newest case as somebody sees it."""
        found = [row["case_id"] for row in await rows(self.rt.database, cases)]
        view = await desk.case_page(self.rt, (who or self.dsp).contact, CaseId(found[-1]), EN)
        assert view is not None
        return view

    async def act(self, name: str, who: Member | None = None, **form: str) -> CaseView:
        """Do something with it, and look again."""
        case_id = (await rows(self.rt.database, cases))[-1]["case_id"]
        staff = (who or self.dsp).contact
        assert await desk_acts.act(self.rt, staff, CaseId(case_id), name, form)
        view = await desk.case_page(self.rt, staff, CaseId(case_id), EN)
        assert view is not None
        return view

    async def refused(self, name: str, who: Member | None = None, **form: str) -> str:
        """Why something is not done; nothing has changed then."""
        before = await rows(self.rt.database, cases)
        with pytest.raises(NotAllowed) as no:
            await self.act(name, who, **form)
        assert await rows(self.rt.database, cases) == before
        return str(no.value)


@pytest.fixture
async def office(runtime: Runtime, door: Door) -> Office:
    learner = await join(runtime, "cadi", class_name="12A")
    async with runtime.database.write() as uow:
        cadi = Person(
            contact_id=learner.contact.id, reference=None, first_name="Cadi", last_name=NAME
        )
        await people.put(uow, [cadi])
        await uow.commit()
    return Office(
        rt=runtime,
        door=door,
        dsp=await join(runtime, "dsp", roles=frozenset({Role.DSP})),
        deputy=await join(runtime, "deputy", roles=frozenset({Role.DEPUTY})),
        learner=learner,
    )


# --- who sees what ------------------------------------------------------------------------------


async def test_the_queue_holds_the_gravest_first_without_words(office: Office) -> None:
    await office.door.say("cadi", WORDS)
    await join(office.rt, "ifan")
    await office.door.say("ifan", GRAVE)
    page = await desk.queue(office.rt, office.dsp.contact)
    assert [line.level for line in page.lines] == [Level.IMMEDIATE, Level.URGENT]
    line = page.lines[1]
    assert (line.status, line.mine, line.silent, line.unclear) == (Status.OPEN, False, 0, False)
    assert line.next_whom == ("deputy",)
    assert line.pseudonym == office.learner.contact.id[:6].upper()
    assert WORDS not in repr(page)


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.DSP, Role.DEPUTY, Role.HEAD, Role.AUTHORITY})
)
async def test_nobody_else_sees_a_case_or_acts_on_it(office: Office, role: Role) -> None:
    await office.door.say("cadi", WORDS)
    other = await join(office.rt, "other", roles=frozenset({role}))
    [case] = await rows(office.rt.database, cases)
    assert (await desk.queue(office.rt, other.contact)).lines == ()
    assert await desk.case_page(office.rt, other.contact, CaseId(case["case_id"]), EN) is None
    for act in ("take", "note", "reveal"):
        form = {"note": "x", "reason": "x"}
        case_id = CaseId(case["case_id"])
        assert not await desk_acts.act(office.rt, other.contact, case_id, act, form)
    assert await rows(office.rt.database, audit) == []


async def test_the_head_sees_a_case_once_it_has_come_to_them(office: Office, clock: Clock) -> None:
    head = await join(office.rt, "head", roles=frozenset({Role.HEAD}))
    await office.door.say("cadi", GRAVE)
    assert (await desk.queue(office.rt, head.contact)).lines == ()
    clock.move(minutes=10)
    await chase(office.rt)
    assert len((await desk.queue(office.rt, head.contact)).lines) == 1


async def test_whom_the_words_are_about_sees_nothing_of_it(office: Office) -> None:
    await office.door.say("cadi", WORDS)
    async with office.rt.database.write() as uow:
        about = [office.dsp.contact.id]
        await uow.connection.execute(update(cases).values(concerned=about))
        await uow.commit()
    assert (await desk.queue(office.rt, office.dsp.contact)).lines == ()
    assert len((await desk.queue(office.rt, office.deputy.contact)).lines) == 1


async def test_a_case_that_is_not_there_is_told_as_one_that_is_not_yours(office: Office) -> None:
    dsp = office.dsp.contact
    assert await desk.case_page(office.rt, dsp, CaseId("nothing"), EN) is None
    assert not await desk_acts.act(office.rt, dsp, CaseId("nothing"), "take", {})
    await office.door.say("cadi", WORDS)
    [case] = await rows(office.rt.database, cases)
    assert not await desk_acts.act(office.rt, dsp, CaseId(case["case_id"]), "delete", {})


async def test_a_case_is_shown_whole_and_each_look_is_in_the_audit(office: Office) -> None:
    await office.door.say("cadi", f"so {WORDS} again", "nothing else")
    view = await office.case()
    assert [each.body for each in view.words] == [f"so {WORDS} again", "nothing else"]
    (marked,) = [part.text for part in view.words[0].parts if part.why]
    assert WORDS in marked
    assert "".join(part.text for part in view.words[0].parts) == view.words[0].body
    assert (view.year, view.class_name, view.name) == (12, "12A", "")
    assert [step.state for step in view.steps] == ["done", "next", "later"]
    assert [entry.what for entry in view.entries] == ["opened", "paged", "words_added"]
    [look] = await rows(office.rt.database, audit)
    assert (look["actor"], look["action"]) == (office.dsp.contact.id, "case:view")


# --- the life of a case -------------------------------------------------------------------------


async def test_a_case_is_taken_worked_on_and_closed_with_an_outcome(office: Office) -> None:
    await office.door.say("cadi", WORDS)
    assert "close" not in (await office.case()).actions
    view = await office.act("take", seen="urgent")
    assert (view.line.status, view.line.mine) == (Status.ACKNOWLEDGED, True)
    assert [step.state for step in view.steps] == ["done", "spared", "spared"]
    view = await office.act("begin")
    view = await office.act("set_status", status="pastoral", note="Spoke with the nurse.")
    assert view.line.status is Status.PASTORAL
    view = await office.act("close", outcome="pastoral", note="Seen weekly.", resume="yes")
    assert (view.line.status, view.paused) == (Status.CLOSED, False)
    told = {entry.what: entry.words for entry in view.entries}
    assert (told["pastoral"], told["closed"]) == ("Spoke with the nurse.", "Seen weekly.")
    [kept] = await rows(office.rt.database, cases)
    assert kept["outcome"] == Outcome.PASTORAL
    assert b"nurse" not in repr(kept).encode()


async def test_the_learner_is_answered_in_their_words_and_what_they_say_joins(
    office: Office,
) -> None:
    await office.door.say("cadi", WORDS)
    await office.act("take")
    view = await office.act("reply", template="talk_today")
    newest = (await waiting(office.rt.database))[-1]
    assert (newest.address, newest.message.lane) == ("cadi", Lane.SAFEGUARDING)
    assert newest.message.text == voice(EN, office.learner.contact.band).say("reply.talk_today")
    assert view.entries[-1].what == "replied"
    await office.door.say("cadi", "ok thanks")
    assert [each.body for each in (await office.case()).words] == [WORDS, "ok thanks"]


async def test_a_learner_may_be_told_that_it_is_over_and_need_not(office: Office) -> None:
    await office.door.say("cadi", WORDS)
    await office.act("take")
    before = len(await waiting(office.rt.database))
    view = await office.act("close", outcome="no_action", note="Talked.", told="closed_talk")
    assert view.paused, "check-ins go on only where the holder says so"
    assert len(await waiting(office.rt.database)) == before + 1
    view = await office.act("reopen", reason="More came to light.")
    assert view.line.status is Status.IN_PROGRESS
    await office.act("close", outcome="no_action", note="Talked.")
    assert len(await waiting(office.rt.database)) == before + 1
    assert not (await office.act("resume")).paused


async def test_a_case_is_handed_over_and_paged_to_the_other(office: Office) -> None:
    await office.door.say("cadi", WORDS)
    await office.act("take")
    before = len([each for each in await waiting(office.rt.database) if each.address == "deputy"])
    view = await office.act("hand_over", to=office.deputy.contact.id, note="I am in court.")
    assert not view.line.mine
    pages = [each for each in await waiting(office.rt.database) if each.address == "deputy"]
    assert len(pages) == before + 1
    view = await office.act("take", office.deputy)
    assert view.line.mine
    assert view.line.waiting_since is None


async def test_a_case_is_not_opened_again_beside_another(office: Office) -> None:
    await office.door.say("cadi", WORDS)
    await office.act("take")
    first = (await office.act("close", outcome="no_action", note="x")).line.case_id
    await office.door.say("cadi", WORDS)
    dsp = office.dsp.contact
    view = await desk.case_page(office.rt, dsp, CaseId(first), EN)
    assert view is not None
    assert "reopen" not in view.actions
    with pytest.raises(NotAllowed, match="other_open"):
        await desk_acts.act(office.rt, dsp, CaseId(first), "reopen", {"reason": "x"})


REFUSED = [
    ("take", {"seen": "watch"}, "stale"),
    ("begin", {}, "not_yours"),
    ("note", {"note": "a" * 4001}, "too_long"),
    ("note", {}, "no_note"),
    ("set_status", {"status": "closed", "note": "x"}, "not_yours"),
    ("set_status", {"status": "made up"}, "no_choice"),
    ("close", {"outcome": "made up"}, "no_choice"),
    ("close", {"outcome": "no_action", "note": "x"}, "not_yours"),
    ("lower", {"level": "made up"}, "not_lower"),
    ("hand_over", {"to": "made up"}, "nobody"),
    ("reply", {"template": "read"}, "not_yours"),
    ("reveal", {}, "no_reason"),
    ("agree_reveal", {}, "not_asked"),
    ("review_reveal", {}, "not_asked"),
    ("reopen", {"reason": "x"}, "not_closed"),
]


@pytest.mark.parametrize(("act", "form", "why"), REFUSED)
async def test_what_is_refused_changes_nothing(
    office: Office, act: str, form: dict[str, str], why: str
) -> None:
    await office.door.say("cadi", WORDS)
    assert await office.refused(act, **form) == why


async def test_a_reply_is_one_of_the_reviewed_texts(office: Office) -> None:
    await office.door.say("cadi", WORDS)
    await office.act("take")
    for made_up in ("", "closed", "../worry"):
        assert await office.refused("reply", template=made_up) == "no_choice"


# --- the name -----------------------------------------------------------------------------------


async def test_a_name_is_seen_once_a_second_person_agrees(office: Office) -> None:
    await office.door.say("cadi", WORDS)
    view = await office.act("reveal", reason="To see them today.")
    assert (view.name, view.reveal.state, view.reveal.may_agree) == ("", "asked", False)
    assert await office.refused("agree_reveal") == "own_reveal"
    assert await office.refused("reveal", office.deputy, reason="x") == "asked_already"
    view = await office.act("agree_reveal", office.deputy)
    assert (view.name, view.reveal.state) == (f"Cadi {NAME}", "agreed")
    assert (await office.case()).name == view.name
    actions = [row["action"] for row in await rows(office.rt.database, audit)]
    assert {"case:reveal", "case:agree_reveal", "identity:reveal"} <= set(actions)


async def test_in_great_danger_one_person_sees_it_and_another_looks_afterwards(
    office: Office,
) -> None:
    await office.door.say("cadi", GRAVE)
    view = await office.act("reveal", reason="In danger now.")
    assert (view.name, view.reveal.state) == (f"Cadi {NAME}", "to_review")
    assert await office.refused("review_reveal") == "own_reveal"
    view = await office.act("review_reveal", office.deputy)
    assert view.reveal.state == "agreed"


async def test_a_name_goes_with_the_case(office: Office) -> None:
    await office.door.say("cadi", GRAVE)
    await office.act("take")
    await office.act("reveal", reason="In danger now.")
    view = await office.act("close", outcome="referred", note="With the team.")
    assert view.name == ""
    assert "review_reveal" in (await office.case(office.deputy)).actions


async def test_nobody_knows_who_a_stranger_is(office: Office) -> None:
    await office.door.say("somebody", WORDS)
    view = await office.case()
    assert (view.line.pseudonym, view.year, "reveal" in view.actions) == ("", None, False)
    assert await office.refused("reveal", reason="x") == "unknown"


async def test_a_false_alarm_is_known_to_whoever_looks_after_the_lexicon(office: Office) -> None:
    await office.door.say("cadi", WORDS)
    await office.act("take")
    assert (await false_alarms.look(office.rt, office.rt.screener)).cases == 0
    await office.act("close", outcome="false_alarm", note="A song.")
    found = await false_alarms.look(office.rt, office.rt.screener)
    assert found.cases == 1
    assert found.heard == found.still
    assert all(entry.startswith("self_harm.") for entry in found.heard)
    assert WORDS not in repr(found)


async def test_nobody_hears_of_a_text_that_is_about_themselves(office: Office) -> None:
    async with office.rt.database.write() as uow:
        name = Person(
            contact_id=office.dsp.contact.id, reference=None, first_name="Mrs", last_name="Esiampl"
        )
        await people.put(uow, [name])
        await uow.commit()
    await office.door.say("cadi", "mrs esiampl is on duty")
    page = await desk_reading.page(office.rt, office.dsp.contact)
    assert (page.texts, page.waiting) == ((), 0)
    page = await desk_reading.page(office.rt, office.deputy.contact)
    assert (len(page.texts), page.waiting) == (1, 1)
    assert await reading_duty.remind(office.rt) == 1
    told = [each.address for each in await waiting(office.rt.database)]
    assert "deputy" in told
    assert "dsp" not in told
