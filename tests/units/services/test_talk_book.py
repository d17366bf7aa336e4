"""A learner lets one adult read their own book, ends it, and an adult gives the code."""

from dataclasses import replace

import pytest

from domain.events import (
    BookClosed,
    BookCodeDrawn,
    BookOpened,
    CaseOpened,
    CodeMissed,
    Event,
    MessageQueued,
    TextHeard,
)
from domain.ids import BookId
from domain.join_codes import shown
from domain.messages import Lane, OutboundKind
from domain.people import Language, Role, Standing
from services.books import CODES_LAST, read_data
from services.guessing import FREE_MISSES
from storage.books import Book
from tests.support.conversation import Conversation, Scene

ADULTS = [Role.DSP, Role.DEPUTY, Role.HEAD, Role.OFFICE]
WRONG = "000-000-000"
WORRYING_CODE = "kmskmskms"
"""Could be drawn by chance, and spells a worry."""

ERASE = "Erase my book"


def given(learner: Conversation) -> str:
    """A code that the learner has drawn, as the next batch finds it where it is typed."""
    learner.say("/book").tap("c:book:code")
    (drawn,) = learner.of(BookCodeDrawn)
    typed(learner, drawn.code)
    return shown(drawn.code)


def typed(learner: Conversation, code: str) -> None:
    """Let a code of this learner's be known, as a batch knows those that are typed in it."""
    world = learner.scene.world
    book = Book(
        learner=learner.contact,
        address_id=learner.chat.address_id,
        code=code,
        code_until=world.now + CODES_LAST,
    )
    learner.scene.world = replace(world, books={**world.books, learner.contact.id: book})


def opened(scene: Scene, role: Role = Role.HEAD) -> tuple[Conversation, Conversation]:
    """A learner whose book is open to an adult, and that adult."""
    learner, adult = scene.learner(), scene.staff(role)
    adult.say(f"/book {given(learner)}")
    return learner, adult


# --- the learner ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("asked", ["/book", "/llyfr"])
def test_how_things_stand_is_read_as_it_leaves(language: Language, asked: str) -> None:
    learner = Scene().learner(language).say(asked)
    assert (learner.last.kind, learner.last.about) == (OutboundKind.OWN_BOOK, learner.contact.id)
    assert learner.text == learner.voice.say("book.lead")
    assert learner.labels == [learner.voice.say(f"book.{key}") for key in ("let", "erase.button")]


@pytest.mark.parametrize("language", list(Language))
def test_a_code_is_given_for_some_days(language: Language) -> None:
    learner = Scene().learner(language).say("/book").tap("c:book:code")
    (drawn,) = learner.of(BookCodeDrawn)
    assert drawn.until == learner.scene.world.now + CODES_LAST
    until = learner.voice.moment(drawn.until)
    assert learner.text == learner.voice.say("book.code", code=shown(drawn.code), until=until)


def test_while_a_code_waits_it_can_be_taken_back() -> None:
    learner = Scene().learner()
    given(learner)
    assert learner.say("/book").labels == ["Let one adult read", "Only me again", ERASE]
    learner.tap("Only me again")
    assert learner.of(BookClosed)
    assert learner.text == learner.voice.say("book.closed")
    assert learner.labels == ["Let one adult read", ERASE]


def test_a_finger_that_slips_draws_no_second_code() -> None:
    learner = Scene().learner()
    given(learner)
    assert learner.tap("c:book:code").answers == []
    learner.scene.wait(minutes=1)
    assert learner.tap("c:book:code").of(BookCodeDrawn)


def test_a_new_code_takes_the_place_of_the_old_one() -> None:
    learner = Scene().learner()
    old = given(learner)
    learner.scene.wait(minutes=1)
    learner.tap("c:book:code")
    adult = learner.scene.staff(Role.HEAD).say(f"/book {old}")
    assert adult.of(BookOpened) == []


def test_only_me_again_ends_it_at_once() -> None:
    learner, _ = opened(Scene())
    assert learner.say("/book").labels == ["Let another adult read", "Only me again", ERASE]
    learner.tap("Only me again")
    (closed,) = learner.of(BookClosed)
    assert closed.learner_id == learner.contact.id
    assert learner.scene.world.books == {}


@pytest.mark.parametrize("standing", [Standing.STOPPED, Standing.READING])
def test_who_does_not_take_part_gives_no_code(standing: Standing) -> None:
    learner = Scene().learner(standing=standing).say("/book")
    assert learner.voice.say("book.let") not in learner.labels
    assert learner.tap("c:book:code").of(BookCodeDrawn) == []


def test_a_learner_opens_nobodys_book() -> None:
    scene = Scene()
    other = scene.learner()
    code = given(other)
    for who in (scene.learner(), scene.learner(roles=(Role.LEARNER, Role.COUNCIL)), other):
        who.say(f"/book {code}")
        assert who.of(BookOpened) == []
        assert who.of(CodeMissed) == []
        assert who.text == who.voice.say("book.lead")


