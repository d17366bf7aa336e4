"""A small pack without a fault, its catalogues, and ways to spoil both."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from domain.people import Language
from flows.checking import Finding, Words, check_pack
from flows.definition import Pack

PLURALS = {
    "cy": "nplurals=5; plural=(n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 0);",
    "en": "nplurals=2; plural=(n != 1);",
}
TAGS = {
    "perma": ["positive_emotion"],
    "ecm": ["healthy"],
    "estyn": ["health_wellbeing"],
    "wsa": ["understanding_needs"],
}
TEXTS = {
    "sample.title": ("Sut wyt ti?", "How are you?"),
    "sample.face": (
        "Sut wyt ti'n teimlo heddiw? Dewisa wyneb.",
        "How do you feel today? Pick a face.",
    ),
    "sample.low": ("😢 Trist", "😢 Sad"),
    "sample.high": ("🙂 Hapus", "🙂 Happy"),
    "sample.words": (
        "Galli di ddweud mwy yma.\n\nGall dy athro ddarllen hwn.",
        "You can say more here.\n\nAdults who keep you safe may read this.",
    ),
    "sample.bye": ("Diolch. Dyna ni am heddiw.", "Thank you. That's all for today."),
    "flow.agree": ("Cytuno", "Agree"),
    "flow.disagree": ("Anghytuno", "Disagree"),
    "flow.pass": ("Pasio", "Pass"),
}
"""By key, the Welsh and the English."""

OPTIONS = {"low": "sample.low", "high": "sample.high"}

Nodes = dict[str, dict[str, Any]]
Texts = Mapping[str, tuple[str, str]]


def face(following: str | None = "bye", **changes: Any) -> dict[str, Any]:
    """A question with two faces."""
    plain = {"kind": "faces", "ask": "sample.face", "options": OPTIONS, "next": following}
    return plain | changes


def say(following: str | None = None, key: str = "sample.bye") -> dict[str, Any]:
    """A word on the way, or the last."""
    return {"kind": "say", "say": key, "next": following}


def free(following: str | None = "bye") -> dict[str, Any]:
    """A question for some words."""
    return {"kind": "short_text", "ask": "sample.words", "next": following}


def content(nodes: Nodes, *, more: Mapping[str, Nodes] | None = None, **changes: Any) -> Any:
    """A pack as data: the nodes of `main`, those of other flows, and what else is unlike."""
    flows = {
        name: {"start": next(iter(each)), "nodes": each}
        for name, each in {"main": nodes, **(more or {})}.items()
    }
    plain = {
        "id": "sample",
        "version": 1,
        "title": "sample.title",
        "purpose": "To be tested.",
        "evidence": "None.",
        "bands": ["7-9", "15-18"],
        "expected_minutes": 1,
        "tags": TAGS,
        "flows": flows,
    }
    return plain | changes


def a_pack(nodes: Nodes, **changes: Any) -> Pack:
    """A pack of these nodes, beginning with the first."""
    return Pack.model_validate(content(nodes, **changes))


def good_nodes() -> Nodes:
    """Nodes with which nothing is wrong."""
    return {"face": face("words"), "words": free(), "bye": say()}


def catalogues(
    folder: Path, changes: Texts | None = None, *, fuzzy: str = "", leave_out: str = "-"
) -> Path:
    """Both catalogues below a folder, some texts changed or left out, one Welsh entry fuzzy."""
    for place, language in enumerate(("cy", "en")):
        home = folder / language / "LC_MESSAGES"
        home.mkdir(parents=True, exist_ok=True)
        entries = [
            _entry(key, pair[place], fuzzy=(language, key) == ("cy", fuzzy))
            for key, pair in (TEXTS | dict(changes or {})).items()
            if not key.startswith(leave_out)
        ]
        text = "\n\n".join([_header(language), *entries])
        (home / "sample.po").write_text(f"{text}\n", encoding="utf-8")
    return folder


def _header(language: str) -> str:
    lines = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS[language]}",
    )
    return 'msgid ""\nmsgstr ""\n' + "\n".join(f'"{line}\\n"' for line in lines)


def _entry(key: str, text: str, *, fuzzy: bool) -> str:
    mark = "#, fuzzy\n" if fuzzy else ""
    return f"{mark}msgid {json.dumps(key)}\nmsgstr {json.dumps(text, ensure_ascii=False)}"


def findings(pack: Pack, folder: Path, changes: Texts | None = None) -> tuple[Finding, ...]:
    """What the linter says of a pack with these texts."""
    return check_pack(pack, Words.of(catalogues(folder, changes)))


def brief(found: tuple[Finding, ...]) -> set[tuple[str, str, str]]:
    """Rule, node and level of each finding."""
    return {(each.rule, each.node, each.level) for each in found}


def written(folder: Path, data: dict[str, Any]) -> Path:
    """A pack as a folder."""
    flows = folder / "flows"
    flows.mkdir(parents=True)
    for name, flow in data["flows"].items():
        (flows / f"{name}.yaml").write_text(yaml.safe_dump(flow, sort_keys=False), "utf-8")
    head = {name: value for name, value in data.items() if name != "flows"}
    (folder / "pack.yaml").write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    return folder


CY, EN = Language.CY, Language.EN
