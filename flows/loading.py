"""Packs as they lie in folders: read, and every fault told with its file, line and key.

A pack's folder holds `pack.yaml` and, in `flows/`, one file for each flow, named as the flow.
"""

from pathlib import Path

from pydantic import ValidationError

from domain.errors import BadInput
from flows.definition import Pack, Packs
from flows.faults import right_instead
from flows.yaml_file import YamlFile, read_file

PACKS = Path(__file__).parent / "packs"
"""Where the packs of the product are."""

ENDING = ".yaml"
YAML_ENDINGS = (ENDING, ".yml")
"""How the files of packs end, and how others like to name them."""

NOT_IN_HEAD = {
    "flows": "each flow is a file of its own in flows/",
    "texts": "the words of a pack are in the catalogues, in locales/",
}
"""What a pack has and its pack.yaml does not say, and where that is."""


def read_packs(folder: Path = PACKS) -> Packs:
    """Every pack below a folder; BadInput where two are the same version of one pack."""
    packs: Packs = {}
    _must_be_named_right(folder, "*/pack")
    for path in sorted(folder.glob("*/pack.yaml")):
        pack = read_pack(path.parent)
        if (pack.id, pack.version) in packs:
            raise _in_two(path, pack)
        packs[pack.id, pack.version] = pack
    return packs


def _in_two(path: Path, pack: Pack) -> BadInput:
    return BadInput(f"{path}: version {pack.version} of {pack.id} is in two folders")


def read_each(folder: Path = PACKS) -> tuple[Packs, dict[str, BadInput]]:
    """Every pack below a folder that can be read, and by its folder's name what others lack."""
    packs: Packs = {}
    unread: dict[str, BadInput] = {}
    for home in sorted({path.parent for path in folder.glob("*/pack.*")}):
        try:
            pack = read_pack(home)
        except BadInput as error:
            unread[home.name] = error
            continue
        if (pack.id, pack.version) in packs:
            unread[home.name] = _in_two(home, pack)
            continue
        packs[pack.id, pack.version] = pack
    return packs, unread


def read_pack(folder: Path) -> Pack:
    """The pack in a folder; BadInput with each fault on a line of its own."""
    _must_be_named_right(folder, "pack")
    _must_be_named_right(folder, "flows/*")
    head = read_file(folder / "pack.yaml")
    if not isinstance(head.content, dict):
        raise BadInput(f"{head.path}:1: a pack is written as keys and values, like id: mood")
    for key, why in NOT_IN_HEAD.items():
        if key in head.content:
            raise BadInput(f"{head.path}:{head.lines.get((key,), 1)}: {key}: {why}")
    flows = {path.stem: read_file(path) for path in sorted((folder / "flows").glob("*.yaml"))}
    whole = head.content | {"flows": {name: file.content for name, file in flows.items()}}
    try:
        return Pack.model_validate(whole)
    except ValidationError as error:
        places = [each["loc"] for each in error.errors()]
        faults = [
            fault
            for each in error.errors()
            if not any(_within(place, each["loc"]) for place in places)
            for fault in _faults(head, flows, each["loc"], right_instead(each))
        ]
        raise BadInput(*faults) from error


def places(folder: Path) -> dict[str, str]:
    """Where each node of a pack stands, as `file:line`; the pack itself under an empty name."""
    found = {"": f"{folder / 'pack.yaml'}:1"}
    for path in sorted((folder / "flows").glob("*.yaml")):
        file = read_file(path)
        nodes = [place for place in file.lines if len(place) == 2 and place[0] == "nodes"]
        found |= {place[1]: f"{path}:{file.lines[place]}" for place in nodes}
    return found


def _must_be_named_right(folder: Path, name: str) -> None:
    """BadInput for files that look like YAML and would be passed over for their names."""
    wrong = [
        path
        for path in sorted(folder.glob(f"{name}.*"))
        if path.suffix != ENDING and path.suffix.casefold() in YAML_ENDINGS
    ]
    if wrong:
        raise BadInput(
            *(f"{path}: name it {path.stem}{ENDING}, or nobody reads it" for path in wrong)
        )


def _within(place: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    """Whether a place lies inside another, whose own fault is then only what follows."""
    return len(place) > len(other) > 0 and place[: len(other)] == other


def _faults(
    head: YamlFile, flows: dict[str, YamlFile], loc: tuple[int | str, ...], plain: str
) -> list[str]:
    """A fault of the whole pack may tell several things, one a line, each by the node it names."""
    if not loc:
        return [_by_name(head, flows, line) for line in plain.splitlines()]
    parts = tuple(str(part) for part in loc)
    file = head
    if parts[0] == "flows" and len(parts) > 1 and parts[1] in flows:
        file, parts = flows[parts[1]], parts[2:]
    parts = tuple(part for part in parts if part != "[key]")
    if parts[:1] == ("nodes",):  # the kind of the node stands after its name, and may be a key too
        parts = (*parts[:2], *parts[3:])
    line, kept = _line_of(file, parts)
    whole = "the pack" if file is head else "the flow"
    return [f"{file.path}:{line}: {'.'.join(kept) or whole}: {plain}"]


def _line_of(file: YamlFile, parts: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The line of a place, and the place without the names of kinds that stand in it."""
    place: tuple[str, ...] = ()
    line = 1
    rest = list(parts)
    while rest:
        part = rest.pop(0)
        if (*place, part) in file.lines:
            place = (*place, part)
            line = file.lines[place]
        elif not rest:  # a key that is missing, or one that should not be there
            place = (*place, part)
    return line, place


def _by_name(head: YamlFile, flows: dict[str, YamlFile], fault: str) -> str:
    """A fault begins with the name of its node, and may go on with the place in it."""
    name = fault.partition(" ")[0]
    place = ("nodes", *name.split("."))
    begun = flows.get(fault.removeprefix("the start of ").partition(" ")[0])
    if fault.startswith("the start of ") and begun is not None:
        return f"{begun.path}:{begun.lines.get(('start',), 1)}: start: {fault}"
    for file in flows.values():
        if place in file.lines:
            return f"{file.path}:{file.lines[place]}: nodes.{name}: {fault}"
    return f"{head.path}:1: the pack: {fault}"
