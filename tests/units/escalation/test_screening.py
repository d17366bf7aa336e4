"""What a verdict says: levels and what moves them, look-alikes, indirect speech, offsets."""

import pytest

from domain.verdicts import Level
from escalation.lexicon import load_lexicon
from escalation.screening import Screener, load_screener

TEENAGER = 14
CHILD = 8
ALONE = Screener(load_lexicon())


def screen(text, age=TEENAGER):
    return load_screener().screen(text, None, age)


LOOK_ALIKES = [
    ("this homework is killing me", "complaint"),
    ("i died in fortnite", "game"),
    ("marw chwerthin", "laughing, Welsh"),
    ("on i'n marw chwerthin ar y bws", "laughing in a sentence"),
    ("jyst yn lladd amser", "killing time, Welsh"),
    ("shoot some hoops", "basketball"),
    ("dwi bron â marw isio bwyd", "hungry, Welsh"),
    ("kill two birds with one stone", "saying"),
    ("im dying to see the new film", "looking forward"),
    ("that goal was dead good", "very good"),
    ("cutting paper in art", "craft"),
    ("i cut myself shaving", "accident"),
    ("i skilled up in the game", "*kill* inside *skilled*"),
    ("mae'r casgliad yn barod", "*cas* inside *casgliad*"),
    ("mae hi'n bwrw glaw", "raining: *bwrw* is also to hit"),
    ("hit me up later", "call me"),
    ("mum will kill me if im late", "figure of speech"),
    ("my phone died", "battery"),
    ("mae ffôn fi wedi marw", "battery, Welsh"),
    ("i want to dye my hair", "sounds like die"),
    ("we ran 10 kms", "kilometres"),
    ("dw i wedi torri fy nghoes", "a broken leg"),
    ("mae mam yn gweiddi bod te yn barod", "shouting, harmless"),
    ("mor hapus heddiw", "*mor* is *so*"),
    ("better football goals please", "an ordinary wish"),
    ("dwi'n mynd i ladd amser", "killing time, going to"),
    ("i dont want to wake up early", "not *tomorrow*"),
    ("dwi'n torri gwallt fory", "a haircut"),
]


@pytest.mark.parametrize(("text", "_note"), LOOK_ALIKES)
def test_a_look_alike_is_spared(text, _note):
    assert screen(text).level is Level.NONE


NOT_SPARED = [
    ("my dad hit me with a belt", "physical_abuse", "not *hit me with an idea*"),
    ("dad hurt my arm when he was drunk", "physical_abuse", "not a sports injury"),
    ("i cut myself when im sad", "self_harm", "not *when shaving*"),
    ("i accidentally cut myself too deep", "self_harm", "an accident, but while cutting"),
    ("i hurt myself on purpose", "self_harm", "not *on my bike*"),
    ("id rather die than go home", "suicide", "not *than eat sprouts*"),
    ("i want to die in minecraft", "suicide", "a known way round filters"),
    ("i dont want to wake up because life is hell", "suicide", "not *because it is early*"),
    ("i cant live with myself", "suicide", "not *live with my gran*"),
    ("i dont want to live without my nan", "suicide", "not *live near my nan*"),
    ("im going to kill him lol", "violence_weapon", "laughing does not lower a threat with I"),
    ("mae dad yn bygwth lladd fi", "physical_abuse", "not *mam is going to kill me*"),
    ("dwi ddim isio deffro am byth", "suicide", "not *wake at seven*"),
    ("does dim bwyd ar ôl adra", "neglect", "no food left"),
    ("im not going home because he hits me", "missing", "not *until four*"),
    ("this homework is killing me i want to die", "suicide", "an idiom beside a real wish"),
    ("on i'n marw chwerthin ond rŵan dwi isio marw", "suicide", "the same, Welsh"),
]


@pytest.mark.parametrize(("text", "category", "_note"), NOT_SPARED)
def test_an_idiom_does_not_hide_what_is_real(text, category, _note):
    verdict = screen(text)
    assert verdict.level >= Level.URGENT
    assert category in verdict.categories


INDIRECT = [
    ("I don't want to wake up tomorrow", "suicide", Level.IMMEDIATE, "wish in a negation"),
    ("fydda i ddim yma fory", "suicide", Level.IMMEDIATE, "goodbye, Welsh"),
    ("there is never food in our house", "neglect", Level.URGENT, "what is not there"),
    ("he comes into my room at night", "sexual_abuse", Level.IMMEDIATE, "who, where and when"),
    ("what if i wasnt here anymore no one would care if i was gone", "suicide", 3, "burden"),
    ("sdim pwynt cario mlaen", "suicide", Level.URGENT, "no point going on"),
    ("bysa'n well taswn i ddim yma", "suicide", Level.IMMEDIATE, "burden, Welsh"),
    ("dwi isio siarad â rhywun", "talk_request", Level.URGENT, "asks for a person, north"),
    ("fi moyn siarad gyda rhywun", "talk_request", Level.URGENT, "asks for a person, south"),
    ("I want to talk to someone", "talk_request", Level.URGENT, "asks for a person"),
    ("dwi'n depressed all the time", "low_mood", Level.WATCH, "both languages in one line"),
    ("fi moyn self harmo eto", "self_harm", Level.URGENT, "English verb in Welsh dress"),
    ("dwi isio die", "suicide", Level.IMMEDIATE, "both languages in one phrase"),
    ("my friend wants to die", "suicide", Level.IMMEDIATE, "a friend's risk keeps the level"),
    ("mae ffrind fi isio marw", "suicide", Level.IMMEDIATE, "a friend's risk, Welsh"),
]


