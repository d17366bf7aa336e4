"""Whatever is written, screening answers, repeats itself, and points into the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.verdicts import Level
from escalation.screening import load_screener

PLAIN = "i want to die dwi isio marw kms not ddim k m s mam dad taro fi my hits me jk dwi'n"
ODD = (
    "su*cide",
    "k1ll",
    "…",
    "🔪",
    "💊",
    "\u200b",
    "\ud800",
    "\x00",
    "\u202e",
    "\u0301",
    '"',
    "\n",
)
WORDS = st.sampled_from([*PLAIN.split(), *ODD])
TEXTS = st.one_of(
    st.text(alphabet=st.characters(), max_size=80),
    st.lists(WORDS, max_size=30).map(" ".join),
    st.lists(WORDS, max_size=30).map("".join),
)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, age=st.one_of(st.none(), st.integers(5, 19)))
def test_screening_never_raises_and_repeats_itself(text, age):
    screener = load_screener()
    verdict = screener.screen(text, "cy", age)
    assert verdict == screener.screen(text, "en", age)
    assert verdict.level == max((hit.level for hit in verdict.hits), default=Level.NONE)
    assert set(verdict.categories) == {hit.category for hit in verdict.hits}
    for hit in verdict.hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.level >= Level.WATCH


@settings(max_examples=100, deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_harmless_company_never_hides_a_wish_to_die(before, after):
    verdict = load_screener().screen(f"{before}\n\ni want to die.\n\n{after}", None, 14)
    assert verdict.level is Level.IMMEDIATE


HUGE = [
    ("i want to die " * 2_000, "one phrase again and again"),
    ("a" * 100_000, "one letter"),
    ("a " * 50_000, "spaced letters"),
    ("k*" * 50_000, "stars"),
    ("." * 100_000, "dots"),
    ("i i dad mam not ddim " * 1_000, "words that begin many patterns"),
    ('"' * 50_000 + "i cut myself" + '"' * 50_000, "quotation marks"),
    ("\u0301" * 100_000, "combining marks"),
    ("🔪" * 30_000, "pictures"),
    ("mam'n " * 3_000, "apostrophes"),
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(("text", "_note"), HUGE)
def test_a_huge_text_is_screened(text, _note):
    verdict = load_screener().screen(text, None, 14)
    assert len(verdict.hits) < 200
