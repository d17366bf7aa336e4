"""Each rule of the catalogues, tripped by a catalogue that breaks it."""

from pathlib import Path

import pytest

from domain.people import Language
from locales import check
from locales.catalogue import PLURAL_FORMS, Entry
from locales.check import faults, text_faults, usage_faults
from locales.reader import CATALOGUES
from locales.readers import words
from locales.spelling import spelling_faults


def write(folder: Path, language: Language, body: str, name: str = "chat.po") -> None:
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language.value}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {PLURAL_FORMS[language]}\\n"\n\n'
    )
    path = folder / language.value / "LC_MESSAGES" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + body, encoding="utf-8")


def texts(**by_key: str) -> str:
    return "".join(f'msgid "{key}"\nmsgstr "{text}"\n\n' for key, text in by_key.items())


def plural(key: str, *forms: str) -> str:
    said = "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    return f'msgid "{key}"\nmsgid_plural "{key}"\n{said}\n'


@pytest.fixture
def found(tmp_path):
    """What the check says of a Welsh and an English catalogue."""

    def check_both(cy: str, en: str) -> list[str]:
        write(tmp_path, Language.CY, cy)
        write(tmp_path, Language.EN, en)
        return [f"{fault.key} {fault.what}" for fault in text_faults(tmp_path)]

    return check_both


def one(key: str, text: str) -> str:
    return texts(**{key: text})


SOUND_CY = (
    one("page.new", "Achos newydd: {case}")
    + plural("page.n", *["{n} achos"] * 5)
    + one("page.n.zero", "Dim achosion")
)
SOUND_EN = (
    one("page.new", "New case: {case}")
    + plural("page.n", "{n} case", "{n} cases")
    + one("page.n.zero", "No cases")
)


def test_sound_catalogues_have_no_fault(found):
    assert found(SOUND_CY, SOUND_EN) == []


def test_a_fault_says_where_it_is(tmp_path):
    write(tmp_path, Language.CY, one("page.new", "Newydd"))
    write(tmp_path, Language.EN, one("page.new", "New") + one("page.old", "Old"))
    (fault,) = text_faults(tmp_path)
    assert str(fault).endswith("en/LC_MESSAGES/chat.po:10 page.old is missing in cy")


# --- whole in both languages ------------------------------------------------------------------

HALF = one("page.new", "Newydd")


@pytest.mark.parametrize(
    ("cy", "en", "fault"),
    [
        (HALF, "", "page.new is missing in en"),
        (one("page.new", ""), one("page.new", "New"), "page.new is empty"),
        (one("page.new", " "), one("page.new", "New"), "page.new is empty"),
        (
            "#, fuzzy\n" + HALF,
            one("page.new", "New"),
            "page.new is fuzzy: have it read and take the mark off",
        ),
        (
            HALF + '#~ msgid "page.old"\n#~ msgstr "Hen"\n',
            one("page.new", "New"),
            "page.old is obsolete: take it out",
        ),
        (HALF + HALF, one("page.new", "New"), "page.new is twice in this file"),
        (
            one("New page", "Newydd"),
            one("New page", "New"),
            "New page is no key: words and dots, then perhaps @ and an age band",
        ),
        (
            one("page.new@8", "Newydd"),
            one("page.new@8", "New"),
            "page.new@8 is no key: words and dots, then perhaps @ and an age band",
        ),
        (
            one("page.new@7-9", "Newydd"),
            one("page.new@7-9", "New"),
            "page.new@7-9 has no wording for 10-11, 12-14, 15-18",
        ),
        (
            plural("page.n", "{n} achos"),
            plural("page.n", "{n} case", "{n} cases"),
            "page.n form [4] is empty",
        ),
        (
            one("page.n", "{n} achos"),
            plural("page.n", "{n} case", "{n} cases"),
            "page.n is plural in one language only",
        ),
        (
            SOUND_CY,
            plural("page.n", "{n} case", "{n} cases"),
            "page.n is plural and lacks page.n.zero: how to say none",
        ),
        (
            HALF + 'msgid "page.old\nmsgstr "Hen"\n',
            HALF,
            "- cannot be read: the line is no part of an entry",
        ),
    ],
)
def test_a_text_that_is_not_whole_is_a_fault(found, cy, en, fault):
    assert fault in found(cy, en)


