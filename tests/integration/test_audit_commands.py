"""`gwrando audit`, as an office gives it: to a database as it lies, and to a file."""

import asyncio
import base64
import csv
import json
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.bootstrap import FINGERPRINT
from bot.cli import app
from domain.audit import Look
from services.runtime import utc_now
from storage import audit
from storage.cipher import Cipher
from storage.database import Database
from storage.migrate import alembic_config, migrate
from storage.settings import remember
from tests.support.databases import KEY

FORMULA = '=HYPERLINK("x"),+1,-2;@sum\t=3'


class Office:
    """Somebody who gives commands where the database and its key file are."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.key = folder / "gwrando.key"
        self.write_key(KEY)
        self.environment = {
            "GWRANDO_DATA": str(folder / "data"),
            "GWRANDO_DATABASE": url,
            "GWRANDO_KEYFILE": str(self.key),
        }

    def write_key(self, key: bytes) -> None:
        self.key.write_bytes(base64.b64encode(key))
        self.key.chmod(0o600)

    def does(self, work: Callable[[Database], Awaitable[Any]]) -> Any:
        async def done() -> Any:
            async with Database(self.url, Cipher(KEY)) as database:
                return await work(database)

        return asyncio.run(done())

    def looks(self, *subjects: str, reason: str = "to help") -> None:
        """Looks are written down, as while the program ran."""

        async def look(database: Database) -> None:
            async with database.write() as uow:
                for each in subjects:
                    look = Look(
                        actor="s1", action="text:read", subject=each, reason=reason, at=utc_now()
                    )
                    await audit.append(uow, look)
                await remember(uow, FINGERPRINT, database.cipher.fingerprint)
                await uow.commit()

        self.does(look)

    def tampers(self, statement: str) -> None:
        async def change(database: Database) -> None:
            async with database.write() as uow:
                await uow.connection.execute(text(statement))
                await uow.commit()

        self.does(change)

    def asks(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["audit", *words], env=self.environment)

    def told(self, *words: str) -> str:
        """What is printed where all is well."""
        done = self.asks(*words)
        assert (done.exit_code, done.stderr) == (0, ""), done.output
        return done.stdout.rstrip("\n")

    def refused(self, *words: str, status: int = 2) -> str:
        """The one sentence that is said where it is not."""
        done = self.asks(*words)
        assert (done.exit_code, done.stdout) == (status, ""), done.output
        (sentence,) = done.stderr.splitlines()
        return sentence


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Office:
    found = Office(tmp_path, database_url)
    found.looks()
    return found


# --- verify and head --------------------------------------------------------------------------


def test_one_that_is_whole_is_said_to_be(office: Office) -> None:
    office.looks("c1", "c2", "c3")
    number, digest = office.told("head").split()
    assert (number, len(digest)) == ("3", 64)
    assert office.told("verify") == (
        f"The audit is whole: 3 lines, the newest digest is {digest}."
    )


def test_one_without_lines_is_whole(office: Office) -> None:
    assert office.told("verify").startswith("The audit is whole: it has no lines yet,")
    assert office.told("head").startswith("0 ")


def test_a_head_that_was_noted_is_found_again_however_it_is_written(office: Office) -> None:
    office.looks("c1", "c2")
    noted = office.told("head").split()[1]
    office.looks("c3")
    in_fours = "-".join(noted[at : at + 4] for at in range(0, 64, 4))
    for given in (noted, noted[:16], noted.upper(), f" {in_fours} "):
        assert "the head you noted is number 2," in office.told("verify", "--expect", given)


BROKEN = [
    ("UPDATE audit SET reason = 'x' WHERE audit_id = 2", "line 2 was changed, moved or put in"),
    ("DELETE FROM audit WHERE audit_id = 2", "line 2 is missing"),
    ("DELETE FROM audit WHERE audit_id = 3", "it ends before line 3, which was written"),
    (
        "UPDATE audit SET audit_id = -1 WHERE audit_id = 2",
        "line -1 stands where it does not belong",
    ),
    ("DELETE FROM meta WHERE name = 'audit_mark'", "the mark of its newest line is missing or"),
]


@pytest.mark.parametrize(("statement", "told"), BROKEN)
def test_one_that_is_broken_is_told_in_a_sentence(
    office: Office, statement: str, told: str
) -> None:
    office.looks("c1", "c2", "c3")
    office.tampers(statement)
    for words in (("verify",), ("head",)):
        sentence = office.refused(*words, status=1)
        assert sentence.startswith(f"The audit is broken: {told}")


def test_a_head_that_is_not_in_it_is_told(office: Office) -> None:
    office.looks("c1")
    sentence = office.refused("verify", "--expect", "0" * 64, status=1)
    assert sentence.startswith("The audit is broken: the head you noted is not in it;")


@pytest.mark.parametrize("given", ["", " ", "12", "0" * 15, "0" * 65, "g" * 64, "line 3"])
def test_what_is_no_digest_is_refused(office: Office, given: str) -> None:
    assert office.refused("verify", "--expect", given).startswith("This is not a digest:")


def test_lines_from_before_are_told_of(office: Office) -> None:
    async def from_before(database: Database) -> None:
        async with database.write() as uow:
            await uow.connection.run_sync(lambda c: command.downgrade(alembic_config(c), "0013"))
            await uow.commit()
        await migrate(database)

    office.looks("c1", "c2")
    office.does(from_before)
    assert "3 lines, 2 of them from before the chain," in office.told("verify")


def test_checking_writes_nothing_and_needs_no_data_folder(office: Office) -> None:
    office.looks("c1")
    for words in (("verify",), ("head",), ("list",)):
        office.told(*words)
    assert not Path(office.environment["GWRANDO_DATA"]).exists()


# --- list -------------------------------------------------------------------------------------


def test_the_newest_are_listed_by_their_ids(office: Office) -> None:
    office.looks("c1", "c2", "c3")
    lines = [line.split("\t") for line in office.told("list").splitlines()]
    assert [(each[0], *each[2:]) for each in lines] == [
        (str(n), "s1", "text:read", f"c{n}", "to help") for n in (1, 2, 3)
    ]


def test_some_are_listed_and_of_how_many(office: Office) -> None:
    office.looks("c1", "c2", "c3")
    done = office.asks("list", "--last", "2")
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["2", "3"]
    assert done.stderr == "These are the newest 2 of 3.\n"


def test_those_about_an_id_are_listed(office: Office) -> None:
    office.looks("c1", "c2", "c1")
    numbers = [line.split("\t")[0] for line in office.told("list", "--about", "c1").splitlines()]
    assert numbers == ["1", "3"]
    done = office.asks("list", "--about", "c9")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "There is no such line.\n")


def test_a_terminal_obeys_nothing_that_is_listed(office: Office) -> None:
    office.looks("c1", reason="a\x1b[2Jb\nc\u202ed")
    assert office.told("list").endswith("\ta?[2Jb?c?d")


def test_fewer_than_one_cannot_be_listed(office: Office) -> None:
    assert office.asks("list", "--last", "0").exit_code == 2


# --- export -----------------------------------------------------------------------------------


one_database = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
"""For what is about the file alone."""


def exported(office: Office, folder: Path) -> Path:
    out = folder / "audit.jsonl"
    office.told("export", "--out", str(out))
    return out


def test_a_file_can_be_checked_without_the_database(office: Office, tmp_path: Path) -> None:
    office.looks("c1", "c2")
    out = exported(office, tmp_path)
    digest = office.told("head").split()[1]
    office.environment["GWRANDO_DATABASE"] = "sqlite:////nowhere/at/all.db"
    assert office.told("verify", "--file", str(out), "--expect", digest[:16]) == (
        "The audit is whole: 3 lines, the head you noted is number 3, "
        f"the newest digest is {digest}."
    )


def test_the_file_tells_that_it_was_written_and_by_whom(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "audit.jsonl"
    told = office.told("export", "--out", str(out))
    number, digest = office.told("head").split()
    assert told == f"{number} line written to {out}; the newest digest is {digest}."
    line = json.loads(out.read_text().splitlines()[-2])
    assert (line["actor"], line["action"], line["digest"]) == ("command", "audit:export", digest)


@one_database
def test_the_file_is_for_its_owner_alone(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "audit.jsonl"
    out.write_text("from before")
    out.chmod(0o644)
    office.told("export", "--out", str(out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@one_database
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " "])
def test_no_cell_of_it_is_a_formula(office: Office, tmp_path: Path, delimiter: str) -> None:
    office.looks("c1", reason=FORMULA)
    office.looks("c2", reason="＝1 – 🙂")
    out = exported(office, tmp_path)
    raw = out.read_text(encoding="ascii")
    for cells in csv.reader(raw.splitlines(), delimiter=delimiter):
        assert not any(cell.lstrip(' "')[:1] in {"=", "+", "-", "@"} for cell in cells if cell)
    assert json.loads(raw.splitlines()[1])["reason"] == FORMULA
    assert office.told("verify", "--file", str(out)).startswith("The audit is whole: 3 lines,")


def lines_of(out: Path) -> list[str]:
    return out.read_text().splitlines()


CHANGED: list[tuple[Callable[[list[str]], list[str]], str]] = [
    (lambda f: [*f[:1], f[1].replace("c1", "c9"), *f[2:]], "line 1 was changed"),
    (lambda f: [*f[:2], *f[3:]], "line 2 is missing"),
    (lambda f: [f[0], f[2], f[1], *f[3:]], "line 1 is missing"),
    (lambda f: [*f[:3], f[2], *f[3:]], "line 2 stands where it does not belong"),
    (lambda f: [*f[:2], "", *f[2:]], "what stands in the place of line 2 cannot be read"),
    (lambda f: [*f[:2], "[" * 100_000, *f[3:]], "what stands in the place of line 2 cannot"),
    (
        lambda f: [*f[:1], f[1].replace("{", '{"note":"x",', 1), *f[2:]],
        "what stands in the place of line 1 cannot be read",
    ),
    (
        lambda f: [*f[:1], f[1].replace('"number":1', '"number":true', 1), *f[2:]],
        "what stands in the place of line 1 cannot be read",
    ),
    (lambda f: [*f[:-2], f[-1]], "it ends before line 4, which was written"),
    (lambda f: f[:-1], "the mark of its newest line is missing"),
    (lambda f: f[:-2], "the mark of its newest line is missing"),
    (lambda f: [*f[:-1], '{"mark":null}'], "the mark of its newest line is missing"),
    (lambda f: [*f, f[-2]], "what stands in the place of line 5 cannot be read"),
]


@one_database
@pytest.mark.parametrize(("change", "told"), CHANGED)
def test_a_file_that_was_changed_is_broken(
    office: Office, tmp_path: Path, change: Callable[[list[str]], list[str]], told: str
) -> None:
    office.looks("c1", "c2", "c3")
    out = exported(office, tmp_path)
    out.write_text("\n".join(change(lines_of(out))) + "\n")
    sentence = office.refused("verify", "--file", str(out), status=1)
    assert sentence.startswith(f"The audit is broken: {told}")


@one_database
def test_a_file_that_went_through_a_mail_program_is_whole(office: Office, tmp_path: Path) -> None:
    office.looks("c1")
    out = exported(office, tmp_path)
    out.write_bytes("\r\n".join(lines_of(out)).encode())
    office.told("verify", "--file", str(out))


@one_database
@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}", b"[]", b"\xff\xfe\x00", b'{"gwrando":"audit","form":2}', b"a,b"]
)
def test_what_is_no_such_file_is_refused(office: Office, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    told = office.refused("verify", "--file", str(path))
    assert told == f"{path} is not an audit that gwrando audit export wrote."


@one_database
def test_a_file_of_another_school_is_refused(office: Office, tmp_path: Path) -> None:
    out = exported(office, tmp_path)
    office.write_key(bytes(range(1, 33)))
    told = office.refused("verify", "--file", str(out))
    assert told == f"{out} was written with another key than that of the key file here."


def test_a_file_that_cannot_be_read_or_written_is_told(office: Office, tmp_path: Path) -> None:
    nowhere = tmp_path / "no" / "where.jsonl"
    told = office.refused("verify", "--file", str(nowhere))
    assert told == f"{nowhere} cannot be read: No such file or directory."
    told = office.refused("export", "--out", str(nowhere))
    assert told == f"{nowhere} cannot be written: No such file or directory."


# --- where something is not as it should be ---------------------------------------------------


def test_without_the_key_nothing_can_be_checked(office: Office, tmp_path: Path) -> None:
    out = exported(office, tmp_path)
    office.key.unlink()
    for words in (("verify",), ("verify", "--file", str(out)), ("head",), ("list",)):
        told = office.refused(*words)
        assert told.startswith(f"The key file {office.key} is missing:")
    assert not office.key.exists()


def test_with_another_key_nothing_is_checked(office: Office) -> None:
    office.write_key(bytes(range(1, 33)))
    told = office.refused("verify")
    assert told == f"The key file {office.key} is not the one this database was made with."


def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "school.db"
    office = Office(tmp_path, f"sqlite:///{path}")
    assert office.refused("verify").startswith("There is no database of gwrando yet")
    assert not path.exists()
    path.touch()
    assert office.refused("verify").startswith("There is no database of gwrando yet")


def test_a_database_from_before_is_told(office: Office) -> None:
    office.tampers("ALTER TABLE audit DROP COLUMN digest")
    told = office.refused("verify")
    assert told == ("This database is from before the audit was a chain: run gwrando status once.")
