"""Staff and council join at once; a learner may be given a role as well."""

import pytest

from domain.events import CodeRedeemed, ContactReturned, NoticeAgreed, NoticeShown, RolesGranted
from domain.people import STAFF_ROLES, Language, Role, Standing
from tests.support.conversation import CODE, Scene

INVITED = "1nv1ted11"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("role", STAFF_ROLES)
def test_staff_join_at_once_and_read_what_comes_to_them(role: Role, language: Language) -> None:
    scene = Scene()
    invited = scene.invite(role, language=language, year=None)
    person = scene.stranger().say(f"/start {CODE}")
    speak = person.voice
    assert speak.language is language
    assert (
        person.text == f"{speak.say('enrol.staff_welcome')}\n\n{speak.say(f'enrol.role.{role}')}"
    )
    assert (person.contact.id, person.contact.standing) == (invited.id, Standing.JOINED)
    assert person.of(RolesGranted)[0].roles == {role}
    assert len(person.of(CodeRedeemed)) == len(person.of(NoticeAgreed)) == 1


def test_start_tells_staff_again_what_comes_to_them() -> None:
    dsp = Scene().staff(Role.DSP)
    assert dsp.voice.say("enrol.role.dsp") in dsp.say("/start").text


def test_a_second_role_is_added_to_the_first() -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP)
    scene.invite(Role.COUNCIL, code=INVITED, year=None)
    dsp.say(f"/start {INVITED}")
    assert dsp.contact.roles == {Role.DSP, Role.COUNCIL}
    assert dsp.voice.say("enrol.role.dsp") in dsp.text
    assert dsp.voice.say("enrol.role.council") in dsp.text


@pytest.mark.parametrize("language", list(Language))
def test_the_council_s_code_makes_a_learner_a_member_who_stays_a_learner(
    language: Language,
) -> None:
    scene = Scene()
    learner = scene.learner(language)
    scene.invite(Role.COUNCIL, code=INVITED, year=None)
    learner.say(f"/start {INVITED}")
    assert learner.contact.roles == {Role.LEARNER, Role.COUNCIL}
    assert learner.of(CodeRedeemed)[0].contact_id == learner.contact.id
    assert learner.of(NoticeAgreed) == [], "what was agreed as a learner stands"
    assert learner.say("/checkin").text == learner.voice.say("mood.face.ask")


def test_a_role_agrees_to_no_notice_that_is_still_being_read() -> None:
    scene = Scene()
    scene.invite()
    scene.invite(Role.COUNCIL, code=INVITED, year=None)
    learner = scene.stranger().say(CODE).say(f"/start {INVITED}")
    assert learner.contact.standing is Standing.READING
    assert learner.contact.roles == {Role.LEARNER, Role.COUNCIL}
    assert learner.of(NoticeAgreed) == []
    assert len(learner.of(NoticeShown)) == 1
    assert learner.labels[0] == learner.voice.say("enrol.agree")


def test_a_role_brings_back_whoever_had_stopped() -> None:
    scene = Scene()
    learner = scene.learner(standing=Standing.STOPPED)
    scene.invite(Role.COUNCIL, code=INVITED, year=None)
    learner.say(f"/start {INVITED}")
    assert learner.of(ContactReturned)
    assert learner.contact.standing is Standing.JOINED


def test_a_learner_s_code_is_not_for_somebody_who_is_known_here() -> None:
    scene = Scene()
    scene.invite()
    dsp, learner = scene.staff(Role.DSP), scene.learner()
    assert dsp.say(f"/start {CODE}").text == dsp.voice.say("enrol.code_unknown")
    assert learner.say(f"/start {CODE}").text == learner.voice.say("enrol.already")
    assert not scene.world.codes[CODE].spent


def test_an_invitation_works_once() -> None:
    scene = Scene()
    scene.invite(Role.DSP, year=None)
    scene.stranger().say(f"/start {CODE}")
    assert scene.stranger().say(f"/start {CODE}").chat.contact is None
