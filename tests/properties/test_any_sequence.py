"""Any sequence of texts, taps, old taps, edits, commands, redeliveries and restarts.

After every step each contact has one current session at most, every text that was written is kept
with its verdict (or was a stranger's harmless one), and every worrying text belongs to a case.
"""

import asyncio
import random
import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from domain.ids import ALPHABET
from domain.messages import Channel, Inbound, InboundKind, Lane
from domain.people import Language, Role
from escalation.screening import load_screener
from flows.loading import read_packs
from services import roster, staff, turn
from services.runtime import Runtime
from storage import outbox
from storage.cipher import Cipher
from storage.database import Database
from storage.migrate import migrate
from storage.tables import cases, contacts, sessions, texts
from storage.texts import PLACE

ROLL = """learner_id,first_name,last_name,year,class,language,groups
L1,Enw,Dychmygol,12,12A,cy,
L2,Name,Invented,13,13A,en,
L3,Neb,Dychmygol,12,12B,,
"""

WORDS = st.one_of(
    st.sampled_from(
        [
            "iawn",
            "good",
            "i want to die",
            "dwi isio marw",
            "my dad hits me",
            "dwi'n drist drwy'r amser",
            "this homework is killing me",
            "Cymraeg",
            "/die",
            "/help i cut myself",
            "/start i want to die",
            "/book i want to die",
            "🙂",
            "",
        ]
    ),
    st.text(max_size=40),
)
COMMANDS = st.sampled_from(
    ["/start", "/stop", "/checkin", "/help", "/language", "/privacy", "/talk", "/results",
     "/cases", "/hwyliau", "/start ABC-DEF-GHJ", "/more", "/book", "/llyfr",
     "/book ABC-DEF-GHJ"]
)  # fmt: skip
WHO = st.sampled_from(["1001", "1002", "1003", "1004", "1005"])
"""Two learners, one more who reads the notice in both languages, the DSP, and a stranger."""
LEARNERS = ("1001", "1002")


