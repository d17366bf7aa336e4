"""Reading the office's CSV files: every fault by line and column, or nothing at all is taken."""

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from domain.errors import BadInput

RowModel = TypeVar("RowModel", bound=BaseModel)


SAVE_AS = "save it in the spreadsheet as CSV UTF-8."
"""The way out for a file that is no CSV file."""


BEGINS_A_FORMULA = frozenset("=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20")
"""How a cell begins that a spreadsheet may take for a formula, or that looks as if mended."""


BLANK = "\0 \u00a0\u200b\ufeff"
"""What a spreadsheet may pass over before it looks for a formula."""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; one apostrophe away is what it said."""
    begins = {cell[:1], cell.lstrip(BLANK)[:1]} - {""}
    return f"'{cell}" if begins & BEGINS_A_FORMULA else cell


def read_rows(
    path: Path,
    model: type[RowModel],
    *,
    unique: str | None = None,
    more: Callable[[list[tuple[int, RowModel]]], Iterable[str]] = lambda _: (),
) -> list[tuple[int, RowModel]]:
    """The rows of a file with their line numbers; BadInput with every fault.

    The file is UTF-8, UTF-16 with its mark, or what Excel writes on Windows, separated by commas,
    semicolons or tabs. A column whose field has a default may be missing. In the `unique` column
    nothing may stand twice. `more` may find faults that only the whole file shows.
    """
    reader = _reader(path)
    columns = [field.alias or name for name, field in model.model_fields.items()]
    needed = [f.alias or name for name, f in model.model_fields.items() if f.is_required()]
    faults = _header_faults(reader.fieldnames, columns, needed)
    if faults:
        raise BadInput(*faults)
    rows: list[tuple[int, RowModel]] = []
    first: dict[str, int] = {}
    for line, row in _cells(reader):
        given = {name: (row.get(name) or "").strip() for name in columns}
        if None in row:
            beyond = len(reader.fieldnames or ()) + 1
            faults.append(f"line {line}, column {beyond}: there is no such column")
        elif not any(given.values()):
            continue
        if unique and first.setdefault(given[unique], line) != line:
            there = first[given[unique]]
            faults.append(f"line {line}, column {unique}: the same is on line {there} too")
        try:
            rows.append((line, model.model_validate(given)))
        except ValidationError as error:
            faults += [f"line {line}, column {e['loc'][0]}: {_plain(e)}" for e in error.errors()]
    faults += more(rows)
    if not rows and not faults:
        faults.append(f"{path.name} has no rows below its header")
    if faults:
        raise BadInput(*sorted(faults, key=_line_of))
    return rows


def _reader(path: Path) -> "csv.DictReader[str]":
    text = _decode(path)
    if not text.strip():
        raise BadInput(f"{path.name} is empty.")
    if "\0" in text:  # a workbook, a picture: no text at all
        raise _no_csv(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = reader.fieldnames
    except csv.Error as error:
        raise BadInput(f"line 1: {error}") from error
    if names is not None:
        reader.fieldnames = [name.strip().casefold() for name in names]
    return reader


def _cells(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their lines; BadInput where a quotation mark, say, is never closed."""
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise BadInput(f"line {reader.line_num}: {error}") from error


def _decode(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _decode_utf16(path, raw)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _decode_utf16(path: Path, raw: bytes) -> str:
    """What Excel writes as "Unicode text"."""
    try:
        return raw.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _no_csv(path) from error


def _no_csv(path: Path) -> BadInput:
    return BadInput(f"{path.name} is not a CSV file; {SAVE_AS}")


def _header_faults(
    found: Iterable[str] | None, columns: list[str], needed: list[str]
) -> list[str]:
    header = list(found or ())
    wanted = _wanted(columns, needed)
    if not set(columns) & set(header):
        return [f"line 1: this is no such file; {SAVE_AS} The header must be: {wanted}"]
    faults = [
        f"line 1: column {name} is missing; the header must be: {wanted}"
        for name in needed
        if name not in header
    ]
    # A file without a header has a learner on line 1: columns are told by number, not by name.
    faults += [
        f"line 1, column {number}: this column is not wanted; the header must be: {wanted}"
        for number, name in enumerate(header, start=1)
        if name not in columns
    ]
    faults += [
        f"line 1: column {name} is there twice" for name in columns if header.count(name) > 1
    ]
    return faults


def _wanted(columns: list[str], needed: list[str]) -> str:
    """The header, and what may stand there beside it."""
    free = [name for name in columns if name not in needed]
    may = f" (there may also be: {','.join(free)})" if free else ""
    return ",".join(needed) + may


def _plain(error: ErrorDetails) -> str:
    """A pydantic error as one sentence, without the value: a cell may hold a name."""
    match error["type"]:
        case "string_too_short":
            return "this cell is empty"
        case "string_too_long":
            return f"at most {error['ctx']['max_length']} characters fit here"
        case _:
            return error["msg"].removeprefix("Value error, ")


def _line_of(fault: str) -> int:
    number = fault.removeprefix("line ").partition(",")[0].partition(":")[0]
    return int(number) if number.isdigit() else 0