def test_too_many_plural_forms_cannot_be_read(found):
    too_many = plural("page.n", *["{n} case"] * 3)
    assert any("cannot be read" in fault for fault in found(SOUND_CY, too_many))


@pytest.mark.parametrize("line", ["Plural-Forms", "Language"])
def test_another_header_is_a_fault(tmp_path, line):
    write(tmp_path, Language.CY, HALF)
    path = tmp_path / "cy" / "LC_MESSAGES" / "chat.po"
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{line}: ', '"X-Other: '), "utf-8")
    assert any(f"the header must say: {line}" in fault.what for fault in text_faults(tmp_path))


def test_a_key_in_two_catalogues_is_a_fault(tmp_path):
    for language, text in ((Language.CY, "Newydd"), (Language.EN, "New")):
        write(tmp_path, language, one("page.new", text))
        write(tmp_path, language, one("page.new", text), name="page.po")
    assert {fault.what for fault in text_faults(tmp_path)} == {"is also in chat.po"}


# --- placeholders and letters -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("cy", "en", "fault"),
    [
        (
            one("page.new", "Achos: {cas}"),
            one("page.new", "Case: {case}"),
            "page.new has not the same placeholders as in English",
        ),
        (
            plural("page.n", "{n} achos", "un achos", *["{n} achos"] * 3),
            plural("page.n", "{n} case", "{n} cases"),
            "page.n has not the same placeholders in each plural form",
        ),
        (
            one("page.new", "Achos: {case}") + one("page.new@7-9", "Achos"),
            one("page.new", "Case: {case}") + one("page.new@7-9", "Case"),
            "page.new@7-9 has not the same placeholders as page.new",
        ),
        (
            one("page.new", "Achos: {}"),
            one("page.new", "Case: {}"),
            "page.new has a placeholder that is not {name}",
        ),
        (
            one("page.new", "Achos: {case"),
            one("page.new", "Case: {case"),
            "page.new has a placeholder that is not {name}",
        ),
        (
            one("page.new", "Dw\u0302r"),
            one("page.new", "Water"),
            "page.new is not NFC: a letter and its accent are apart",
        ),
        (
            one("page.new", "Mae\u2019r achos"),
            one("page.new", "The case"),
            "page.new has a curly apostrophe: write '",
        ),
    ],
)
def test_a_text_that_would_not_fill_or_match_is_a_fault(found, cy, en, fault):
    assert fault in found(cy, en)


# --- what a learner may be told ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("cy", "en", "fault"),
    [
        ("Mae hwn yn ddienw.", "Fine.", "promises what we cannot keep: ddienw"),
        ("Iawn.", "Your answer is anonymous.", "promises what we cannot keep: anonymous"),
        ("Iawn.", "This is private.", "promises what we cannot keep: private"),
        ("Iawn.", "Just between us.", "promises what we cannot keep: Just between us"),
        ("Iawn.", "I keep secrets.", "speaks of a secret without refusing it: secret"),
        ("Mae'n gyfrinach.", "Fine.", "speaks of a secret without refusing it: gyfrinach"),
    ],
)
def test_a_learner_is_never_promised_a_secret(found, cy, en, fault):
    assert f"chat.kept {fault}" in found(one("chat.kept", cy), one("chat.kept", en))


def test_a_secret_may_be_refused(found):
    cy = one("chat.kept", "Alla i ddim cadw hyn yn gyfrinach.")
    assert found(cy, one("chat.kept", "I can't keep this secret.")) == []


def test_whatever_a_pack_names_is_read_by_learners(tmp_path):
    pack = tmp_path / "flows" / "packs" / "rights" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("title: rights.title\nmood: a word\n", encoding="utf-8")
    for language, text in ((Language.CY, "Dewiswch hawl."), (Language.EN, "A secret right.")):
        write(tmp_path / "locales", language, one("rights.one", text) + one("page.one", text))
    assert [f"{fault.key} {fault.what}" for fault in text_faults(tmp_path / "locales")] == [
        "rights.one says Dewiswch to a learner: ti is meant",
        "rights.one speaks of a secret without refusing it: secret",
    ]


