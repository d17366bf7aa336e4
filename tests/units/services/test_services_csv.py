"""The office's CSV files: read as they come, and every fault told by line and column."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from domain.people import Language
from services.csv_files import read_rows
from services.roster import RollRow

HEADER = "learner_id,first_name,last_name,year,class,language,groups"
WANTED = f"{HEADER.replace(',language', '')} (there may also be: language)"
GOOD = "L1,Enw,Dychmygol,7,7A,cy,eco;chess"


def a_file(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "roster.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def rows_of(path: Path) -> list[RollRow]:
    return [row for _, row in read_rows(path, RollRow)]


def faults_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        read_rows(path, RollRow)
    return caught.value.faults


def test_a_row_is_read_with_its_line(tmp_path: Path) -> None:
    ((line, row),) = read_rows(a_file(tmp_path, HEADER, GOOD), RollRow)
    assert (line, row.learner_id, row.year, row.class_name) == (2, "L1", 7, "7A")
    assert (row.language, row.group_names) == (Language.CY, ("chess", "eco"))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_any_of_three_signs_may_stand_between(tmp_path: Path, sign: str) -> None:
    plain = GOOD.replace("eco;chess", "eco")
    path = a_file(tmp_path, HEADER.replace(",", sign), plain.replace(",", sign))
    assert rows_of(path)[0].learner_id == "L1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_welsh_letters_arrive_from_any_office(tmp_path: Path, encoding: str) -> None:
    name = "Siân" if encoding == "cp1252" else "Siân Ŵyn"
    path = a_file(tmp_path, HEADER, f"L1,{name},Dychmygol,7,7A,cy,", encoding=encoding)
    assert rows_of(path)[0].first_name == name


def test_columns_may_stand_in_any_order_and_case(tmp_path: Path) -> None:
    header = "Language,Learner_ID,Year,Class,Groups,First_Name, Last_Name "
    path = a_file(tmp_path, header, "en,L1,7,7A,,Enw,Dychmygol")
    assert rows_of(path)[0].last_name == "Dychmygol"


def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADER, "", GOOD, ",,,,,,", "")
    assert len(rows_of(path)) == 1


def test_a_line_break_inside_a_cell_is_no_new_row(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADER, GOOD.replace("7A", '"7\nA"'), GOOD.replace("L1", "L2"))
    assert len(rows_of(path)) == 2


CELLS = [
    ("7", "Year 7", None, "as an office writes it"),
    ("7", "blwyddyn 7", None, "in Welsh"),
    ("cy", "Cymraeg", None, "a language by its name"),
    ("cy", "Saesneg", None, "and the other one by its Welsh name"),
    ("7", "14", "column year: write the year group as a number from 3 to 13", "too old"),
    ("7", "2", "column year: write the year group as a number from 3 to 13", "too young"),
    ("7", "seven", "column year: write the year group as a number from 3 to 13", "a word"),
    ("7", "7²", "column year: write the year group as a number from 3 to 13", "a raised digit"),
    ("cy", "", None, "a language that is not known"),
    ("cy", "Unknown", None, "and is said to be"),
    ("cy", "fr", "column language: write cy for Welsh or en for English", "another language"),
    ("Enw", "", "column first_name: ", "no name"),
    ("L1", " ", "column learner_id: ", "no reference"),
    ("7A", "A" * 41, "column class: ", "too long"),
]


@pytest.mark.parametrize(("cell", "changed", "fault", "note"), CELLS)
def test_a_cell_is_read_or_told_of_by_line_and_column(
    tmp_path: Path, cell: str, changed: str, fault: str | None, note: str
) -> None:
    cells = [changed if each == cell else each for each in GOOD.split(",")]
    path = a_file(tmp_path, HEADER, ",".join(cells))
    if fault is None:
        assert rows_of(path), note
    else:
        (found,) = faults_of(path)
        assert found.startswith(f"line 2, {fault}"), note


def test_a_fault_never_repeats_what_the_cell_holds(tmp_path: Path) -> None:
    name = "Marged" * 20
    path = a_file(tmp_path, HEADER, GOOD.replace("Enw", name))
    assert name not in "".join(faults_of(path))


def test_all_faults_are_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADER, "L1,,D,99,7A,xx,", GOOD, "L3,Enw,D,0,7A,cy,")
    assert [fault.split(":")[0] for fault in faults_of(path)] == [
        "line 2, column first_name",
        "line 2, column year",
        "line 2, column language",
        "line 4, column year",
    ]


def test_every_fault_is_told_however_many(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADER, *[f"L{n},Enw,D,99,7A,cy," for n in range(500)])
    assert len(faults_of(path)) == 500


def test_a_column_that_is_there_twice_is_told(tmp_path: Path) -> None:
    path = a_file(tmp_path, f"{HEADER},year", f"{GOOD},8")
    assert faults_of(path) == ("line 1: column year is there twice",)


def test_a_missing_and_an_unwanted_column_are_told_with_the_right_header(tmp_path: Path) -> None:
    faults = faults_of(a_file(tmp_path, HEADER.replace("groups", "birthday"), GOOD))
    assert faults == (
        f"line 1: column groups is missing; the header must be: {WANTED}",
        f"line 1, column 7: this column is not wanted; the header must be: {WANTED}",
    )


def test_the_column_of_languages_may_be_missing(tmp_path: Path) -> None:
    header = HEADER.replace(",language", "")
    without = GOOD.replace(",cy", "")
    assert rows_of(a_file(tmp_path, header, without))[0].language is None
    assert faults_of(a_file(tmp_path, header, f"{without},more")) == (
        "line 2, column 7: there is no such column",
    )


def test_too_many_cells_are_told_of(tmp_path: Path) -> None:
    assert faults_of(a_file(tmp_path, HEADER, GOOD + ",more")) == (
        "line 2, column 8: there is no such column",
    )


def test_too_few_cells_are_empty_cells(tmp_path: Path) -> None:
    assert rows_of(a_file(tmp_path, HEADER, "L1,Enw,Dychmygol,7,7A,cy"))[0].group_names == ()


@pytest.mark.parametrize("lines", [[HEADER], [HEADER, "", ",,,,,,"]])
def test_a_file_without_rows_is_told_so(tmp_path: Path, lines: list[str]) -> None:
    assert faults_of(a_file(tmp_path, *lines)) == ("roster.csv has no rows below its header",)


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_told_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    assert faults_of(path) == ("roster.csv is empty.",)


NO_CSV = [
    (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "a workbook"),
    (HEADER.encode("utf-16-le"), "UTF-16 without its mark"),
    (b"\xff\xfe" + HEADER.encode("utf-16-le") + b"x", "UTF-16 that breaks off"),
    (f"{HEADER}\r\n".encode("utf-32"), "UTF-32"),
]


@pytest.mark.parametrize(("content", "note"), NO_CSV)
def test_what_is_no_csv_file_is_told_with_the_way_out(
    tmp_path: Path, content: bytes, note: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    told = "roster.csv is not a CSV file; save it in the spreadsheet as CSV UTF-8."
    assert faults_of(path) == (told,), note


@pytest.mark.parametrize("line", [GOOD, "<!doctype html>", "%PDF-1.7", '{"learners": []}', '"'])
def test_a_first_line_without_any_of_the_columns_is_one_fault(tmp_path: Path, line: str) -> None:
    (fault,) = faults_of(a_file(tmp_path, line, GOOD))
    assert fault.startswith("line 1: this is no such file; save it in the spreadsheet as CSV")
    assert fault.endswith(f"The header must be: {WANTED}")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_unicode_text_of_excel_is_read(tmp_path: Path, encoding: str) -> None:
    text = f"{HEADER}\r\nL1,Siân,Ŵyn,7,7A,cy,\r\n".replace(",", "\t")
    path = tmp_path / "roster.csv"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path.write_bytes(mark + text.encode(encoding))
    (row,) = rows_of(path)
    assert (row.learner_id, row.first_name, row.last_name) == ("L1", "Siân", "Ŵyn")


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "none.csv")
    assert fault.endswith("cannot be read: No such file or directory.")


def test_a_quotation_mark_that_is_never_closed_is_told_of(tmp_path: Path) -> None:
    endless = f'L1,"Enw,{"x" * 140_000}'
    (fault,) = faults_of(a_file(tmp_path, HEADER, endless))
    assert fault.startswith("line ")
    assert "field larger than field limit" in fault
