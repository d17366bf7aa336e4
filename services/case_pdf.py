"""The record of a case as a PDF file: for reading and for paper, stamped on every page.

Children write letters that no font of ours holds. Such a letter is named in square brackets, so
that nothing vanishes; the CSV file holds the words exactly.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import font_source_sans_pro
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from flows.calendar import local
from locales.reader import Voice
from services.case_record import CaseRecord, RecordLine

_FAMILY = "source"
_INK, _QUIET, _EDGE, _MARK = (28, 36, 48), (74, 85, 99), (160, 168, 178), (236, 238, 241)
_LINE = 5.2
_BODY, _SMALL, _HEAD = 10.5, 8.5, 16
_KEPT = "\n"
_UNSEEN = "\r\u00ad"
"""Letters that the font holds and the library leaves out or breaks lines at."""
_COUNT = "\U0010fffd"
"""Stands for how many pages there are. No font of ours holds it, so no words can contain it."""


class _Pages(FPDF):
    """Pages with a heading, a stamp across and a number; all that does not differ."""

    def __init__(self, record: CaseRecord, speak: Voice) -> None:
        super().__init__(format="A4")
        self._record, self._speak = record, speak
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font(_FAMILY, style, _font(name))
        self.alias_nb_pages(_COUNT)
        self.set_margins(18, 20, 18)
        self.set_auto_page_break(True, margin=20)
        self.set_lang(speak.language.value)
        self.set_title(speak.say("casefile.title", case=record.number))
        self.set_creator("Gwrando")
        self.set_creation_date(record.exported_at)

    def header(self) -> None:
        """The stamp lies under the words, light enough to read them."""
        with self.local_context(text_color=_MARK):
            self.set_font(_FAMILY, "B", 26)
            with self.rotation(32, x=self.w / 2, y=self.h / 2):
                for offset in (-60, 0, 60):
                    self.text(18, self.h / 2 + offset, _shown(_stamp(self._record)))
        self.set_font(_FAMILY, "B", _SMALL)
        self.set_text_color(*_QUIET)
        self.cell(
            0, 5, self._speak.say("casefile.confidential"), new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self.ln(3)

    def footer(self) -> None:
        """Who exported it, and which page of how many."""
        self.set_y(-14)
        self.set_font(_FAMILY, "", _SMALL)
        self.set_text_color(*_QUIET)
        self.cell(0, 5, _shown(_stamp(self._record)))
        self.set_x(-40)
        self.cell(0, 5, f"{self.page_no()} / {_COUNT}", align="R")


def as_pdf(record: CaseRecord, speak: Voice) -> bytes:
    """The file; the same record gives the same pages."""
    pages = _Pages(record, speak)
    pages.add_page()
    _heading(pages, record, speak)
    for line in record.lines:
        _line(pages, line, speak)
    _foot(pages, record, speak)
    made = bytes(pages.output())
    _close_fonts(pages)
    return made


def _close_fonts(pages: FPDF) -> None:
    """Let go of the font files, which the library keeps open."""
    for font in pages.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()


def _heading(pages: FPDF, record: CaseRecord, speak: Voice) -> None:
    _write(pages, speak.say("casefile.title", case=record.number), size=_HEAD, style="B")
    learner = record.name or record.pseudonym or speak.say("casefile.unknown")
    facts = (
        ("learner", learner),
        ("year", "" if record.year is None else str(record.year)),
        ("class", record.class_name),
        ("level", speak.say(f"level.{record.level.word}")),
        ("state", record.status),
        ("opened", speak.moment(record.opened_at)),
        ("exported_by", record.exported_by),
        ("exported_at", speak.moment(record.exported_at)),
        ("reason", record.reason),
    )
    for name, value in facts:
        if value:
            _write(pages, f"{speak.say(f'casefile.{name}')}: {value}")
    pages.ln(3)


def _line(pages: FPDF, line: RecordLine, speak: Voice) -> None:
    at = local(line.at)
    told = " · ".join(
        part
        for part in (
            f"{at:%Y-%m-%d %H:%M:%S}",
            speak.say(f"casefile.kind.{line.kind}"),
            line.what,
            line.who,
            speak.say(f"level.{line.level.word}") if line.level else "",
        )
        if part
    )
    if pages.will_page_break(3 * _LINE):
        pages.add_page()
    _write(pages, told, size=_SMALL, color=_QUIET)
    if line.words:
        pages.set_draw_color(*_EDGE)
        pages.set_text_color(*_INK)
        pages.set_font(_FAMILY, "", _BODY)
        pages.multi_cell(
            0,
            _LINE,
            _shown(line.words),
            border="L",
            padding=(1, 2, 1, 4),
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )
    pages.ln(1.5)


def _foot(pages: FPDF, record: CaseRecord, speak: Voice) -> None:
    pages.ln(3)
    _write(pages, speak.say("casefile.named_letters"), size=_SMALL, color=_QUIET)
    _write(pages, f"{speak.say('casefile.audit')}: {record.audit_head}", size=_SMALL, color=_QUIET)


def _write(
    pages: FPDF,
    text: str,
    *,
    size: float = _BODY,
    style: str = "",
    color: tuple[int, int, int] = _INK,
) -> None:
    pages.set_font(_FAMILY, style, size)
    pages.set_text_color(*color)
    pages.multi_cell(0, size * 0.5, _shown(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _stamp(record: CaseRecord) -> str:
    at = local(record.exported_at)
    return f"{record.number} · {record.exported_by} · {at:%Y-%m-%d %H:%M}"


# --- letters ------------------------------------------------------------------------------------


def _shown(text: str) -> str:
    """The text in letters that the font holds; any other is named."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _foreign().sub(_name, lines.replace("\t", "    "))


def _name(found: re.Match[str]) -> str:
    letter = found[0]
    name = unicodedata.name(letter, "").title()
    return f"[U+{ord(letter):04X}{' ' if name else ''}{name}]"


@cache
def _foreign() -> re.Pattern[str]:
    pages = FPDF()
    pages.add_font(_FAMILY, "", _font("Regular"))
    font = pages.fonts[_FAMILY]
    held = font.cmap if isinstance(font, TTFFont) else {}
    _close_fonts(pages)
    points = {*held, *map(ord, _KEPT)} - {*map(ord, _UNSEEN), ord("\t")}
    return re.compile(f"[^{''.join(_ranges(sorted(points)))}]")


def _ranges(points: Iterable[int]) -> list[str]:
    """Code points as the ranges of a class of a regular expression."""
    found: list[list[int]] = []
    for point in points:
        if found and point == found[-1][1] + 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return [f"\\U{first:08x}-\\U{last:08x}" for first, last in found]


@cache
def _font(name: str) -> str:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    return str(folder / f"SourceSansPro-{name}.ttf")