def test_staff_may_read_of_privacy(found):
    assert found(one("page.new", "Data dienw"), one("page.new", "Anonymous data")) == []


@pytest.mark.parametrize(
    ("band", "most"), [("7-9", 8), ("10-11", 12), ("12-14", 15), ("15-18", 20)]
)
def test_a_welsh_sentence_is_short_enough_for_its_band(found, band, most):
    cy = one("chat.kept", "Iawn") + one(f"chat.kept@{band}", "iawn " * (most + 1))
    en = one("chat.kept", "Fine") + one(f"chat.kept@{band}", "Fine")
    (fault,) = found(cy, en)
    assert f"a sentence of {most + 1} words, the most is {most}" in fault


def test_an_english_sentence_is_short_enough_for_its_band(found):
    cy = one("chat.kept", "Iawn") + one("chat.kept@7-9", "Iawn")
    en = one("chat.kept", "Fine") + one("chat.kept@7-9", "one " * 11)
    (fault,) = found(cy, en)
    assert "a sentence of 11 words, the most is 10" in fault


def test_a_telephone_number_and_a_placeholder_are_one_word_each():
    assert words("Mae'r ysgol ar agor {open}, neu 0800 1111") == [
        "Mae'r",
        "ysgol",
        "ar",
        "agor",
        "open",
        "neu",
        "0",
    ]


# --- Welsh ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "welsh", "fault"),
    [
        ("chat.kept", "Dewiswch wyneb.", "says Dewiswch to a learner: ti is meant"),
        ("chat.kept", "Diolch i'ch ysgol.", "says 'ch to a learner: ti is meant"),
        ("page.new", "Dewiswch dy achos.", "mixes dy and Dewiswch"),
        ("page.new", "Achosion & enwau", "has &: write a, ac or +"),
        ("page.new", "Neges i plant", "lacks a soft mutation: i plant"),
        ("page.new", "Neges i Cymru", "lacks a soft mutation: i Cymru"),
        ("page.new", "Dy teimladau", "lacks a soft mutation: Dy teimladau"),
        ("page.new", "Dwy llinell", "lacks a soft mutation: Dwy llinell"),
        ("page.new", "At {case}", "has a placeholder where a mutation is due: At {case}"),
        ("page.new", "Mae'n {case}", "has a placeholder where a mutation is due: 'n {case}"),
    ],
)
def test_a_welsh_slip_is_a_fault(found, key, welsh, fault):
    english = "One {case}" if "{case}" in welsh else "One"
    assert f"{key} {fault}" in found(one(key, welsh), one(key, english))


@pytest.mark.parametrize(
    "welsh",
    [
        "Neges i blant a phlant",
        "Mynd i mewn at ti a Meic",
        "Wrth ysgrifennu dros y ffôn",
        "Neu chwarae heb theori",
        "Alla i. Papur newydd i ti",
        "Achosion eraill: {n} o {n}",
        "Cysylltwch â ni, a chi",
    ],
)
def test_sound_welsh_is_no_fault(found, welsh):
    english = "Other cases: {n}" if "{n}" in welsh else "One"
    assert found(one("page.new", welsh), one("page.new", english)) == []


def test_a_word_that_no_list_knows_is_a_fault_where_there_is_aspell(monkeypatch, tmp_path):
    entry = Entry(
        language=Language.CY,
        path=tmp_path,
        line=1,
        wording="page.new",
        forms=("Mae'r tapia hwn yn zzyx. {case} /stop",),
        plural=False,
        fuzzy=False,
    )
    monkeypatch.setattr("locales.spelling._run", lambda *_: {"cy", "tapia", "zzyx"})
    monkeypatch.setattr("shutil.which", lambda _: "aspell")
    assert [fault.what for fault in spelling_faults([entry])] == [
        "has a word that is not known: zzyx"
    ]
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert list(spelling_faults([entry])) == []


# --- what the product uses --------------------------------------------------------------------


