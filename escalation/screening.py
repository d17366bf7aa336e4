"""What a text says about the safety of the child who wrote it.

The lexicon's worries are found in it (`finding`), in what was sent in pieces too; a statistical
opinion may raise what the lexicon says (`opinion`), and several signs may say more together than
alone (`together`). Both languages always run on every text, because children mix them. The answer
helps a person to look sooner; `none` never proves that nothing is wrong.

Pure: the same text, age, lexicon and surroundings give the same verdict, and no text makes it
raise.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from domain.verdicts import Hit, Level, Verdict
from escalation.backing import NOTHING_ELSE, held, signs_of
from escalation.beside import NOTHING, Beside
from escalation.finding import Finder
from escalation.gathering import collecting_later
from escalation.lexicon import Lexicon, load_lexicon
from escalation.opinion import Opinion, load_opinion
from escalation.reading import Reading
from escalation.ready import ready
from escalation.tables import Tables
from escalation.together import Signs, raised

UNCLEAR = "unclear"
"""The category of what only the statistical opinion says: something, and not what."""

SECOND_OPINION = "unclear.second_opinion"
"""The entry of a hit that is the statistical opinion."""

IN_PIECES = "in_pieces"
"""The reason of a hit that begins in an earlier text."""


class Screener:
    """Reads texts with one lexicon, and one opinion if there is one.

    Building it takes a moment, and less if the `tables` of the lexicon were kept (`ready`);
    screening is quick.
    """

    def __init__(
        self, lexicon: Lexicon, opinion: Opinion | None = None, tables: Tables | None = None
    ) -> None:
        self.version = lexicon.version + (f"+{opinion.version}" if opinion else "")
        self._opinion = opinion
        self._together = lexicon.index.together
        ranked = (*lexicon.index.categories, UNCLEAR)
        self._gravity = {name: rank for rank, name in enumerate(ranked)}
        self._finder = Finder(lexicon, tables)
        self._sure = sure_entries(lexicon)
        self._nothing = Verdict(level=Level.NONE, lexicon_version=self.version)

    def become(self, other: "Screener") -> None:
        """Listen as another does from now on, wherever this one is known."""
        self.__dict__.update(other.__dict__)

    def read(self, text: str) -> Reading:
        """A text in every way that it can be read."""
        return self._finder.read(text)

    def screen(
        self,
        text: str,
        language: str | None,  # noqa: ARG002 - both languages always run
        age: int | None,
        beside: Beside = NOTHING,
    ) -> Verdict:
        """How soon an adult must read this text, and why. `age` is in years."""
        hits = self._heard(text, age)
        if beside is not NOTHING:
            hits = self._beside(text, age, hits, beside)
        return self._verdict(hits) if hits else self._nothing

    def _heard(self, text: str, age: int | None) -> list[Hit]:
        """What the lexicon finds in a text, and the opinion where that says more."""
        reading = self.read(text)
        found, rest = self._finder.hear(reading, age)
        outright = rest <= NOTHING_ELSE
        if self._opinion is None or not reading.written:
            return found if outright else held(found, self._sure)
        lean = self._opinion.lean(reading.written)
        level = self._opinion.level(lean.score + self._opinion.lift(signs_of(found, rest)))
        backed = outright or level >= Level.URGENT
        hits = found if backed else held(found, self._sure)
        if level <= max((hit.level for hit in hits), default=Level.NONE):
            return hits
        start, end = reading.offsets(lean.first, lean.past)
        return [
            *hits,
            Hit(entry=SECOND_OPINION, category=UNCLEAR, level=level, start=start, end=end),
        ]

    def _beside(self, text: str, age: int | None, hits: list[Hit], beside: Beside) -> list[Hit]:
        """The hits once what stands beside the text is weighed too."""
        hits = [*hits, *self._in_pieces(text, age, beside.pieces)]
        if not hits:
            return hits
        before = [self._heard(one, age) for one in beside.before]
        more = raised(self._together, Signs(now=hits, before=before, lowest=beside.lowest))
        return [*hits, *more]

    def _in_pieces(self, text: str, age: int | None, pieces: Iterable[str]) -> Iterator[Hit]:
        """What begins in an earlier text and ends in this one."""
        whole = " ".join((*pieces, text))
        begins = len(whole) - len(text)
        for hit in self._heard(whole, age) if begins else ():
            if hit.start < begins < hit.end and hit.entry != SECOND_OPINION:
                yield replace(hit, start=0, end=hit.end - begins, because=IN_PIECES)

    def _verdict(self, hits: Iterable[Hit]) -> Verdict:
        ranked = sorted(hits, key=lambda hit: (-hit.level, self._gravity[hit.category], hit.start))
        return Verdict(
            level=max(hit.level for hit in ranked),
            categories=tuple(dict.fromkeys(hit.category for hit in ranked)),
            hits=tuple(ranked),
            lexicon_version=self.version,
        )


def sure_entries(lexicon: Lexicon) -> frozenset[str]:
    """The entries that hold whatever stands around their words."""
    return frozenset(
        f"{file.category}.{entry.id}"
        for file in lexicon.files
        for entry in file.entries
        if entry.sure
    )


@cache
def load_screener() -> Screener:
    """The screener with the packaged lexicon and opinion, built once."""
    with collecting_later():
        return screener_of(load_lexicon())


def screener_of(lexicon: Lexicon) -> Screener:
    """A screener with the packaged opinion; the tables of the lexicon are kept for next time."""
    return Screener(lexicon, load_opinion(), ready(lexicon))
