"""Every table, by the home it belongs to (docs/architecture.md, three homes).

Vault tables hold sealed fields and keyed hashes. Pseudonymous tables know a contact id and no
name. Anonymous tables know no contact. Times are UTC; sealed columns are bytes.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
    true,
)

from storage.types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = String(16)
_HASH = String(32)
_PACK = String(32)
_ANSWER = String(400)
_BIG = BigInteger().with_variant(Integer, "sqlite")

# --- the house itself -----------------------------------------------------------------------

meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

settings = Table(  # append-only: the newest row of a name holds
    "settings",
    metadata,
    Column("setting_id", _BIG, primary_key=True, autoincrement=True),
    Column("name", String(40), nullable=False),
    Column("value", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

audit = Table(  # append-only, a chain: who looked at what, and why; knows ids, and refers to none
    "audit",
    metadata,
    Column("audit_id", _BIG, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(40), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

packs = Table(  # append-only: every version of a conversation that anybody may be in
    "packs",
    metadata,
    Column("pack", _PACK, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("digest", _HASH, nullable=False),
    Column("document", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# --- vault ------------------------------------------------------------------------------------

people = Table(
    "people",
    metadata,
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), primary_key=True),
    Column("reference_hash", _HASH, unique=True),
    Column("reference_sealed", LargeBinary),
    Column("first_name_sealed", LargeBinary, nullable=False),
    Column("last_name_sealed", LargeBinary, nullable=False),
    Column("known_as_sealed", LargeBinary),
)

sign_in_links = Table(  # one-time links to the desk, by keyed hash
    "sign_in_links",
    metadata,
    Column("link_hash", _HASH, primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

web_sessions = Table(
    "web_sessions",
    metadata,
    Column("session_hash", _HASH, primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), nullable=False, index=True),
    Column("csrf_sealed", LargeBinary, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("verified", Boolean, nullable=False),
)

second_factors = Table(
    "second_factors",
    metadata,
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), primary_key=True),
    Column("secret_sealed", LargeBinary, nullable=False),
    Column("confirmed_at", UtcDateTime),
    Column("last_step", BigInteger, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("locked_until", UtcDateTime),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("code_hash", _HASH, primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), nullable=False, index=True),
)

tries = Table(  # what was tried at the door of the web, from where as a keyed hash
    "tries",
    metadata,
    Column("try_id", _BIG, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("who_hash", _HASH, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_tries_kind_who_hash_at", "kind", "who_hash", "at"),
)

addresses = Table(
    "addresses",
    metadata,
    Column("address_id", _ID, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("address_hash", _HASH, nullable=False),
    Column("address_sealed", LargeBinary, nullable=False),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), index=True),
    Column("reachable", Boolean, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("locked_until", UtcDateTime),
    Column("met_at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "address_hash"),
)

join_codes = Table(
    "join_codes",
    metadata,
    Column("code_hash", _HASH, primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), nullable=False, index=True),
    Column("code_sealed", LargeBinary, nullable=False),
    Column("roles", String(60), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("spent_by", _ID, ForeignKey("addresses.address_id")),
    Column("spent_at", UtcDateTime),
)

# --- pseudonymous -----------------------------------------------------------------------------

contacts = Table(
    "contacts",
    metadata,
    Column("contact_id", _ID, primary_key=True),
    Column("roles", String(60), nullable=False),
    Column("language", String(2)),
    Column("language_chosen", Boolean, nullable=False, server_default=false()),
    Column("standing", String(10), nullable=False),
    Column("year", Integer),
    Column("class_name", String(40)),
    Column("groups", JSON, nullable=False),
    Column("notice_version", String(20)),
    Column("joined_at", UtcDateTime),
    Column("stopped_at", UtcDateTime),
    Index("ix_contacts_standing_year", "standing", "year"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("session_id", _ID, primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), nullable=False),
    Column("pack", _PACK, nullable=False),
    Column("version", Integer, nullable=False),
    Column("node", String(16), nullable=False),
    Column("status", String(10), nullable=False),
    Column("path", JSON, nullable=False),
    Column("given", JSON, nullable=False),
    Column("draft", _ANSWER, nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("wave_id", _ID, ForeignKey("waves.wave_id")),
    Column("started_at", UtcDateTime, nullable=False),
    Column("touched_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index(
        "uq_sessions_current",
        "contact_id",
        unique=True,
        sqlite_where=text("status IN ('waiting', 'parked')"),
        postgresql_where=text("status IN ('waiting', 'parked')"),
    ),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", _ID, primary_key=True),
    Column("address_id", _ID, ForeignKey("addresses.address_id"), nullable=False, index=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id")),
    Column("whose", _ID, nullable=False),  # the contact, or the chat of somebody unknown
    Column("level", Integer, nullable=False),
    Column("status", String(12), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("acknowledged_by", _ID, ForeignKey("contacts.contact_id")),
    Column("acknowledged_at", UtcDateTime),
    Column("paged_at", UtcDateTime),
    Column("clock", JSON(none_as_null=True)),
    Column("next_at", UtcDateTime, index=True),
    Column("concerned", JSON, nullable=False, server_default="[]"),
    Column("paused", Boolean, nullable=False, server_default=true()),
    Column("outcome", String(12)),
    Column("closed_at", UtcDateTime),
    Column("talk_by", UtcDateTime),
    Index(
        "uq_cases_open",
        "address_id",
        "whose",
        unique=True,
        sqlite_where=text("status != 'closed'"),
        postgresql_where=text("status != 'closed'"),
    ),
)

case_history = Table(  # append-only: the chronology of a case
    "case_history",
    metadata,
    Column("entry_id", _BIG, primary_key=True, autoincrement=True),
    Column("case_id", _ID, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("what", String(24), nullable=False),
    Column("staff_id", _ID, ForeignKey("contacts.contact_id")),
    Column("other_id", _ID, ForeignKey("contacts.contact_id")),
    Column("level", Integer),
    Column("channel", String(16)),
    Column("seal", _ID),
    Column("note_sealed", LargeBinary),
)

reveals = Table(  # who wished to see the name behind a case, and who agreed
    "reveals",
    metadata,
    Column("reveal_id", _ID, primary_key=True),
    Column("case_id", _ID, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("asked_by", _ID, ForeignKey("contacts.contact_id"), nullable=False),
    Column("reason_sealed", LargeBinary, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("agreed_by", _ID, ForeignKey("contacts.contact_id")),
    Column("agreed_at", UtcDateTime),
    Column("reviewed_by", _ID, ForeignKey("contacts.contact_id")),
    Column("reviewed_at", UtcDateTime),
)

duties = Table(  # who is away, and who is on call, from when to when
    "duties",
    metadata,
    Column("duty_id", _ID, primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("begins_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime),
    CheckConstraint("begins_at < ends_at", name="begins_before_it_ends"),
)

texts = Table(
    "texts",
    metadata,
    Column("text_id", _ID, primary_key=True),
    Column("address_id", _ID, ForeignKey("addresses.address_id"), nullable=False),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), index=True),
    Column("case_id", _ID, ForeignKey("cases.case_id"), index=True),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("language", String(2)),
    Column("place", String(49), nullable=False),
    Column("level", Integer, nullable=False),
    Column("screened", Boolean, nullable=False),
    Column("why_sealed", LargeBinary, nullable=False),
    Column("lexicon_version", String(40), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("nth", Integer, nullable=False, server_default="0"),  # among those taken with it
    Column("due_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    Column("reader_id", _ID, ForeignKey("contacts.contact_id")),
    Column("concerned", JSON, nullable=False, server_default="[]"),
    CheckConstraint("level BETWEEN 0 AND 3", name="level_is_a_verdict"),
    CheckConstraint("screened OR level > 0", name="unscreened_is_read"),
    CheckConstraint("case_id IS NOT NULL OR due_at IS NOT NULL", name="nobody_unread"),
    Index(
        "ix_texts_to_be_read",
        "due_at",
        sqlite_where=text("read_at IS NULL AND case_id IS NULL"),
        postgresql_where=text("read_at IS NULL AND case_id IS NULL"),
    ),
    Index("ix_texts_address_id_written_at", "address_id", "written_at"),
)

lexicon_changes = Table(  # append-only: what the school adds, lowers or removes
    "lexicon_changes",
    metadata,
    Column("change_id", _BIG, primary_key=True, autoincrement=True),
    Column("kind", String(8), nullable=False),
    Column("category", String(24), nullable=False),
    Column("target", String(80), nullable=False),
    Column("level", Integer),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

lexicon_votes = Table(  # append-only: who agreed, or did not
    "lexicon_votes",
    metadata,
    Column("change_id", _BIG, ForeignKey("lexicon_changes.change_id"), primary_key=True),
    Column("staff_id", _ID, ForeignKey("contacts.contact_id"), primary_key=True),
    Column("agrees", Boolean, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("session_id", _ID, ForeignKey("sessions.session_id"), primary_key=True),
    Column("question", String(16), primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), nullable=False),
    Column("pack", _PACK, nullable=False),
    Column("value", _ANSWER, nullable=False),
    Column("text_id", _ID, ForeignKey("texts.text_id")),
    Column("notice_version", String(20), nullable=False),
    Column("week", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_answers_week_pack_question", "week", "pack", "question"),
    Index("ix_answers_contact_id_at", "contact_id", "at"),
)

notes = Table(  # thank-you notes that were written to be passed on; their words are in texts
    "notes",
    metadata,
    Column("note_id", _ID, ForeignKey("sessions.session_id"), primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), nullable=False, index=True),
    Column("text_id", _ID, ForeignKey("texts.text_id"), nullable=False),
    Column("status", String(10), nullable=False, index=True),
    Column("recipient_id", _ID, ForeignKey("contacts.contact_id"), index=True),
    Column("staff_id", _ID, ForeignKey("contacts.contact_id")),
    Column("written_at", UtcDateTime, nullable=False),
    Column("moved_at", UtcDateTime, nullable=False),
)

books = Table(  # what stands between a learner's book and others: a code, an adult
    "books",
    metadata,
    Column("learner_id", _ID, ForeignKey("contacts.contact_id"), primary_key=True),
    Column("code_hash", _HASH, unique=True),
    Column("code_until", UtcDateTime),
    Column("book_id", _ID, unique=True),
    Column("reader_id", _ID, ForeignKey("contacts.contact_id"), index=True),
    Column("since", UtcDateTime),
    Column("read_at", UtcDateTime),
)

over_time_told = Table(  # who knows that signs over time are looked for, once told
    "over_time_told",
    metadata,
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), primary_key=True),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
)

signs = Table(  # what was noticed of a learner over time, for the pastoral lead
    "signs",
    metadata,
    Column("sign_id", _ID, primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime),
    Column("staff_id", _ID, ForeignKey("contacts.contact_id")),
    Column("case_id", _ID, ForeignKey("cases.case_id")),
    UniqueConstraint("contact_id", "kind", "since"),
)

schedules = Table(
    "schedules",
    metadata,
    Column("schedule_id", _ID, primary_key=True),
    Column("pack", _PACK, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("clock", Time, nullable=False),
    Column("first_year", Integer, nullable=False),
    Column("last_year", Integer, nullable=False),
    Column("group_name", String(80)),
    Column("made_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime),
)

waves = Table(
    "waves",
    metadata,
    Column("wave_id", _ID, primary_key=True),
    Column("schedule_id", _ID, ForeignKey("schedules.schedule_id")),
    Column("pack", _PACK, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    UniqueConstraint("schedule_id", "due_at"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("wave_id", _ID, ForeignKey("waves.wave_id"), primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), primary_key=True),
    Column("week", Date, nullable=False),
    Column("outcome", String(12), nullable=False),
    Index("ix_deliveries_week", "week"),
)

interventions = Table(
    "interventions",
    metadata,
    Column("intervention_id", _ID, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("group_name", String(80), nullable=False),
    Column("pack", _PACK, nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
)

intervention_waves = Table(
    "intervention_waves",
    metadata,
    Column("wave_id", _ID, ForeignKey("waves.wave_id"), primary_key=True),
    Column(
        "intervention_id",
        _ID,
        ForeignKey("interventions.intervention_id"),
        nullable=False,
        index=True,
    ),
    Column("moment", String(8), nullable=False),
)

tallied = Table(  # whose answer is in which frozen part; never leaves the store
    "tallied",
    metadata,
    Column("measure", String(16), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("value", String(16), nullable=False),
    Column("school_part", Integer, nullable=False),
    Column("year_part", Integer, nullable=False),
)

paired = Table(  # who is counted in which released change; no answer; never leaves the store
    "paired",
    metadata,
    Column("intervention_id", _ID, ForeignKey("interventions.intervention_id"), primary_key=True),
    Column("contact_id", _ID, ForeignKey("contacts.contact_id"), primary_key=True),
)

# --- anonymous --------------------------------------------------------------------------------

releases = Table(  # frozen: rows are added and read, never changed
    "releases",
    metadata,
    Column("release_id", String(60), primary_key=True),
    Column("measure", String(16), nullable=False),
    Column("week", Date, nullable=False),
    Column("slice", String(16), nullable=False),
    Column("part", Integer, nullable=False),
    Column("cells", JSON, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("rule_version", String(20), nullable=False),
    UniqueConstraint("measure", "week", "slice", "part"),
)

changes = Table(  # frozen: rows are added and read, never changed
    "changes",
    metadata,
    Column("intervention_id", _ID, ForeignKey("interventions.intervention_id"), primary_key=True),
    Column("pack", _PACK, nullable=False),
    Column("reason", String(16)),
    Column("pairs", Integer),
    Column("shifts", JSON, nullable=False),
    Column("hidden", JSON, nullable=False),
    Column("turnout", JSON, nullable=False),
    Column("rules", String(20), nullable=False),
)

# --- in and out -------------------------------------------------------------------------------

cursors = Table(
    "cursors",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("value", BigInteger, nullable=False),
    Column("moved_at", UtcDateTime, nullable=False),
    Column("polled_at", UtcDateTime, nullable=False),
)

taken_updates = Table(
    "taken_updates",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("update_id", BigInteger, primary_key=True),
    Column("taken_at", UtcDateTime, nullable=False, index=True),
)

outbox = Table(
    "outbox",
    metadata,
    Column("outbox_id", _BIG, primary_key=True, autoincrement=True),
    Column("address_id", _ID, ForeignKey("addresses.address_id"), nullable=False, index=True),
    Column("lane", Integer, nullable=False),
    Column("payload_sealed", LargeBinary, nullable=False),
    Column("seal", _ID, nullable=False),
    Column("wave_id", _ID, ForeignKey("waves.wave_id")),
    Column("note_id", _ID, index=True),
    Column("case_ids", JSON, nullable=False, server_default="[]"),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Index("ix_outbox_lane_outbox_id", "lane", "outbox_id"),
    sqlite_autoincrement=True,
)