# --- the adult --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ADULTS)
@pytest.mark.parametrize("language", list(Language))
def test_an_adult_who_gives_the_code_may_read(role: Role, language: Language) -> None:
    scene = Scene()
    learner, adult = scene.learner(language), scene.staff(role, language=language)
    adult.say(f"/book {given(learner)}")
    (event,) = adult.of(BookOpened)
    assert (event.learner_id, event.reader_id) == (learner.contact.id, adult.contact.id)
    assert adult.text == adult.voice.say("staff.book.opened")
    assert (adult.last.kind, adult.last.about) == (OutboundKind.BOOKS, adult.contact.id)


@pytest.mark.parametrize("language", list(Language))
def test_the_learner_is_told_at_once_and_nothing_takes_it_back(language: Language) -> None:
    scene = Scene()
    learner, adult = scene.learner(language), scene.staff(Role.OFFICE)
    adult.say(f"/book {given(learner)}")
    told = learner.last
    assert (told.kind, told.lane) == (OutboundKind.OWN_BOOK, Lane.SAFEGUARDING)
    assert told.text == learner.voice.say("book.opened")
    assert learner.voice.say("book.only_me") in learner.labels


def test_a_code_works_once() -> None:
    scene = Scene()
    learner = scene.learner()
    code = given(learner)
    scene.staff(Role.HEAD).say(f"/book {code}")
    second = scene.staff(Role.OFFICE).say(f"/book {code}")
    assert second.of(BookOpened) == []
    assert second.text == second.voice.say("staff.book.code_unknown")


def test_a_code_works_for_some_days() -> None:
    scene = Scene()
    code = given(scene.learner())
    scene.wait(seconds=CODES_LAST.total_seconds())
    assert scene.staff(Role.HEAD).say(f"/book {code}").of(BookOpened) == []


def test_a_second_adult_takes_the_place_of_the_first() -> None:
    scene = Scene()
    learner, first = opened(scene)
    learner.scene.wait(minutes=1)
    code = given(learner)
    second = scene.staff(Role.OFFICE).say(f"/book {code}")
    assert second.of(BookOpened)
    [book] = scene.world.books.values()
    assert book.access is not None
    assert book.access.reader_id == second.contact.id != first.contact.id


@pytest.mark.parametrize("roles", [(Role.COUNCIL,), (Role.LEARNER, Role.COUNCIL)])
def test_a_member_of_the_council_is_no_adult_by_that(roles: tuple[Role, ...]) -> None:
    scene = Scene()
    code = given(scene.learner())
    council = scene.staff(*roles).say(f"/book {code}")
    assert council.of(BookOpened) == []


def test_the_council_is_told_for_whom_it_is() -> None:
    council = Scene().staff(Role.COUNCIL).say("/book")
    assert council.text == council.voice.say("book.not_here")


def test_a_stranger_is_asked_for_a_code() -> None:
    scene = Scene()
    code = given(scene.learner())
    stranger = scene.stranger().say(f"/book {code}")
    assert stranger.of(BookOpened) == []
    assert stranger.text == stranger.chat.voices.say("enrol.need_code")


def test_guessing_is_slowed_and_the_right_code_has_to_wait_too() -> None:
    scene = Scene()
    learner, adult = scene.learner(), scene.staff(Role.HEAD)
    for _ in range(FREE_MISSES):
        assert adult.say(f"/book {WRONG}").text == adult.voice.say("staff.book.code_unknown")
    assert adult.say(f"/book {WRONG}").text == adult.voice.say("enrol.code_slow", minutes=5)
    code = given(learner)
    assert adult.say(f"/book {code}").of(BookOpened) == []
    scene.wait(minutes=5)
    assert adult.say(f"/book {code}").of(BookOpened)
    assert (adult.chat.misses, adult.chat.locked_until) == (0, None)


def test_join_codes_and_codes_for_books_are_counted_together() -> None:
    adult = Scene().staff(Role.HEAD)
    for _ in range(FREE_MISSES):
        adult.say(f"/start {WRONG}")
    assert adult.say(f"/book {WRONG}").text == adult.voice.say("enrol.code_slow", minutes=5)


def test_a_code_is_no_words_whatever_its_letters_spell() -> None:
    scene = Scene()
    typed(scene.learner(), WORRYING_CODE)
    adult = scene.staff(Role.HEAD).say(f"/book {shown(WORRYING_CODE)}")
    assert adult.of(BookOpened)
    assert adult.of(TextHeard) == adult.of(CaseOpened) == []


# --- the code alone ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
def test_the_code_alone_opens_it_as_with_the_command(language: Language) -> None:
    scene = Scene()
    learner, adult = scene.learner(), scene.staff(Role.HEAD, language=language)
    adult.say(given(learner).lower().replace("-", " "))
    (event,) = adult.of(BookOpened)
    assert (event.learner_id, event.reader_id) == (learner.contact.id, adult.contact.id)
    assert adult.text == adult.voice.say("staff.book.opened")
    assert adult.of(TextHeard) == []


