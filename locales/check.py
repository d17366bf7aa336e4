"""Whether the catalogues may ship: `python -m locales.check` says each fault on a line.

It looks for texts that are missing, broken, too hard or promise too much, for texts whose twin has
changed since both were read, for keys that the product uses and no catalogue holds, and for keys
that nothing uses.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from locales.catalogue import Entry, Fault, read_all
from locales.cymraeg import welsh_faults
from locales.pairs import read_pairs, stale_faults
from locales.reader import CATALOGUES
from locales.readers import learner_faults
from locales.rules import entry_faults, shared_faults
from locales.spelling import spelling_faults
from locales.usage import Use, missing, uses

DYNAMIC = ("category.", "command.", "face.", "level.", "signpost.")
"""Keys that are put together from data, so that no code names them whole."""


def faults() -> tuple[str, ...]:
    """Every fault of the product's own catalogues."""
    product = CATALOGUES.parent
    found = [
        *text_faults(CATALOGUES),
        *spelling_faults(_entries(CATALOGUES)),
        *usage_faults(CATALOGUES, product),
    ]
    return tuple(
        str(fault).replace(f"{product}/", "", 1) for fault in sorted(found, key=_in_order)
    )


def text_faults(catalogues: Path) -> Iterator[Fault]:
    """What is wrong with the texts themselves."""
    files = read_all(catalogues)
    entries = [entry for file in files for entry in file.entries]
    for file in files:
        yield from file.faults
    for entry in entries:
        yield from entry_faults(entry)
        yield from learner_faults(entry)
        yield from welsh_faults(entry)
    yield from shared_faults(entries)
    yield from stale_faults(entries, read_pairs(catalogues))


def usage_faults(catalogues: Path, product: Path) -> Iterator[Fault]:
    """Keys that are used and not there, and keys that are there and not used."""
    entries = _entries(catalogues)
    known = {entry.key for entry in entries}
    used = list(uses(product))
    for use in missing(used, known):
        yield Fault(path=use.path, line=use.line, key=use.key, what="is in no catalogue")
    yield from _unused(entries, used)


def _entries(catalogues: Path) -> list[Entry]:
    return [entry for file in read_all(catalogues) for entry in file.entries]


def _unused(entries: Iterable[Entry], used: Iterable[Use]) -> Iterator[Fault]:
    whole = {use.key for use in used if not use.begins}
    stems = (*DYNAMIC, *(use.key for use in used if use.begins))
    for entry in entries:
        named = whole & {entry.key, entry.key.removesuffix(".zero").removesuffix(".short")}
        if not named and not entry.key.startswith(stems):
            yield entry.fault("is used nowhere")


def _in_order(fault: Fault) -> tuple[str, int, str]:
    return str(fault.path), fault.line, fault.what


def main() -> int:
    """Say each fault; 1 if there are any."""
    found = faults()
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
