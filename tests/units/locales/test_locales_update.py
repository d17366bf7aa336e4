"""`make locales` adds what is missing, moves nothing, compiles, and says how things stand."""

from pathlib import Path

import pytest

from domain.people import Language
from locales import update
from locales.catalogue import PLURAL_FORMS, read_all
from locales.placing import empty, inserted
from locales.reader import CATALOGUES, compile_words

CY, EN = Language.CY, Language.EN


def head(language: Language) -> str:
    return (
        f'# Words.\nmsgid ""\nmsgstr ""\n"Language: {language.value}\\n"\n'
        f'"Plural-Forms: {PLURAL_FORMS[language]}\\n"\n\n'
    )


CHAT = """# The greeting, and after it the rest.

#. Said first.
msgid "chat.hello.first"
msgstr "Helo"

#. Said last.
msgid "chat.bye"
msgstr ""
"Hwyl "
"fawr"
"""


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """A product with one catalogue in both languages, which uses all of it."""
    for language in Language:
        put(tmp_path / f"locales/{language.value}/LC_MESSAGES/chat.po", head(language) + CHAT)
    put(tmp_path / "services/chat.py", 'say("chat.hello.first")\nsay("chat.bye")\n')
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(product: Path) -> int:
    return update.main([], product / "locales")


def catalogue(product: Path, language: Language = CY, domain: str = "chat") -> str:
    path = product / "locales" / language.value / "LC_MESSAGES" / f"{domain}.po"
    return path.read_text(encoding="utf-8")


def test_where_nothing_is_missing_nothing_changes(product: Path) -> None:
    assert run(product) == 0
    for language in Language:
        assert catalogue(product, language) == head(language) + CHAT


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("bot/chat.py", 'voice.say("chat.hello.second")'),
        ("web/templates/page.html", "<p>{{ say('chat.hello.second') }}</p>"),
        ("flows/packs/mood/flows/main.yaml", "say: chat.hello.second\n"),
    ],
    ids=["code", "page", "pack"],
)
def test_a_missing_key_gets_an_empty_entry_beside_its_sibling(
    product: Path, file: str, text: str, language: Language
) -> None:
    put(product / file, text)
    assert run(product) == 0
    added = 'msgid "chat.hello.second"\nmsgstr ""\n\n#. Said last.'
    assert catalogue(product, language) == (head(language) + CHAT).replace("#. Said last.", added)


def test_a_second_run_adds_nothing(product: Path) -> None:
    put(product / "bot/chat.py", 'say("chat.new")')
    run(product)
    once = catalogue(product)
    run(product)
    assert catalogue(product) == once


def test_what_is_counted_gets_every_form_and_a_text_for_none(product: Path) -> None:
    put(product / "bot/chat.py", 'voice.count("chat.days", 3)')
    run(product)
    forms = {
        entry.language: len(entry.forms)
        for file in read_all(product / "locales")
        for entry in file.entries
        if entry.key == "chat.days"
    }
    assert forms == {CY: 5, EN: 2}
    assert 'msgid "chat.days.zero"\nmsgstr ""' in catalogue(product)


def test_a_text_of_one_language_gets_its_empty_twin(product: Path) -> None:
    path = product / "locales/en/LC_MESSAGES/chat.po"
    put(path, catalogue(product, EN) + '\nmsgid "chat.bye@7-9"\nmsgstr "Bye"\n')
    run(product)
    assert catalogue(product).endswith('msgid "chat.bye@7-9"\nmsgstr ""\n')


def test_a_key_of_another_file_goes_where_its_nearest_sibling_is(product: Path) -> None:
    put(product / "bot/page.py", 'say("page.new")')
    for language in Language:
        stays = product / f"locales/{language.value}/LC_MESSAGES/staff.po"
        put(stays, head(language) + 'msgid "page.old"\nmsgstr "Hen"\n')
    run(product)
    assert 'msgid "page.new"' in catalogue(product, domain="staff")


def test_a_new_subject_gets_a_file_of_its_own(product: Path) -> None:
    put(product / "flows/packs/rights/pack.yaml", "title: rights.title\n")
    run(product)
    for language in Language:
        assert 'msgid "rights.title"\nmsgstr ""' in catalogue(product, language, "rights")
        assert f"Plural-Forms: {PLURAL_FORMS[language]}" in catalogue(product, language, "rights")


def test_one_run_finds_every_key_of_a_new_subject(product: Path) -> None:
    put(product / "bot/own.py", 'KEYS = ("own.file", "own.week")\nsay("own.title")\n')
    run(product)
    for language in Language:
        keys = [
            line for line in catalogue(product, language, "own").splitlines() if "own." in line
        ]
        assert keys == ['msgid "own.file"', 'msgid "own.title"', 'msgid "own.week"']


def test_an_entry_goes_behind_the_last_of_its_nearest_siblings() -> None:
    raw = 'msgid "a.b.c"\nmsgstr "1"\n\nmsgid "a.b.d"\nmsgstr "2"\n\nmsgid "a.e"\nmsgstr "3"\n\n'
    assert [line for line in inserted(raw, "a.b.x", "NEW").split("\n\n")][2] == "NEW"
    assert inserted(raw, "z.y", "NEW").endswith('"3"\n\nNEW\n\n')


def test_an_entry_without_words_has_the_forms_of_its_language() -> None:
    wanted = update.Wanted(wording="a.b", plural=True)
    assert empty(EN, wanted) == 'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] ""\nmsgstr[1] ""'


def test_the_report_counts_by_language_and_domain(
    product: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(product / "bot/chat.py", 'say("chat.new")')
    path = product / "locales/en/LC_MESSAGES/chat.po"
    update.main(["--read-all"], product / "locales")
    put(
        path,
        catalogue(product, EN)
        .replace('"Helo"', '"Hello"')
        .replace("#. Said l", "#, fuzzy\n#. Said l"),
    )
    capsys.readouterr()
    assert run(product) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["added", "cy", "chat.new"] in lines
    assert ["cy", "chat", "3", "1", "0", "1", "0"] in lines
    assert ["en", "chat", "3", "1", "1", "0", "0"] in lines
    assert " ".join(lines[-1]) == "parity: 1 of 3 texts are not whole in both languages"


@pytest.mark.parametrize(
    ("name", "broken", "told"),
    [
        ("chat", 'msgid "chat.worse\nmsgstr "x"\n', "cannot be read"),
        ("chat", 'msgid "chat.n"\nmsgid_plural "chat.n"\nmsgstr[7] "x"\n', "cannot be read"),
        ("more", CHAT, "is in chat.po and in more.po"),
    ],
    ids=["a broken line", "too many forms", "a key in two files"],
)
def test_what_cannot_be_compiled_fails_and_changes_nothing(
    product: Path, capsys: pytest.CaptureFixture[str], name: str, broken: str, told: str
) -> None:
    put(product / f"locales/cy/LC_MESSAGES/{name}.po", head(CY) + broken)
    put(product / "bot/chat.py", 'say("chat.new")')
    assert run(product) == 1
    assert told in capsys.readouterr().err
    assert "chat.new" not in catalogue(product, EN)


@pytest.mark.parametrize("language", Language)
def test_the_product_compiles(language: Language) -> None:
    assert compile_words(language, CATALOGUES).gettext("language.ask") != "language.ask"


def test_every_key_of_the_product_has_an_entry() -> None:
    entries = update.entries_of(CATALOGUES)
    for language in Language:
        assert update.wanted_in(language, entries, CATALOGUES.parent) == ()
