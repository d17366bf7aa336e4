"""A learner's own profile as it is drawn for them: what was answered now and the last time."""

from collections.abc import Collection, Iterable

from domain.people import Contact
from domain.session import Status
from flows.calendar import school_day
from flows.definition import Pack, Packs
from flows.wording import Wording, wording
from locales.reader import Voice
from reporting.own_profile import OwnPoint, OwnProfile
from services.own_answers import pack_of
from services.runtime import Runtime
from storage import learner
from storage.learner import OwnAnswer, OwnSession


async def read_profile(
    rt: Runtime, contact: Contact, session_id: str, questions: Collection[str], speak: Voice
) -> OwnProfile | None:
    """The answers to these questions in one session of the learner's own; None where none is."""
    async with rt.database.read() as uow:
        answers = await learner.own_answers(uow, contact.id)
        sessions = await learner.own_sessions(uow, contact.id)
    now = next((each for each in sessions if each.id == session_id), None)
    if now is None:
        return None
    return profile_of(rt.packs, now, sessions, answers, speak, questions)


def finished(sessions: Iterable[OwnSession], pack_id: str) -> list[OwnSession]:
    """The passages through a pack that came to its end, the newest first."""
    done = [s for s in sessions if s.pack == pack_id and s.status == Status.COMPLETED.value]
    return sorted(done, key=lambda each: each.ended_at or each.started_at, reverse=True)


def profile_of(
    packs: Packs,
    now: OwnSession,
    sessions: Iterable[OwnSession],
    answers: Iterable[OwnAnswer],
    speak: Voice,
    questions: Collection[str] = (),
) -> OwnProfile | None:
    """The scales of a session beside those of the last time; all of them where none are named.

    None where none of them is answered.
    """
    pack = pack_of(packs, now.pack, now.version)
    shown = [each for each in questions or pack.scales if each in pack.scales] if pack else []
    scales = [answer for answer in answers if answer.question in shown]
    own = [answer for answer in scales if answer.session_id == now.id]
    if pack is None or not own:
        return None
    last = next((each for each in finished(sessions, now.pack) if each.id != now.id), None)
    before = [answer for answer in scales if last is not None and answer.session_id == last.id]
    return _profile(wording(pack, speak), shown, own, before)


def _profile(
    words: Wording, shown: list[str], own: list[OwnAnswer], before: list[OwnAnswer]
) -> OwnProfile:
    pack = words.pack
    now, then = _points(pack, own), _points(pack, before)
    ends = {(pack.scales[each].low, pack.scales[each].high) for each in shown}
    low, high = (words.say(key) for key in ends.pop()) if len(ends) == 1 else ("", "")
    return OwnProfile(
        parts=tuple(
            OwnPoint(name=_name(words, each), now=now.get(each), then=then.get(each))
            for each in shown
        ),
        points=max(pack.scales[each].points for each in shown),
        on=school_day(max(answer.at for answer in own)),
        last=school_day(max(answer.at for answer in before)) if before else None,
        low=low,
        high=high,
    )


def _points(pack: Pack, answers: Iterable[OwnAnswer]) -> dict[str, int]:
    """The points by question; an earlier version may have had more of them."""
    points = {each.question: int(each.value) for each in answers if each.value.isdecimal()}
    return {name: n for name, n in points.items() if 1 <= n <= pack.scales[name].points}


def _name(words: Wording, question: str) -> str:
    """What a picture calls a scale, or how it is asked where it has no name."""
    scale = words.pack.scales[question]
    return words.say(scale.name or scale.ask)
