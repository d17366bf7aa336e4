"""A text as one of the ways beside the answers: skip, back, keep, done, clear.

Only the whole text counts, so that words of an answer never turn into a way; a please may stand
with it.
"""

from collections.abc import Mapping

from domain.people import Language
from flows.sprint import BACK, CLEAR, DONE, KEEP, SKIP
from flows.understanding.options import whole
from flows.understanding.tongues import Labels
from flows.understanding.words import forms, label, spoken, word_set

_SYNONYMS: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    SKIP: {
        Language.CY: (
            "hepgora", "hepgor hwn", "hepgor y cwestiwn", "dim diolch", "cwestiwn nesaf",
            "y cwestiwn nesaf", "well gen i beidio", "well gen i beidio dweud",
            "well gen i beidio â dweud",
        ),
        Language.EN: (
            "skip it", "skip this", "skip this one", "skip question", "skip this question",
            "no thanks", "no thank you", "next question", "prefer not to say", "rather not say",
            "i'd rather not say",
        ),
    },
    BACK: {
        Language.CY: ("nôl", "mynd yn ôl", "mynd nôl"),
        Language.EN: ("go back", "previous question"),
    },
    KEEP: {
        Language.CY: ("cadw", "cadw'r ateb", "cadw fy ateb", "cadw fe", "cadw fo"),
        Language.EN: ("keep", "keep it", "keep that", "keep answer"),
    },
    DONE: {
        Language.CY: ("gorffen", "wedi gorffen", "dw i wedi gorffen", "dwi wedi gorffen"),
        Language.EN: ("finished", "i'm done", "i am done", "i'm finished", "that's all"),
    },
    CLEAR: {
        Language.CY: ("dechrau o'r dechrau", "clirio"),
        Language.EN: ("clear", "start over"),
    },
}  # fmt: skip
"""What each way is called besides what its button says."""

_KINDLY = word_set("please pls plis")


def way_said(text: str, ways: Mapping[str, Mapping[Language, str]], labels: Labels) -> str | None:
    """The way that is all this text says, of those with these names on their buttons.

    An option of the question that is called the same goes before it.
    """
    said = spoken(text)
    words = tuple(word for word in said.words if word not in _KINDLY)
    found = [
        way
        for way, names in ways.items()
        for language, name in names.items()
        if any(_is(words, each, language) for each in (name, *_SYNONYMS[way][language]))
    ]
    return found[0] if found and not whole(text, said, labels) else None


def _is(words: tuple[str, ...], name: str, language: Language) -> bool:
    wanted = label(name).words
    if language is Language.EN:
        return words == wanted
    return len(words) == len(wanted) and all(
        said in forms(meant) for said, meant in zip(words, wanted, strict=True)
    )
