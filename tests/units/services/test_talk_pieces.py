"""What was written before in a chat is weighed when more is written, as long as it should be."""

import pytest

from domain.events import CaseOpened
from domain.people import Role
from domain.verdicts import Level
from tests.support.conversation import Scene


@pytest.fixture
def scene():
    scene = Scene()
    scene.staff(Role.DSP)
    return scene


def test_a_sentence_sent_in_pieces_opens_a_case(scene):
    learner = scene.learner().say("i want")
    assert learner.heard.verdict.level is Level.NONE
    learner.say("to die")
    assert learner.opened.level is Level.IMMEDIATE
    assert learner.heard.verdict.hits[0].because == "in_pieces"


def test_an_edit_is_a_piece_too(scene):
    learner = scene.learner().say("my dad")
    learner.edit("hits me")
    assert learner.opened.level is Level.URGENT


def test_after_a_while_it_is_another_sentence(scene):
    learner = scene.learner().say("i want")
    scene.wait(minutes=11)
    assert learner.say("to die").of(CaseOpened) == []


def test_a_sad_word_on_each_of_three_days_is_more_than_one(scene):
    learner = scene.learner().say("i feel sad")
    scene.wait(days=1)
    learner.say("dwi'n teimlo'n drist")
    scene.wait(days=1)
    learner.say("i feel so sad and lonely")
    assert learner.heard.verdict.level is Level.URGENT


def test_what_was_said_last_week_is_not_looked_at_again(scene):
    learner = scene.learner().say("i feel sad")
    scene.wait(days=4)
    learner.say("dwi'n teimlo'n drist")
    scene.wait(days=4)
    learner.say("i feel so sad and lonely")
    assert learner.heard.verdict.level is Level.WATCH


def test_another_chat_says_nothing_of_this_one(scene):
    scene.learner().say("i want")
    assert scene.learner().say("to die").of(CaseOpened) == []