def test_the_code_alone_is_no_words_whatever_its_letters_spell() -> None:
    scene = Scene()
    typed(scene.learner(), WORRYING_CODE)
    adult = scene.staff(Role.HEAD).say(WORRYING_CODE)
    assert adult.of(BookOpened)
    assert adult.of(TextHeard) == adult.of(CaseOpened) == []


def test_a_wrong_code_alone_is_heard_and_counts_as_one_tried() -> None:
    scene = Scene()
    learner, adult = scene.learner(), scene.staff(Role.HEAD)
    assert adult.say(shown(WORRYING_CODE)).heard.verdict.worrying
    assert adult.of(CodeMissed) == []
    for _ in range(FREE_MISSES):
        assert adult.say(WRONG).text == adult.voice.say("staff.book.code_unknown")
    assert adult.say(WRONG).text == adult.voice.say("enrol.code_slow", minutes=5)
    assert adult.say(given(learner)).of(BookOpened) == []


@pytest.mark.parametrize("words", ["hello there", "Diolch", "000-000-00", "000-000-0000"])
def test_ordinary_words_of_an_adult_are_no_guess(words: str) -> None:
    adult = Scene().staff(Role.HEAD).say(words)
    assert adult.of(CodeMissed) == []
    assert adult.text == adult.voice.say("staff.words")


def test_the_code_alone_is_for_adults_who_have_joined() -> None:
    scene = Scene()
    learner = scene.learner()
    code = given(learner)
    stopped = scene.staff(Role.HEAD).say("/stop")
    for who in (scene.learner(), scene.staff(Role.COUNCIL), stopped, scene.stranger(), learner):
        assert who.say(code).of(BookOpened) == []
    assert stopped.text == stopped.voice.say("stop.already")


@pytest.mark.parametrize("words", ["kms-kms-kms", "i want to die", "my dad hits me"])
def test_anything_else_behind_it_is_heard(words: str) -> None:
    scene = Scene()
    for who in (scene.learner(), scene.staff(Role.HEAD), scene.stranger()):
        who.say(f"/book {words}")
        assert who.heard.verdict.worrying
        assert who.of(CodeMissed) == []


def test_harmless_words_of_a_learner_are_kept_and_answered_with_how_things_stand() -> None:
    learner = Scene().learner().say("/book about football")
    assert learner.heard.body == "about football"
    assert learner.text == learner.voice.say("book.lead")


def test_a_stopped_adult_is_told_so() -> None:
    scene = Scene()
    code = given(scene.learner())
    adult = scene.staff(Role.HEAD).say("/stop")
    for text in ("/book", f"/book {code}"):
        assert adult.say(text).text == adult.voice.say("stop.already")
    assert adult.of(BookOpened) == []


def test_a_book_is_asked_for_by_its_own_id_and_not_by_whose_it_is() -> None:
    scene = Scene()
    learner, adult = opened(scene)
    access = scene.world.books[learner.contact.id].access
    assert access is not None
    adult.tap(read_data(access.id, 2))
    assert (adult.last.kind, adult.last.about) == (OutboundKind.BOOK_PAGES, access.id)
    assert adult.last.part == 2
    assert learner.contact.id not in read_data(access.id)


MADE_UP = ["c:book:", "c:book:read:", "c:book:read:../x", "c:book:list:x", "c:book:code"]


@pytest.mark.parametrize("data", [*MADE_UP, "c:book:only_me"])
def test_a_button_that_nobody_made_is_answered_with_the_list(data: str) -> None:
    adult = Scene().staff(Role.DSP).tap(data)
    assert (adult.last.kind, adult.last.part) == (OutboundKind.BOOKS, 0)


def test_a_learner_reads_no_book_by_button() -> None:
    learner = Scene().learner().tap(read_data(BookId("abc")))
    assert learner.last.kind is OutboundKind.OWN_BOOK


# --- leaving ----------------------------------------------------------------------------------


def test_an_adult_who_stops_reads_no_more_and_the_learner_is_told() -> None:
    scene = Scene()
    learner, adult = opened(scene)
    adult.say("/stop")
    [book] = scene.world.books.values()
    assert book.access is None
    assert learner.text == learner.voice.say("book.left")
    assert learner.last.lane is Lane.SAFEGUARDING


def test_a_learner_who_stops_or_erases_has_no_open_book() -> None:
    for leave in ("/stop", "/forget"):
        scene = Scene()
        learner, adult = opened(scene)
        learner.say(leave)
        if leave == "/forget":
            learner.tap("Erase")
        assert scene.world.books == {}
        assert [each.kind for each in adult.inbox] == [OutboundKind.BOOKS]  # nobody is told


def test_no_message_of_it_names_anybody_or_carries_a_word() -> None:
    scene = Scene()
    learner, adult = opened(scene)
    events: list[Event] = [*adult.events, *learner.say("/book").events]
    told = [event.message for event in events if isinstance(event, MessageQueued)]
    keys = ("staff.book.opened", "book.opened", "book.lead")
    assert {each.text for each in told} == {adult.voice.say(key) for key in keys}
