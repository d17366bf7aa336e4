"""Words that a child hid, misspelt or drew are heard; words keep their edges."""

import pytest

from domain.verdicts import Level
from escalation.folding import fold
from escalation.mutation import forms
from escalation.screening import load_screener

TRICKS = [
    ("k m s", "spaced letters"),
    ("i want to d i e", "a spaced word"),
    ("i w a n t t o d i e", "a spaced sentence"),
    ("s u i c i d e is what im thinking about i feel s u i c i d a l", "long spaced words"),
    ("i feel su*cidal", "a star"),
    ("i want to d.i.e", "dots"),
    ("i want to d-i-e", "hyphens"),
    ("k.m.s", "dots in an abbreviation"),
    ("gonna k1ll myself", "a digit"),
    ("gonna k!ll myself", "a sign"),
    ("i feel su!c!dal", "two signs"),
    ("im gonna k*** myself", "mostly stars"),
    ("i want to diiiieeee", "held keys"),
    ("killlll myself", "held keys"),
    ("I WANT TO DIE", "capitals"),
    ("i’m gonna unalive myself", "a typographic apostrophe"),
    ("i want to d\u200bi\u200be", "zero-width spaces"),
    ("i w\u0430nt to di\u0435", "Cyrillic twins"),
    ("𝓲 𝔀𝓪𝓷𝓽 𝓽𝓸 𝓭𝓲𝓮", "letters from a font generator"),
    ("ｉ ｗａｎｔ ｔｏ ｄｉｅ", "full-width letters"),
    ("ɪ ᴡᴀɴᴛ ᴛᴏ ᴅɪᴇ", "small capitals"),
    ("i want to ᴅɪᴇ", "small capitals in one word"),
    ("ı ωαητ το dιε", "Greek twins"),
    ("i ωant to diε", "Greek twins among Latin letters"),
    ("Ι ωΑΝΤ ΤΟ DΙΕ", "Greek capitals"),
    ("і waнт to die", "Cyrillic н and т"),
    ("кill мyself", "Cyrillic к and м"),
    ("noose how do i tie tнe noose", "Cyrillic н for another letter"),
    ("I WАNТ ТО DIЕ", "Cyrillic capitals"),
    ("goodвye everyone foreвer", "Cyrillic в"),
    ("i want to 🅳🅸🅴", "letters in dark squares"),
    ("i want to 🄳🄸🄴", "letters in squares"),
    ("i want to 🅓🅘🅔", "letters in dark circles"),
    ("i want to ⓓⓘⓔ", "letters in circles"),
    ("i want to ⒟⒤⒠", "letters in brackets"),
    ("i want to 🇩🇮🇪", "letters as flags"),
    ("i want to 🇩 🇮 🇪", "letters as flags, apart"),
    ("🇰🇲🇸", "an abbreviation as flags"),
    ("i want to die🇬🇧", "a flag behind a word"),
    ("i\u3164want\u3164to\u3164die", "a filler that counts as a letter"),
    ("i want to d\u3164i\u3164e", "the same inside a word"),
    ("i want to ᵈᶦᵉ", "raised letters"),
    ("i want to đɨɇ", "letters with strokes"),
    ("i want to Đł€", "signs of money"),
    ("gonna kiłł myself", "a letter with two readings"),
    ("i want to ᗪIE", "letters of another alphabet"),
    ("i feel suicidle", "two slips in a long word"),
    ("i feel sucidal", "a letter left out"),
    ("i wanna kill mysef", "a letter left out"),
    ("i want to\ndie", "a line break"),
    ("i really just want to literally die", "filler words"),
    ("dwi isio m a r w", "spaced, Welsh"),
    ("dwi isio maaarw", "held keys, Welsh"),
    ("dwin isho farw", "teen spelling and a mutation"),
    ("dwi eisau lladd fy hun", "a slip, Welsh"),
    ("dwi am ladd fy hunan", "soft mutation"),
]


@pytest.mark.parametrize(("text", "_note"), TRICKS)
def test_a_disguise_is_seen_through(text, _note):
    assert load_screener().screen(text, None, 14).level is Level.IMMEDIATE


EDGES = [
    ("she is very skilled", "kill"),
    ("a diet of diesel", "die"),
    ("we did a study on studies", "die"),
    ("casgliad o luniau", "cas"),
    ("the bullying poster was cut-out", "cut"),
    ("see you at 8.30 pm in b1ock 4", "leet"),
    ("a b c d e f g", "the alphabet"),
    ("email me at kim.smith@example.org", "an address"),
    ("cymru 🏴󠁧󠁢󠁷󠁬󠁳󠁿 v 🇩🇪 heno", "flags"),
    ("🅰🅱🅾", "blood groups"),
]


@pytest.mark.parametrize(("text", "_note"), EDGES)
def test_words_keep_their_edges(text, _note):
    assert load_screener().screen(text, None, 14).level is Level.NONE


PICTURES = [
    ("🔪🩸", "self_harm"),
    ("💊⚰️", "suicide"),
    ("hes got a 🔪", "violence_weapon"),
    ("i want to 😢 die", "suicide"),
]


@pytest.mark.parametrize(("text", "category"), PICTURES)
def test_pictures_are_read_as_words(text, category):
    assert category in load_screener().screen(text, None, 14).categories


FOLDED = [
    ("Tŷ", "ty"),
    ("ŵŷâêîôû", "wyaeiou"),
    ("DON’T", "don't"),
    ("a\u200bb", "ab"),
    ("ﬁn", "fin"),
    ("a\ud800b", "a b"),
    ("a\u3164b", "a b"),
    ("Ήν Ρήτα", "hv pnta"),
    ("🇬🇧ok", " gb ok"),
]


@pytest.mark.parametrize(("written", "plain"), FOLDED)
def test_folding_gives_plain_small_letters(written, plain):
    folded = fold(written, {})
    assert folded.text == plain
    assert len(folded.origin) == len(plain) + 1
    assert folded.origin[-1] == len(written)


MUTATIONS = [
    ("brifo", {"brifo", "frifo", "mrifo"}),
    ("torri", {"torri", "dorri", "nhorri", "thorri"}),
    ("marw", {"marw", "farw"}),
    ("lladd", {"lladd", "ladd"}),
    ("cyllell", {"cyllell", "gyllell", "nghyllell", "chyllell"}),
    ("gwaed", {"gwaed", "waed", "ngwaed"}),
    ("ofn", {"ofn", "hofn"}),
    ("chwaer", {"chwaer"}),
    ("fi", {"fi"}),
]


@pytest.mark.parametrize(("radical", "expected"), MUTATIONS)
def test_a_welsh_word_is_known_in_every_form(radical, expected):
    assert forms(radical) == expected
