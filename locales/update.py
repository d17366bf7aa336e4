"""`make locales`: bring the catalogues up to what the product uses, compile them, and report.

Keys are no English sentences, so an update translates nothing and moves nothing: a key that is
used and not there gets an empty entry beside its nearest sibling, in both languages, and a text of
one language gets its empty twin in the other. An empty entry fails `make check` until it is
written. `--read KEY...` and `--read-all` record that a person has read both texts of a pair.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from domain.people import Language
from locales.catalogue import Entry, read_all
from locales.pairs import UnknownText, approve, pairs_of, read_pairs, write_pairs
from locales.placing import Wanted, add
from locales.reader import CATALOGUES, TextTwice, compile_words
from locales.report import report
from locales.usage import missing, uses


class UnsoundCatalogue(ValueError):
    """A catalogue must be put right by hand first."""


def update(catalogues: Path, product: Path) -> tuple[str, ...]:
    """Add what is missing; the keys that were added, with their language."""
    added = []
    for language in Language:
        for wanted in wanted_in(language, entries_of(catalogues), product):
            add(catalogues / language.value / "LC_MESSAGES", language, wanted)
            added.append(f"{language.value} {wanted.wording}")
    return tuple(added)


def wanted_in(language: Language, entries: Sequence[Entry], product: Path) -> tuple[Wanted, ...]:
    """What this language lacks: used keys, zeros of plurals, twins of the other's texts."""
    here = {entry.wording for entry in entries if entry.language is language}
    known = {entry.key for entry in entries}
    wanted = {
        entry.wording: Wanted(wording=entry.wording, plural=entry.plural)
        for entry in entries
        if entry.wording not in here
    }
    for use in missing(uses(product), known):
        plural = use.counted or wanted.get(use.key, Wanted(wording=use.key)).plural
        wanted[use.key] = Wanted(wording=use.key, plural=plural)
    plurals = {each.wording for each in wanted.values() if each.plural}
    plurals |= {entry.wording for entry in entries if entry.plural}
    for wording in plurals:
        zero = f"{wording.partition('@')[0]}.zero"
        if zero not in known:
            wanted.setdefault(zero, Wanted(wording=zero))
    return tuple(wanted[wording] for wording in sorted(wanted))


def entries_of(catalogues: Path) -> list[Entry]:
    """Every entry of both languages."""
    return [entry for file in read_all(catalogues) for entry in file.entries]


def compile_all(catalogues: Path) -> None:
    """Compile every catalogue and keep nothing; raises what would stop the program."""
    if faults := [str(fault) for file in read_all(catalogues) for fault in file.faults]:
        raise UnsoundCatalogue("\n".join(faults))
    for language in Language:
        compile_words(language, catalogues)


def mark_read(catalogues: Path, keys: frozenset[str] | None) -> int:
    """Record that pairs were read, all of them if no keys are given; how many there are now."""
    known = pairs_of(entries_of(catalogues))
    chosen = frozenset(known) if keys is None else keys
    record = approve(known, read_pairs(catalogues), chosen)
    write_pairs(catalogues, record)
    return len(record)


def run(given: Sequence[str], catalogues: Path, product: Path) -> str:
    """Do what the command line says; what to print."""
    options = _options().parse_args(given)
    compile_all(catalogues)
    if options.read or options.read_all:
        keys = None if options.read_all else frozenset(options.read)
        return f"{mark_read(catalogues, keys)} pairs are recorded as read"
    added = update(catalogues, product)
    compile_all(catalogues)
    lines = [f"added {each}" for each in added]
    return "\n".join([*lines, report(entries_of(catalogues), read_pairs(catalogues))])


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m locales.update", description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--read", nargs="+", metavar="KEY", help="both texts of these were read")
    which.add_argument("--read-all", action="store_true", help="every pair was read")
    return parser


def main(given: Sequence[str] | None = None, catalogues: Path = CATALOGUES) -> int:
    """Update, or record what was read; 1 where a catalogue or a key is not sound."""
    words = sys.argv[1:] if given is None else given
    try:
        said = run(words, catalogues, catalogues.parent)
    except (UnsoundCatalogue, TextTwice, UnknownText) as error:
        sys.stderr.write(f"{type(error).__doc__}\n{error.args[0]}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
