"""The record of a case as a CSV file: exact words, in columns that a school's own system takes.

No cell is taken for a formula by a spreadsheet. Whoever needs the exact text of a cell that
begins with an apostrophe takes one apostrophe away; nothing else is changed.
"""

import csv
import io
from collections.abc import Iterator
from datetime import UTC

from domain.people import Language
from flows.calendar import local
from locales.reader import Voice, voice
from services.case_record import CaseRecord, RecordLine
from services.csv_files import harmless

COLUMNS = (
    *("case", "line", "time", "time_utc", "kind", "what", "who", "words", "language", "level"),
    *("learner", "name", "year", "class", "state", "exported_by", "exported_at", "reason"),
    "audit",
)


def as_csv(record: CaseRecord, speak: Voice) -> bytes:
    """The file, in UTF-8 with the mark by which Excel knows it; headings in both languages."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    welsh, english = voice(Language.CY), voice(Language.EN)
    writer.writerow(
        [
            f"{welsh.say(f'casefile.{name}')} / {english.say(f'casefile.{name}')}"
            for name in COLUMNS
        ]
    )
    for number, line in enumerate(record.lines, start=1):
        writer.writerow([harmless(cell) for cell in _cells(record, number, line, speak)])
    return out.getvalue().encode("utf-8-sig", "surrogatepass")


def _cells(record: CaseRecord, number: int, line: RecordLine, speak: Voice) -> Iterator[str]:
    yield from (record.number, str(number))
    yield local(line.at).isoformat(timespec="seconds")
    yield line.at.astimezone(UTC).isoformat(timespec="seconds")
    yield from (speak.say(f"casefile.kind.{line.kind}"), line.what, line.who, line.words)
    yield line.language.value if line.language else ""
    yield speak.say(f"level.{line.level.word}") if line.level is not None else ""
    yield from (record.pseudonym, record.name)
    yield "" if record.year is None else str(record.year)
    yield from (record.class_name, record.status, record.exported_by)
    yield local(record.exported_at).isoformat(timespec="seconds")
    yield from (record.reason, record.audit_head)
