"""How long a text of a pack may come to be, with everything that may stand in it and beside it.

A question is put after a word of introduction, such as that an answer was not understood. Below
it stand the ends of a scale and what was chosen before. What is said may show answers. All of them
are taken at their longest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.people import Band, Language
from flows.checking.words import PLACEHOLDER, Words, prompt_of
from flows.definition import Pack
from flows.nodes import (
    Allocate,
    Date,
    Node,
    Number,
    One,
    Rank,
    Scale,
    Several,
    ShortText,
    Wait,
    options_of,
)
from flows.wording import DOT

LEADS = ("flow.choose", "flow.type_again", "flow.let_go", "flow.resumed", "flow.changed")
"""What may be said before a question is put again, or on the way from it."""

A_DATE = "2026-12-18"


def length(text: str) -> int:
    """The characters of a text as Telegram counts them, in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def bare_length(text: str) -> int:
    """The characters of a text without the answers that it may show."""
    return length(PLACEHOLDER.sub("", text))


@dataclass(frozen=True)
class Longest:
    """The longest that the texts of a pack come to for one reader."""

    pack: Pack
    words: Words
    language: Language
    band: Band

    def bare(self, node: Node) -> int:
        """What a node says or asks, without anything in it or beside it."""
        key = prompt_of(node)
        return bare_length(self._say(key)) if key else 0

    def node(self, node: Node) -> int:
        """What a node says with answers in it, or asks with what stands below."""
        key = prompt_of(node)
        text = PLACEHOLDER.sub(self._answer, self._say(key)) if key else ""
        if isinstance(node, Wait):
            text = "\n".join([text, *filter(None, self._below(node))])
        return length(text)

    def lead(self) -> int:
        """The longest introduction."""
        choices = [self._shown(node) for node in self.pack.waits.values() if isinstance(node, One)]
        changed = [self._say("flow.changed_to", choice=choice) for choice in choices]
        return max(length(each) for each in [*map(self._say, LEADS), *changed])

    def _say(self, key: str, **given: str) -> str:
        text = self.words.text(key, self.language, self.band)
        return PLACEHOLDER.sub(lambda found: given.get(found[1], found[0]), text)

    def _answer(self, found: re.Match[str]) -> str:
        """An answer, where a text has a question's name between braces."""
        name = found[1] if found[1] in self.pack.waits else found[1].removeprefix("before_")
        node = self.pack.waits.get(name)
        if node is None:
            return found[0]
        full = f"{node.points} {DOT * node.points}" if isinstance(node, Scale) else ""
        return max(full, self._shown(node), self._say("flow.no_answer"), key=length)

    def _shown(self, node: Wait) -> str:
        labels = [self._say(key) if key else option for option, key in options_of(node).items()]
        by_length = sorted(labels, key=length, reverse=True)
        match node:
            case Several(most=most):
                return "\n".join(f"• {label}" for label in by_length[:most])
            case Rank():
                return "\n".join(f"{n}. {label}" for n, label in enumerate(labels, 1))
            case Allocate(tokens=tokens):
                return "\n".join(f"{label}: {tokens}" for label in by_length[:tokens])
            case ShortText():
                return self._say("flow.own_words")
            case Number(least=least, most=most):
                return max(str(least), str(most), key=length)
            case Date():
                return A_DATE
            case _:
                return by_length[0]

    def _below(self, node: Wait) -> Iterator[str]:
        """The lines below a question."""
        match node:
            case Scale(points=points):
                yield self._say("flow.scale_low", low=self._say(node.low))
                yield self._say("flow.scale_high", n=str(points), high=self._say(node.high))
            case Several(most=most) if 1 < most < len(node.options):
                yield self._say("flow.most", n=str(most))
            case Rank():
                yield f"\n{self._shown(node)}"
            case Allocate(tokens=tokens):
                yield self._say("flow.left", n=str(tokens))
            case _:
                pass
        if not isinstance(node, ShortText):
            yield self._say("flow.chosen", choice=f"\n{self._shown(node)}")
