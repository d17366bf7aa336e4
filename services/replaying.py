"""What another lexicon would have made of past texts: counts, and nobody's words."""

from collections import Counter, deque
from dataclasses import dataclass, field

from domain.verdicts import Level
from escalation.beside import Beside
from escalation.screening import Screener
from services.chats import LATELY
from services.listening import AGE_AT_YEAR_0, IN_ONE_GO
from services.runtime import Runtime
from storage import replays
from storage.replays import PastText

MOST_BEFORE = 8
"""How many earlier texts of a chat are looked at again with each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How many past texts had which level and would have which; `version` is what was asked."""

    version: str
    moved: Counter[tuple[Level, Level]] = field(default_factory=Counter)

    @property
    def texts(self) -> int:
        """How many texts were screened again."""
        return self.moved.total()

    @property
    def higher(self) -> int:
        """How many would have been read sooner."""
        return sum(n for (then, now), n in self.moved.items() if now > then)

    @property
    def lower(self) -> int:
        """How many would have been read later."""
        return sum(n for (then, now), n in self.moved.items() if now < then)


async def replay(rt: Runtime, screener: Screener) -> Replayed:
    """Screen every past text again, with what its writer had written before it.

    A lowest face beside a text is not known any more, so what it raised counts as lowered.
    """
    done = Replayed(version=screener.version)
    chat: deque[PastText] = deque(maxlen=MOST_BEFORE)
    async with rt.database.read() as uow:
        async for text in replays.past(uow):
            if chat and chat[-1].address_id != text.address_id:
                chat.clear()
            done.moved[text.level, _again(screener, text, chat)] += 1
            chat.append(text)
    return done


def _again(screener: Screener, text: PastText, chat: deque[PastText]) -> Level:
    age = None if text.year is None else text.year + AGE_AT_YEAR_0
    lately = [said for said in chat if text.written_at - said.written_at <= LATELY]
    pieces = [said for said in lately if text.written_at - said.written_at <= IN_ONE_GO]
    beside = Beside(
        before=tuple(said.body for said in lately), pieces=tuple(said.body for said in pieces)
    )
    return screener.screen(text.body, None, age, beside).level
