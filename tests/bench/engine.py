"""How many resumes a second the engine makes on one core: the mood pack, no database.

Each round answers the whole check-in by taps. Only `resume` is timed; the figures are medians of
several rounds, in Welsh and in English side by side.
"""

import sys
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from domain.ids import ContactId, SessionId
from domain.people import Band, Language
from domain.session import Session
from flows.definition import Pack, newest
from flows.engine import resume, start
from flows.loading import read_packs
from flows.sprint import Talk, Tapped
from locales.reader import voice

ROUNDS, WALKS = 9, 4000
TAPS = (
    Tapped(node="face", value="4"),
    Tapped(node="reason", value="friends"),
    Tapped(node="comment", value="_skip"),
)


def resumes_a_second(pack: Pack, language: Language) -> float:
    """The median over some rounds."""
    speak = voice(language, Band.AGES_10_11)
    talk = Talk(voice=speak, now=datetime(2026, 9, 15, 9, tzinfo=UTC), notice_version="1")
    begun = start(
        pack, talk, session_id=SessionId("0123456789ab"), contact_id=ContactId("cccccccccccc")
    ).session
    _walk(pack, talk, begun, 100)
    return median(WALKS * len(TAPS) / _walk(pack, talk, begun, WALKS) for _ in range(ROUNDS))


def _walk(pack: Pack, talk: Talk, begun: Session, walks: int) -> float:
    """Seconds that so many whole check-ins take."""
    began = perf_counter()
    for _ in range(walks):
        session = begun
        for tap in TAPS:
            session = resume(pack, talk, session, tap).session
    return perf_counter() - began


def main() -> None:
    """Print the figures."""
    pack = newest(read_packs(), "mood")
    if pack is None:
        sys.exit("There is no mood pack.")
    for language in Language:
        found = resumes_a_second(pack, language)
        sys.stdout.write(f"engine, mood, {language.value}: {found:,.0f} resumes/s on one core\n")


if __name__ == "__main__":
    main()
