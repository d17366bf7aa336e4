"""Who reads a text, and what each reader may be told.

A text with an age band is read by learners, and so are the subjects below and those of every pack.
Learners are never promised a secret, and their sentences are short enough for their age.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from domain.people import Band, Language
from locales.catalogue import BANDS, Entry, Fault
from locales.usage import PACKS, extra_keys

LEARNER_SUBJECTS = (
    *("book.", "chat.", "checkin.", "flow.", "mood.", "overtime.", "own.", "stop.", "support."),
    "talk.",
)
"""What the bot itself says to learners, whichever packs there are."""

MOST_WORDS = {
    Language.CY: {
        Band.AGES_7_9: 8,
        Band.AGES_10_11: 12,
        Band.AGES_12_14: 15,
        Band.AGES_15_18: 20,
    },
    Language.EN: {
        Band.AGES_7_9: 10,
        Band.AGES_10_11: 14,
        Band.AGES_12_14: 18,
        Band.AGES_15_18: 22,
    },
}
"""The longest sentence, in words, that each band is given."""

NUMBER = re.compile(r"\d[\d ]*\d")
WORD = re.compile(r"[^\W_]+(?:['\-/][^\W_]+)*")
END = re.compile(r"[.!?](?=[\s\"')]|$)|\n")
PROMISE = re.compile(
    r"\banonym\w*|\bdd?ienw\b|\bprivate(?:ly)?\b|\b(?:p|b|ph)reifat\b"
    r"|just between us|between you and me|rhyngo[nm] ni|rhyngot ti",
    re.IGNORECASE,
)
SECRET = re.compile(r"\bsecret|\b[cg]h?yfrinach", re.IGNORECASE)
REFUSAL = re.compile(r"can't keep|cannot keep|ddim cadw", re.IGNORECASE)


def learner_faults(entry: Entry) -> Iterator[Fault]:
    """What a learner must not be told, or not at such length."""
    if not read_by_learners(entry):
        return
    for form in entry.forms:
        for sentence in sentences(form):
            yield from _promises(entry, sentence)
            if entry.band is not None and entry.band in BANDS:
                yield from _length(entry, sentence, Band(entry.band))


def read_by_learners(entry: Entry) -> bool:
    """Whether learners see this text."""
    product = entry.path.parents[3] if len(entry.path.parents) > 3 else entry.path.parent
    return entry.band is not None or entry.key.startswith(learner_subjects(product))


@cache
def learner_subjects(product: Path) -> tuple[str, ...]:
    """How the keys begin that learners read: the fixed ones, and those that packs name."""
    named = {f"{use.key.partition('.')[0]}." for use in extra_keys(product / PACKS)}
    return tuple(sorted({*LEARNER_SUBJECTS, *named}))


def sentences(text: str) -> list[str]:
    """The sentences of a text; the end of a line ends one too."""
    return [part.strip() for part in END.split(text) if part.strip()]


def words(sentence: str) -> list[str]:
    """The words of a sentence; a telephone number or a placeholder is one."""
    return WORD.findall(NUMBER.sub("0", sentence.replace("{", " ").replace("}", " ")))


def _promises(entry: Entry, sentence: str) -> Iterator[Fault]:
    if said := PROMISE.search(sentence):
        yield entry.fault(f"promises what we cannot keep: {said[0]}")
    if (said := SECRET.search(sentence)) and not REFUSAL.search(sentence):
        yield entry.fault(f"speaks of a secret without refusing it: {said[0]}")


def _length(entry: Entry, sentence: str, band: Band) -> Iterator[Fault]:
    most, length = MOST_WORDS[entry.language][band], len(words(sentence))
    if length > most:
        yield entry.fault(f"has a sentence of {length} words, the most is {most}: {sentence}")
