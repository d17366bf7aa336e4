"""The work of screening grows with the text and no faster, whatever the text repeats.

Work is counted in calls, not in seconds: the count is the same on every machine and every day.
"""

import sys
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from escalation.compiled import compile_lexicon
from escalation.lexicon import load_lexicon
from escalation.screening import load_screener

MESSAGE = 4096
"""The longest message that Telegram carries."""
MOST_A_LETTER = 600
GROWTH = 1.2  # where the second half begins in the middle of a window
SMALL_CHANGE = 3_000
LONGEST_MATCH = 60

LEXICON = load_lexicon()
COMPILED = compile_lexicon(LEXICON)
SLOTS = {name: (*slot.en, *slot.cy) for name, slot in LEXICON.slots.items()}
FILLERS = (*LEXICON.index.fillers.en, *LEXICON.index.fillers.cy, *LEXICON.index.pictures)


def repeated(piece, letters):
    """A piece again and again, whole every time: a piece cut off would be another word."""
    return piece * (letters // len(piece) + 1)


def work(text):
    """The calls made, in Python and in C, while a text is screened."""
    calls = 0

    def count(_frame, event, _what):
        nonlocal calls
        calls += event in ("call", "c_call")

    screener = load_screener()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        screener.screen(text, None, 14)
    finally:
        sys.setprofile(before)
    return calls


def assert_linear(piece, start="", letters=MESSAGE):
    shorter = start + repeated(piece, letters)
    longer = start + repeated(piece, letters) * 2
    for text in (shorter, longer):
        load_screener().screen(text, None, 14)  # the words are known before the counting
    once, twice = work(shorter), work(longer)
    assert twice <= 2 * GROWTH * once + SMALL_CHANGE
    assert twice <= MOST_A_LETTER * len(longer) + SMALL_CHANGE


@pytest.mark.parametrize("filler", FILLERS)
def test_a_filler_again_and_again(filler):
    assert_linear(f"{filler} ", start="ddim byd ", letters=2048)


REPEATED = [
    ("yn y ", "two fillers that also begin phrases"),
    ("o ", "the word that begins most phrases"),
    ("i i dad mam not ddim ", "words that begin many patterns"),
    ("i want to die ", "a whole hit"),
    ("dying for the ", "an idiom that ends in a filler"),
    ("d**e ", "stars"),
    ("k*** ", "mostly stars"),
    ("a*e*i* ", "stars between letters of many words"),
    ("su*cidal ", "a star in a long word"),
    ("k m s ", "a spaced hit"),
    ("k.i.l.l.", "one long word with dots"),
    ("1i|!", "signs with two readings in one long word"),
    ("k1ll5 1s5 ", "digits for letters"),
    ("diiieee ", "held keys"),
    ("d", "one letter"),
    ("di", "one long word"),
    ("a'n", "apostrophes"),
    ("mysefl sucidle ", "slips"),
    ("suicidlaa threatning ", "two slips"),
    ("🔪🩸", "pictures"),
    ("🇩🇮🇪 ", "letters as flags"),
    ("🅳🅸🅴", "letters in squares"),
    ('"i cut myself" ', "quotations"),
    ("die. ", "short sentences"),
    ("\u0301", "combining marks"),
    ("\ufdfa ", "one character that folds to eighteen"),
]


@pytest.mark.parametrize(("piece", "_note"), REPEATED)
def test_a_piece_again_and_again(piece, _note):
    assert_linear(piece)


@pytest.mark.parametrize("slot", SLOTS)
def test_the_shortest_words_of_a_slot_again_and_again(slot):
    assert_linear(f"{min(SLOTS[slot], key=len)} ", letters=512)


@pytest.mark.parametrize("slot", SLOTS)
def test_all_words_of_a_slot_in_a_row(slot):
    row = " ".join(SLOTS[slot]).replace("*", "") + " "
    assert_linear(row, letters=max(1024, len(row)))


@pytest.mark.parametrize(("one", "other"), [*pairwise([*SLOTS, "I"])])
def test_words_of_two_slots_in_turn(one, other):
    assert_linear(f"{SLOTS[one][0]} {SLOTS[other][-1]} ", letters=512)


@pytest.mark.parametrize("word", [one.word for one in LEXICON.index.reviewed[::20]])
def test_a_starred_word_again_and_again(word):
    assert_linear(f"{word[0]}{'*' * (len(word) - 2)}{word[-1]} ", letters=2048)


PIECES = st.sampled_from(
    [
        *(words for phrases in SLOTS.values() for words in phrases),
        *FILLERS,
        *LEXICON.index.respelt,
        *(piece.strip() for piece, _ in REPEATED),
        *[".", ",", "?", "!", "*", "1", "'", "-", '"', "\n"],
    ]
)


@settings(max_examples=50, deadline=None)
@example(pieces=["mums new boyfriend", "didnt"], gap="")
@given(pieces=st.lists(PIECES, min_size=1, max_size=6), gap=st.sampled_from([" ", "", ". "]))
def test_any_pieces_again_and_again(pieces, gap):
    assert_linear(gap.join(pieces) + " ", letters=512)


@settings(max_examples=50, deadline=None)
@given(text=st.text(alphabet="aeidklmnorstwy yn*1.' ", min_size=1, max_size=30))
def test_any_letters_again_and_again(text):
    assert_linear(text, letters=512)


@pytest.mark.parametrize("start", ["dying for", "ddim byd", "i want to", "dwi isio", "fy hun"])
def test_no_match_is_as_long_as_a_row_of_fillers(start):
    for filler in ("the", "yn", "yn y", "dead", "please", "mor"):
        text = f"{start} {repeated(f'{filler} ', MESSAGE)}"
        reading = COMPILED.reader.read(text)
        matches = (*COMPILED.machine.worries(reading), *COMPILED.machine.asides(reading))
        assert max((one.past - one.first for one in matches), default=0) <= LONGEST_MATCH
