"""A case in the school's own records: exact words, nobody's formula, stamped and in the audit."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import update

from domain.ids import CaseId
from domain.people import Language, Role
from domain.verdicts import Level
from escalation.case import NotAllowed
from locales.reader import voice
from services import case_record, desk, desk_acts, desk_audit
from services.case_csv import as_csv
from services.case_pdf import as_pdf
from services.case_record import CaseRecord, RecordLine
from services.csv_files import BEGINS_A_FORMULA, BLANK
from services.runtime import Runtime
from storage.tables import audit, case_history, cases
from tests.integration.browser import Browser
from tests.integration.door import Door, rows
from tests.integration.people import join
from tests.support.clock import Clock

NINE = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
CYMRAEG, ENGLISH = voice(Language.CY), voice(Language.EN)


def a_record(*words: str) -> CaseRecord:
    return CaseRecord(
        number="A1B2C3",
        pseudonym="X7K2P9",
        name="",
        year=9,
        class_name="9G",
        level=Level.URGENT,
        status="taken",
        opened_at=NINE,
        lines=tuple(
            RecordLine(at=NINE, kind="words", what="in the chat", who="X7K2P9", words=each)
            for each in words
        ),
        exported_by="Anwen Dychmygol",
        exported_at=NINE,
        reason="To the school's records.",
        audit_head="12 0123456789abcdef",
    )


def cells(record: CaseRecord) -> list[dict[str, str]]:
    text = as_csv(record, ENGLISH).decode("utf-8-sig", "surrogatepass")
    heading, *lines = csv.reader(io.StringIO(text, newline=""))
    return [
        dict(zip([name.split(" / ")[1] for name in heading], line, strict=True)) for line in lines
    ]


def pages(record: CaseRecord, language: Language = Language.EN) -> list[str]:
    made = as_pdf(record, voice(language))
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


# --- CSV ----------------------------------------------------------------------------------------


@given(st.text())
def test_words_are_exact_but_for_one_apostrophe(words: str) -> None:
    [line] = cells(a_record(words))
    kept = line["Words"]
    assert kept.removeprefix("'") == words
    assert kept.startswith("'") or kept.lstrip(BLANK)[:1] not in BEGINS_A_FORMULA


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "'=1"]
    + [f"{blank}=1" for blank in BLANK],
)
def test_no_cell_is_a_formula(words: str) -> None:
    [line] = cells(replace(a_record(words), reason=words, exported_by=words, class_name=words))
    assert {line[name] for name in ("Words", "Reason", "Exported by", "Class")} == {f"'{words}"}


def test_a_line_has_all_that_a_school_s_own_system_asks_for() -> None:
    [line] = cells(a_record("nobody listens\nto me"))
    assert line["Case"] == "A1B2C3"
    assert line["Time"] == "2026-11-17T09:00:00+00:00"
    assert (line["Learner"], line["Year"], line["Class"]) == ("X7K2P9", "9", "9G")
    assert line["Words"] == "nobody listens\nto me"
    assert line["Line of the audit"] == "12 0123456789abcdef"


# --- PDF ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
def test_every_page_is_stamped_and_numbered(language: Language) -> None:
    found = pages(a_record(*["Mae ŵy ar y tŷ, â î ô û ŷ"] * 120), language)
    assert len(found) > 2
    for number, page in enumerate(found, start=1):
        assert "A1B2C3 · Anwen Dychmygol · 2026-11-17 09:00" in page
        assert f"{number} / {len(found)}" in page
        assert voice(language).say("casefile.confidential") in page
    assert "Mae ŵy ar y tŷ, â î ô û ŷ" in found[0]


def test_a_letter_that_the_page_cannot_show_is_named() -> None:
    text = " ".join(" ".join(pages(a_record("sad 😢 عم"))).split())
    assert "[U+1F622 Crying Face]" in text
    assert "[U+0639 Arabic Letter Ain]" in text


def test_what_looks_like_a_count_of_pages_is_left_as_it_was() -> None:
    [page] = pages(a_record("my {nb} words"))
    assert "my {nb} words" in page
    assert "1 / 1" in page


def test_no_letter_vanishes_from_the_page() -> None:
    [page] = pages(a_record("one\u00adtwo", "a\tb", "\U0010fffd"))
    assert "one[U+00AD Soft Hyphen]two" in page
    assert "a    b" in page
    assert "[U+10FFFD]" in page


@pytest.mark.parametrize(
    "words", ["a" * 4000, "<b>x</b> **y** {nb}", "\x00\x1b[31m", "\ud83d", ""]
)
def test_no_words_keep_a_page_from_being_made(words: str) -> None:
    assert pages(a_record(words))


def test_the_same_record_is_the_same_file() -> None:
    assert as_pdf(a_record("x"), ENGLISH) == as_pdf(a_record("x"), ENGLISH)


# --- at the desk --------------------------------------------------------------------------------


async def test_an_export_is_for_those_who_see_the_case_and_leaves_its_line(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    dsp = await join(runtime, "dsp", roles=frozenset({Role.DSP}))
    head = await join(runtime, "head", roles=frozenset({Role.HEAD}))
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    [case] = await rows(runtime.database, cases)
    case_id = CaseId(case["case_id"])
    nothing = await case_record.export(runtime, head.contact, case_id, "x", Language.EN)
    assert nothing is None
    with pytest.raises(NotAllowed, match="no_reason"):
        await case_record.export(runtime, dsp.contact, case_id, " ", Language.EN)
    assert await rows(runtime.database, audit) == []

    browser = Browser(runtime, clock)
    await browser.enrol(dsp.contact.id)
    where = f"/desk/case/{case_id}/export"
    assert (await browser.post(where, form="exe", reason="x")).status_code == 409
    for kind in ("pdf", "csv"):
        made = await browser.post(where, form=kind, reason="To the school's records.")
        assert made.status_code == 200
        assert made.headers["content-disposition"].endswith(f'"{case_id.upper()}.{kind}"')
        assert made.headers["cache-control"] == "no-store"
    assert "i cut myself" in made.text
    actions = [row["action"] for row in await rows(runtime.database, audit)]
    assert actions.count("case:export") == 2
    history = [row["what"] for row in await rows(runtime.database, case_history)]
    assert history.count("exported") == 2


async def test_the_audit_is_shown_whole_at_the_desk(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    dsp = await join(runtime, "dsp", roles=frozenset({Role.DSP}))
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    browser = Browser(runtime, clock)
    await browser.enrol(dsp.contact.id)
    [case] = await rows(runtime.database, cases)
    await browser.get(f"/desk/case/{case['case_id']}?lang=en")
    page = await browser.get("/desk/audit?lang=en")
    assert page.status_code == 200
    assert ENGLISH.say("desk.audit.whole") in page.text
    assert ENGLISH.say("desk.audited.case_view") in page.text
    assert (await browser.get("/desk/audit?before=x")).status_code == 200
    assert (await browser.get("/desk/audit?before=1")).status_code == 200


async def test_nobody_reads_in_the_audit_of_a_case_about_themselves(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    dsp = await join(runtime, "dsp", roles=frozenset({Role.DSP}))
    deputy = await join(runtime, "deputy", roles=frozenset({Role.DEPUTY}))
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    [case] = await rows(runtime.database, cases)
    case_id = CaseId(case["case_id"])
    async with runtime.database.write() as uow:
        await uow.connection.execute(update(cases).values(concerned=[dsp.contact.id]))
        await uow.commit()
    view = await desk.case_page(runtime, deputy.contact, case_id, Language.EN)
    assert view is not None
    asked = {"reason": "To see them."}
    assert await desk_acts.act(runtime, deputy.contact, case_id, "reveal", asked)
    seen = await desk_audit.page(runtime, deputy.contact, None)
    assert case_id in {row.subject for row in seen.rows}
    hidden = await desk_audit.page(runtime, dsp.contact, None)
    assert case_id not in repr(hidden.rows)
    assert [row.n for row in hidden.rows] == list(range(1, len(hidden.rows) + 1))
    browser = Browser(runtime, clock)
    await browser.enrol(dsp.contact.id)
    assert case_id not in (await browser.get("/desk/audit?lang=en")).text
