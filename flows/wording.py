"""The words of one pack in one voice, looked up once.

Whoever resumes a session needs the same few texts again and again; they are kept here, by pack and
voice, as they stand in the catalogues.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.people import Language
from domain.session import WORDS
from flows.definition import Pack
from flows.drafts import picked, shares
from flows.nodes import Allocate, Date, Number, Rank, Scale, Several, Wait, options_of
from locales.reader import OLDEST, Voice, voice


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels by question and option, and texts by key."""

    pack: Pack
    voice: Voice
    labels: dict[str, Mapping[str, str]]
    texts: dict[str, str] = field(default_factory=dict)

    def say(self, key: str) -> str:
        """A text without placeholders."""
        found = self.texts.get(key)
        if found is None:
            found = self.texts[key] = self._raw(key).format()
        return found

    def _raw(self, key: str) -> str:
        """As the catalogue has it now, or as it was when this version was made."""
        pinned = self.pack.texts.get(spoken_as(self.voice), {})
        return pinned[key] if key in pinned else self.voice.raw(key)

    def fill(self, key: str, given: Mapping[str, str], before: Mapping[str, str]) -> str:
        """A text that may show answers, these or those of the last time."""
        raw = self.texts.get(f"raw {key}")
        if raw is None:
            raw = self.texts[f"raw {key}"] = self._raw(key)
        return raw.format_map(_Answers(self, given, before)) if "{" in raw else raw

    def shown(self, name: str, value: str | None) -> str:
        """An answer as people read it."""
        node = self.pack.nodes.get(name)
        labels = self.labels.get(name, {})
        if not value:
            return self.say("flow.no_answer")
        if value == WORDS:
            return self.say("flow.own_words")
        match node:
            case Several():
                return "\n".join(f"• {labels[each]}" for each in picked(value))
            case Rank():
                return "\n".join(f"{n}. {labels[e]}" for n, e in enumerate(picked(value), 1))
            case Allocate():
                return "\n".join(f"{labels[e]}: {n}" for e, n in shares(value).items())
            case Date():
                return self.voice.date(date.fromisoformat(value))
            case Number():
                return self.voice.number(int(value))
            case _:
                return labels.get(value, value)

    def drawn(self, name: str, value: str | None) -> str:
        """An answer as it stands in a text: a point on a scale as its number and a row of dots."""
        node = self.pack.nodes.get(name)
        if not value or not isinstance(node, Scale):
            return self.shown(name, value)
        point = int(value)
        return f"{point} {DOT * point}{RING * (node.points - point)}"


DOT, RING = "●", "○"
"""A point that is reached on a scale, and one that is not."""


class _Answers(dict[str, str]):
    """Answers by the names that a text may have between braces."""

    def __init__(
        self, wording: Wording, given: Mapping[str, str], before: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._wording, self._given, self._before = wording, given, before

    def __missing__(self, name: str) -> str:
        if name in self._wording.pack.nodes:
            return self._wording.drawn(name, self._given.get(name))
        question = name.removeprefix("before_")
        return self._wording.drawn(question, self._before.get(question))


_KEPT: dict[tuple[int, int, str], Wording] = {}
"""By the identities of pack and words, which each wording here keeps alive, and the band."""


def wording(pack: Pack, speak: Voice) -> Wording:
    """The words of a pack in this voice."""
    name = (id(pack), id(speak.words), speak.band or "")
    found = _KEPT.get(name)
    if found is None:
        found = _KEPT[name] = Wording(pack, speak, {})
        for question, node in pack.waits.items():
            found.labels[question] = _labels(found, node)
    return found


def _labels(words: Wording, node: Wait) -> dict[str, str]:
    return {option: words.say(key) if key else option for option, key in options_of(node).items()}


def spoken_as(speak: Voice) -> str:
    """The name of a voice among the kept texts of a pack; without a band, that of the oldest."""
    return f"{speak.language.value}/{(speak.band or OLDEST).value}"


def texts_of(pack: Pack) -> dict[str, dict[str, str]]:
    """Every text of a pack as it stands in the catalogues, by voice and key."""
    voices = [voice(language, band) for language in Language for band in pack.bands]
    return {
        spoken_as(speak): {key: speak.raw(key) for key in pack.keys if speak.has(key)}
        for speak in voices
    }


def in_both(pack: Pack, speak: Voice, key: str) -> dict[Language, str]:
    """A text without placeholders in both languages, the one spoken first."""
    voices = (speak, speak.other)
    return {each.language: wording(pack, each).say(key) for each in voices}


def labels_in_both(pack: Pack, speak: Voice, name: str) -> dict[str, tuple[str, ...]]:
    """The labels of a question's options in both languages, the one spoken first.

    The first and the last point of a scale go by what these ends mean as well.
    """
    own, other = wording(pack, speak), wording(pack, speak.other)
    labels: dict[str, tuple[str, ...]] = {
        option: (label, other.labels[name][option]) for option, label in own.labels[name].items()
    }
    node = pack.wait(name)
    if isinstance(node, Scale):
        for point, end in (("1", node.low), (str(node.points), node.high)):
            labels[point] += (own.say(end), other.say(end))
    return labels