@pytest.mark.parametrize(("text", "category", "level", "_note"), INDIRECT)
def test_indirect_and_mixed_speech_is_heard(text, category, level, _note):
    verdict = screen(text)
    assert verdict.level >= level
    assert category in verdict.categories


CONTEXTS = [
    ("i dont want to die", Level.IMMEDIATE, "negation never lowers immediate words with I"),
    ("i want to die jk", Level.IMMEDIATE, "nor does a joke"),
    ("he wants to die in the book", Level.URGENT, "a story lowers someone else's by one"),
    ("i cut myself", Level.URGENT, "plain"),
    ("i cut myself tonight", Level.IMMEDIATE, "now raises"),
    ("i used to cut myself in year 7", Level.WATCH, "past and long ago lowers one step only"),
    ("i cut myself jk", Level.WATCH, "a joke lowers one step"),
    ("my dad hits me", Level.URGENT, "plain"),
    ("my dad doesnt stop hitting me", Level.URGENT, "not stopping is no negation"),
    ("my dad hits me and i have bruises", Level.IMMEDIATE, "an injury raises"),
    ("my dad hit me today", Level.IMMEDIATE, "today raises"),
    ("they laugh at me", Level.WATCH, "plain"),
    ("they laugh at me every day", Level.URGENT, "repeated raises by one"),
    ("someone touched me and i didnt like it jk", Level.IMMEDIATE, "never lowered"),
    ("i want to die and they laugh at me", Level.IMMEDIATE, "two categories: the higher level"),
]


@pytest.mark.parametrize(("text", "level", "_note"), CONTEXTS)
def test_the_words_around_a_hit_move_it_one_step_at_most(text, level, _note):
    assert screen(text).level is level


def test_a_denial_lowers_one_step_and_the_opinion_may_raise_it_again():
    text = "i dont cut myself"
    assert ALONE.screen(text, None, TEENAGER).level is Level.WATCH
    assert screen(text).level is Level.URGENT


@pytest.mark.parametrize("text", ["my dad hits me", "mae dad yn taro fi"])
def test_a_blow_at_home_is_immediate_for_a_young_child(text):
    assert screen(text, age=CHILD).level is Level.IMMEDIATE
    assert screen(text, age=11).level is Level.URGENT
    assert screen(text, age=None).level is Level.URGENT


@pytest.mark.parametrize("text", ["", " ", "\n\t  \u200b", "\x00", "???", "🙂"])
def test_a_text_without_words_is_none(text):
    verdict = screen(text)
    assert verdict.level is Level.NONE
    assert verdict.hits == ()
    assert verdict.screened


def test_categories_stand_once_each_gravest_first():
    verdict = screen(
        "i cry every night. my nan died. i want to die. i wanna die. they laugh at me"
    )
    assert verdict.categories[0] == "suicide"
    assert len(set(verdict.categories)) == len(verdict.categories)
    assert {"suicide", "bullying", "low_mood", "bereavement"} == set(verdict.categories)


def test_an_entry_is_reported_once_at_its_gravest():
    verdict = screen("i cut myself. " * 5 + "i cut myself tonight")
    assert [hit.entry for hit in verdict.hits].count("self_harm.cutting") == 1
    assert verdict.hits[0].level is Level.IMMEDIATE


def test_a_verdict_names_the_lexicon_it_was_made_with():
    screener = load_screener()
    assert screen("hello").lexicon_version == screener.version == screen("kms").lexicon_version


OFFSETS = [
    ("ok so 'I WANT TO DIE' yeah", "I WANT TO DIE", "case and quotes"),
    ("Héllo ŵŷ i want to die", "i want to die", "accents before"),
    ("he\u0302llo tŷ i\u200b want to d\u0301ie!", "i\u200b want to d\u0301ie", "marks are inside"),
    ("😀😀 dwi isio marw 😀", "dwi isio marw", "emoji count as one character each"),
    ("so k m s now", "k m s", "spaced letters"),
    ("my su*cide plan is: i want d.i.e", "i want d.i.e", "signs inside"),
    ("ﬁne i want to die", "i want to die", "a ligature folds to two letters"),
]


@pytest.mark.parametrize(("text", "words", "_note"), OFFSETS)
def test_offsets_point_into_the_text_as_written(text, words, _note):
    spans = {text[hit.start : hit.end] for hit in screen(text).hits}
    assert words in spans
