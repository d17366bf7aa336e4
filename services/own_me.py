"""What `/me` shows: moods, reasons, the newest profile and its goal, read as it leaves."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.people import Contact
from flows.calendar import school_day
from flows.definition import Packs
from flows.nodes import Scale
from flows.session import Status
from flows.wording import wording
from locales.reader import Voice
from reporting.own_chart import OwnMood, shown
from services.own_answers import answered_in_words, asked_in_words, labels_chosen, pack_of
from services.runtime import Runtime
from storage import learner
from storage.learner import OwnAnswer, OwnSession

MOOD, FACE = "mood", "face"
"""The pack and the question in which a learner says how they feel."""

PROFILE = "perma-profile"
"""The pack whose scales make a profile."""

STRAND, GOAL, OWN, WORDS = "strand", "goal_", "own", "words"
"""Its question for the part to work on, the goals for each part, and the learner's own goal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnView:
    """Moods as points, and the rest in lines of words."""

    moods: tuple[OwnMood, ...]
    reasons: tuple[str, ...]
    profile: tuple[str, ...]
    goals: tuple[str, ...]


async def read_view(rt: Runtime, contact: Contact, speak: Voice) -> OwnView:
    """What a learner sees of their own now."""
    async with rt.database.read() as uow:
        answers = await learner.own_answers(uow, contact.id)
        sessions = await learner.own_sessions(uow, contact.id)
    moods = [
        OwnMood(school_day(each.at), each.value)
        for each in answers
        if (each.pack, each.question) == (MOOD, FACE)
    ]
    profile = _newest_profile(answers, sessions)
    return OwnView(
        moods=shown(moods, school_day(rt.now())),
        reasons=_reasons(rt.packs, answers, speak),
        profile=tuple(_points(rt.packs, profile, speak)),
        goals=tuple(_goals(rt.packs, profile, speak)),
    )


def _reasons(packs: Packs, answers: Iterable[OwnAnswer], speak: Voice) -> tuple[str, ...]:
    """The reasons that were chosen, counted, the most frequent first."""
    counted: Counter[str] = Counter()
    for answer in answers:
        if answer.pack == MOOD and answer.question != FACE:
            counted.update(labels_chosen(packs, answer, speak))
    return tuple(
        speak.say("own.me.reason", reason=reason, times=speak.number(times))
        for reason, times in counted.most_common()
    )


def _newest_profile(
    answers: Iterable[OwnAnswer], sessions: Iterable[OwnSession]
) -> dict[str, OwnAnswer]:
    """The answers of the profile that was finished last, by question."""
    done = [s for s in sessions if s.pack == PROFILE and s.status == Status.COMPLETED.value]
    last = max(done, key=lambda each: each.ended_at or each.started_at, default=None)
    return {a.question: a for a in answers if last is not None and a.session_id == last.id}


def _points(packs: Packs, profile: dict[str, OwnAnswer], speak: Voice) -> Iterator[str]:
    """A line for each scale, under the name of its part."""
    for answer in profile.values():
        pack = pack_of(packs, answer.pack, answer.version)
        node = pack.nodes.get(answer.question) if pack else None
        if pack is None or not isinstance(node, Scale):
            continue
        parts = wording(pack, speak).labels.get(STRAND, {})
        name = parts.get(answer.question) or asked_in_words(packs, answer, speak)
        point = speak.say("own.me.point", n=answer.value, most=node.points)
        yield speak.say("own.me.answer", question=name, answer=point)


def _goals(packs: Packs, profile: dict[str, OwnAnswer], speak: Voice) -> Iterator[str]:
    """The goal for the part that was picked; another may be left from a change of mind."""
    strand = profile.get(STRAND)
    goal = profile.get(f"{GOAL}{strand.value}") if strand else None
    if strand is None or goal is None:
        return
    if goal.value == OWN:
        goal = profile.get(WORDS, goal)
    part = answered_in_words(packs, strand, speak)
    given = answered_in_words(packs, goal, speak)
    yield speak.say("own.me.answer", question=part, answer=given)
