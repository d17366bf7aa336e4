"""A learner's own answers in words: the question as it is asked, the answer as its button says."""

from flows.definition import Pack, Packs, newest
from flows.nodes import Choice, Several
from flows.wording import wording
from locales.reader import Voice
from storage.learner import OwnAnswer


def pack_of(packs: Packs, pack: str, version: int) -> Pack | None:
    """The pack that was answered, or the newest of that name where its version is gone."""
    return packs.get((pack, version)) or newest(packs, pack)


def asked_in_words(packs: Packs, answer: OwnAnswer, speak: Voice) -> str:
    """The question as it is asked; its name where the pack is gone."""
    pack = pack_of(packs, answer.pack, answer.version)
    if pack is None or answer.question not in pack.waits:
        return answer.question
    return wording(pack, speak).fill(pack.wait(answer.question).ask, {}, {})


def answered_in_words(packs: Packs, answer: OwnAnswer, speak: Voice) -> str:
    """The answer as its button said it, or the learner's own words."""
    if answer.words is not None:
        return answer.words
    pack = pack_of(packs, answer.pack, answer.version)
    if pack is None:
        return answer.value
    try:
        return wording(pack, speak).shown(answer.question, answer.value)
    except (KeyError, ValueError):  # an option or a kind that this version no longer has
        return answer.value


def labels_chosen(packs: Packs, answer: OwnAnswer, speak: Voice) -> list[str]:
    """The labels of the options that were chosen; none where there are no options."""
    pack = pack_of(packs, answer.pack, answer.version)
    node = pack.nodes.get(answer.question) if pack else None
    if pack is None or not isinstance(node, Choice | Several):
        return []
    labels = wording(pack, speak).labels[answer.question]
    return [labels[each] for each in answer.value.split(",") if each in labels]
