"""A sealed field opens with its own key, in its own home and place, and nowhere else."""

import pytest

from storage.cipher import Cipher, WrongKey

CIPHER = Cipher(bytes(range(32)))
OTHER = Cipher(bytes(range(1, 33)))

TEXTS = ["", "Dw i'n iawn, diolch.", "🙂" * 1000, "\ud83d alone", "\udcff", "a\x00b", "ŵŷ\u0302"]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert CIPHER.open("words", "t.c:1", CIPHER.seal("words", "t.c:1", text)) == text


def test_the_same_text_never_looks_the_same() -> None:
    assert len({CIPHER.seal("words", "t.c:1", "Cadi") for _ in range(50)}) == 50


@pytest.mark.parametrize(
    ("cipher", "home", "place", "note"),
    [
        (CIPHER, "words", "texts.body_sealed:2", "another row"),
        (CIPHER, "words", "people.last_name_sealed:1", "another column"),
        (CIPHER, "vault", "texts.body_sealed:1", "another home"),
        (OTHER, "words", "texts.body_sealed:1", "another key"),
    ],
)
def test_it_opens_nowhere_else(cipher: Cipher, home: str, place: str, note: str) -> None:
    sealed = CIPHER.seal("words", "texts.body_sealed:1", "private")
    with pytest.raises(WrongKey):
        cipher.open(home, place, sealed)
    assert note


def test_one_changed_byte_is_noticed_wherever_it_is() -> None:
    sealed = CIPHER.seal("words", "t.c:1", "private")
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(WrongKey):
            CIPHER.open("words", "t.c:1", bytes(changed))


@pytest.mark.parametrize("kept", [0, 1, 12, 13, 20])
def test_a_field_cut_short_is_noticed(kept: int) -> None:
    with pytest.raises(WrongKey):
        CIPHER.open("words", "t.c:1", CIPHER.seal("words", "t.c:1", "private")[:kept])


def test_a_fault_tells_nothing_of_what_was_sealed() -> None:
    with pytest.raises(WrongKey) as fault:
        OTHER.open("words", "t.c:1", CIPHER.seal("words", "t.c:1", "private"))
    assert "private" not in f"{fault.value!r} {fault.value.__context__!r}"


def test_hashes_find_by_kind_and_key() -> None:
    found = CIPHER.find_by("telegram", "12345")
    assert found == CIPHER.find_by("telegram", "12345")
    assert found not in {CIPHER.find_by("web", "12345"), OTHER.find_by("telegram", "12345")}
    assert len(found) == 32


def test_a_lone_surrogate_can_be_looked_for() -> None:
    assert CIPHER.find_by("join_code", "\ud83d") != CIPHER.find_by("join_code", "\ud83e")


def test_a_line_of_the_audit_is_attested_with_a_key_of_its_own() -> None:
    attested = CIPHER.attest("a line")
    assert attested == CIPHER.attest("a line")
    assert attested not in {CIPHER.attest("a linf"), OTHER.attest("a line")}
    assert len(attested) == 64
    assert not attested.startswith(CIPHER.find_by("a", "line"))


def test_what_attests_never_changes() -> None:
    """Or no audit could be checked that was written before."""
    assert CIPHER.attest("a line") == (
        "0de9432ca5f4f2cead4c5f9c7a846ea5222fc057a50e4a60d06b60a839313c6f"
    )


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Cipher(bytes(length))
