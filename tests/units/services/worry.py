"""Worrying words in both languages, and people in every state who may write them."""

from collections.abc import Callable

from domain.people import Language, Role, Standing
from tests.support.conversation import CODE, Conversation, Scene

IMMEDIATE = {Language.EN: "I want to kill myself", Language.CY: "dw i eisiau lladd fy hun"}
URGENT = {Language.EN: "I cut myself", Language.CY: "dw i'n torri fy hun"}
WATCH = {
    Language.EN: "I feel sad all the time",
    Language.CY: "dw i'n teimlo'n drist trwy'r amser",
}
QUIET = {Language.EN: "my dad hits me", Language.CY: "mae dad yn fy nharo i"}
HARMLESS = {Language.EN: "I like football", Language.CY: "dw i'n hoffi nofio"}

State = Callable[[Scene, Language], Conversation]


def _stranger(scene: Scene, _language: Language) -> Conversation:
    return scene.stranger()


def _reading(scene: Scene, language: Language) -> Conversation:
    scene.invite(language=language)
    return scene.stranger().say(CODE)


def _left(scene: Scene, language: Language) -> Conversation:
    return _reading(scene, language).say("/stop")


def _at(*taps: str) -> State:
    def arrive(scene: Scene, language: Language) -> Conversation:
        learner = scene.learner(language).say("/checkin")
        for key in taps:
            learner.tap(learner.voice.say(key))
        return learner

    return arrive


def _put_aside(scene: Scene, language: Language) -> Conversation:
    return _at("mood.face.4")(scene, language).say(WATCH[language])


def _stopped(scene: Scene, language: Language) -> Conversation:
    return scene.learner(language, standing=Standing.STOPPED)


def _young(scene: Scene, language: Language) -> Conversation:
    return scene.learner(language, year=4)


def _staff(*roles: Role) -> State:
    def join(scene: Scene, language: Language) -> Conversation:
        return scene.staff(*roles, language=language)

    return join


STATES: dict[str, State] = {
    "stranger": _stranger,
    "left before joining": _left,
    "reading the notice": _reading,
    "joined": lambda scene, language: scene.learner(language),
    "joined, of the youngest": _young,
    "at the first question": _at(),
    "at the second question": _at("mood.face.4"),
    "at the question for words": _at("mood.face.4", "mood.reason.sleep"),
    "after the end": _at("mood.face.4", "mood.reason.sleep", "flow.skip"),
    "stopped": _stopped,
    "a learner in the council": _staff(Role.LEARNER, Role.COUNCIL),
    "council": _staff(Role.COUNCIL),
    "head": _staff(Role.HEAD),
    "office": _staff(Role.OFFICE),
    "DSP": _staff(Role.DSP),
}
"""Everybody who may write, in every state in which they may."""