@pytest.fixture
def product(tmp_path):
    """A product whose catalogues hold a handful of keys; give it code, pages and packs."""
    keys = ("page.new", "page.new.short", "page.none", "page.none.zero", "level.watch")
    keys += ("menu.a", "menu.b")
    for language in Language:
        write(tmp_path / "locales", language, texts(**dict.fromkeys(keys, "Iawn")))

    def check_with(**files: str) -> set[str]:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        found = usage_faults(tmp_path / "locales", tmp_path)
        return {f"{fault.path.name}:{fault.line} {fault.key} {fault.what}" for fault in found}

    return check_with


ALL_BUT_MENU = 'voice.say("page.new")\nvoice.count("page.none", 3)\n'


def unused(found: set[str]) -> set[str]:
    return {line.split()[1] for line in found if line.endswith("is used nowhere")}


def missing(found: set[str]) -> set[str]:
    return {line for line in found if line.endswith("is in no catalogue")}


def test_a_key_that_nothing_uses_is_a_fault(product):
    every = {"page.new", "page.new.short", "page.none", "page.none.zero", "menu.a", "menu.b"}
    assert unused(product()) == every


def test_code_uses_keys_whole_or_by_their_beginning(product):
    code = ALL_BUT_MENU + 'label = f"menu.{name}"\n'
    assert product(**{"services/chat.py": code}) == set()


def test_a_key_in_a_comment_is_no_use(product):
    assert "page.new" in unused(product(**{"services/chat.py": '# say("page.new")\n'}))


def test_a_key_handed_on_as_a_name_is_a_use(product):
    assert "page.new" not in unused(product(**{"services/chat.py": 'KEY = "page.new"\n'}))


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ('voice.say("other.new")', "chat.py:1 other.new is in no catalogue"),
        ('voice.count("other.new", 1)', "chat.py:1 other.new is in no catalogue"),
        ('both("other.new")', "chat.py:1 other.new is in no catalogue"),
        ('\nText("other.new")', "chat.py:2 other.new is in no catalogue"),
        ('button("page.other")', "chat.py:1 page.other is in no catalogue"),
    ],
)
def test_a_key_that_no_catalogue_holds_is_a_fault(product, code, fault):
    assert missing(product(**{"bot/chat.py": code})) == {fault}


@pytest.mark.parametrize(
    "code", ['open("page.html")', '"a.b.c".count(".")', 'logger("other.new")', "say()", "f()()"]
)
def test_what_only_looks_like_a_key_is_no_fault(product, code):
    assert missing(product(**{"bot/chat.py": code})) == set()


def test_pages_use_keys(product):
    page = '<p>{{ say("page.new") }}</p>\n{{ v.count(\'page.other\', 2) }}{{ say("menu." ~ x) }}'
    found = product(**{"web/templates/board.html": page})
    assert missing(found) == {"board.html:2 page.other is in no catalogue"}
    assert unused(found) == {"page.none", "page.none.zero"}


def test_conversations_use_keys(product):
    pack = "id: mood\nnodes:\n  face:\n    ask: page.new\n    other: [menu.a, mood.gone]\n"
    found = product(**{"flows/packs/mood/pack.yaml": pack})
    assert missing(found) == {"pack.yaml:5 mood.gone is in no catalogue"}
    assert {"page.new", "menu.a"}.isdisjoint(unused(found))


def test_an_empty_pack_uses_nothing(product):
    assert missing(product(**{"flows/packs/mood/pack.yaml": ""})) == set()


# --- the product's own ------------------------------------------------------------------------


def test_the_texts_of_the_product_have_no_fault():
    assert [str(fault) for fault in text_faults(CATALOGUES)] == []


def test_the_check_says_each_fault_and_fails(monkeypatch, capsys):
    monkeypatch.setattr(check, "faults", lambda: ("chat.po:3 page.new is empty",))
    assert check.main() == 1
    assert capsys.readouterr().out == "chat.po:3 page.new is empty\n"
    monkeypatch.setattr(check, "faults", lambda: ())
    assert check.main() == 0


def test_the_product_is_checked_from_its_own_folder():
    assert all(not fault.startswith("/") for fault in faults())
