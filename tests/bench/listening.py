"""What screening hears and where it cries wolf, each layer alone and together; fails below floors.

    python -m tests.bench.listening                    every split of tests/screening
    python -m tests.bench.listening --everyday DIR     false alarms on large everyday text too
    python -m tests.bench.listening --misses           the messages that a split got wrong

The opinion is measured on texts that it was not learned from; so no split stands among the
training text, and a test sees to that. The floors lie in `tests/screening/floors.yaml`.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
import yaml

from domain.verdicts import Level
from escalation.lexicon import load_lexicon
from escalation.opinion import load_opinion
from escalation.screening import Screener, load_screener
from escalation.training.messages import Message, read_messages
from tests.bench.keywords import by_expression

SPLITS = Path(__file__).parent.parent / "screening"
AGE = 14

Layer = Callable[[str], Level]


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and what a layer made of it."""

    message: Message
    level: Level


def layers() -> dict[str, Layer]:
    """The layers, the whole of them last."""
    keywords, alone, whole = by_expression(), Screener(load_lexicon()), load_screener()
    opinion = load_opinion()

    def by_opinion(text: str) -> Level:
        written = whole.read(text).written
        return opinion.level(opinion.lean(written).score) if written else Level.NONE

    return {
        "keywords": lambda text: Level.URGENT if keywords(text) else Level.NONE,
        "lexicon": lambda text: alone.screen(text, None, AGE).level,
        "opinion": by_opinion,
        "together": lambda text: whole.screen(text, None, AGE).level,
    }


MEASURES: dict[str, tuple[Callable[[Message], bool], Level]] = {
    "immediate at urgent or above": (lambda one: one.level is Level.IMMEDIATE, Level.URGENT),
    "urgent at urgent or above": (lambda one: one.level is Level.URGENT, Level.URGENT),
    "urgent at watch or above": (lambda one: one.level >= Level.URGENT, Level.WATCH),
    "watch at watch or above": (lambda one: one.level is Level.WATCH, Level.WATCH),
    "false alarms on traps": (lambda one: one.is_trap, Level.URGENT),
    "false alarms on ordinary text": (lambda one: one.categories == ("ordinary",), Level.URGENT),
}


def share(heard: Iterable[Heard], level: Level) -> float | None:
    """How many reach a level; None of none."""
    reached = [one.level >= level for one in heard]
    return sum(reached) / len(reached) if reached else None


def figures(heard: list[Heard]) -> Iterator[tuple[str, str, float, int]]:
    """Measure, for which messages, share, and how many there are."""
    for name, (wanted, level) in MEASURES.items():
        mine = [one for one in heard if wanted(one.message)]
        for group, some in _groups(mine):
            found = share(some, level)
            if found is not None:
                yield name, group, found, len(some)


def _groups(heard: list[Heard]) -> Iterator[tuple[str, list[Heard]]]:
    yield "all", heard
    kinds: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        kinds[f"language {one.message.language}"].append(one)
        kinds[f"category {one.message.categories[0]}"].append(one)
        kinds[f"trick {one.message.trick}"].append(one)
    yield from sorted(kinds.items())


def below_floors(split: str, heard: list[Heard]) -> list[str]:
    """What is worse than the floors of a split allow, in words."""
    floors = yaml.safe_load((SPLITS / "floors.yaml").read_text(encoding="utf-8")).get(split, {})
    found = {(name, group): value for name, group, value, _ in figures(heard)}
    faults = []
    for name, groups in floors.items():
        for group, floor in groups.items():
            value = found[name, group]
            worse = value > floor if name.startswith("false") else value < floor
            if worse:
                faults.append(f"{split}: {name}, {group}: {value:.3f}, and the floor is {floor}")
    return faults


def main(
    everyday: Annotated[Path | None, typer.Option(help="A folder of JSON lines.")] = None,
    *,
    misses: Annotated[bool, typer.Option(help="Show what was got wrong.")] = False,
) -> None:
    """Measure every split, and everyday text if a folder is given."""
    faults: list[str] = []
    for split in sorted(path for path in SPLITS.iterdir() if path.is_dir()):
        messages = read_messages(split.glob("*.txt"), load_lexicon().index.categories)
        faults += _measured(split.name, messages, misses=misses)
    if everyday:
        faults += list(_everyday(everyday))
    for fault in faults:
        _say(fault)
    if faults:
        raise typer.Exit(1)


def _measured(split: str, messages: list[Message], *, misses: bool) -> list[str]:
    heard: dict[str, list[Heard]] = {}
    for name, layer in layers().items():
        heard[name] = [Heard(message, layer(message.text)) for message in messages]
    _say(f"{split}: {len(messages)} messages by {len({one.hand for one in messages})} hands")
    _say(f"{'':56}" + "".join(f"{name:>10}" for name in heard) + f"{'of':>7}")
    tables = {
        name: {(measure, group): (value, count) for measure, group, value, count in figures(some)}
        for name, some in heard.items()
    }
    for measure, group in tables["together"]:
        values = "".join(f"{tables[name][measure, group][0]:10.3f}" for name in heard)
        count = tables["together"][measure, group][1]
        label = measure if group == "all" else f"    {group}"
        _say(f"{label:56}{values}{count:7}")
    if misses:
        for one in heard["together"]:
            _show(one)
    return below_floors(split, heard["together"])


def _show(one: Heard) -> None:
    missed = one.message.level >= Level.URGENT > one.level
    if missed or (one.message.level is Level.NONE and one.level >= Level.URGENT):
        said = f"{one.message.level.word}, heard {one.level.word}"
        _say(f"{said} [{one.message.language}] {one.message.text!r}")


def _everyday(folder: Path) -> Iterator[str]:
    floor = yaml.safe_load((SPLITS / "floors.yaml").read_text(encoding="utf-8"))["everyday"]
    _say("false alarms at urgent or above on everyday text")
    for path in sorted(folder.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
        shares = {
            name: sum(layer(text) >= Level.URGENT for text in texts) / len(texts)
            for name, layer in layers().items()
        }
        values = "".join(f"{value:10.4f}" for value in shares.values())
        _say(f"{path.stem:56}{values}{len(texts):7}")
        if path.stem.startswith("benign") and shares["together"] > floor:
            yield f"{path.stem}: {shares['together']:.4f}, and the floor is {floor}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    typer.run(main)
