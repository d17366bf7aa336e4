"""What `/me` shows: moods, the newest profile and its goal, reasons, read as it leaves."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.people import Contact
from flows.calendar import school_day
from flows.definition import Packs
from locales.reader import Voice
from reporting.own_chart import OwnMood, shown
from reporting.own_profile import OwnProfile
from services.own_answers import answered_in_words, labels_chosen
from services.own_profile import finished, profile_of
from services.runtime import Runtime
from storage import learner
from storage.learner import OwnAnswer

MOOD, FACE = "mood", "face"
"""The pack and the question in which a learner says how they feel."""

PROFILE = "perma-profile"
"""The pack whose scales make a profile."""

STRAND, GOAL, OWN, WORDS = "strand", "goal_", "own", "words"
"""Its question for the part to work on, the goals for each part, and the learner's own goal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnView:
    """Moods and the profile as points, and the rest in lines of words."""

    moods: tuple[OwnMood, ...]
    profile: OwnProfile | None
    goals: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not (self.moods or self.profile or self.goals or self.reasons)


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
    newest = next(iter(finished(sessions, PROFILE)), None)
    given = {a.question: a for a in answers if newest is not None and a.session_id == newest.id}
    return OwnView(
        moods=shown(moods, school_day(rt.now())),
        profile=profile_of(rt.packs, newest, sessions, answers, speak) if newest else None,
        goals=tuple(_goals(rt.packs, given, speak)),
        reasons=_reasons(rt.packs, answers, speak),
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
