"""The lexicon: what screening listens for, as data that a safeguarding person can review.

`index.yaml` holds the version and how each category is weighed; `slots.yaml` the words that fill
the gaps of patterns; `contexts.yaml` what lowers or raises a hit; `idioms.yaml` what only looks
like one; every other file one category. The pattern language is explained in
`escalation/patterns.py`. Plain words of Welsh patterns are given in their radical: the program
adds the mutations. To teach the screener a phrase, add a line to `hears`, run the tests, and add
the pattern that makes them pass; a false alarm goes to `spares` in the same way.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from domain.errors import BadInput
from escalation.kept import KEY_LENGTH, kept
from escalation.lexicon.model import CategoryFile, Context, Idiom, Index, Lexicon, SlotSpec

_SHARED = ("index", "slots", "contexts", "idioms")
_HASH_LENGTH = 8
_READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

__all__ = ["Lexicon", "build_lexicon", "load_lexicon", "read_lexicon"]


@cache
def load_lexicon() -> Lexicon:
    """The packaged lexicon, read once."""
    return _read(files(__name__))


def read_lexicon(folder: Path) -> Lexicon:
    """The lexicon whose files lie in a folder, or every fault that they hold."""
    try:
        return _read(folder)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"lexicon: {folder} cannot be read: {error}") from error


def _read(folder: Traversable) -> Lexicon:
    texts = {
        item.name.removesuffix(".yaml"): item.read_text(encoding="utf-8")
        for item in folder.iterdir()
        if item.name.endswith(".yaml")
    }
    lacking = [name for name in _SHARED if name not in texts]
    if lacking:
        raise BadInput(*(f"lexicon: there is no {name}.yaml" for name in lacking))
    return build_lexicon(texts)


def build_lexicon(texts: dict[str, str]) -> Lexicon:
    """A lexicon from its files' texts by name, or every fault that they hold."""
    parts = [part for name in sorted(texts) for part in (name, texts[name])]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    try:
        lexicon = _validated(_parsed(texts, digest), digest[:_HASH_LENGTH])
    except ValidationError as error:
        raise BadInput(*(_fault(problem) for problem in error.errors())) from error
    except yaml.YAMLError as error:
        raise BadInput(f"lexicon: {error}") from error
    faults = tuple(_faults(lexicon))
    if faults:
        raise BadInput(*faults)
    return lexicon


def _parsed(texts: Mapping[str, str], digest: str) -> dict[str, Any]:
    """What the files hold. Reading YAML takes long, so the data are kept as JSON."""
    return kept(
        f"lexicon-{digest[:KEY_LENGTH]}",
        read=_mapping,
        make=lambda: {
            name: yaml.load(text, Loader=_READER)  # noqa: S506 - a safe loader
            for name, text in sorted(texts.items())
        },
        written=_as_json,
    )


def _as_json(data: dict[str, Any]) -> str:
    """Data as JSON; TypeError where they would not come back as they are, like a date."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if json.loads(text) != data:
        raise TypeError
    return text


def _mapping(text: str) -> dict[str, Any]:
    data = json.loads(text)
    if not isinstance(data, dict):
        raise TypeError
    return data


def _validated(data: Mapping[str, Any], digest: str) -> Lexicon:
    index = Index.model_validate(data["index"])
    return Lexicon(
        version=f"{index.version}-{digest}",
        index=index,
        slots={name: SlotSpec.model_validate(slot) for name, slot in data["slots"].items()},
        contexts={name: Context.model_validate(one) for name, one in data["contexts"].items()},
        idioms=tuple(Idiom.model_validate(idiom) for idiom in data["idioms"]),
        files=tuple(
            CategoryFile.model_validate(one) for name, one in data.items() if name not in _SHARED
        ),
    )


def _fault(problem: Any) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    return f"lexicon: {place}: {problem['msg']}"


def _faults(lexicon: Lexicon) -> list[str]:
    """What is wrong between files that are each in order."""
    categories = set(lexicon.index.categories)
    contexts = set(lexicon.contexts)
    found = [
        f"lexicon: {one.category} is not a category of the index"
        for one in lexicon.files
        if one.category not in categories
    ]
    for name, category in lexicon.index.categories.items():
        for context in (category.lowered_by | set(category.raised_by)) - contexts:
            found.append(f"lexicon: {name}: there is no context {context}")
    for idiom in lexicon.idioms:
        for of in idiom.of - categories - contexts:
            found.append(f"lexicon: idiom {idiom.id}: {of} is neither category nor context")
    names = [f"{one.category}.{entry.id}" for one in lexicon.files for entry in one.entries]
    found += [f"lexicon: two entries are called {n}" for n in set(names) if names.count(n) > 1]
    for rule in lexicon.index.together:
        for name in frozenset().union(*rule.all) - categories - set(names):
            found.append(f"lexicon: together {rule.id}: {name} is neither category nor entry")
    return sorted(found)
