"""A verdict in words that whoever safeguards understands, in either language.

One line for each hit: the words, what they may mean, the kind of harm, how soon, and what raised
or lowered it. A line never says that something is so; it says what was heard.
"""

from collections.abc import Iterator, Mapping

from domain.people import Language
from domain.verdicts import Hit, Verdict
from escalation.lexicon.model import Gloss, Lexicon
from escalation.screening import SECOND_OPINION
from locales.reader import Voice, voice


def glosses(lexicon: Lexicon) -> dict[str, Gloss]:
    """What every entry hears, by its name."""
    return {
        f"{file.category}.{entry.id}": entry.says
        for file in lexicon.files
        for entry in file.entries
    }


def explained(
    verdict: Verdict, text: str, meanings: Mapping[str, Gloss], language: Language
) -> list[str]:
    """The lines of an explanation. `text` is the text as it was written."""
    speak = voice(language, None)
    if not verdict.hits:
        return [speak.say("explain.nothing" if verdict.screened else "explain.unscreened")]
    return [" ".join(_parts(hit, text, meanings, speak)) for hit in verdict.hits]


def _parts(hit: Hit, text: str, meanings: Mapping[str, Gloss], speak: Voice) -> Iterator[str]:
    yield speak.say(
        "explain.line",
        words=" ".join(text[hit.start : hit.end].split()),
        says=_says(hit, meanings, speak),
        category=speak.say(f"category.{hit.category}"),
        level=speak.say(f"level.{hit.level.word}"),
    )
    if hit.because:
        yield speak.say(f"reason.{hit.because}")


def reasons(hit: Hit, meanings: Mapping[str, Gloss], speak: Voice) -> tuple[str, ...]:
    """Why a hit was heard, without the words themselves: they stand beside it."""
    said = (
        _says(hit, meanings, speak),
        speak.say(f"category.{hit.category}"),
        speak.say(f"level.{hit.level.word}"),
        speak.say(f"reason.{hit.because}") if hit.because else "",
    )
    return tuple(dict.fromkeys(filter(None, said)))


def _says(hit: Hit, meanings: Mapping[str, Gloss], speak: Voice) -> str:
    if hit.entry == SECOND_OPINION:
        return speak.say("explain.second_opinion")
    gloss = meanings.get(hit.entry)
    if gloss is None:  # an entry of an earlier lexicon, or of the school's own
        return speak.say(f"category.{hit.category}")
    return gloss.cy if speak.language is Language.CY else gloss.en