class AnySequence(RuleBasedStateMachine):
    """The program without its doors: the turn over a real database."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.loop = asyncio.new_event_loop()
        self.random = random.Random(1)  # noqa: S311 - a sequence that can be repeated
        self.now = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
        self.update_id = 0
        self.buttons: dict[str, list[str]] = {who: ["c:agree", "c:leave"] for who in _people()}
        self.owed: Counter[str] = Counter()
        self.last: list[Inbound] = []
        self.runtime = self._run(self._begin(first=True))

    def _run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def _begin(self, *, first: bool) -> Runtime:
        database = Database(f"sqlite:///{self.folder / 'g.db'}", Cipher(bytes(32)))
        rt = Runtime(
            database=database,
            screener=load_screener(),
            packs=read_packs(),
            now=lambda: self.now,
            chance=lambda n: "".join(self.random.choices(ALPHABET, k=n)),
        )
        if first:
            await migrate(database)
            await self._enrol(rt)
        return rt

    async def _enrol(self, rt: Runtime) -> None:
        (self.folder / "roll.csv").write_text(ROLL, encoding="utf-8")
        await roster.import_roll(rt, self.folder / "roll.csv")
        await roster.write_codes(rt, self.folder / "codes.csv", None)
        sheet = (self.folder / "codes.csv").read_text(encoding="utf-8").splitlines()[1:]
        codes = [line.split(",")[1] for line in sheet]
        codes.append(await staff.invite(rt, Role.DSP, "D Invented", Language.EN))
        self.runtime = rt
        for who, code in zip(_people(), codes, strict=False):
            await self._take(self._inbound(who, text=f"/start {code}"))
            await self._take(self._inbound(who, kind=InboundKind.TAP, data="c:agree", tap_id="t"))

    def _inbound(self, who: str, *, kind: InboundKind = InboundKind.TEXT, **more: str) -> Inbound:
        self.update_id += 1
        return Inbound(
            channel=Channel.TELEGRAM,
            update_id=self.update_id,
            address=who,
            kind=kind,
            at=self.now,
            **more,
        )

    async def _take(self, *batch: Inbound) -> None:
        self.last = list(batch)
        await turn.take(self.runtime, batch, channel=Channel.TELEGRAM, cursor=self.update_id + 1)
        await self._read_phones()

    async def _read_phones(self) -> None:
        """Everything that waits is delivered, and its buttons can be tapped ever after.

        Nobody here says for a second time that their book is to be erased: all is kept.
        """
        async with self.runtime.database.write() as uow:
            for lane in Lane:
                while waiting := await outbox.due(uow, lane, self.now, busy=(), limit=50):
                    for each in waiting:
                        data = [button.data for row in each.message.buttons for button in row]
                        kept = [one for one in data if not one.startswith("c:book:erase:")]
                        self.buttons[each.address] += kept
                    await outbox.drop(uow, [each.id for each in waiting])
            await uow.commit()

    def _owe(self, who: str, words: str, *, command: bool = True) -> None:
        """Remember what a learner wrote that must be found again, word for word."""
        is_command = command and (words.strip().startswith("/") or words == "Cymraeg")
        if who in LEARNERS and not is_command:
            self.owed[words] += 1

    # --- what people and machines do ----------------------------------------------------------

    @rule(who=WHO, words=WORDS)
    def writes(self, who: str, words: str) -> None:
        self._owe(who, words)
        self._run(self._take(self._inbound(who, text=words)))

    @rule(who=WHO, words=WORDS)
    def edits(self, who: str, words: str) -> None:
        self._owe(who, words, command=False)
        self._run(self._take(self._inbound(who, kind=InboundKind.EDIT, text=words)))

    @rule(who=WHO, what=st.sampled_from(["voice", "photo", "sticker"]), caption=WORDS)
    def sends_media(self, who: str, what: str, caption: str) -> None:
        self._owe(who, caption, command=False)
        self._run(self._take(self._inbound(who, kind=InboundKind.MEDIA, text=caption, data=what)))

    @rule(who=WHO, command=COMMANDS)
    def commands(self, who: str, command: str) -> None:
        self._run(self._take(self._inbound(who, text=command)))

    @rule(who=WHO, choice=st.integers(min_value=0), newest=st.booleans())
    def taps(self, who: str, choice: int, newest: bool) -> None:
        known = self.buttons[who][-6:] if newest else self.buttons[who]
        data = known[choice % len(known)]
        self._run(self._take(self._inbound(who, kind=InboundKind.TAP, data=data, tap_id="t")))

    @rule(who=WHO, words=WORDS, choice=st.integers(min_value=0))
    def does_two_things_at_once(self, who: str, words: str, choice: int) -> None:
        self._owe(who, words)
        data = self.buttons[who][choice % len(self.buttons[who])]
        tap = self._inbound(who, kind=InboundKind.TAP, data=data, tap_id="t")
        self._run(self._take(tap, self._inbound(who, text=words)))

    @rule(who=WHO, blocked=st.booleans())
    def blocks_or_comes_back(self, who: str, blocked: bool) -> None:
        kind = InboundKind.BLOCKED if blocked else InboundKind.UNBLOCKED
        self._run(self._take(self._inbound(who, kind=kind)))

    @rule()
    def the_last_batch_comes_again(self) -> None:
        before = self._run(self._count_texts())
        self._run(self._take(*self.last))
        assert self._run(self._count_texts()) == before

    @rule()
    def everything_restarts(self) -> None:
        self._run(self.runtime.database.close())
        self.runtime = self._run(self._begin(first=False))

    @rule(minutes=st.sampled_from([1, 61, 60 * 15]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    # --- what always holds --------------------------------------------------------------------

    @invariant()
    def one_current_session_at_most(self) -> None:
        rows = self._run(
            self._all(
                select(sessions.c.contact_id, func.count())
                .where(sessions.c.status.in_(["waiting", "parked"]))
                .group_by(sessions.c.contact_id)
            )
        )
        assert all(number == 1 for _, number in rows)

    @invariant()
    def every_kept_text_has_the_verdict_of_screening(self) -> None:
        screener = self.runtime.screener
        for row in self._run(
            self._all(
                select(texts, contacts.c.year).outerjoin(
                    contacts, contacts.c.contact_id == texts.c.contact_id
                )
            )
        ):
            body = self.runtime.database.cipher.open(
                "words", PLACE.format(row.text_id), row.body_sealed
            )
            age = None if row.year is None else row.year + 4
            level = int(screener.screen(body, row.language, age).level)
            assert row.level >= level
            assert row.screened or row.level > 0
            assert row.level == 0 or row.case_id is not None, "what worries belongs to a case"

    @invariant()
    def everything_a_learner_wrote_is_kept_word_for_word(self) -> None:
        kept = Counter(
            self.runtime.database.cipher.open("words", PLACE.format(row.text_id), row.body_sealed)
            for row in self._run(self._all(select(texts.c.text_id, texts.c.body_sealed)))
        )
        assert not self.owed - kept

    @invariant()
    def nobody_joins_or_is_asked_anything_without_a_language(self) -> None:
        unknown = contacts.c.language.is_(None)
        learners = contacts.c.roles.like("%learner%")
        joined = select(contacts.c.contact_id).where(
            unknown, learners, contacts.c.standing.in_(["joined", "stopped"])
        )
        asked = select(sessions.c.session_id).join(contacts).where(unknown)
        assert self._run(self._all(joined)) == []
        assert self._run(self._all(asked)) == []

    @invariant()
    def no_case_without_words_or_a_wish_to_talk(self) -> None:
        without = self._run(self._all(select(cases.c.case_id).where(cases.c.level == 0)))
        assert without == []

    async def _all(self, query: Any) -> list[Any]:
        async with self.runtime.database.read() as uow:
            return list((await uow.connection.execute(query)).all())

    async def _count_texts(self) -> int:
        async with self.runtime.database.read() as uow:
            return await uow.connection.scalar(select(func.count()).select_from(texts)) or 0

    def teardown(self) -> None:
        self._run(self.runtime.database.close())
        self.loop.close()
        shutil.rmtree(self.folder)


def _people() -> list[str]:
    return ["1001", "1002", "1003", "1004", "1005"]


AnySequence.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes longer than reading
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.timeout(300)
class TestAnySequence(AnySequence.TestCase):  # type: ignore[misc,name-defined]
    """Run by hypothesis."""
