"""What a pack may say.

A pack is a folder with a `pack.yaml`: what it is for, whom it is for, and its nodes. Words are
keys into the catalogues, so that no sentence of a conversation stands outside Welsh and English.
What a pack says wrongly is told with the file, the place and what would be right.
"""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.errors import BadInput
from domain.people import Band

MAX_NODES = 100
"""Nodes in one pack; more is a sign of two packs."""

NodeId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,15}$")]
OptionId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,15}$")]
TextKey = Annotated[str, Field(pattern=r"^[a-z]+(\.[a-z0-9_]+)+$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Say(_Part):
    """Tell the learner something and go on, or end where there is no next."""

    kind: Literal["say"]
    say: TextKey
    next: NodeId | None = None


class Choice(_Part):
    """Ask for one of a few options, by button: `faces` for a mood, `choose_one` for the rest."""

    kind: Literal["faces", "choose_one"]
    ask: TextKey
    options: dict[OptionId, TextKey] = Field(min_length=2, max_length=20)
    columns: int = Field(default=1, ge=1, le=3)
    measure: str | None = None
    optional: bool = True
    next: NodeId


class ShortText(_Part):
    """Ask for some words. Whoever asks this says in the same breath who reads them."""

    kind: Literal["short_text"]
    ask: TextKey
    optional: bool = True
    next: NodeId


Wait = Choice | ShortText
Node = Annotated[Say | Choice | ShortText, Field(discriminator="kind")]


class Pack(_Part):
    """A conversation as content, pinned by its id and version."""

    id: NodeId
    version: int = Field(ge=1)
    title: TextKey
    purpose: str
    bands: tuple[Band, ...] = Field(min_length=1)
    expected_minutes: float = Field(gt=0)
    change_minutes: int = Field(ge=0)
    start: NodeId
    nodes: dict[NodeId, Node] = Field(min_length=1, max_length=MAX_NODES)

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Pack":
        for name, target in [("start", self.start)] + [
            (name, node.next) for name, node in self.nodes.items() if node.next is not None
        ]:
            if target not in self.nodes:
                raise ValueError(f"{name} leads to {target!r}, which is not among the nodes")
        for name in self.nodes:
            self._must_end(name)
        return self

    def _must_end(self, name: str) -> None:
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            following = self.nodes[name].next
            if following is None:
                return
            name = following
        raise ValueError(f"{name} comes round to itself, so that the conversation never ends")

    def wait(self, name: str) -> Wait:
        """The node that waits under this name; KeyError if none does."""
        node = self.nodes[name]
        if isinstance(node, Say):
            raise KeyError(name)
        return node


Packs = dict[tuple[str, int], Pack]
"""Every pack that a running session may be pinned to, by id and version."""


def read_pack(path: Path) -> Pack:
    """The pack in that file; BadInput with each fault on a line of its own."""
    try:
        return Pack.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not text in UTF-8.") from error
    except yaml.YAMLError as error:
        raise BadInput(f"{path}: this is not YAML: {error}") from error
    except ValidationError as error:
        raise BadInput(
            *(f"{path}: {_place(e['loc'])}: {_plain(e['msg'])}" for e in error.errors())
        ) from error


def read_packs(folder: Path = Path(__file__).parent / "packs") -> Packs:
    """Every pack below a folder; BadInput where two are the same version of one pack."""
    packs: Packs = {}
    for path in sorted(folder.glob("*/pack.yaml")):
        pack = read_pack(path)
        if (pack.id, pack.version) in packs:
            raise BadInput(f"{path}: version {pack.version} of {pack.id} is in two folders")
        packs[pack.id, pack.version] = pack
    return packs


def newest(packs: Packs, pack_id: str) -> Pack | None:
    """The newest version of a pack, or None if there is no such pack."""
    versions = [pack for (name, _), pack in packs.items() if name == pack_id]
    return max(versions, key=lambda pack: pack.version, default=None)


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc) or "the pack"


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")
