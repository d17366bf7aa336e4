"""A text whose twin has changed since somebody read both is stale."""

from pathlib import Path

import pytest

from domain.people import Language
from locales.catalogue import PLURAL_FORMS, Entry, read_all
from locales.check import text_faults
from locales.pairs import RECORD, Reading, pairs_of, read_pairs, reading
from locales.reader import CATALOGUES
from locales.update import main

CY, EN = Language.CY, Language.EN
SOUND = {CY: "Bore da", EN: "Good morning"}
READ = {CY: "a", EN: "b"}


def write(folder: Path, texts: dict[Language, str], key: str = "chat.hello") -> None:
    for language, text in texts.items():
        path = folder / language.value / "LC_MESSAGES" / "chat.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f'"Language: {language.value}\\n"\n"Plural-Forms: {PLURAL_FORMS[language]}\\n"\n'
        body = f'msgid "{key}"\nmsgstr "{text}"\n'
        path.write_text(f'msgid ""\nmsgstr ""\n{head}\n{body}', encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Catalogues with one text, which was read in both languages."""
    write(tmp_path, SOUND)
    assert main(["--read-all"], tmp_path) == 0
    return tmp_path


def found(folder: Path) -> list[str]:
    return [f"{fault.path.parts[-3]} {fault.key} {fault.what}" for fault in text_faults(folder)]


def test_what_was_read_is_not_stale(folder: Path) -> None:
    assert found(folder) == []


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        (
            {EN: "Good day"},
            ["cy chat.hello is stale: the English changed since the Welsh was read"],
        ),
        ({CY: "Helo"}, ["en chat.hello is stale: the Welsh changed since the English was read"]),
        ({CY: "Helo", EN: "Hello"}, []),
    ],
    ids=["English alone", "Welsh alone", "both together"],
)
def test_a_change_on_one_side_alone_makes_the_other_stale(
    folder: Path, changed: dict[Language, str], faults: list[str]
) -> None:
    write(folder, SOUND | changed)
    assert found(folder) == faults


@pytest.mark.parametrize("given", [["--read", "chat.hello"], ["--read-all"]])
def test_reading_both_again_settles_it(folder: Path, given: list[str]) -> None:
    write(folder, SOUND | {EN: "Good day"})
    assert main(given, folder) == 0
    assert found(folder) == []


def test_a_new_text_waits_to_be_read_and_is_no_fault(folder: Path) -> None:
    write(folder, SOUND, key="chat.new")
    assert found(folder) == []
    known = pairs_of(_entries(folder))
    assert reading(known["chat.new"], read_pairs(folder).get("chat.new")) is Reading.UNREAD


def test_a_key_stands_for_its_wordings_of_every_band(folder: Path) -> None:
    write(folder, SOUND, key="chat.hello@7-9")
    assert main(["--read", "chat.hello"], folder) == 0
    assert set(read_pairs(folder)) == {"chat.hello@7-9"}, "and what is gone is dropped"


def test_an_unknown_key_is_refused_and_nothing_is_recorded(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / RECORD).read_bytes()
    assert main(["--read", "chat.hello", "chat.other"], folder) == 1
    assert "chat.other" in capsys.readouterr().err
    assert (folder / RECORD).read_bytes() == before


def test_a_text_without_words_cannot_have_been_read(folder: Path) -> None:
    write(folder, SOUND | {CY: ""})
    assert pairs_of(_entries(folder)) == {}


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        ({CY: "a", EN: "b"}, Reading.READ),
        ({CY: "a", EN: "c"}, Reading.STALE_CY),
        ({CY: "c", EN: "b"}, Reading.STALE_EN),
        ({CY: "c", EN: "c"}, Reading.UNREAD),
    ],
)
def test_a_pair_stands_in_one_of_four_ways(now: dict[Language, str], stands: Reading) -> None:
    assert reading(now, READ) is stands
    assert reading(now, None) is Reading.UNREAD


def test_the_record_is_one_text_a_line_in_order() -> None:
    lines = (CATALOGUES / RECORD).read_text(encoding="utf-8").splitlines()
    keys = [line.split('"')[1] for line in lines[1:-1]]
    assert len(keys) == len(read_pairs(CATALOGUES)) > 0
    assert keys == sorted(keys)


def _entries(folder: Path) -> list[Entry]:
    return [entry for file in read_all(folder) for entry in file.entries]
